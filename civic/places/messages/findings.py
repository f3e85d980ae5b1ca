"""One sentence for each thing that a check of boundaries may find."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from civic.places.messages.shown import shown
from civic.places.rules.findings import Finding, Problem

FINDINGS: Mapping[Problem, LazyString] = {
    Problem.NOT_GEOJSON: _l("To nie jest plik GeoJSON (FeatureCollection zapisany w UTF-8)."),
    Problem.XML_INSTEAD: _l("To plik XML (GML, KML albo GPX). Zapisz granice jako GeoJSON."),
    Problem.ZIP_INSTEAD: _l("To archiwum ZIP (może SHP). Zapisz granice jako GeoJSON."),
    Problem.TOO_BIG: _l("Plik jest większy niż %(megabytes)s MB."),
    Problem.NO_FEATURES: _l("W pliku nie ma żadnego obszaru."),
    Problem.UNKNOWN_SYSTEM: _l(
        "Plik jest w nieznanym układzie współrzędnych: %(system)s. Czytamy EPSG 4326, 2180, 3857 i 2176–2179."
    ),
    Problem.NO_NAME: _l(
        "Obszar nr %(feature)s nie ma pola „%(field)s”. Ma pola: %(fields)s. Wskaż pole z nazwą przez --name-field."
    ),
    Problem.BAD_NAME: _l(
        "Obszar nr %(feature)s: pole „%(field)s” nie jest nazwą (od 1 do %(longest)s znaków, z literą, bez znaków sterujących)."
    ),
    Problem.BAD_CODE: _l(
        "Obszar „%(area)s”: kod „%(code)s” może mieć tylko małe litery bez ogonków, cyfry i łączniki."
    ),
    Problem.BAD_POPULATION: _l("Obszar „%(area)s”: pole „%(field)s” to nie liczba mieszkańców: %(value)s."),
    Problem.NO_GEOMETRY: _l("Obszar „%(area)s” nie ma granic."),
    Problem.NOT_POLYGON: _l(
        "Obszar „%(area)s” jest typu %(type)s, a powinien być Polygon albo MultiPolygon."
    ),
    Problem.WRONG_NESTING: _l(
        "Obszar „%(area)s”: współrzędne typu %(type)s są źle zagnieżdżone: lista w liście %(wanted)s razy, a jest %(found)s."
    ),
    Problem.BAD_NUMBER: _l("Obszar „%(area)s”: to nie są współrzędne: %(value)s."),
    Problem.TOO_FEW_POINTS: _l("Obszar „%(area)s”: linia koło %(where)s ma za mało punktów, by coś otoczyć."),
    Problem.UNCLOSED_RING: _l(
        "Obszar „%(area)s”: linia, która zaczyna się w %(where)s, nie wraca do początku. --repair ją domknie."
    ),
    Problem.TOO_MANY_POINTS: _l(
        "Obszar „%(area)s”: w pliku jest więcej niż %(most)s punktów. Uprość granice."
    ),
    Problem.TOO_MANY_PARTS: _l("Obszar „%(area)s” ma %(count)s części, a może mieć najwyżej %(most)s."),
    Problem.REPEATED_POINTS: _l(
        "Uwaga: punkty powtórzone jeden po drugim (%(count)s), to nie przeszkadza. Obszary: %(others)s."
    ),
    Problem.HEIGHT_DROPPED: _l(
        "Uwaga: pominięto wysokość punktów (Z), granice jej nie mają. Obszary: %(others)s."
    ),
    Problem.SWAPPED_AXES: _l(
        "Obszar „%(area)s”: współrzędne wyglądają na zamienione (najpierw północ). Jeśli tak jest, dodaj --axes yx."
    ),
    Problem.OTHER_SYSTEM: _l(
        "Obszar „%(area)s”: liczby nie są stopniami, wyglądają na EPSG:%(srid)s. Jeśli tak jest, dodaj --srid %(srid)s."
    ),
    Problem.NOT_IN_POLAND: _l("Obszar „%(area)s” leży poza Polską, koło %(where)s."),
    Problem.INVALID: _l("Obszar „%(area)s” ma niepoprawną granicę koło %(where)s: %(reason)s."),
    Problem.NO_SURFACE: _l("Obszar „%(area)s” nie ma powierzchni."),
    Problem.TOO_LARGE: _l("Obszar „%(area)s” ma %(size)s, więcej niż %(most)s. To nie jest część miasta."),
    Problem.SAME_NAME: _l("Nazwy „%(other)s” i „%(area)s” są takie same."),
    Problem.SAME_CODE: _l("Obszary „%(other)s” i „%(area)s” mają ten sam kod: %(code)s."),
    Problem.OVERLAP: _l(
        "Obszary „%(area)s” i „%(other)s” nakładają się na powierzchni %(size)s, koło %(where)s."
    ),
    Problem.GAP: _l(
        "W obszarze „%(area)s” zostaje luka: %(size)s koło %(where)s nie należy do niczego (obok: %(others)s)."
    ),
    Problem.HOLE: _l("Między obszarami %(others)s jest dziura: %(size)s koło %(where)s."),
    Problem.OUTSIDE_PARENT: _l("Obszar „%(area)s” wystaje poza „%(other)s” o %(size)s, koło %(where)s."),
    Problem.AWAY_FROM_PARENT: _l("Obszar „%(area)s” leży w całości poza „%(other)s”, koło %(where)s."),
    Problem.SLIVERS: _l(
        "Uwaga: skrawki węższe niż %(metres)s m: %(count)s, razem %(size)s. Są w granicach dokładności."
    ),
    Problem.MORE: _l("… i mniejszych takich miejsc: %(count)s, razem %(size)s."),
    Problem.RING_CLOSED: _l("Poprawiono: „%(area)s”, domknięto linię, która zaczyna się w %(where)s."),
    Problem.POINTS_REMOVED: _l("Poprawiono: usunięto powtórzone punkty (%(count)s). Obszary: %(others)s."),
    Problem.MADE_VALID: _l(
        "Poprawiono: „%(area)s”, rozplątano granicę koło %(where)s; powierzchnia zmieniła się o %(size)s."
    ),
    Problem.OVERLAP_CUT: _l(
        "Poprawiono: „%(area)s” oddaje „%(other)s” wspólne skrawki (%(count)s), razem %(size)s."
    ),
    Problem.GAP_FILLED: _l("Poprawiono: „%(area)s” przejmuje szczeliny (%(count)s), razem %(size)s."),
    Problem.CUT_TO_PARENT: _l(
        "Poprawiono: „%(area)s”, obcięto to, co wystawało poza „%(other)s” (%(count)s), razem %(size)s."
    ),
}

INVALID_REASONS: Mapping[str, LazyString] = {
    "Self-intersection": _l("linia przecina samą siebie"),
    "Ring Self-intersection": _l("linia dotyka samej siebie"),
    "Hole lies outside shell": _l("otwór leży poza obszarem"),
    "Nested holes": _l("otwór leży w otworze"),
    "Nested shells": _l("część leży w innej części"),
    "Interior is disconnected": _l("otwory dzielą obszar na kawałki"),
    "Duplicate Rings": _l("ta sama linia jest dwa razy"),
    "Too few points in geometry component": _l("linia ma za mało punktów"),
    "Invalid Coordinate": _l("współrzędna nie jest liczbą"),
}


def finding_sentence(finding: Finding) -> str:
    """The finding in words."""
    facts = {name: shown(name, value) for name, value in finding.facts.items()}
    if "reason" in facts:
        facts["reason"] = str(INVALID_REASONS.get(facts["reason"], facts["reason"]))
    if "others" in facts and not facts["others"]:
        facts["others"] = "–"
    return str(FINDINGS[finding.problem]) % facts
