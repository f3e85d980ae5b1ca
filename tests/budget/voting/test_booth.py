"""The booth without script, by its pages: every way through it, every mistake, nothing kept on the server."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from civic.budget.editions.rules import (
    AreaChoice,
    Asked,
    BallotOrder,
    Counting,
    Method,
    Params,
    PartialBallot,
)
from civic.budget.voting import queries, services
from civic.budget.voting.models import Envelope
from civic.budget.voting.services import MadeUp
from civic.core import clock, jobs
from civic.core.db import db
from civic.core.mail import OutgoingMail
from tests.budget.editions.sample_rules import with_list
from tests.budget.voting.city import (
    ACCOUNT,
    DECLARATION,
    EMAIL,
    changeable,
    open_edition,
    open_now,
    rows,
    some_choice,
)
from tests.budget.voting.walk import Booth
from tests.factories import make_person

NOT_YET = "Głos jeszcze nie oddany."


def ready(app, rules=None, person=True) -> Booth:
    """A voter before an open edition that knows people by their mailbox."""
    open_edition(rules or by_mailbox())
    return Booth(app, make_person() if person else None)


def by_mailbox():
    """Voting by account or link, one ballot per mailbox: neither has to ask for a name."""
    return replace(open_now(), identity=(ACCOUNT, EMAIL))


def every_way():
    """Voting by account, link or declaration alone: all ask for name and address."""
    return open_now()


def to_check(booth: Booth, **who: str) -> None:
    """From the first page to "Sprawdź swój głos", choosing something everywhere."""
    booth.send(area="ogrody") if booth.title.startswith("W której") else None
    while booth.offered:
        booth.send(tick=booth.offered[:2])
    booth.send(**{"name": "Anna Nowak", "address": "Polna 5", "age": "42", "declared": "y", **who})


def test_a_resident_votes_in_at_most_eight_pages(app):
    booth = ready(app)
    pages = [booth.get(booth.base)]
    assert "Głosuj" in booth.text
    booth.enter()
    seen = [booth.title]
    assert booth.text.startswith("W której części miasta chcesz głosować?")
    booth.send(area="stare-miasto")
    seen.append(booth.title)
    assert "Wybrano 0 z 5" in booth.text
    booth.send(tick=booth.offered[:1])
    seen.append(booth.title)
    booth.send(tick=booth.offered[:3])
    seen.append(booth.title)
    booth.send(age="42", declared="y")
    seen.append(booth.title)
    assert seen == [
        "W której części miasta chcesz głosować?", "Projekty ogólnomiejskie", "Projekty dzielnicowe", "Kim jesteś?", "Sprawdź swój głos",
    ]  # fmt: skip
    assert "Twój głos czeka na oddanie" in booth.text
    assert rows("envelope") == 0
    booth.send("cast", 303)
    booth.get(booth.response.location)
    assert booth.title == "Oddano głos"
    assert len(pages) + len(seen) + 1 <= 8
    tracker = re.search(r"([A-Z2-7]{5}-){4}[A-Z2-7]{5}", booth.text)[0]
    assert db.session.scalars(select(Envelope.tracker)).one() == tracker
    assert booth.doc.xpath("//div[@data-ballot-cast='2026:']")
    assert booth.doc.xpath("//div[@class='receipt__qr']/svg")
    booth.get(booth.doc.xpath("//a[starts-with(@href, '/budzet/2026/koperta')]/@href")[0])
    assert "Twoja koperta jest w urnie" in booth.text


def test_not_yet_cast_is_unmistakable_on_every_page(app):
    booth = ready(app)
    booth.enter()
    for go in ({"area": "ogrody"}, {}, {}, {"age": "42", "declared": "y"}):
        assert booth.doc.xpath("//div[contains(@class, 'ballot-bar')]//strong")[0].text_content() == NOT_YET
        booth.send(tick=booth.offered[:1], **go)
    assert booth.title == "Sprawdź swój głos"
    assert NOT_YET in booth.text


def test_a_step_says_which_of_how_many(app):
    booth = ready(app)
    booth.enter()
    assert "Krok 2 z 7" in booth.doc.text_content()
    booth.send(area="ogrody")
    assert "Krok 3 z 7" in booth.doc.text_content()


def test_no_choice_ever_stands_in_an_address(app):
    booth = ready(app)
    booth.enter()
    to_check(booth)
    for form in booth.doc.xpath("//form"):
        if form.xpath(".//input[@name='c']"):
            assert form.get("method") == "post"
    assert not [
        href
        for href in booth.doc.xpath("//@href|//@action|//@formaction")
        if "c=" in href or "citywide" in href
    ]


def test_going_back_keeps_everything(app):
    booth = ready(app)
    booth.enter()
    booth.send(area="ogrody")
    first = booth.offered[:2]
    booth.send(tick=first)
    booth.send(tick=booth.offered[:1])
    booth.send("back")
    assert len(booth.ticked) == 1
    booth.send("back")
    assert booth.ticked == first
    booth.send("back")
    assert booth.doc.xpath("//input[@name='area'][@checked]/@value") == ["ogrody"]


def test_too_many_says_which_limit_and_keeps_everything(app):
    booth = ready(app)
    booth.enter()
    booth.send(area="ogrody")
    booth.send(status=422, tick=booth.offered)
    assert booth.errors == [
        "Za dużo projektów na liście „Projekty ogólnomiejskie”: wybrano 6, a można najwyżej 5. Odznacz coś."
    ]
    assert len(booth.ticked) == 6
    assert "Wybrano 6 z 5" in booth.text
    booth.send(untick=booth.ticked[:1])
    assert booth.title == "Projekty dzielnicowe"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"age": "", "declared": "y"}, "Wpisz, ile masz lat: samą liczbę, na przykład 42."),
        ({"age": "osiem", "declared": "y"}, "Sprawdź wiek"),
        ({"age": "٤٢", "declared": "y"}, "Sprawdź wiek"),
        ({"age": "131", "declared": "y"}, "Sprawdź wiek"),
        ({"age": "9", "declared": "y"}, "W imieniu młodszych dzieci głosuje rodzic albo opiekun."),
        ({"age": "42"}, "Zaznacz oświadczenie"),
    ],
)
def test_who_are_you_is_asked_until_it_is_answered(app, typed, words):
    booth = ready(app)
    booth.enter()
    booth.send(area="ogrody")
    booth.send(tick=booth.offered[:1])
    booth.send()
    booth.send(status=422, **typed)
    assert any(words in error for error in booth.errors), booth.errors
    assert booth.doc.xpath("//input[@name='age']/@value") == ([typed["age"]] if typed["age"] else [""])
    booth.send(age="9", guardian="Anna Nowak", declared="y")
    assert booth.title == "Sprawdź swój głos"
    assert "opiekun: Anna Nowak" in booth.text


def test_an_area_must_be_named(app):
    booth = ready(app)
    booth.enter()
    booth.send(status=422)
    assert booth.errors == ["Wskaż, gdzie mieszkasz: od tego zależy, na które projekty możesz głosować."]
    booth.send(status=422, area="nie-ma-takiej")


def test_changing_an_answer_leads_straight_back_to_the_check(app):
    booth = ready(app)
    booth.enter()
    to_check(booth)
    booth.send("list-1")
    assert booth.title == "Projekty ogólnomiejskie"
    assert len(booth.ticked) == 2
    booth.send(untick=booth.ticked[:1])
    assert booth.title == "Sprawdź swój głos"


def test_another_district_empties_the_districts_list_and_says_so(app):
    booth = ready(app)
    booth.enter()
    to_check(booth)
    booth.send("area")
    booth.send(area="stare-miasto")
    assert booth.title == "Sprawdź swój głos"
    assert "Nic nie wybrano. Na tej liście twój głos nie będzie się liczył." in booth.text
    booth.send("list-2")
    assert len(booth.offered) == 6
    assert booth.ticked == []


def test_a_ballot_with_nothing_on_it_is_not_cast(app):
    booth = ready(app)
    booth.enter()
    booth.send(area="ogrody")
    booth.send()
    booth.send()
    booth.send(age="42", declared="y")
    booth.send("cast", 422)
    assert booth.errors == ["Nie wybrano żadnego projektu. Wybierz co najmniej jeden."]
    assert rows("envelope") == 0


def test_pressing_twice_gives_the_same_envelope(app):
    booth = ready(app)
    booth.enter()
    to_check(booth)
    check = booth.doc
    booth.send("cast", 303)
    booth.doc = check
    booth.send("cast", 303)
    booth.get(booth.response.location)
    assert booth.title == "Oddano głos"
    assert rows("envelope") == 1


def test_already_voted_says_when_and_what_to_do(app):
    booth = ready(app)
    booth.enter()
    to_check(booth)
    booth.send("cast", 303)
    booth.enter(status=422)
    assert booth.title == "Twój głos jest już w urnie"
    assert "przez internet" in booth.text
    assert "To nie był twój głos?" in booth.text
    assert re.search(r"około \d+ \w+ \d{4}, \d\d:00", booth.text)


def test_voting_again_where_it_may_be_changed(app):
    booth = ready(app, changeable(by_mailbox()))
    for expected in ("Twoja koperta jest w urnie.", "Nowa koperta zastąpiła poprzednią."):
        booth.enter()
        to_check(booth)
        booth.send("cast", 303)
        booth.get(booth.response.location)
        assert expected in booth.text
    assert rows("envelope") == 1


def test_closed_meanwhile_says_so_and_shows_the_draft(app, time_machine):
    booth = ready(app)
    paper = queries.paper(1)
    booth.enter()
    to_check(booth)
    time_machine.move_to(paper.closes)
    booth.send("cast", 422)
    assert "Głosowanie zakończyło się" in booth.text
    assert "Projekt numer 1" in booth.text
    assert rows("envelope") == 0
    booth.get(booth.base)
    assert "Głosowanie zakończyło się" in booth.text
    assert not booth.doc.xpath("//a[contains(@href, 'droga')]")


def test_before_it_opens(app, time_machine):
    booth = ready(app)
    time_machine.move_to(queries.paper(1).opens - timedelta(minutes=1))
    booth.get(booth.base)
    assert "Głosowanie zacznie się" in booth.text
    booth.enter()
    assert "Głosowanie zacznie się" in booth.text


def test_a_suspended_edition_takes_no_ballots(app, database):
    booth = ready(app)
    booth.enter()
    to_check(booth)
    db.session.execute(text("UPDATE edition SET status = 'SUSPENDED', suspended_from = 'LIST_FIXED'"))
    db.session.commit()
    booth.send("cast", 422)
    assert "Głosowanie jest teraz wstrzymane" in booth.text
    assert rows("envelope") == 0


def sent_mails(app) -> list[str]:
    """The mails that wait, sent."""
    for mail_id in db.session.scalars(select(OutgoingMail.id)).all():
        db.session.remove()
        jobs.TASKS["mail.send"](mail_id=mail_id)
    folder = Path(app.config["CIVIC"].var, "mail")
    found = sorted(folder.glob("*.eml"))
    texts = [path.read_text() for path in found]
    for path in found:
        path.unlink()
    return texts


def ask_for_link(app, booth: Booth, address: str = "Jan.Kos@example.org") -> str:
    booth.get(f"{booth.base}/droga/email")
    booth.post(f"{booth.base}/droga/email", {"email": address}, 200)
    assert booth.title == "Sprawdź skrzynkę"
    (mail,) = sent_mails(app)
    return re.search(r"http://localhost(/\S+/link/\S+)", mail)[1]


def test_a_link_by_mail_first_then_the_choice(app):
    booth = ready(app, person=False)
    link = ask_for_link(app, booth)
    stored = db.session.execute(text("SELECT voting_link::text FROM voting_link")).scalar_one()
    assert "kos" not in stored.lower()
    booth.get(link)
    booth.get(link)
    assert "Krok 3 z 8" in booth.doc.text_content()
    to_check(booth)
    booth.send("cast", 303)
    booth.get(booth.response.location)
    tracker = db.session.scalars(select(Envelope.tracker)).one()
    (receipt,) = sent_mails(app)
    assert tracker in receipt
    assert "Jan.Kos@example.org" in receipt
    assert "Projekt numer" not in receipt
    booth.get(link, 422)
    assert "Z tego linku już oddano głos" in booth.text
    assert db.session.execute(text("SELECT address_box FROM voting_link")).scalar_one() is None


def test_the_link_never_leads_to_a_host_a_stranger_named(app):
    booth = ready(app, person=False)
    booth.post(
        f"{booth.base}/droga/email", {"email": "jan@example.org"}, 200, headers={"Host": "zly.example"}
    )
    (mail,) = sent_mails(app)
    assert "zly.example" not in mail
    assert "http://localhost/budzet/2026/glosuj/link/" in mail


def test_one_mailbox_votes_once_however_it_is_written(app):
    booth = ready(app, person=False)
    first, second = (
        ask_for_link(app, booth, "jan.kos@example.org"),
        ask_for_link(app, booth, "Jan.Kos+bo@example.org"),
    )
    booth.get(first)
    to_check(booth)
    booth.send("cast", 303)
    booth.get(second, 422)
    assert booth.title == "Twój głos jest już w urnie"
    assert rows("envelope") == 1


def test_an_account_and_a_link_to_its_mailbox_are_one_person(app):
    open_edition(by_mailbox())
    booth = Booth(app, make_person(email="jan@example.org"))
    booth.enter()
    to_check(booth)
    booth.send("cast", 303)
    sent_mails(app)
    other = Booth(app)
    other.get(ask_for_link(app, other, "jan@example.org"), 422)
    assert other.title == "Twój głos jest już w urnie"


def test_a_link_pressed_twice_gives_the_same_receipt(app):
    booth = ready(app, person=False)
    booth.get(ask_for_link(app, booth))
    to_check(booth)
    check = booth.doc
    booth.send("cast", 303)
    booth.doc = check
    booth.send("cast", 303)
    assert rows("envelope") == 1


@pytest.mark.parametrize(
    "address", ["", "nie-adres", "a@b", "jan@@example.org", "jan@example.org\r\nBcc: x@example.org"]
)
def test_an_address_that_is_none(app, address):
    booth = ready(app, person=False)
    booth.post(f"{booth.base}/droga/email", {"email": address}, 422)
    assert booth.errors
    assert rows("outgoing_mail") == 0


def test_links_that_lead_nowhere(app, time_machine):
    booth = ready(app, person=False)
    booth.get(f"{booth.base}/link/zmyslony", 422)
    assert "Ten link jest niepełny" in booth.text
    link = ask_for_link(app, booth)
    time_machine.move_to(clock.now() + timedelta(days=1))
    booth.get(link, 422)
    assert "Ten link stracił ważność" in booth.text


def test_only_so_many_links_an_hour(app):
    booth = ready(app, person=False)
    for _ in range(5):
        booth.post(f"{booth.base}/droga/email", {"email": "jan@example.org"}, 200)
    booth.post(f"{booth.base}/droga/email", {"email": "JAN@example.org"}, 422)
    assert "Wysłaliśmy już kilka linków" in booth.errors[0]


def test_several_people_of_one_mailbox_by_name(app):
    shared = replace(EMAIL, max_per_email=2)
    booth = ready(app, replace(open_now(), identity=(shared,)), person=False)
    for name, status in (("Anna Kos", 303), ("Jan Kos", 303), ("Ewa Kos", 422)):
        booth.get(ask_for_link(app, booth, "kos@example.org"))
        to_check(booth, name=name)
        booth.send("cast", status)
        sent_mails(app)
    assert booth.errors == [
        "Z tego adresu e-mail oddano już tyle głosów, ile pozwalają zasady: 2. Użyj innego adresu albo zagłosuj w inny sposób."
    ]
    assert booth.title == "Sprawdź swój głos"
    assert rows("envelope") == 2


def test_a_declaration_alone_name_and_address_once(app):
    booth = ready(app, every_way(), person=False)
    booth.enter("oswiadczenie")
    to_check(booth, name="Żaneta Łęcka", address="ul. Polna 5 m. 7")
    booth.send("cast", 303)
    booth.enter("oswiadczenie")
    to_check(booth, name="ŁĘCKA ŻANETA", address="Polna 5/7")
    booth.send("cast", 422)
    assert booth.title == "Twój głos jest już w urnie"
    assert rows("envelope") == 1
    assert rows("outgoing_mail") == 0


def test_a_declaration_without_name_or_address(app):
    booth = ready(app, every_way(), person=False)
    booth.enter("oswiadczenie")
    booth.send(area="ogrody")
    booth.send(tick=booth.offered[:1])
    booth.send()
    booth.send(status=422, age="42", declared="y")
    assert booth.errors == ["Wpisz imię i nazwisko.", "Wpisz ulicę i numer domu, na przykład: Polna 5 m. 7."]


def test_a_person_known_by_name_votes_once_whichever_way(app):
    """Where ways to vote differ, all know people by name and address; one mailbox is one ballot besides."""
    open_edition(every_way())
    booth = Booth(app, make_person(name="Anna Nowak", email="anna@example.org"))
    booth.enter("konto")
    to_check(booth, name="Anna Nowak", address="Polna 5")
    booth.send("cast", 303)
    sent_mails(app)
    for way, name, words in (
        ("oswiadczenie", "NOWAK Anna", "jest już w urnie"),
        ("other@example.org", "Anna Nowak", "jest już w urnie"),
        ("anna@example.org", "Ewa Lis", "Z tego adresu e-mail oddano już tyle głosów"),
    ):
        other = Booth(app)
        if "@" in way:
            other.get(ask_for_link(app, other, way))
        else:
            other.enter(way)
        to_check(other, name=name, address="ul. Polna 5")
        other.send("cast", 422)
        assert words in other.doc.text_content()
    assert rows("envelope") == 1


def test_a_name_from_the_account_is_filled_in(app):
    open_edition(every_way())
    booth = Booth(app, make_person(name="Anna Nowak"))
    booth.enter("konto")
    booth.send(area="ogrody")
    booth.send()
    booth.send()
    assert booth.doc.xpath("//input[@name='name'][not(@type='hidden')]/@value") == ["Anna Nowak"]
    assert booth.doc.xpath("//input[@name='address'][not(@type='hidden')]")


def test_a_vote_is_changed_only_by_the_way_it_was_cast(app):
    """Whoever knows a name and an address must not replace a vote cast from a mailbox."""
    open_edition(changeable(every_way()))
    booth = Booth(app, make_person(name="Anna Nowak"))
    booth.enter("konto")
    to_check(booth)
    booth.send("cast", 303)
    before = db.session.scalars(select(Envelope.tracker)).one()
    stranger = Booth(app)
    stranger.enter("oswiadczenie")
    to_check(stranger)
    stranger.send("cast", 422)
    assert stranger.title == "Twój głos jest już w urnie"
    db.session.expire_all()
    assert db.session.scalars(select(Envelope.tracker)).one() == before


def test_an_account_must_be_signed_in(app):
    booth = ready(app, person=False)
    assert booth.get(f"{booth.base}/droga/konto", 302).location.endswith(
        "next=/budzet/2026/glosuj/droga/konto"
    )


def test_signed_out_meanwhile_keeps_the_ballot_on_the_page(app):
    booth = ready(app)
    booth.enter()
    to_check(booth)
    with booth.client.session_transaction() as session:
        session.pop("_user_id")
    booth.send("cast", 422)
    assert "Zaloguj się jeszcze raz w nowej karcie" in booth.errors[0]
    assert "Projekt numer 1" in booth.text


def test_somebody_very_old_waits_for_a_look(app):
    booth = ready(app)
    booth.enter()
    to_check(booth, age="119")
    booth.send("cast", 303)
    booth.get(booth.response.location)
    assert "obejrzą ją z zewnątrz dwie osoby" in booth.text
    assert db.session.execute(text("SELECT status, doubt FROM envelope")).one() == ("QUARANTINED", "AGE")


def test_points_are_given_by_choosing_a_number(app):
    points = with_list(0, method=Method.RANK_POINTS, params=Params(points=(3, 2, 1), exact=True), may_be_empty=False,
                       partial_ballot=PartialBallot.BALLOT_INVALID)  # fmt: skip
    booth = ready(app, replace(by_mailbox(), lists=points.lists))
    booth.enter()
    booth.send(area="ogrody")
    fields = booth.doc.xpath("//select/@name")
    assert len(fields) == 6
    booth.send(status=422, **{fields[0]: "3", fields[1]: "2"})
    assert "nie jest wypełniona: potrzeba 3, a jest 2" in booth.errors[0]
    booth.send(status=422, **{fields[2]: "3"})
    assert "każdą liczbę punktów można dać tylko raz" in booth.errors[0]
    booth.send(**{fields[2]: "1"})
    booth.send()
    booth.send(age="42", declared="y")
    assert "Projekt numer 1 (nr 1) 3 punkt" in booth.text
    booth.send("cast", 303)


def test_a_purse_counts_money(app):
    purse = with_list(0, method=Method.KNAPSACK, params=Params())
    poor = replace(purse.pools[0], amount=70_000_00)
    booth = ready(
        app,
        replace(
            by_mailbox(),
            lists=purse.lists,
            pools=(poor, *purse.pools[1:]),
            total=2_000_000_00 + 70_000_00,
            cc_rights=False,
        ),
    )
    booth.enter()
    booth.send(area="ogrody")
    booth.send(status=422, tick=booth.offered[:3])
    assert booth.errors == [
        "Wybrane projekty kosztują razem 90 000,00 zł, a w puli „Ogólnomiejska” jest 70 000,00 zł. Odznacz coś."
    ]
    booth.send(untick=booth.ticked[:1])


def test_own_district_is_where_one_lives(app):
    own = with_list(1, area_choice=AreaChoice.OWN)
    booth = ready(app, replace(by_mailbox(), lists=own.lists))
    booth.enter()
    assert booth.title == "Gdzie mieszkasz?"
    booth.send(area="ogrody")
    booth.send()
    mine = booth.offered
    booth.send("back")
    booth.send("back")
    booth.send(area="stare-miasto")
    booth.send()
    assert not set(mine) & set(booth.offered)
    booth.send(status=422, tick=mine[:1])
    assert "tylko projekty z okolicy, w której mieszkasz" in booth.errors[0]


def test_many_lists_still_make_at_most_eight_steps(app):
    base = by_mailbox()
    city, districts = base.lists
    pools = [replace(base.pools[0], id=f"city{n}", amount=1_000_000_00) for n in range(4)]
    lists = [replace(city, id=f"list{n}", name=f"Lista {n}", pools=(f"city{n}",)) for n in range(4)]
    rules = replace(
        base,
        pools=(*pools, *base.pools[1:]),
        lists=(*lists, districts),
        total=6_000_000_00,
        counting=Counting(),
    )
    booth = ready(app, rules)
    booth.enter()
    booth.send(area="ogrody")
    total = int(re.search(r"Krok \d+ z (\d+)", booth.doc.text_content())[1])
    assert total <= 8
    booth.send(tick=[booth.offered[0], booth.offered[-1]])
    while booth.title != "Kim jesteś?":
        booth.send()
    booth.send(age="42", declared="y")
    booth.send("cast", 303)


def test_the_order_is_each_voters_own_and_stays(app):
    booth = ready(app, replace(by_mailbox(), ballot_order=BallotOrder.RANDOM_PER_VOTER))
    booth.enter()
    booth.send(area="ogrody")
    mine = booth.offered
    assert "losowej kolejności" in booth.text
    booth.send()
    booth.send("back")
    assert booth.offered == mine
    other = Booth(app, make_person())
    other.enter()
    other.send(area="ogrody")
    orders = {tuple(mine), tuple(other.offered)}
    third = Booth(app, make_person())
    third.enter()
    third.send(area="ogrody")
    orders.add(tuple(third.offered))
    assert len(orders) > 1


def test_sex_is_asked_only_where_the_city_asks(app):
    asking = replace(ACCOUNT, asks=(Asked.SEX,))
    booth = ready(app, replace(open_now(), identity=(asking, EMAIL)))
    booth.enter()
    booth.send(area="ogrody")
    booth.send(tick=booth.offered[:1])
    booth.send()
    assert booth.doc.xpath("//input[@name='sex']")
    booth.send(age="42", declared="y", sex="F")
    booth.send("cast", 303)


@pytest.mark.parametrize(
    "data",
    [
        {}, {"route": "konto"}, {"route": "konto", "at": "x", "go": "y"}, {"route": "konto", "c": "\x00:1:1"},
        {"route": "konto", "c": ["a:b:c", "citywide:999999999:1", "citywide:99999999999:1"], "at": "check", "go": "cast"},
        {"route": "konto", "area": "\ud800", "at": "area"}, {"route": "konto", "p.x": "1", "p.": "1", "p.a.b.1": "1"},
        {"route": "konto", "age": "9" * 5000, "declared": "y", "at": "who"}, {"route": "../../x"}, {"link": "x" * 9999, "route": "email"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", ["karta", "oddaj"])
def test_nonsense_gets_an_answer_never_a_crash(app, data, page):
    open_edition()
    client = Booth(app, make_person()).client
    encoded = {
        key: [v.encode("utf-8", "surrogatepass") for v in ([value] if isinstance(value, str) else value)]
        for key, value in data.items()
    }
    body = "&".join(
        f"{key}={''.join(f'%{byte:02x}' for byte in each)}"
        for key, values in encoded.items()
        for each in values
    )
    status = client.post(
        f"/budzet/2026/glosuj/{page}", data=body, content_type="application/x-www-form-urlencoded"
    ).status_code
    assert status in {200, 303, 404, 422}
    assert rows("envelope") == 0


def test_an_edition_that_is_not(app):
    Booth(app, slug="1999").get("/budzet/1999/glosuj", 404)
    Booth(app).get("/budzet/1999/koperta", 404)


def test_english_on_the_way_keeps_the_draft(app):
    booth = ready(app)
    booth.enter()
    booth.send(area="ogrody")
    booth.send(tick=booth.offered[:2], go="list-1")
    assert len(booth.ticked) == 2
    assert booth.doc.get("lang") == "en"


def test_the_box_answers_by_number_in_any_spelling(app):
    booth = ready(app)
    booth.enter()
    to_check(booth)
    booth.send("cast", 303)
    tracker = db.session.scalars(select(Envelope.tracker)).one()
    for written in (tracker, tracker.lower(), tracker.replace("-", " "), f" {tracker} "):
        booth.get("/budzet/2026/koperta", query_string={"numer": written})
        assert "Twoja koperta jest w urnie" in booth.text
    booth.get("/budzet/2026/koperta?numer=AAAAA-AAAAA")
    assert "Nie ma takiej koperty" in booth.text
    booth.get("/budzet/2026/koperta", query_string={"numer": "\x00' OR 1=1 --"})
    assert "Nie ma takiej koperty" in booth.text


def test_all_numbers_are_public_only_after_the_close(app, time_machine):
    paper, shares = open_edition()
    services.cast_many(paper, [MadeUp(str(n), some_choice(paper), paper.opens) for n in range(9)])
    booth = Booth(app)
    booth.get("/budzet/2026/koperty.csv", 404)
    booth.get("/budzet/2026/koperta")
    assert "W urnie jest" not in booth.text
    time_machine.move_to(paper.closes)
    booth.get("/budzet/2026/koperta")
    assert re.search(r"W urnie .*\b9\b", booth.text)
    lines = booth.get("/budzet/2026/koperty.csv").text.splitlines()
    assert lines[0] == "number,status"
    assert lines[1:] == sorted(lines[1:])
    assert len(lines) == 10
    assert all(line.endswith(",VALID") for line in lines[1:])
    services.open_envelopes(paper.edition_id, shares)
    assert all(
        line.endswith(",COUNTED") for line in booth.get("/budzet/2026/koperty.csv").text.splitlines()[1:]
    )


def test_declaration_is_a_way_without_account_or_mail(app):
    booth = ready(app, every_way(), person=False)
    booth.get(booth.base)
    ways = booth.doc.xpath("//a[contains(@href, '/droga/')]/@href")
    assert [way.rpartition("/")[2] for way in ways] == [ACCOUNT.id, EMAIL.id, DECLARATION.id]
