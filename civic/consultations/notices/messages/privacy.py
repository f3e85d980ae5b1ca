"""The clause on personal data (GDPR art. 13) in notices, by version. A version once shown is never rewritten: add another."""

from collections.abc import Mapping, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

CLAUSES: Mapping[str, Sequence[LazyString]] = {
    "1": (
        _l("Administratorem twoich danych jest Prezydent Miasta (%(city)s). Kontakt: %(email)s."),
        _l("Dane przetwarzamy, żeby przeprowadzić konsultacje. Podstawa: art. 6 ust. 1 lit. c i e RODO oraz %(basis)s."),
        _l(
            "Nazwisko i adres podajesz tylko wtedy, gdy wymaga tego przepis albo gdy chcesz dostać odpowiedź."
            " W raporcie nie ma nazwisk osób prywatnych."
        ),
        _l("Dane autorów uwag usuwamy rok po ogłoszeniu raportu. Treść uwag zostaje w raporcie na stałe."),
        _l(
            "Możesz poprosić o dostęp do danych, ich poprawienie, usunięcie, ograniczenie przetwarzania i wnieść sprzeciw."
            " Możesz też złożyć skargę do Prezesa Urzędu Ochrony Danych Osobowych."
        ),
        _l("Danych nie przekazujemy poza Europejski Obszar Gospodarczy i nie podejmujemy na ich podstawie decyzji automatycznie."),
    )
}  # fmt: skip

NEWEST = "1"


def clause(version: str, **facts: str) -> list[str]:
    """The clause a notice was ordered with; a draft shows the newest."""
    return [str(sentence) % facts for sentence in CLAUSES.get(version, CLAUSES[NEWEST])]
