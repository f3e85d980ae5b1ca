from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core.identifiers import (
    IdentifierError,
    Invalid,
    Sex,
    UnitKind,
    ae_address,
    krs,
    nip,
    nrb,
    pesel,
    postal_code,
    regon,
    simc,
    terc,
    ulic,
)

TODAY = date(2026, 11, 22)


def read(kind, text):
    return pesel(text, TODAY) if kind is pesel else kind(text)


def with_check(body):
    """A PESEL for these ten digits."""
    weighted = sum(int(d) * w for d, w in zip(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), strict=True))
    return f"{body}{-weighted % 10}"


@pytest.mark.parametrize(
    ("number", "born", "sex"),
    [
        ("44051401359", date(1944, 5, 14), Sex.MALE),
        ("02270803624", date(2002, 7, 8), Sex.FEMALE),
        ("15210100015", date(2015, 1, 1), Sex.MALE),
    ],
)
def test_pesel_says_when_and_who(number, born, sex):
    """1.3: synthetic valid PESEL numbers with their dates; X even = female."""
    found = pesel(number, TODAY)
    assert (found.number, found.born, found.sex) == (number, born, sex)


def test_nip_example():
    """1.3: 7740001454 valid."""
    assert nip("7740001454") == nip("774-000-14-54") == nip("PL 774 000 14 54") == "7740001454"


def test_regon_example():
    """1.3: 610188201 valid; one of 14 digits has its own check digit and a valid parent."""
    assert regon("610188201") == "610188201"
    assert regon("12345678512347") == "12345678512347"


def test_krs_is_padded():
    """1.3: 10 digits, left-padded."""
    assert krs("30897") == krs("0000030897") == "0000030897"


def test_nrb_and_iban():
    """1.3: mod 97 = 1 with PL appended."""
    assert nrb("PL61 1090 1014 0000 0712 1981 2874") == nrb("61109010140000071219812874")
    assert nrb("61109010140000071219812874") == "61109010140000071219812874"


@pytest.mark.parametrize("code", ["1462011", "2465011", "2061011", "1465011"])
def test_cities(code):
    """1.3: Płock, Dąbrowa Górnicza, Białystok, Warszawa."""
    assert str(terc(code)) == code
    assert terc(code).kind is UnitKind.URBAN


def test_the_rest_of_the_table():
    """1.3: SIMC 7 digits, ULIC 5, postal code NN-NNN, AE:PL-NNNNN-NNNNN-XXXXX-NN."""
    assert simc("0918123") == "0918123"
    assert ulic("00112") == "00112"
    assert postal_code("00-950") == postal_code(" 00950 ") == "00-950"
    assert ae_address("ae:pl-12345-67890-abcde-12 ") == "AE:PL-12345-67890-ABCDE-12"


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        (pesel, "", Invalid.EMPTY),
        (pesel, "4405140135", Invalid.WRONG_LENGTH),
        (pesel, "44051401358", Invalid.CHECK_DIGIT),
        (pesel, "4405140135a", Invalid.NOT_DIGITS),
        (pesel, "٤٤٠٥١٤٠١٣٥٩", Invalid.NOT_DIGITS),
        (pesel, "４４０５１４０１３５９", Invalid.NOT_DIGITS),
        (pesel, "4405140135²", Invalid.NOT_DIGITS),
        (pesel, "00000000000", Invalid.NO_SUCH_DATE),
        (pesel, with_check("2302290001"), Invalid.NO_SUCH_DATE),
        (pesel, with_check("4413140135"), Invalid.NO_SUCH_DATE),
        (pesel, with_check("2585010001"), Invalid.NOT_PLAUSIBLE),
        (pesel, with_check("2632230001"), Invalid.NOT_PLAUSIBLE),
        (pesel, with_check("5061010001"), Invalid.NOT_PLAUSIBLE),
        (nip, "7740001455", Invalid.CHECK_DIGIT),
        (nip, "0000000000", Invalid.NOT_PLAUSIBLE),
        (nip, "٧٧٤٠٠٠١٤٥٤", Invalid.NOT_DIGITS),
        (nip, "774000145", Invalid.WRONG_LENGTH),
        (regon, "610188202", Invalid.CHECK_DIGIT),
        (regon, "12345678512348", Invalid.CHECK_DIGIT),
        (regon, "000000000", Invalid.NOT_PLAUSIBLE),
        (regon, "6101882011", Invalid.WRONG_LENGTH),
        (krs, "0", Invalid.NOT_PLAUSIBLE),
        (krs, "00000308971", Invalid.WRONG_LENGTH),
        (krs, "x30897", Invalid.NOT_DIGITS),
        (nrb, "61109010140000071219812875", Invalid.CHECK_DIGIT),
        (nrb, "DE61109010140000071219812874", Invalid.NOT_DIGITS),
        (nrb, "0" * 26, Invalid.NOT_PLAUSIBLE),
        (nrb, "6110901014000007121981287", Invalid.WRONG_LENGTH),
        (terc, "0165011", Invalid.WRONG_FORM),
        (terc, "3465011", Invalid.WRONG_FORM),
        (terc, "1400011", Invalid.WRONG_FORM),
        (terc, "1465001", Invalid.WRONG_FORM),
        (terc, "1465016", Invalid.WRONG_FORM),
        (simc, "0000000", Invalid.NOT_PLAUSIBLE),
        (simc, "091812", Invalid.WRONG_LENGTH),
        (ulic, "0011a", Invalid.NOT_DIGITS),
        (postal_code, "0-950", Invalid.WRONG_LENGTH),
        (postal_code, "００-950", Invalid.NOT_DIGITS),
        (ae_address, "AE:PL-12345-67890-ABCD-12", Invalid.WRONG_FORM),
        (ae_address, "AE:PL-１2345-67890-ABCDE-12", Invalid.WRONG_FORM),
        (ae_address, " ", Invalid.EMPTY),
    ],
)
def test_refused_with_its_reason(kind, text, reason):
    """1.3: what is not the identifier is refused, non-ASCII digits and zeros included."""
    with pytest.raises(IdentifierError) as refused:
        read(kind, text)
    assert refused.value.reason is reason


@pytest.mark.parametrize("offset", ["80", "00", "20", "40", "60"])
def test_the_month_carries_the_century(offset):
    """1.3: month +80/0/20/40/60 for 18xx/19xx/20xx/21xx/22xx."""
    century = {"80": 18, "00": 19, "20": 20, "40": 21, "60": 22}[offset]
    number = with_check(f"30{int(offset) + 7:02}150001")
    assert pesel(number, date(century * 100 + 31, 1, 1)).born == date(century * 100 + 30, 7, 15)


def test_age_counts_whole_years():
    leap = pesel(with_check("0822290001"), date(2026, 1, 1))
    assert leap.born == date(2008, 2, 29)
    assert leap.age(date(2026, 2, 28)) == 17
    assert leap.age(date(2026, 3, 1)) == 18
    assert leap.age(leap.born) == 0


def test_a_pesel_is_never_printed_by_accident():
    assert "44051401359" not in repr(pesel("44051401359", TODAY))


@given(
    st.dates(date(1902, 1, 1), TODAY),
    st.integers(0, 9999),
    st.integers(0, 10),
    st.integers(1, 9),
)
def test_pesel_of_anybody_alive_is_read_and_one_wrong_digit_is_seen(born, serial, place, change):
    month = born.month + (20 if born.year >= 2000 else 0)
    number = with_check(f"{born.year % 100:02}{month:02}{born.day:02}{serial:04}")
    assert pesel(number, TODAY).born == born
    digit = (int(number[place]) + change) % 10
    with pytest.raises(IdentifierError):
        pesel(f"{number[:place]}{digit}{number[place + 1 :]}", TODAY)


@pytest.mark.parametrize("kind", [pesel, nip, regon, krs, nrb, terc, simc, ulic, postal_code, ae_address])
@given(st.one_of(st.text(max_size=30), st.text("0123456789٣३ -PLAE:", max_size=30)))
def test_any_text_is_read_in_ascii_or_refused(kind, text):
    try:
        found = read(kind, text)
    except IdentifierError:
        return
    assert (found.number if kind is pesel else str(found)).isascii()
