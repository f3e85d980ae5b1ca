"""The words of the mails of the agreements: subject and text of each."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

MAIL: Mapping[str, tuple[LazyString, LazyString]] = {
    "begun": (
        _l("Zaczynamy uzgadniać inicjatywę „%(title)s”"),
        _l("Urząd zaczął z wami uzgadniać harmonogram i kosztorys. Pierwsza wersja to ta z waszego wniosku. Możecie ją zmieniać i pisać do urzędu."),
    ),
    "written": (
        _l("Jest wersja %(version)s uzgodnień inicjatywy „%(title)s”"),
        _l("Druga strona zapisała wersję %(version)s harmonogramu i kosztorysu. Zmiany są w niej zaznaczone. Przeczytaj ją, a potem potwierdź albo zaproponuj coś innego."),
    ),
    "confirmed": (
        _l("Druga strona potwierdziła wersję %(version)s inicjatywy „%(title)s”"),
        _l("Teraz wasza kolej: przeczytajcie wersję %(version)s i potwierdźcie ją albo zaproponujcie zmiany."),
    ),
    "agreed": (
        _l("Obie strony potwierdziły wersję %(version)s inicjatywy „%(title)s”"),
        _l("Harmonogram i kosztorys są uzgodnione. Następny krok to umowa."),
    ),
    "message": (
        _l("Wiadomość w sprawie inicjatywy „%(title)s”"),
        _l("Druga strona uzgodnień napisała do ciebie. Przeczytasz to na stronie uzgodnień."),
    ),
    "prepared": (
        _l("Tekst umowy o inicjatywę „%(title)s” jest gotowy"),
        _l("Przeczytaj tekst umowy z załącznikami. Jeśli się zgadza, podpisz go w serwisie albo na papierze w urzędzie."),
    ),
    "accepted": (
        _l("Mieszkańcy podpisali umowę o inicjatywę „%(title)s”"),
        _l("Tekst umowy ma już podpis mieszkańców. Teraz może ją podpisać miasto."),
    ),
    "signed": (
        _l("Umowa %(number)s o inicjatywę „%(title)s” jest podpisana"),
        _l("Umowę podpisały obie strony. Na stronie uzgodnień możesz ją pobrać razem z harmonogramem i kosztorysem. Można zaczynać pracę."),
    ),
    "annexed": (
        _l("Aneks %(number)s do umowy o inicjatywę „%(title)s” jest podpisany"),
        _l("Aneks podpisały obie strony. Od teraz obowiązuje nowy harmonogram i kosztorys."),
    ),
}  # fmt: skip
"""Subject and text of each mail."""
