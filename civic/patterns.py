"""The pattern page: every component in every state, for those who build pages and those who check them."""

from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    FloatField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from civic.core import charts, differences
from civic.core.access import Permission, allows
from civic.core.fields import AttachmentsField, Form, MoneyField

bp = Blueprint("design", __name__, url_prefix="/wzory")

_AREAS = {
    "Stare Miasto": [(19.40, 52.10), (19.43, 52.10), (19.44, 52.12), (19.41, 52.13), (19.39, 52.12)],
    "Zarzecze": [(19.43, 52.10), (19.48, 52.09), (19.49, 52.12), (19.44, 52.12)],
    "Nowe Osiedle": [(19.41, 52.13), (19.44, 52.12), (19.49, 52.12), (19.47, 52.15), (19.42, 52.15)],
}
_POINTS = [
    ("1", "Park kieszonkowy przy Młynie", 19.413, 52.117, "won"),
    ("2", "Ławki wzdłuż Zielonej", 19.417, 52.108, "lost"),
    ("3", "Plac zabaw na Zarzeczu", 19.462, 52.106, "chosen"),
    ("4", "Zielony przystanek", 19.4625, 52.1062, "plain"),
    ("5", "Biblioteka sąsiedzka", 19.447, 52.136, "plain"),
]


_STORED = (
    {
        "id": UUID(int=1),
        "name": "pismo-do-prezydenta.pdf",
        "media_type": "application/pdf",
        "size": 1_468_006,
    },
    {"id": UUID(int=2), "name": "zdjecie skrzyzowania.jpg", "media_type": "image/jpeg", "size": 348_211},
)


class SampleForm(Form):
    """One field of each kind."""

    title = StringField("Tytuł projektu", [Length(5, 120, "Tytuł powinien mieć od 5 do 120 znaków.")])
    about = TextAreaField(
        "Co chcesz zrobić?",
        [InputRequired("Napisz w kilku zdaniach, co chcesz zrobić."), Length(max=500)],
        description="Napisz tak, jak mówisz sąsiadce przez płot.",
    )
    cost = MoneyField("Ile to będzie kosztować?", description="Na przykład 12 500 albo 12 500,50.")
    trees = IntegerField("Liczba drzew")
    started = DateField("Od kiedy?")
    category = SelectField(
        "Rodzaj projektu", choices=[(kind, kind) for kind in ("Zieleń", "Sport", "Kultura", "Bezpieczeństwo")]
    )
    area = RadioField(
        "Gdzie mieszkasz?",
        [InputRequired("Wybierz dzielnicę, w której mieszkasz.")],
        choices=[("stare-miasto", "Stare Miasto"), ("zarzecze", "Zarzecze"), ("nowe", "Nowe Osiedle")],
    )
    audience = SelectMultipleField(
        "Dla kogo to jest?",
        choices=[("dzieci", "Dla dzieci"), ("seniorzy", "Dla seniorów"), ("wszyscy", "Dla wszystkich")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    consent = BooleanField("Zgadzam się na podanie mojego imienia i nazwiska przy projekcie")
    photo = FileField("Zdjęcie albo szkic", description="PDF, JPG albo PNG, najwyżej 10 MB.")
    files = AttachmentsField("Załączniki")
    password = PasswordField("Hasło")
    lat = FloatField("Szerokość geograficzna")
    lon = FloatField("Długość geograficzna")


@bp.get("")
@allows(Permission.ANYONE)
def index() -> ResponseReturnValue:
    """Everything on one page."""
    changed = differences.words(
        "Uwagi można zgłaszać do dnia 12 maja na piśmie.",
        "Uwagi i propozycje można zgłaszać do dnia 31 maja, także ustnie.",
    )
    return render_template(
        "design/patterns.html",
        sample=_form({}),
        broken=_broken(),
        drawn=_charts(),
        points=_points(),
        changed=changed,
        stored=_STORED,
    )


@bp.get("/karta")
@allows(Permission.ANYONE)
def ballot() -> ResponseReturnValue:
    """A ballot being filled in: cards, ticks and the bar at the bottom."""
    chosen = [int(value) for value in request.args.getlist("projects") if value in {"1", "2", "3", "4"}]
    return render_template("design/ballot.html", chosen=chosen)


@bp.get("/urzad")
@allows(Permission.ANYONE)
def office() -> ResponseReturnValue:
    """The dense layout of the office."""
    return render_template("design/office.html")


@bp.get("/wynik")
@allows(Permission.ANYONE)
def result() -> ResponseReturnValue:
    """The poster: figures, the budget line, a chart and a map."""
    return render_template("design/result.html", drawn=_charts(), points=_points())


@bp.get("/oddano")
@allows(Permission.ANYONE)
def cast() -> ResponseReturnValue:
    """It is done: what one takes home."""
    return render_template("design/cast.html")


@bp.get("/obszary.geojson")
@allows(Permission.ANYONE)
def areas() -> ResponseReturnValue:
    """Three districts for the maps of the pattern page."""
    return jsonify(
        _collection(
            ({"name": name}, {"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
            for name, ring in _AREAS.items()
        )
    )


def _form(data: dict[str, str | list[str]]) -> SampleForm:
    return SampleForm(formdata=MultiDict(data), meta={"csrf": False}, prefix="b-" if data else "")


def _broken() -> SampleForm:
    typed = {
        "title": "Ławk",
        "cost": "dużo",
        "about": "",
        "trees": "trzy",
        "started": "jutro",
        "category": "Inne",
    }
    form = _form({f"b-{name}": value for name, value in typed.items()})
    form.validate()
    return form


def _points() -> dict[str, Any]:
    return _collection(
        (
            {"number": number, "title": title, "kind": kind, "url": "#karta"},
            {"type": "Point", "coordinates": [lon, lat]},
        )
        for number, title, lon, lat, kind in _POINTS
    )


def _collection(features: Any) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": what, "geometry": where} for what, where in features],
    }


def _charts() -> dict[str, Any]:
    won, lost = "Wygrał", "Nie wygrał"
    votes = [
        charts.Bar("Park kieszonkowy przy Młynie", 1840, "1 840", marked=True, note=won, href="#karta"),
        charts.Bar("Plac zabaw na Zarzeczu", 1512, "1 512", marked=True, note=won),
        charts.Bar("Kryta pływalnia", 1307, "1 307", note=lost),
        charts.Bar("Ławki wzdłuż Zielonej", 655, "655", marked=True, note=won),
        charts.Bar("Biblioteka sąsiedzka", 214, "214", note=lost),
    ]
    money = [
        charts.Purchase("Park kieszonkowy przy Młynie", 280_000_00, True, "280 000 zł", note=won),
        charts.Purchase("Plac zabaw na Zarzeczu", 350_000_00, True, "350 000 zł", note=won),
        charts.Purchase("Kryta pływalnia", 900_000_00, False, "900 000 zł", note="Zabrakło 530 000 zł"),
        charts.Purchase("Ławki wzdłuż Zielonej", 74_000_00, True, "74 000 zł", note=won),
        charts.Purchase("Biblioteka sąsiedzka", 308_400_00, False, "308 400 zł", note="Zabrakło 12 400 zł"),
    ]
    turnout = [
        charts.Turnout("Stare Miasto", 2314, 12_100, "19,12 %"),
        charts.Turnout("Zarzecze", 1207, 8_940, "13,50 %"),
        charts.Turnout("Dworzec", None, 61, "mniej niż 10 osób"),
    ]
    return {
        "votes": charts.bars("Głosy na projekty", votes, heads=("Projekt", "Głosy"), threshold=500),
        "money": charts.budget_line(
            "Na co starczyło pieniędzy",
            money,
            1_000_000_00,
            heads=("Projekt", "Koszt"),
            line="Koniec pieniędzy: 1 000 000 zł",
        ),
        "turnout": charts.turnout_bars(
            "Frekwencja w dzielnicach", turnout, heads=("Dzielnica", "Frekwencja")
        ),
    }
