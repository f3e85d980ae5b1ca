"""What every form promises: its words, ours and the library's, are in the language of the page."""

from io import BytesIO
from uuid import uuid4

import pytest
from flask import Flask
from wtforms import IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired

from civic.core.fields import AttachmentsField, Form, MoneyField, PointField


class _Sample(Form):
    name = StringField(validators=[InputRequired()])
    count = IntegerField()
    colour = SelectField(choices=[SelectChoice("red", "red")])
    cost = MoneyField()
    place = PointField()


def _answers(app: Flask, lang: str) -> dict[str, object]:
    """What the form says, on a page in the language, about answers that are all wrong."""
    wrong = {"count": "x", "colour": "blue", "cost": "x", "place-lat": "52"}
    with app.app_context(), app.test_request_context(f"/?lang={lang}", method="POST", data=wrong):
        form = _Sample(meta={"csrf": False})
        assert not form.validate()
        return {
            "name": list(form.name.errors),
            "count": list(form.count.errors),
            "colour": list(form.colour.errors),
            "cost": [str(words) for words in form.cost.errors],
            "place": [str(words) for words in form.place.form.lon.errors],
            "label": str(form.place.form.lat.label.text),
        }


def test_in_polish(app):
    assert _answers(app, "pl") == {
        "name": ["To pole jest wymagane."],
        "count": ["Nieprawidłowa liczba całkowita"],
        "colour": ["Nieprawidłowy wybór"],
        "cost": ["Wpisz kwotę w złotych, na przykład 12 500 albo 12 500,50."],
        "place": ["Podaj obie współrzędne albo żadnej."],
        "label": "Szerokość geograficzna (w Polsce od 49 do 55)",
    }


def test_in_english(app):
    assert _answers(app, "en") == {
        "name": ["This field is required."],
        "count": ["Not a valid integer value."],
        "colour": ["Not a valid choice."],
        "cost": ["Enter an amount in złoty, for example 12 500 or 12 500,50."],
        "place": ["Give both coordinates or neither."],
        "label": "Latitude (in Poland from 49 to 55)",
    }


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_words_chosen_by_one_page_do_not_stay_for_the_next(app, lang):
    other = "en" if lang == "pl" else "pl"
    first = _answers(app, lang)
    assert _answers(app, other) != first
    assert _answers(app, lang) == first


class _WithFiles(Form):
    files = AttachmentsField(most=2)


def _sent(app: Flask, data: dict[str, object]) -> _WithFiles:
    with app.test_request_context("/", method="POST", data=data, content_type="multipart/form-data"):
        form = _WithFiles(meta={"csrf": False})
        form.validate()
        return form


def test_files_are_those_that_were_chosen_and_the_kept_ones_to_take_off(app: Flask) -> None:
    kept = uuid4()
    form = _sent(
        app,
        {
            "files": [(BytesIO(b"a"), "a.pdf"), (BytesIO(b""), "")],
            "files-remove": [str(kept), "not a number of a file"],
        },
    )
    assert [each.filename for each in form.files.data] == ["a.pdf"]
    assert form.files.removed == {kept}
    assert not form.errors


def test_a_field_left_empty_is_no_files(app: Flask) -> None:
    form = _sent(app, {"files": (BytesIO(b""), "")})
    assert (form.files.data, form.files.removed) == ([], frozenset())


def test_too_many_files_at_once_are_refused(app: Flask) -> None:
    form = _sent(app, {"files": [(BytesIO(b"a"), f"{number}.pdf") for number in range(3)]})
    assert [str(each) for each in form.files.errors] == ["Wybierz naraz najwyżej tyle plików: 2."]
