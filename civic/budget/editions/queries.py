"""Everything read about editions."""


def id_of_slug(slug: str) -> int | None:
    """The edition's id by the slug in the URL; None when there is none."""
    return None
