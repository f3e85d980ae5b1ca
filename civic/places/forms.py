"""What a browser sends when it asks where a place is."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Length

from civic.core.fields import Form, PointField
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
    miejsce = PointField(_l("Miejsce"), separator="-")
