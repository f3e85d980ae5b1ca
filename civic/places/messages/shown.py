"""Facts as people read them."""

from math import isfinite

from flask_babel import format_decimal, gettext

from civic.core.coordinates import LonLat


def shown(name: str, value: object) -> str:
    """One fact of a finding or refusal: ``size`` in square metres, a place, a list of names, a plain word."""
    if isinstance(value, LonLat):
        return place(value)
    if name in {"size", "most"} and isinstance(value, float):
        return surface(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, int | float):
        return format_decimal(value)
    return str(value)


def place(point: LonLat) -> str:
    """A place with its directions, so that nobody has to guess the order."""
    if not (isfinite(point.lon) and isfinite(point.lat)):
        return gettext("(poza mapą)")
    return f"{point.lon:.5f}° E, {point.lat:.5f}° N"


def surface(square_metres: float) -> str:
    """A surface: below ten square metres with a decimal, above a square kilometre in those."""
    if square_metres >= 1_000_000:
        return gettext("%(size)s km²", size=format_decimal(round(square_metres / 1_000_000, 2)))
    digits = 0 if square_metres >= 10 else 2
    return gettext(
        "%(size)s m²", size=format_decimal(round(square_metres, digits) if digits else round(square_metres))
    )


def distance(metres: int) -> str:
    """A distance: metres, above a kilometre kilometres."""
    if metres >= 1000:
        return gettext("%(distance)s km", distance=format_decimal(round(metres / 1000, 1)))
    return gettext("%(distance)s m", distance=format_decimal(metres))
