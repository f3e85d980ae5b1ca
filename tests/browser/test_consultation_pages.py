"""Every page of consultations, their discussions and organisations in Chromium: axe, width, hosts, console, both languages."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page
from sqlalchemy.engine import URL

from tests.browser.axe import look
from tests.conftest import connect

pytestmark = pytest.mark.browser

TITLES = {
    "market": "Jak mamy korzystać z Rynku?",
    "plan": "Plan miejscowy Jasne Pola Zachód",
    "upcoming": "Program rewitalizacji Kolonii Fabrycznej",
    "answering": "Strategia rozwoju Miłogrodu do roku 2035",
    "reporting": "Program współpracy z organizacjami pozarządowymi",
    "reported": "Strefa 30 na Osiedlu Kolejowym",
    "decided": "Jak nazwać nowy most?",
    "cancelled": "Cisza nocna na bulwarach",
    "ordered": "Ogródki przed lokalami na osiedlach",
    "draft": "Gdzie zbudować basen?",
}
"""Consultations of the sample, by their phase."""
CASE, DESK = "/konsultacje", "/urzad/konsultacje"
VISITOR = {
    "consultations": CASE,
    "none-found": f"{CASE}?q=qqqq",
    "market": CASE + "/{market}",
    "plan": CASE + "/{plan}",
    "upcoming": CASE + "/{upcoming}",
    "answering": CASE + "/{answering}",
    "reported": CASE + "/{reported}",
    "decided": CASE + "/{decided}",
    "cancelled": CASE + "/{cancelled}",
    "notice": CASE + "/{market}/ogloszenie",
    "document": CASE + "/{market}/dokument",
    "document-old": CASE + "/{market}/dokument/{document}/wersja/1",
    "document-none": CASE + "/{cancelled}/dokument",
    "remarks": CASE + "/{market}/uwagi",
    "remarks-none-found": CASE + "/{market}/uwagi?q=qqqq",
    "remarks-answered": CASE + "/{reported}/uwagi",
    "remark": CASE + "/{market}/uwagi/1",
    "remark-answered": CASE + "/{reported}/uwagi/1",
    "remark-write": CASE + "/{market}/uwagi/napisz",
    "remark-write-late": CASE + "/{answering}/uwagi/napisz",
    "remark-write-not-yet": CASE + "/{upcoming}/uwagi/napisz",
    "remark-draft-empty": CASE + "/{market}/uwagi/moje",
    "remark-code": f"{CASE}/uwagi/kod",
    "discussion": CASE + "/{market}/dyskusja",
    "discussion-empty": CASE + "/{plan}/dyskusja",
    "discussion-closed": CASE + "/{answering}/dyskusja",
    "comment": CASE + "/{market}/dyskusja/{comment}",
    "moderation": CASE + "/{market}/dyskusja/moderacja",
    "report": CASE + "/{reported}/raport",
    "report-decided": CASE + "/{decided}/raport",
    "report-not-yet": CASE + "/{market}/raport",
}
ELZBIETA, ARTUR, TERESA, ILONA = "elzbieta.dolna", "artur.wilczek", "teresa.bury", "ilona.kruk"
ROBERT, WANDA, BARBARA = "robert.majewski", "wanda.rosa", "barbara.krol"
RESIDENT = {
    "comment-write": (ELZBIETA, CASE + "/{market}/dyskusja/napisz"),
    "comment-reply": (ELZBIETA, CASE + "/{market}/dyskusja/{comment}/odpowiedz"),
    "comment-report": (ELZBIETA, CASE + "/{market}/dyskusja/{comment}/zglos"),
    "request": (ELZBIETA, f"{CASE}/wniosek"),
    "organisations": (ELZBIETA, "/organizacje"),
    "organisations-none": ("maria.wisniewska", "/organizacje"),
    "organisation-new": (ELZBIETA, "/organizacje/dodaj"),
    "organisation-leave": (ELZBIETA, "/organizacje/{barriers}/zakoncz"),
    "remark-codes": (ELZBIETA, f"{CASE}/uwagi/kod"),
}
OFFICE = {
    "cases": (ARTUR, DESK),
    **{f"case-{phase}": (ARTUR, f"{DESK}/{{{phase}}}") for phase in TITLES},
    "regimes": (ARTUR, f"{DESK}/nowe"),
    "new": (ARTUR, f"{DESK}/nowe/GENERAL"),
    "subject": (ARTUR, DESK + "/{draft}/o-co-pytamy"),
    "territory": (ARTUR, DESK + "/{draft}/teren"),
    "calendar": (ARTUR, DESK + "/{draft}/kalendarz"),
    "contact": (ARTUR, DESK + "/{draft}/kontakt"),
    "forms-empty": (ARTUR, DESK + "/{draft}/formy"),
    "forms": (ARTUR, DESK + "/{market}/formy"),
    "form-new": (ARTUR, DESK + "/{draft}/formy/dodaj"),
    "order": (ROBERT, DESK + "/{draft}/zarzadz"),
    "channels": (ARTUR, DESK + "/{ordered}/ogloszenie-i-terminy"),
    "publication": (ILONA, DESK + "/{ordered}/publikacje/NOTICE/BIP"),
    "announce": (ILONA, DESK + "/{ordered}/oglos"),
    "notice-preview": (ARTUR, DESK + "/{ordered}/ogloszenie"),
    "extend": (ROBERT, DESK + "/{market}/przedluz"),
    "correct": (ROBERT, DESK + "/{market}/popraw"),
    "cancel": (ROBERT, DESK + "/{market}/odwolaj"),
    "summary": (ARTUR, DESK + "/{answering}/podsumowanie/{meeting}"),
    "act": (WANDA, DESK + "/{reported}/akt"),
    "archive": (ARTUR, DESK + "/{decided}/archiwum"),
    "documents": (ARTUR, DESK + "/{market}/dokumenty"),
    "documents-empty": (ARTUR, DESK + "/{draft}/dokumenty"),
    "document-add": (ARTUR, DESK + "/{market}/dokumenty/dodaj"),
    "document-version": (ARTUR, DESK + "/{market}/dokumenty/wersje/{version}"),
    "document-new-version": (ARTUR, DESK + "/{market}/dokumenty/{document}/wersja"),
    "remarks": (TERESA, DESK + "/{market}/uwagi"),
    "remark": (TERESA, DESK + "/{market}/uwagi/1"),
    "remark-enter": (TERESA, DESK + "/{market}/uwagi/wpisz"),
    "remark-enter-plan": (TERESA, DESK + "/{plan}/uwagi/wpisz"),
    "discussions": (ARTUR, f"{DESK}/dyskusje"),
    "discussion": (ARTUR, DESK + "/{market}/dyskusja"),
    "comment": (ARTUR, DESK + "/{market}/dyskusja/{comment}"),
    "comment-answer": (ARTUR, DESK + "/{market}/dyskusja/{comment}/odpowiedz"),
    "answers": (ARTUR, DESK + "/{answering}/odpowiedzi"),
    "answers-empty": (ARTUR, DESK + "/{upcoming}/odpowiedzi"),
    "answer": (ARTUR, DESK + "/{answering}/odpowiedzi/5"),
    "answer-to-approve": (BARBARA, DESK + "/{answering}/odpowiedzi/4"),
    "answer-approved": (ARTUR, DESK + "/{answering}/odpowiedzi/1"),
    "topics": (ARTUR, DESK + "/{answering}/odpowiedzi/tematy"),
    "opinions": (ARTUR, DESK + "/{plan}/odpowiedzi/opinie"),
    "report-being-written": (ARTUR, DESK + "/{answering}/raport"),
    "report-waits": (ROBERT, DESK + "/{reporting}/raport"),
    "report-preview": (ROBERT, DESK + "/{reporting}/raport/podglad"),
    "report-check": (ARTUR, DESK + "/{reporting}/raport/dane-osobowe"),
    "report-published": (ARTUR, DESK + "/{reported}/raport"),
    "organisations": (ARTUR, "/urzad/organizacje"),
    "organisation": (ARTUR, "/urzad/organizacje/{barriers}/{president}"),
    "organisation-waits": (ARTUR, "/urzad/organizacje/{club}/{treasurer}"),
}
PAGES = {
    **{name: ("", path) for name, path in VISITOR.items()},
    **{f"in-{name}": each for name, each in RESIDENT.items()},
    **{f"office-{name}": each for name, each in OFFICE.items()},
}
ERRORS = {
    "no-such-consultation": ("", f"{CASE}/99999", 404),
    "not-public-yet": ("", CASE + "/{draft}", 404),
    "no-such-receipt": ("", CASE + "/{market}/uwagi/potwierdzenie/ABCD-EFGH-JKLM-2345", 404),
    "not-for-a-resident": (ELZBIETA, DESK, 403),
}
ROWS = {
    "document": "SELECT min(id) FROM consulted_document WHERE consultation_id = %(market)s",
    "version": "SELECT min(v.id) FROM document_version v JOIN consulted_document d ON d.id = v.document_id WHERE d.consultation_id = %(market)s",
    "comment": "SELECT min(id) FROM comment WHERE consultation_id = %(market)s",
    "meeting": "SELECT min(id) FROM consultation_form WHERE consultation_id = %(answering)s AND kind = 'MEETING'",
    "barriers": "SELECT id FROM organisation WHERE name LIKE '%%bez Barier'",
    "club": "SELECT id FROM organisation WHERE name = 'Klub Sportowy Podlesie'",
    "president": "SELECT id FROM person WHERE email LIKE 'elzbieta.dolna@%%'",
    "treasurer": "SELECT id FROM person WHERE email LIKE 'jan.lipinski@%%'",
}  # fmt: skip


def rows(database: URL) -> Mapping[str, int]:
    """Numbers of the sample's rows, by the names in braces above."""
    with connect(database) as open_database:
        by_title = {
            str(title): int(number)
            for number, title in open_database.execute("SELECT id, title FROM consultation").fetchall()
        }
        found = {name: by_title[title] for name, title in TITLES.items()}
        for name, question in ROWS.items():
            row = open_database.execute(question, found).fetchone()  # type: ignore[arg-type]
            assert row is not None, name
            assert row[0], name
            found[name] = row[0]
    return found


@pytest.fixture(scope="session")
def sample_rows(sample_database: URL) -> Mapping[str, int]:
    """Numbers of the rows the addresses name."""
    return rows(sample_database)


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    as_somebody: Callable[[str], Page], sample_rows: Mapping[str, int], name: str
) -> None:
    key, path = PAGES[name]
    look(as_somebody(key), path.format(**sample_rows), 200)


@pytest.mark.parametrize("name", ERRORS)
def test_axe_finds_nothing_where_something_is_wrong(
    as_somebody: Callable[[str], Page], sample_rows: Mapping[str, int], name: str
) -> None:
    key, path, status = ERRORS[name]
    look(as_somebody(key), path.format(**sample_rows), status)
