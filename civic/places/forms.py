"""What a browser sends when it asks where a place is."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError
from wtforms.validators import Length

from civic.core.coordinates import LonLat
from civic.core.fields import DegreesField, Form
from civic.places.rules.addresses import LONGEST_QUERY


class WhereForm(Form):
    """An address or a point; both come in the address of the page, so that the answer can be sent to somebody."""

    class Meta(Form.Meta):
        """It only asks, so it needs no token."""

        csrf = False

    adres = StringField(
        _l("Adres"),
        description=_l("Na przykład: Kwiatowa 5"),
        validators=[Length(max=LONGEST_QUERY, message=_l("Adres może mieć najwyżej 200 znaków."))],
    )
    lat = DegreesField(_l("Szerokość geograficzna (w Polsce od 49 do 55)"))
    lon = DegreesField(_l("Długość geograficzna (w Polsce od 14 do 24)"))

    @property
    def point(self) -> LonLat | None:
        """The place typed."""
        lon, lat = self.lon.data, self.lat.data
        return LonLat(lon, lat) if lon is not None and lat is not None else None

    def validate_lat(self, field: DegreesField) -> None:
        """Both numbers or none."""
        if field.data is None and not field.errors and self.lon.data is not None:
            raise ValidationError(_l("Podaj obie współrzędne albo żadnej."))

    def validate_lon(self, field: DegreesField) -> None:
        """Both numbers or none."""
        if field.data is None and not field.errors and self.lat.data is not None:
            raise ValidationError(_l("Podaj obie współrzędne albo żadnej."))
