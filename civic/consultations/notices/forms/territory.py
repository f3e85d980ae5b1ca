"""Where: the whole city, some of its areas, or a shape of its own from a GeoJSON file."""

import json
from collections.abc import Iterable
from typing import Any, ClassVar

import shapely
from flask_babel import lazy_gettext as _l
from shapely import MultiPolygon
from wtforms import FileField, RadioField

from civic.consultations.notices import messages
from civic.consultations.notices.forms.base import ActForm
from civic.consultations.notices.forms.fields import ChecksField, options
from civic.consultations.notices.rules import Refusal
from civic.consultations.notices.services import Territory
from civic.places.messages.findings import finding_sentence
from civic.places.rules.findings import refusing
from civic.places.rules.geojson import Fields, read
from civic.places.rules.shapes import check_shape, polygons

LARGEST = 5_000_000
_CITY, _AREAS, _SHAPE = "city", "areas", "shape"
_NAME = "civic_name"


class TerritoryForm(ActForm):
    """Exactly one of the three."""

    FIELD_OF: ClassVar = {Refusal.AREA_UNKNOWN: "areas", Refusal.TERRITORY_OUTSIDE: "file"}

    scope = RadioField(
        _l("Kogo dotyczą konsultacje?"),
        choices=options(
            [
                (_CITY, _l("Całego miasta")),
                (_AREAS, _l("Wybranych części miasta")),
                (_SHAPE, _l("Terenu z pliku GeoJSON")),
            ]
        ),
    )
    areas = ChecksField(_l("Części miasta"), validate_choice=False)
    file = FileField(
        _l("Plik z granicami terenu"),
        description=_l(
            "GeoJSON do 5 MB: wielokąty w WGS84 albo w polskim układzie zapisanym w pliku. Bez pliku zostaje dotychczasowy teren."
        ),
    )

    def offer(self, areas: Iterable[tuple[str, str]]) -> None:
        """Fill the list of areas, as (code, name)."""
        self.areas.choices = options(areas)

    def answer(self, *, had_shape: bool) -> Territory | None:
        """What was chosen; None when it makes no sense, with the reason at its field."""
        if self.scope.data == _AREAS:
            if not self.areas.data:
                self._say("areas", str(messages.REFUSED[Refusal.AREA_UNKNOWN]))
                return None
            return Territory(areas=tuple(self.areas.data))
        if self.scope.data != _SHAPE:
            return Territory()
        upload = self.file.data
        content: bytes = upload.read(LARGEST + 1) if upload else b""
        if upload:
            upload.close()
        if not content:
            if not had_shape:
                self._say("file", str(_l("Wybierz plik z granicami terenu.")))
            return Territory(keep_shape=True) if had_shape else None
        shape = self._shape(content)
        return Territory(shape=shape) if shape is not None else None

    def _shape(self, content: bytes) -> MultiPolygon | None:
        """All polygons of the file as one; None with every reason at the field."""
        if len(content) > LARGEST:
            self._say("file", str(_l("Plik może mieć najwyżej 5 MB.")))
            return None
        reading = read(_named(content), Fields(name=_NAME))
        found = [*reading.findings]
        for draft in reading.drafts:
            found += check_shape(draft, reading.system)
        for each in refusing(found):
            self._say("file", finding_sentence(each))
        if refusing(found) or not reading.drafts:
            return None
        return MultiPolygon(polygons(shapely.union_all([draft.shape for draft in reading.drafts])))


def _named(content: bytes) -> bytes:
    """The file with a name for each feature, as boundaries must have; what is no GeoJSON stays as it is."""
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return content
    if not isinstance(document, dict):
        return content
    if document.get("type") in {"Polygon", "MultiPolygon"}:
        document = {"type": "Feature", "properties": {}, "geometry": document}
    features: Any = document.get("features") if document.get("type") == "FeatureCollection" else [document]
    for number, feature in enumerate(features if isinstance(features, list) else [], 1):
        if isinstance(feature, dict):
            feature["properties"] = {_NAME: f"teren {number}"}
    return json.dumps(document).encode()
