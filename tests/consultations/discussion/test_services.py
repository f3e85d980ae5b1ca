"""Writing, correcting, taking back; the office's answers."""

from datetime import timedelta

import pytest
import time_machine

from civic.consultations.discussion import queries, services
from civic.consultations.discussion.models import Comment
from civic.consultations.discussion.queries import View
from civic.consultations.discussion.rules import Only, Refusal, Shown, Stance, Standing
from civic.consultations.discussion.services import PER_DAY, PER_MINUTE, Said
from civic.consultations.notices.rules import Status
from civic.core import clock
from civic.core.db import db
from civic.people import passwords
from civic.people.services import accounts
from tests.consultations.discussion.talk import kinds, refused, write
from tests.consultations.factories import make_consultation
from tests.factories import make_person, make_unit
from tests.work import letters


@pytest.fixture
def consultation(app) -> int:
    return make_consultation(title="Park nad rzeką")


@pytest.fixture
def anna(app) -> int:
    return make_person(name="Anna Nowak", email="anna@example.org")


@pytest.fixture
def olga(app) -> int:
    return make_person(name="Olga Urząd")


def test_a_comment_and_what_is_below_it(consultation, anna):
    jan = make_person(name="Jan Kowal")
    first = write(consultation, anna, "Więcej drzew", Stance.FOR, shown_as=Shown.NAME)
    second = write(consultation, jan, "Zgoda", to=first)
    third = write(consultation, anna, "Dziękuję", to=second)
    ((listed,), more) = queries.threads(consultation, View())
    assert (listed.id, listed.author, listed.stance, listed.answers, more) == (
        first, "Anna Nowak", Stance.FOR, 1, False,
    )  # fmt: skip
    assert [(each.id, each.author, each.answers) for each in listed.below] == [(second, "J. K.", 1)]
    last = queries.one(consultation, third)
    assert (last.parent_id, last.thread_id, last.author) == (second, first, "A. N.")
    assert kinds().count("CommentWritten") == 3


def test_only_while_it_is_open_and_has_a_discussion(app, anna):
    now = clock.now()
    with refused(Refusal.NO_DISCUSSION):
        write(make_consultation(has_discussion=False), anna, "Tak")
    with refused(Refusal.NOT_OPEN_YET):
        write(make_consultation(opens=now + timedelta(days=1)), anna, "Tak")
    with refused(Refusal.CLOSED):
        write(make_consultation(opens=now - timedelta(days=9), closes=now), anna, "Tak")
    with refused(Refusal.CLOSED):
        write(make_consultation(Status.REPORT_PUBLISHED), anna, "Tak")
    assert kinds() == []


def test_what_is_not_taken(consultation, anna):
    with refused(Refusal.EMPTY):
        write(consultation, anna, " ")
    with refused(Refusal.TOO_LONG):
        write(consultation, anna, "a" * 2001)
    with refused(Refusal.TOO_MANY_LINKS):
        write(consultation, anna, "http://a http://b http://c")
    made = write(consultation, anna, "Więcej drzew!")
    with refused(Refusal.SAID_ALREADY):
        write(consultation, anna, "więcej  DRZEW")
    write(make_consultation(), anna, "Więcej drzew!")
    services.remove(consultation, made, anna, clock.now())
    with refused(Refusal.GONE):
        write(consultation, anna, "Odpowiadam", to=made)


def test_a_reply_belongs_to_its_consultation(consultation, anna):
    other = write(make_consultation(), anna, "Gdzie indziej")
    with pytest.raises(Exception, match="No row"):
        write(consultation, anna, "Odpowiadam", to=other)


def test_correcting_for_a_quarter_of_an_hour(consultation, anna, olga):
    written = clock.now()
    made = write(consultation, anna, "Wiencej dżew", now=written)
    services.edit(consultation, made, anna, Said(text="Więcej drzew"), written + timedelta(minutes=14))
    read = queries.one(consultation, made)
    assert (read.text, read.edited_at) == ("Więcej drzew", written + timedelta(minutes=14))
    with refused(Refusal.TOO_LATE_TO_EDIT):
        services.edit(consultation, made, anna, Said(text="Nie"), written + timedelta(minutes=15))
    with refused(Refusal.NOT_YOURS):
        services.edit(consultation, made, olga, Said(text="Nie"), written)
    other = write(consultation, anna, "Mniej betonu")
    with refused(Refusal.SAID_ALREADY):
        services.edit(consultation, other, anna, Said(text="Więcej drzew."), clock.now())
    services.answer_as_office(consultation, other, olga, None, "Będzie mniej.", clock.now())
    with refused(Refusal.ANSWERED_BY_OFFICE):
        services.edit(consultation, other, anna, Said(text="Co innego"), clock.now())


def test_taking_back_leaves_a_trace_and_the_answers(consultation, anna):
    jan = make_person(name="Jan Kowal")
    made = write(consultation, anna, "Więcej drzew")
    write(consultation, jan, "Zgoda", to=made)
    with refused(Refusal.NOT_YOURS):
        services.remove(consultation, made, jan, clock.now())
    services.remove(consultation, made, anna, clock.now())
    ((listed,), _) = queries.threads(consultation, View())
    assert (listed.standing, listed.text, len(listed.below)) == (Standing.REMOVED, "", 1)
    db.session.expire_all()
    row = db.session.get_one(Comment, made)
    assert (row.text, row.fingerprint) == ("", None)
    with refused(Refusal.GONE):
        services.remove(consultation, made, anna, clock.now())
    write(consultation, anna, "Więcej drzew")


def test_the_office_answers_in_the_name_of_its_unit_and_the_author_is_told(app, consultation, anna, olga):
    unit = make_unit("Wydział Zieleni")
    asked = write(consultation, anna, "Kiedy?", wants_mail=True)
    quiet = write(consultation, anna, "A gdzie?")
    services.answer_as_office(consultation, asked, olga, unit, "W maju.", clock.now())
    services.answer_as_office(consultation, quiet, olga, unit, "Nad rzeką.", clock.now())
    ((to, subject, body),) = letters(app)
    assert (to, subject) == ("anna@example.org", "Urząd odpowiedział na twój komentarz: Park nad rzeką")
    assert "W maju." in body
    assert f"/konsultacje/{consultation}/dyskusja/{asked}" in body
    found, _ = queries.threads(consultation, View(only=Only.OFFICE))
    assert {each.id for each in found} == {asked, quiet}
    (answer,) = next(each for each in found if each.id == asked).below
    assert (answer.office, answer.author) == (True, "Wydział Zieleni")
    assert queries.totals(consultation) == queries.Totals(comments=2, threads=2, office=2)
    with refused(Refusal.OFFICE_STAYS):
        services.remove(consultation, answer.id, olga, clock.now())


def test_the_office_answers_the_same_words_twice(consultation, anna, olga):
    for words in ("Kiedy?", "A kiedy to będzie?"):
        asked = write(consultation, anna, words)
        services.answer_as_office(consultation, asked, olga, None, "W maju.", clock.now())


def test_a_closed_account_leaves_the_words_without_a_name(app, consultation):
    person = make_person(name="Anna Nowak", password_hash=passwords.hashed("trzy zwykłe słowa"))
    made = write(consultation, person, "Więcej drzew", shown_as=Shown.NAME, wants_mail=True)
    accounts.close(person, "trzy zwykłe słowa")
    letters(app)
    read = queries.one(consultation, made)
    assert (read.text, read.author) == ("Więcej drzew", "")
    services.answer_as_office(consultation, made, make_person(name="Olga"), None, "Tak.", clock.now())
    assert letters(app) == []


def test_not_faster_than_people_write(app, anna):
    for _ in range(PER_MINUTE.tries):
        services.take_turn(anna)
    with refused(Refusal.TOO_FAST):
        services.take_turn(anna)
    services.take_turn(make_person(name="Jan Kowal"))


def test_not_more_than_a_day_holds(app, anna):
    start = clock.now()
    for number in range(PER_DAY.tries):
        with time_machine.travel(start + timedelta(minutes=2 * number), tick=False):
            services.take_turn(anna)
    with time_machine.travel(start + timedelta(hours=20), tick=False), refused(Refusal.TOO_MANY_TODAY):
        services.take_turn(anna)
    with time_machine.travel(start + timedelta(hours=25), tick=False):
        services.take_turn(anna)
