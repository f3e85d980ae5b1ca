"""Everything read about people."""

from civic.core.access import Actor


def load_actor(person_id: int, session_version: int) -> Actor | None:
    """Who is signed in."""
    return None
