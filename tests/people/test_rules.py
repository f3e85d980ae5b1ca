"""What the rules of people say, one row per refusal."""

import pytest

from civic.core.access import Permission, Role
from civic.core.refusal import Refused
from civic.people import rules
from civic.people.messages import PERMISSIONS_IN_WORDS, REFUSED, ROLES, status, words
from civic.people.rules import Refusal


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("krzesło1!", Refusal.TOO_SHORT),
        ("x" * 201, Refusal.TOO_LONG),
        ("aaaaaaaaaaaaaaaa", Refusal.TOO_SIMPLE),
        ("abcabcabcabc", Refusal.TOO_SIMPLE),
        ("1234567890", Refusal.TOO_SIMPLE),
        ("0987654321", Refusal.TOO_SIMPLE),
        ("qwertyuiop12", Refusal.TOO_SIMPLE),
        ("zaq12wsxcde3", Refusal.TOO_SIMPLE),
        ("Hasło12345!", Refusal.TOO_SIMPLE),
        ("Polska2026", Refusal.TOO_SIMPLE),
        ("Łucja.Wąs99", Refusal.ABOUT_YOU),
        ("lucjawas1958", Refusal.ABOUT_YOU),
        ("okno parasol kasztan", None),
        ("Tramwaj-17-Rynek", None),
        ("qwerty tulipan rzeka", None),
        ("zażółć gęślą jaźń", None),
        ("ключ і вишня", None),
    ],
)
def test_a_password(password, reason):
    assert rules.why_not_password(password, "lucjawas@example.org", "Łucja Wąs-Łucja") is reason


def test_a_short_name_forbids_nothing():
    assert rules.why_not_password("Ola kupila rower", "ola@example.org", "Ola B.") is None


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", None, "/a\nb", "konto", "\\\\evil", "/\t/evil"],
)  # fmt: skip
def test_a_way_back_out_of_the_site_is_no_way(target):
    assert rules.local_only(target) is None


@pytest.mark.parametrize("target", ["/", "/budzet/2026/projekty?strona=2&kolejnosc=nazwa", "/konto"])
def test_a_way_back_on_the_site(target):
    assert rules.local_only(target) == target


@pytest.mark.parametrize(
    ("role", "unit", "edition", "closed", "reason"),
    [
        ("admin", 1, None, False, Refusal.ADMIN_IS_FOR_ALL),
        ("admin", None, 1, False, Refusal.ADMIN_IS_FOR_ALL),
        ("admin", None, None, False, None),
        ("verifier", 1, 1, True, Refusal.UNIT_CLOSED),
        ("verifier", 1, 1, False, None),
    ],
)
def test_where_a_role_may_hold(role, unit, edition, closed, reason):
    assert rules.why_not_grant(role, unit, edition, unit_closed=closed) is reason


@pytest.mark.parametrize(("others", "reason"), [(0, Refusal.LAST_ADMIN), (1, None)])
def test_somebody_must_be_left_who_grants(others, reason):
    assert rules.why_not_take_admin(others) is reason


@pytest.mark.parametrize(
    ("unit", "parent", "reason"),
    [
        (1, 1, Refusal.UNIT_UNDER_ITSELF),
        (1, 3, Refusal.UNIT_UNDER_ITSELF),
        (3, 1, None),
        (3, None, None),
        (1, 4, None),
    ],
)
def test_a_unit_never_stands_under_itself(unit, parent, reason):
    assert rules.why_not_move(unit, parent, {1: None, 2: 1, 3: 2, 4: None}) is reason


def test_everything_has_words():
    assert set(REFUSED) == set(Refusal)
    assert set(ROLES) == set(Role)
    assert set(PERMISSIONS_IN_WORDS) == set(Permission)


@pytest.mark.parametrize("reason", Refusal)
def test_every_refusal_reads_as_a_sentence_and_answers_with_its_status(app, reason):
    refused = Refused(reason)
    assert words(refused).endswith(".")
    assert 400 <= status(refused) < 600
