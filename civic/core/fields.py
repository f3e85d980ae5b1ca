"""Form fields that read what people write, and the base form. Shape only; the rules decide."""

import re
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import Field, FormField, MultipleFileField, StringField, ValidationError
from wtforms import Form as BaseForm
from wtforms.widgets import TextInput

from civic.core import money
from civic.core.coordinates import LonLat, parse_degrees


class Form(FlaskForm):
    """Every form: CSRF-protected, text stripped and free of characters a database or a mail would choke on."""

    class Meta(FlaskForm.Meta):
        """Clean every text on its way in. WTForms' own words follow the page: Flask-WTF asks Flask-Babel."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Give text fields the cleaning filter."""
            if issubclass(unbound_field.field_class, StringField):
                options = {**options, "filters": [clean, *unbound_field.kwargs.pop("filters", ())]}
            return unbound_field.bind(form=form, **options)


_FORBIDDEN = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0xFEFF)
)


def clean(text: str | None) -> str | None:
    """Text without control, zero-width and direction-override characters and lone surrogates, line ends as LF, stripped."""
    if text is None:
        return None
    text = text.translate(_FORBIDDEN).encode("utf-8", "ignore").decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


_QUANTITY = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_PLACES = {
    2: _l("Ilość musi być większa od zera i mieć najwyżej dwa miejsca po przecinku."),
    3: _l("Ilość musi być większa od zera i mieć najwyżej trzy miejsca po przecinku."),
}


class QuantityField(Field):
    """How many ("6", "2,5"): ``data`` is an exact Decimal with at most ``places`` decimals, or None.

    ``zero``: nothing at all is an answer too.
    """

    widget = TextInput()

    def __init__(
        self,
        label: Any = None,
        *args: Any,
        places: int = 2,
        most: int = 999_999,
        zero: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, *args, **kwargs)
        self.places, self.most, self.zero = places, most, zero

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data.normalize():f}".replace(".", ",") if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing typed is None."""
        text = _digits(valuelist).replace(",", ".")
        self.data = None
        if not text:
            return
        if not _QUANTITY.fullmatch(text):
            raise ValidationError(_l("Wpisz ilość liczbą, na przykład 6 albo 2,5."))
        found = Decimal(text)
        if found != round(found, self.places) or found > self.most or not (found or self.zero):
            raise ValidationError(_PLACES[self.places])
        self.data = round(found, self.places)


class CountField(Field):
    """A whole number of people or days: ``data`` is an int from ``least`` to ``most``, or None."""

    widget = TextInput()

    def __init__(self, label: Any = None, *, least: int = 1, most: int = 100_000, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.least, self.most = least, most

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return str(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing typed is None."""
        text = _digits(valuelist)
        self.data = None
        if not text:
            return
        if not re.fullmatch("[0-9]{1,9}", text) or not self.least <= int(text) <= self.most:
            raise ValidationError(
                _l("Wpisz liczbę od %(least)s do %(most)s.") % {"least": self.least, "most": self.most}
            )
        self.data = int(text)


def _digits(valuelist: list[str]) -> str:
    """What was typed, without the spaces people put between thousands."""
    text = (clean(valuelist[0]) or "") if valuelist else ""
    return text.replace("\u00a0", "").replace(" ", "")


class MoneyField(Field):
    """An amount as people in Poland write it ("1 234,50 zł"); ``data`` is grosz as int or None."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return money.plain(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        text = (clean(valuelist[0]) or "") if valuelist else ""
        if not text:
            self.data = None
            return
        try:
            self.data = money.parse(text)
        except ValueError as error:
            self.data = None
            raise ValidationError(_l("Wpisz kwotę w złotych, na przykład 12 500 albo 12 500,50.")) from error


class DegreesField(Field):
    """A longitude or latitude as people write it ("52,2297"); ``data`` is a float or None."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:.6f}" if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        text = (clean(valuelist[0]) or "") if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = parse_degrees(text)
            except ValueError as error:
                raise ValidationError(_l("Wpisz liczbę stopni, na przykład 52,2297.")) from error


class _PointForm(BaseForm):
    lat = DegreesField(_l("Szerokość geograficzna (w Polsce od 49 do 55)"))
    lon = DegreesField(_l("Długość geograficzna (w Polsce od 14 do 24)"))


class PointField(FormField):  # type: ignore[type-arg]
    """A place: two text fields, ``.form.lon`` and ``.form.lat``, drawn by the component ``map_picker``.

    ``point`` is a LonLat, or None when nothing was typed; one number without the other is an error. Whether the point
    lies in the city is for the rules: nothing is moved, exchanged or rounded here. To fill it: ``data={"lon":, "lat":}``.
    """

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(_PointForm, label, **kwargs)

    @property
    def point(self) -> LonLat | None:
        """The place typed."""
        lon, lat = self.form.lon.data, self.form.lat.data
        return LonLat(lon, lat) if lon is not None and lat is not None else None

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Both numbers or none."""
        good: bool = super().validate(form, extra_validators)
        lon, lat = self.form.lon, self.form.lat
        if good and (lon.data is None) != (lat.data is None):
            lacking = lon if lon.data is None else lat
            lacking.errors = [_l("Podaj obie współrzędne albo żadnej.")]
            return False
        return good


class AttachmentsField(MultipleFileField):
    """Files, several at once, drawn by the component ``attachments``. What is in them ``core.files`` checks.

    ``data``: the uploads, without empty ones. ``removed``: ids of files kept before that are to go. ``most``: how many
    may be sent at once. The form must be sent as multipart/form-data: the component's hint says what is taken.
    """

    def __init__(self, label: Any = None, validators: Any = None, *, most: int = 10, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.most = most
        self.removed: frozenset[UUID] = frozenset()

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Read which kept files are to go, and the new ones."""
        named = formdata.getlist(f"{self.name}-remove") if formdata is not None else []
        self.removed = frozenset(found for each in named if (found := _uuid(each)) is not None)
        super().process(formdata, *args, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Only what is a file with a name: an empty field sends one without."""
        self.data = [each for each in valuelist if isinstance(each, FileStorage) and each.filename]

    def pre_validate(self, form: Any) -> None:
        """Not too many at once."""
        if len(self.data or ()) > self.most:
            raise ValidationError(_l("Wybierz naraz najwyżej tyle plików: %(most)s.") % {"most": self.most})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
