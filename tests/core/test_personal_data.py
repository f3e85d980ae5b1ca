"""Personal data found in texts, and what only looks like it."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core.personal_data import Found, Kind, find, masked

ACCOUNT = "61 1090 1014 0000 0712 1981 2874"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(each.kind.value, text[each.start : each.end]) for each in find(text)]


@pytest.mark.parametrize(
    "number",
    [
        "601234567", "601 234 567", "601-234-567", "601.234.567", "+48601234567", "+48 601 234 567", "+48 601-234-567",
        "(+48) 601 234 567", "0048 601 234 567", "48 601 234 567", "48601234567", "601\u00a0234\u00a0567", "601 23 45 67",
        "601 – 234 – 567", "22 555 01 00", "(22) 555 01 00", "(22)5550100", "22 555-01-00", "22/555 01 00", "022 555 01 00",
        "+48 22 555 01 00", "+48 (22) 555-01-00", "123 456 789", "+380 50 123 45 67", "+48225550100",
    ],
)  # fmt: skip
def test_finds_telephone_numbers_in_every_spelling(number: str):
    for around in ("%s", "Proszę pytać: %s.", "Anna, %s, dom", "(%s)", "Ulica\n%s\nmiasto", "od 3 osób %s"):
        text = around % number
        assert [kind for kind, _ in kinds(text)] == ["PHONE"], text
        assert number.strip("()") in kinds(text)[0][1] or number in kinds(text)[0][1]
        assert not any(sign.isdigit() for sign in masked(text, find(text)).replace("3 osób", ""))


@pytest.mark.parametrize(
    "text",
    [
        "tel. 5550100", "tel: 555 01 00", "Telefon 22 5550100", "proszę dzwonić pod 225550100", "kom. 6 0 1 2 3 4 5 6 7",
        "mój numer telefonu to 555-01-00", "fax 58 30 80 123",
    ],
)  # fmt: skip
def test_finds_a_number_that_only_the_word_before_it_makes_a_telephone(text: str):
    assert [kind for kind, _ in kinds(text)] == ["PHONE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan, jan.kowalski+bo@poczta.example.pl, Płock", [("EMAIL", "jan.kowalski+bo@poczta.example.pl")]),
        ("pisz: jan (at) example.com.", [("EMAIL", "jan (at) example.com")]),
        ("jan [małpa] wp.pl", [("EMAIL", "jan [małpa] wp.pl")]),
        ("zażółć@gęślą.example", [("EMAIL", "zażółć@gęślą.example")]),
        ("PESEL 44051401359.", [("PESEL", "44051401359")]),
        ("PESEL: 440514 01359", [("PESEL", "440514 01359")]),
        ("44 05 14 01359", [("PESEL", "44 05 14 01359")]),
        ("pesel 4 4 0 5 1 4 0 1 3 5 9", [("PESEL", "4 4 0 5 1 4 0 1 3 5 9")]),
        ("nr 3 02270803624", [("PESEL", "02270803624")]),
        (f"konto {ACCOUNT}", [("ACCOUNT", ACCOUNT)]),
        ("PL61109010140000071219812874", [("ACCOUNT", "PL61109010140000071219812874")]),
        ("601 234 567 602 345 678", [("PHONE", "601 234 567"), ("PHONE", "602 345 678")]),
        ("601 234 567/602 345 678", [("PHONE", "601 234 567"), ("PHONE", "602 345 678")]),
        (f"{ACCOUNT}, tel. 601234567, a@b.pl", [("ACCOUNT", ACCOUNT), ("PHONE", "601234567"), ("EMAIL", "a@b.pl")]),
    ],
)  # fmt: skip
def test_finds(text: str, expected: list[tuple[str, str]]):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "K/2026/014/U/0007", "IL/2026/0007", "Zarządzenie nr 120/2026 z dnia 12.05.2026 r.", "2026-05-12 10:30", "12.05.2026–15.06.2026",
        "6 172 839,46 zł", "601 234 567 zł", "601 234 567,00 zł", "1 601 234 567", "123 456 789 zł", "Dz.U. 2024 poz. 1491",
        "Dz. U. z 2024 r. poz. 1491, 1907 i 1940", "KRS 0000123456", "KRS: 0000 123 456", "REGON 610188201", "REGON: 601 234 567",
        "NIP 774-000-14-54", "NIP 7740001454", "774-000-14-54", "działka nr 601234567", "dz. ewid. 141201_1.0001.1867/2",
        "działki nr 1867/2, 1868/12", "BZ-II.6721.12.2025", "WKS.520.123.456", "09-400 Płock, ul. Stary Rynek 1", "§ 3 ust. 2 pkt 4",
        "znak sprawy 601234567", "52.2297, 21.0122", "TERYT 1462011", "0000123456", "610188201", "44051401358", "44133101359",
        "61 1090 1014 0000 0712 1981 2875", "1 2 3 4 5 6 7 8 9 10 11 12", "w latach 2021 2022 2023", "@miasto", "a@b", "100 200 300",
        "ISBN 978-83-01-12345-6", "601234567 m2", "tel. 12.05.2026",
    ],
)  # fmt: skip
def test_leaves_alone_what_only_looks_like_it(text: str):
    assert kinds(text) == []


def pesel_of(day: date, serial: int) -> str:
    month = day.month + (20 if day.year >= 2000 else 0)
    number = f"{day.year % 100:02}{month:02}{day.day:02}{serial:04}"
    weighed = sum(int(digit) * weight for digit, weight in zip(number, (1, 3, 7, 9) * 3, strict=False))
    return f"{number}{(10 - weighed % 10) % 10}"


@given(
    st.dates(date(1900, 1, 1), date(2039, 12, 31)),
    st.integers(0, 9999),
    st.sampled_from(["%s", "PESEL: %s.", "(%s)"]),
)
def test_finds_every_pesel(day: date, serial: int, around: str):
    number = pesel_of(day, serial)
    assert kinds(around % number) == [("PESEL", number)]
    assert [kind for kind, _ in kinds(around % f"{number[:6]} {number[6:]}")] == ["PESEL"]


@given(st.integers(0, 10**24 - 1), st.booleans())
def test_finds_every_account_and_no_wrong_one(rest: int, grouped: bool):
    body = f"{rest:024}"
    check = 98 - int(f"{body}252100") % 97
    number = f"{check:02}{body}"
    shown = " ".join([number[:2], *(number[i : i + 4] for i in range(2, 26, 4))]) if grouped else number
    expected = [("ACCOUNT", shown)] if rest else []
    assert [each for each in kinds(f"Konto: {shown}, proszę") if each[0] == "ACCOUNT"] == expected
    wrong = f"{check % 97 + 2:02}{body}"
    assert not [each for each in kinds(wrong) if each[0] == "ACCOUNT"] or wrong == number


@given(st.text(max_size=200) | st.text(st.sampled_from("0123456789 -.+()/@apl"), max_size=120))
def test_what_is_found_lies_in_the_text_and_apart(text: str):
    found = find(text)
    place = 0
    for each in found:
        assert place <= each.start < each.end <= len(text)
        place = each.end
    assert len(masked(text, found, "")) == len(text) - sum(each.end - each.start for each in found)


@given(st.text(st.characters(exclude_characters="0123456789@", exclude_categories=["Nd"]), max_size=200))
def test_nothing_is_found_without_digits_and_at_signs(text: str):
    if not any(sign in text.casefold() for sign in ("(at)", "[at]", "(małpa)", "[małpa]")):
        assert find(text) == ()


def test_the_mark_is_visible_and_the_rest_stays():
    text = "Proszę o kontakt: a@b.pl albo 601 234 567. Park jest potrzebny."
    assert masked(text, find(text)) == (
        "Proszę o kontakt: [dane osobowe] albo [dane osobowe]. Park jest potrzebny."
    )
    assert masked(text, ()) == text
    assert find(text)[0] == Found(Kind.EMAIL, 18, 24)


@pytest.mark.parametrize(
    "text", ["1 " * 5000, "1" * 10_000, "a." * 5000, "a@" * 5000, "(22) 555 01 00 " * 700, "+48" * 3000]
)
def test_ten_thousand_hostile_characters_take_less_than_a_second(text: str):
    begun = time.process_time()
    find(text)
    assert time.process_time() - begun < 1
