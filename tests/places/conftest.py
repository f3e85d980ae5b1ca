"""The command line, and a small city: Miłogród with two districts, the left one with two estates."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from civic.places.cli import places
from civic.places.rules import Kind
from civic.places.rules.geojson import Draft, Reading
from civic.places.services import Order, import_areas
from tests.places.draw import draft, rectangle

Run = Callable[..., Result]

CITY = draft("Miłogród", rectangle(0, 0, 4, 2), population=90_970)
LEFT = draft("Lewa", rectangle(0, 0, 2, 2), population=50_000)
RIGHT = draft("Prawa", rectangle(2, 0, 4, 2))
LOWER = draft("Łąki", rectangle(0, 0, 2, 1))
UPPER = draft("Ogrody", rectangle(0, 1, 2, 2))


def put(kind: Kind, *drafts: Draft, parent: str | None = None) -> None:
    """Store areas."""
    import_areas(Reading(list(drafts), []), Order(kind, parent=parent))


@pytest.fixture
def city(app: Flask) -> Flask:
    """The application of the small city."""
    put(Kind.CITY, CITY)
    put(Kind.DISTRICT, LEFT, RIGHT, parent="milogrod")
    put(Kind.ESTATE, LOWER, UPPER, parent="lewa")
    return app


@pytest.fixture
def run(app: Flask) -> Run:
    """`civic places ...` in this application."""

    def invoke(*arguments: object) -> Result:
        result = CliRunner().invoke(places, [str(argument) for argument in arguments], obj=lambda: app)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke
