"""Accounts from the first mail to the last, on the database."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from sqlalchemy import event, select, text

from civic.core import clock
from civic.core.access import Role
from civic.core.audit import AuditEvent
from civic.core.db import db
from civic.core.limits import Limit
from civic.core.refusal import Refused
from civic.people import passwords, queries
from civic.people.models import AccountRequest, Person
from civic.people.rules import PRIVACY_VERSION, Refusal
from civic.people.services import accounts, mailbox
from tests.factories import make_person
from tests.work import letters, link_in, work

GOOD = "okno parasol kasztan"
OTHER = "Tramwaj-17-Rynek"


def refused(reason: Refusal):
    return pytest.raises(Refused, check=lambda error: error.reason is reason)


def token_of(app, number: int = -1) -> str:
    return link_in(letters(app)[number][2]).rsplit("/", 1)[1]


def ask(email: str = "Olga@Example.org", password: str = GOOD) -> None:
    mailbox.ask_sign_up(email, "Olga Maj", password, "pl", "192.0.2.1")


def make_member(**changes: object) -> int:
    return make_person(
        **{
            "email": "olga@example.org",
            "name": "Olga Maj",
            "password_hash": passwords.hashed(GOOD),
            **changes,
        }
    )


def count(table: str) -> int:
    db.session.rollback()
    return db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_an_account_begins_when_the_mailbox_answers(app):
    ask()
    assert count("person") == 0
    token = token_of(app)
    person_id, version = mailbox.confirm(token, GOOD)
    person = queries.person(person_id)
    assert (person.email, person.name, person.privacy_version) == (
        "Olga@Example.org",
        "Olga Maj",
        PRIVACY_VERSION,
    )
    assert queries.load_actor(person_id, version).name == "Olga Maj"
    entry = db.session.scalars(select(AuditEvent)).one()
    assert (entry.kind, entry.data) == ("AccountConfirmed", {"privacy_version": PRIVACY_VERSION})


def test_a_link_works_once(app):
    ask()
    token = token_of(app)
    mailbox.confirm(token, GOOD)
    with refused(Refusal.LINK_USED):
        mailbox.confirm(token, GOOD)


def test_a_link_works_for_a_day_and_is_then_forgotten(app):
    ask()
    token = token_of(app)
    with time_machine.travel(clock.now() + mailbox.LIFE):
        with refused(Refusal.LINK_DEAD):
            mailbox.confirm(token, GOOD)
        work(app)
        assert count("account_request") == 0


@pytest.mark.parametrize("change", ["flip", "other purpose", "raw key"])
def test_a_link_not_signed_by_us_is_dead(app, change):
    ask()
    token = token_of(app)
    key = db.session.scalars(select(AccountRequest.key)).one()
    forged = {
        "flip": token[:-2] + ("AA" if token[-2:] != "AA" else "BB"),
        "other purpose": mailbox.link("reset", key),
        "raw key": key,
    }[change]
    with refused(Refusal.LINK_DEAD):
        mailbox.check_link(forged, "sign-up")


def test_nobody_gets_an_account_begun_on_a_strangers_address(app):
    """The stranger who follows the link of a mail they never asked for does not know the password."""
    ask(password="haslo ktore zna intruz")
    token = token_of(app)
    with refused(Refusal.NOT_YOURS):
        mailbox.confirm(token, GOOD)
    assert count("person") == 0


def test_passwords_for_a_link_cannot_be_tried_on_and_on(app):
    ask()
    token = token_of(app)
    for _ in range(mailbox.PER_LINK.tries):
        with refused(Refusal.NOT_YOURS):
            mailbox.confirm(token, OTHER)
    with refused(Refusal.TOO_MANY_TRIES):
        mailbox.confirm(token, GOOD)


def test_a_known_address_hears_that_it_has_an_account(app):
    make_member()
    ask("OLGA@example.org")
    mailbox.ask_again("olga@example.org", "pl", "192.0.2.1")
    subjects = [(to, subject) for to, subject, _ in letters(app)]
    assert subjects == [
        ("OLGA@example.org", "Masz już u nas konto"),
        ("olga@example.org", "Masz już u nas konto"),
    ]
    assert count("account_request") == 0


def test_again_sends_the_same_link_and_nothing_to_strangers(app):
    ask()
    first = token_of(app)
    mailbox.ask_again("olga@example.org", "pl", "192.0.2.1")
    assert token_of(app) == first
    mailbox.ask_again("nikt@example.org", "pl", "192.0.2.1")
    mailbox.ask_reset("nikt@example.org", "pl", "192.0.2.1")
    assert letters(app) == []
    assert count("account_request") == 1


@contextmanager
def statements():
    """Every statement sent to the database meanwhile."""
    said: list[str] = []

    def hear(_connection, _cursor, statement, *_):
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    yield said
    event.remove(db.engine, "before_cursor_execute", hear)


def test_asking_does_the_same_whoever_is_asked_for(app):
    """Nothing of the address is looked up while the visitor waits: the statements are the same to the letter."""
    make_member()
    heard = []
    for email in ("olga@example.org", "nikt@example.org"):
        with statements() as said:
            mailbox.ask_reset(email, "pl", "192.0.2.1")
        heard.append(said)
    assert heard[0] == heard[1]
    assert not any("FROM person" in statement for statement in heard[0])


def test_mails_to_one_address_are_counted(app):
    for _ in range(mailbox.PER_ADDRESS.tries):
        mailbox.ask_reset("olga@example.org", "pl", "192.0.2.1")
    with refused(Refusal.TOO_MANY_TRIES):
        mailbox.ask_reset("OLGA@example.org", "pl", "192.0.2.2")


def test_a_mail_speaks_the_language_it_was_asked_in(app):
    make_member()
    mailbox.ask_reset("olga@example.org", "pl", "192.0.2.1")
    ((_, subject, body),) = letters(app)
    assert subject == "Ustaw nowe hasło"
    assert "http://localhost/konto/nowe-haslo/" in body
    assert "Olga" not in body


def test_a_reset_ends_sessions_and_other_links(app):
    person_id = make_member()
    for _ in range(2):
        mailbox.ask_reset("olga@example.org", "pl", "192.0.2.1")
    tokens = [link_in(body).rsplit("/", 1)[1] for _, _, body in letters(app)]
    assert mailbox.reset(tokens[0], OTHER) == (person_id, 1)
    assert queries.load_actor(person_id, 0) is None
    with refused(Refusal.LINK_USED):
        mailbox.reset(tokens[0], GOOD)
    with refused(Refusal.LINK_DEAD):
        mailbox.reset(tokens[1], GOOD)
    assert accounts.sign_in("olga@example.org", OTHER, "192.0.2.1").person_id == person_id
    assert letters(app)[0][1] == "Twoje hasło zostało zmienione"


def test_a_reset_proves_the_mailbox_of_an_account_made_by_the_office(app):
    person_id = make_person(email="nowy@example.org", confirmed_at=None, password_hash=None)
    with refused(Refusal.WRONG_SIGN_IN):
        accounts.sign_in("nowy@example.org", GOOD, "192.0.2.1")
    mailbox.ask_reset("nowy@example.org", "pl", "192.0.2.1")
    mailbox.reset(token_of(app), GOOD)
    assert accounts.sign_in("nowy@example.org", GOOD, "192.0.2.1").person_id == person_id


def test_a_sign_up_takes_over_an_account_nobody_confirmed(app):
    person_id = make_person(email="olga@example.org", confirmed_at=None, password_hash=None, name="Z listy")
    ask()
    assert mailbox.confirm(token_of(app), GOOD) == (person_id, 0)
    assert queries.person(person_id).name == "Olga Maj"


@pytest.mark.parametrize(
    "reason", [Refusal.TOO_SHORT, Refusal.TOO_LONG, Refusal.TOO_SIMPLE, Refusal.ABOUT_YOU]
)
def test_a_weak_password_begins_nothing(app, reason):
    weak = {
        Refusal.TOO_SHORT: "a b c",
        Refusal.TOO_LONG: "x" * 300,
        Refusal.TOO_SIMPLE: "1234567890",
        Refusal.ABOUT_YOU: "olga.olga1",
    }
    with refused(reason):
        ask(password=weak[reason])
    assert count("account_request") == 0


@pytest.mark.parametrize("email", ["olga@example.org", "OLGA@EXAMPLE.ORG", "Olga@example.org"])
def test_the_case_of_an_address_does_not_matter(app, email):
    person_id = make_member()
    assert accounts.sign_in(email, GOOD, "192.0.2.1").person_id == person_id


def test_composed_or_not_a_letter_is_a_letter(app):
    make_member(password_hash=passwords.hashed("zażółć gęślą jaźń"))
    typed = unicodedata.normalize("NFD", "zażółć gęślą jaźń")
    assert accounts.sign_in("olga@example.org", typed, "192.0.2.1")


@pytest.mark.parametrize(
    ("email", "password"), [("olga@example.org", OTHER), ("nikt@example.org", GOOD), ("olga@example.org", "")]
)
def test_a_wrong_sign_in_does_not_say_what_was_wrong(app, email, password):
    make_member()
    with refused(Refusal.WRONG_SIGN_IN):
        accounts.sign_in(email, password, "192.0.2.1")


def test_an_unknown_address_costs_as_much_as_a_wrong_password(app, monkeypatch):
    """Both verify exactly one hash."""
    make_member()
    made = []
    verify = passwords._hasher("test").verify
    for email in ("olga@example.org", "nikt@example.org"):
        monkeypatch.setattr(
            type(passwords._hasher("test")),
            "verify",
            lambda self, *given: (made.append(1), verify(*given))[1],
        )
        with refused(Refusal.WRONG_SIGN_IN):
            accounts.sign_in(email, OTHER, "192.0.2.1")
    assert len(made) == 2


def test_tries_run_out_and_come_back_with_success(app):
    make_member()
    for _ in range(accounts.PER_ACCOUNT_AND_NETWORK.tries - 1):
        with refused(Refusal.WRONG_SIGN_IN):
            accounts.sign_in("olga@example.org", OTHER, "192.0.2.1")
    assert accounts.sign_in("olga@example.org", GOOD, "192.0.2.1")
    for _ in range(accounts.PER_ACCOUNT_AND_NETWORK.tries):
        with refused(Refusal.WRONG_SIGN_IN):
            accounts.sign_in("Olga@example.org", OTHER, "192.0.2.1")
    with refused(Refusal.TOO_MANY_TRIES):
        accounts.sign_in("olga@example.org", GOOD, "192.0.2.1")
    assert accounts.sign_in("olga@example.org", GOOD, "192.0.2.99"), "the owner at home is not locked out"


def test_a_whole_school_signs_in_from_one_network_but_nobody_tries_them_all(app, monkeypatch):
    monkeypatch.setattr(accounts, "PER_NETWORK", Limit("test", 3, timedelta(minutes=15)))
    for number in range(5):
        make_member(email=f"klasa{number}@example.org")
    for number in range(5):
        accounts.sign_in(f"klasa{number}@example.org", GOOD, "192.0.2.1")
    for number in range(3):
        with refused(Refusal.WRONG_SIGN_IN):
            accounts.sign_in(f"klasa{number}@example.org", OTHER, "192.0.2.1")
    with refused(Refusal.TOO_MANY_TRIES):
        accounts.sign_in("klasa4@example.org", OTHER, "192.0.2.1")


def test_guessing_one_account_from_many_networks_ends_too(app, monkeypatch):
    monkeypatch.setattr(accounts, "PER_ACCOUNT", Limit("test", 3, timedelta(hours=1)))
    make_member()
    for number in range(3):
        with refused(Refusal.WRONG_SIGN_IN):
            accounts.sign_in("olga@example.org", OTHER, f"192.0.2.{number}")
    with refused(Refusal.TOO_MANY_TRIES):
        accounts.sign_in("olga@example.org", OTHER, "192.0.2.99")


def test_too_many_hashes_at_once_wait_or_are_refused(app, monkeypatch):
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    with passwords._turn(), passwords._turn(), refused(Refusal.BUSY):
        passwords.hashed(GOOD)
    assert passwords.hashed(GOOD)


def test_an_outdated_hash_is_made_anew_at_sign_in(app):
    person_id = make_member(password_hash=passwords.PasswordHasher(2, 16, 1).hash(GOOD))
    before = queries.person(person_id).password_hash
    accounts.sign_in("olga@example.org", GOOD, "192.0.2.1")
    db.session.rollback()
    assert queries.person(person_id).password_hash != before
    assert accounts.sign_in("olga@example.org", GOOD, "192.0.2.1")


def test_changing_the_password_asks_for_the_old_one_and_ends_sessions(app):
    person_id = make_member()
    with refused(Refusal.NOT_YOURS):
        accounts.change_password(person_id, OTHER, OTHER)
    with refused(Refusal.TOO_SIMPLE):
        accounts.change_password(person_id, GOOD, "1234567890")
    assert accounts.change_password(person_id, GOOD, OTHER) == 1
    assert queries.load_actor(person_id, 0) is None
    assert accounts.sign_in("olga@example.org", OTHER, "192.0.2.1")


def test_the_own_password_cannot_be_tried_on_and_on(app):
    person_id = make_member()
    for _ in range(accounts.PER_PERSON.tries):
        with refused(Refusal.NOT_YOURS):
            accounts.close(person_id, OTHER)
    with refused(Refusal.TOO_MANY_TRIES):
        accounts.close(person_id, GOOD)


def test_a_closed_account_leaves_a_number_and_nothing_else(app):
    person_id = make_member(roles=[Role.VERIFIER])
    mailbox.ask_reset("OLGA@example.org", "pl", "192.0.2.1")
    accounts.close(person_id, GOOD)
    db.session.rollback()
    person = db.session.get_one(Person, person_id)
    assert (person.email, person.name, person.password_hash) == (None, "", None)
    assert count("role_grant") == count("account_request") == 0
    assert queries.load_actor(person_id, person.session_version) is None
    assert [subject for _, subject, _ in letters(app)] == ["Twoje konto zostało usunięte"]
    ask("olga@example.org")
    assert mailbox.confirm(token_of(app), GOOD)[0] != person_id, "the address is free again"


def test_the_last_administrator_cannot_close_the_account(app):
    person_id = make_member(roles=[Role.ADMIN])
    with refused(Refusal.LAST_ADMIN):
        accounts.close(person_id, GOOD)
    make_person([Role.ADMIN])
    accounts.close(person_id, GOOD)


def test_what_the_trail_keeps_of_people_is_no_personal_data(app):
    ask("kanarek@example.org")
    person_id, _ = mailbox.confirm(token_of(app), GOOD)
    accounts.change_profile(person_id, "Kanarek Żółty", "en")
    accounts.change_password(person_id, GOOD, OTHER)
    accounts.sign_out_everywhere(person_id)
    accounts.close(person_id, OTHER)
    db.session.rollback()
    trail = db.session.execute(
        text("SELECT string_agg(audit_event::text, ' ') FROM audit_event")
    ).scalar_one()
    queued = db.session.execute(
        text("SELECT string_agg(args::text, ' ') FROM procrastinate_jobs")
    ).scalar_one()
    for kept in (trail, queued):
        assert "kanarek" not in kept.lower()
        assert "Olga" not in kept


def at_once(app, *works):
    """Run the works at the same moment, each on its own connection; what each gave or the reason it was refused for."""
    gate = Barrier(len(works))

    def run(work_):
        with app.app_context():
            gate.wait()
            try:
                return work_()
            except Refused as error:
                return error.reason

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.race
def test_two_confirmations_at_once_begin_one_account(app):
    for number in range(10):
        ask(f"para{number}@example.org")
        token = token_of(app)
        answers = at_once(app, *[lambda token=token: mailbox.confirm(token, GOOD)] * 2)
        assert sorted(isinstance(answer, tuple) for answer in answers) == [False, True]
        assert Refusal.LINK_USED in answers
        assert count("person") == number + 1


@pytest.mark.race
def test_two_sign_ups_of_one_address_at_once_make_one_account(app):
    at_once(app, lambda: ask("a@example.org", GOOD), lambda: ask("A@EXAMPLE.ORG", OTHER))
    asked = [link_in(body).rsplit("/", 1)[1] for _, _, body in letters(app)]
    assert len(asked) == 2
    fitting = []
    for token in asked:
        kept = mailbox.check_link(token, "sign-up").password_hash
        fitting.append((token, GOOD if passwords.fits(kept, GOOD) else OTHER))
    db.session.rollback()
    answers = at_once(app, *[lambda pair=pair: mailbox.confirm(*pair) for pair in fitting])
    assert sorted(isinstance(answer, tuple) for answer in answers) == [False, True]
    assert Refusal.LINK_USED in answers
    assert count("person") == 1


@pytest.mark.race
def test_one_link_sets_one_password_however_often_it_is_sent(app):
    for number in range(5):
        person_id = make_member(email=f"reset{number}@example.org")
        mailbox.ask_reset(f"reset{number}@example.org", "pl", "192.0.2.1")
        token = token_of(app)
        answers = at_once(
            app, *[lambda word=word, token=token: mailbox.reset(token, word) for word in (GOOD, OTHER)]
        )
        assert sorted(map(str, answers)) == sorted([str((person_id, 1)), str(Refusal.LINK_USED)])


@pytest.mark.race
def test_two_administrators_cannot_both_leave_at_once(app):
    pair = [
        make_person([Role.ADMIN], email=f"admin{i}@example.org", password_hash=passwords.hashed(GOOD))
        for i in range(2)
    ]
    answers = at_once(app, *[lambda one=one: accounts.close(one, GOOD) for one in pair])
    assert sorted(answers, key=str) == [None, Refusal.LAST_ADMIN]
    assert count("role_grant") == 1


def test_signing_out_ends_the_session_for_good(app):
    person_id = make_member()
    assert queries.load_actor(person_id, 0, "abc")
    accounts.sign_out("abc")
    accounts.sign_out("abc")
    assert queries.load_actor(person_id, 0, "abc") is None
    assert queries.load_actor(person_id, 0, "def")
    with time_machine.travel(clock.now() + accounts.SESSION_LIFE + timedelta(hours=1)):
        accounts.sign_out("def")
        assert count("ended_session") == 1
