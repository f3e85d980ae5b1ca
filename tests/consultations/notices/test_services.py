"""The way of a consultation: drafted, ordered, published, announced, extended or cancelled, decided, archived."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import NoResultFound

from civic.consultations.notices import queries, services
from civic.consultations.notices.rules import FormKind, Phase, Refusal, Regime, Status, Terms
from civic.consultations.notices.rules.draft import Initiator
from civic.consultations.notices.rules.requests import BIALYSTOK, judge
from civic.consultations.notices.rules.why_not import CANCELLATION, Evidence, Order
from civic.consultations.notices.services import Calendar, FormText, Territory
from civic.core import audit, publications
from civic.core.access import Role
from civic.core.db import db
from civic.core.deadlines import closes_at, opens_at
from civic.core.mail import OutgoingMail
from civic.core.publications import Channel
from civic.core.refusal import Refused
from tests.consultations.factories import make_consultation
from tests.consultations.notices import cases
from tests.consultations.notices.cases import NOW, announced, clerk, drafted, ordered, publish
from tests.consultations.notices.plans import at, form
from tests.factories import make_grant, make_person, make_unit

ORDER = Order("121/2026", date(2026, 4, 1))
OPEN = at(date(2026, 4, 20), 12)


def refuses(reason, call, *args, **more):
    """The verb is refused for that reason; gives the facts."""
    with pytest.raises(Refused) as no:
        call(*args, **more)
    assert no.value.reason is reason, (no.value.reason, no.value.facts)
    return no.value.facts


def kinds(made):
    return [event.kind for event in audit.search(f"consultation:{made}")][::-1]


@pytest.mark.parametrize("regime", Regime)
def test_the_whole_way(app, regime):
    first = date(2026, 4, 13)
    made = announced(regime, first=first, last=date(2026, 5, 15))
    assert queries.consultation(made).phase(OPEN) is Phase.OPEN
    assert queries.public_consultation(made).signature == "K/2026/001"
    assert queries.case(made).privacy_version == "1"


def test_a_draft_begins_with_what_its_regime_asks(app):
    made = queries.case(services.create(Regime.PLANNING, "Plan", clerk(), NOW))
    assert [form.kind for form in made.forms] == [FormKind.REMARKS_FORM]
    assert set(made.channels) == {
        Channel.BIP, Channel.WEBSITE, Channel.NOTICE_BOARD, Channel.PRESS, Channel.CUSTOMARY,
    }  # fmt: skip
    assert (made.min_days, made.status) == (28, Status.DRAFT)


def test_a_draft_needs_a_title(app):
    refuses(Refusal.TITLE_MISSING, services.create, Regime.GENERAL, "  ", clerk(), NOW)


def test_a_calendar_that_is_too_short_is_not_saved(app):
    """3.9 (5): the service refuses what the form has shown."""
    made = services.create(Regime.STRATEGY, "Strategia", clerk(), NOW)
    day = date(2026, 5, 4)
    short = Calendar(notice_on=day, opens_at=opens_at(day), closes_at=closes_at(date(2026, 6, 7)))
    facts = refuses(Refusal.REMARKS_TOO_SHORT, services.save, made, clerk(), short, NOW)
    assert facts["earliest"] == date(2026, 6, 8)
    assert queries.case(made).closes_at is None


def test_terms_shorter_than_the_law_are_not_saved(app):
    made = services.create(Regime.REVITALISATION, "Rewitalizacja", clerk(), NOW)
    terms = Terms(lead_days=7, min_days=21, report_days=30, channels=tuple(Channel))
    refuses(Refusal.TIME_SHORTER_THAN_LAW, services.save, made, clerk(), terms, NOW)
    services.save(made, clerk(), Terms(**{**vars(terms), "min_days": 45}), NOW)
    assert queries.case(made).min_days == 45


def test_a_meeting_outside_its_window_is_not_saved(app):
    """3.9 (3): the service refuses a meeting on 2026-04-19 and one at 10:00 on a Wednesday."""
    made = drafted(Regime.PLANNING, notice=date(2026, 4, 13))
    for planned, reason in (
        (form(FormKind.MEETING, date(2026, 4, 19)), Refusal.FORM_TOO_EARLY),
        (form(FormKind.MEETING, date(2026, 4, 22), 10), Refusal.AFTER_HOURS_REQUIRED),
    ):
        refuses(reason, services.save_form, made, clerk(), FormText(planned=planned), NOW)
    assert len(queries.case(made).forms) == 3


def test_a_form_can_be_changed_and_taken_out(app):
    made = drafted()
    meeting = next(form.id for form in queries.case(made).forms if form.kind is FormKind.MEETING)
    debate = FormText(planned=form(FormKind.DEBATE, date(2026, 4, 26), title="Debata"), host="Jan")
    assert services.save_form(made, clerk(), debate, NOW, meeting) == meeting
    assert {form.title for form in queries.case(made).forms} == {"", "Debata"}
    services.remove_form(made, clerk(), meeting, NOW)
    assert meeting not in {form.id for form in queries.case(made).forms}
    other = drafted()
    with pytest.raises(NoResultFound):
        services.remove_form(other, clerk(), queries.case(made).forms[0].id, NOW)


def test_an_order_needs_everything_a_number_and_a_day(app):
    bare = services.create(Regime.GENERAL, "Park", clerk(), NOW)
    facts = refuses(Refusal.INCOMPLETE, services.order, bare, clerk(), ORDER, NOW)
    assert facts["count"] == 11
    whole = drafted()
    refuses(Refusal.ORDER_NUMBER_MISSING, services.order, whole, clerk(), Order("", ORDER.day), NOW)
    refuses(Refusal.ORDER_DAY_MISSING, services.order, whole, clerk(), Order("1", None), NOW)
    refuses(Refusal.ORDER_IN_FUTURE, services.order, whole, clerk(), Order("1", date(2026, 4, 2)), NOW)
    assert services.order(whole, clerk(), ORDER, NOW) == "K/2026/001"
    refuses(Refusal.NOT_NOW, services.order, whole, clerk(), ORDER, NOW)
    refuses(Refusal.NOT_A_DRAFT, services.save, whole, clerk(), cases.TEXTS, NOW)


def test_numbers_follow_each_other_within_a_year(app):
    signatures = [queries.consultation(ordered()).signature for _ in range(3)]
    assert signatures == ["K/2026/001", "K/2026/002", "K/2026/003"]
    make_consultation(Status.ANNOUNCED, year=2026, number=41)
    assert queries.consultation(ordered()).signature == "K/2026/042"


def test_it_is_not_announced_while_a_channel_lacks_it(app):
    made = ordered(Regime.PLANNING, notice=date(2026, 4, 13))
    noon = at(date(2026, 4, 10), 12)
    for channel in (Channel.BIP, Channel.WEBSITE, Channel.NOTICE_BOARD, Channel.CUSTOMARY):
        publish(made, channel, noon)
    facts = refuses(Refusal.NOTICE_NOT_PUBLISHED, services.announce, made, clerk(), noon)
    assert (facts["channels"], facts["earliest"]) == ((Channel.PRESS,), date(2026, 4, 10))
    publish(made, Channel.PRESS, at(date(2026, 4, 13), 7))
    services.announce(made, clerk(), at(date(2026, 4, 13), 8))
    assert queries.consultation(made).status is Status.ANNOUNCED


def test_terms_run_from_the_last_required_publication(app):
    """BIP on the day, the customary way two days later: 30 days and 7 days run from the later one."""
    made = ordered(
        Regime.REVITALISATION, notice=date(2026, 4, 6), first=date(2026, 4, 13), last=date(2026, 5, 6)
    )
    publish(made, Channel.BIP, at(date(2026, 4, 6), 12))
    publish(made, Channel.WEBSITE, at(date(2026, 4, 6), 12))
    publish(made, Channel.CUSTOMARY, at(date(2026, 4, 8), 12))
    facts = refuses(Refusal.NOTICE_TOO_LATE, services.announce, made, clerk(), at(date(2026, 4, 8), 13))
    assert (facts["earliest"], facts["ends"]) == (date(2026, 4, 15), date(2026, 5, 8))


def test_a_channel_that_is_not_required_moves_nothing(app):
    made = ordered()
    for channel in cases.channels(made):
        publish(made, channel, at(date(2026, 4, 6), 12))
    publish(made, Channel.PRESS, at(date(2026, 4, 10), 12))
    services.announce(made, clerk(), at(date(2026, 4, 10), 13))
    assert queries.consultation(made).is_public


def test_a_late_notice_is_mended_by_a_new_order(app):
    """The calendar is moved in the draft again; the number stays, the old publications are withdrawn and kept."""
    made = ordered()
    for channel in cases.channels(made):
        publish(made, channel, at(date(2026, 4, 9), 12))
    now = at(date(2026, 4, 9), 13)
    refuses(Refusal.NOTICE_TOO_LATE, services.announce, made, clerk(), now)
    refuses(Refusal.REASON_MISSING, services.correct, made, clerk(), " ", now)
    services.correct(made, clerk(), "BIP ukazał się za późno.", now)
    moved = Calendar(
        notice_on=date(2026, 4, 10),
        opens_at=opens_at(date(2026, 4, 20)),
        closes_at=closes_at(date(2026, 5, 15)),
    )
    services.save(made, clerk(), moved, now)
    assert services.order(made, clerk(), Order("130/2026", date(2026, 4, 9)), now) == "K/2026/001"
    history = publications.of(f"consultation:{made}")
    assert [each.withdrawn_at is not None for each in history] == [True, True]
    refuses(Refusal.NOTICE_NOT_PUBLISHED, services.announce, made, clerk(), now)
    for channel in cases.channels(made):
        publish(made, channel, at(date(2026, 4, 10), 12))
    services.announce(made, clerk(), at(date(2026, 4, 10), 13))


def test_a_publication_needs_evidence_and_a_moment(app):
    made = ordered()
    noon = at(date(2026, 4, 6), 12)

    def published(evidence, **more):
        services.publish(made, clerk(), Channel.BIP, evidence, noon, **more)

    link = "https://bip.milogrod.example/1"
    refuses(Refusal.EVIDENCE_MISSING, published, Evidence(noon))
    refuses(Refusal.PUBLISHED_IN_FUTURE, published, Evidence(noon + timedelta(minutes=1), link))
    refuses(Refusal.PUBLISHED_IN_FUTURE, published, Evidence(None, link))
    refuses(Refusal.PUBLISHED_BEFORE_ORDER, published, Evidence(at(date(2026, 3, 31), 12), link))
    refuses(Refusal.NOT_NOW, published, Evidence(noon, link), document=CANCELLATION)
    published(Evidence(noon, link))
    refuses(Refusal.ALREADY_PUBLISHED, published, Evidence(noon, link))


def test_a_publication_is_withdrawn_never_forgotten(app):
    made = ordered()
    noon = at(date(2026, 4, 6), 12)
    first = publish(made, Channel.BIP, noon)
    refuses(Refusal.REASON_MISSING, services.withdraw, made, clerk(), first, "", noon)
    services.withdraw(made, clerk(), first, "Literówka w dacie.", noon)
    refuses(Refusal.ALREADY_WITHDRAWN, services.withdraw, made, clerk(), first, "Znowu.", noon)
    publish(made, Channel.BIP, noon)
    assert [each.withdrawn_at is None for each in publications.of(f"consultation:{made}")] == [False, True]
    with pytest.raises(NoResultFound):
        services.withdraw(ordered(), clerk(), first, "Cudza.", noon)


def test_it_is_extended_never_shortened(app):
    made = announced()
    longer = closes_at(date(2026, 5, 20))
    refuses(
        Refusal.NOT_LONGER, services.extend, made, clerk(), closes_at(date(2026, 5, 10)), "Bo", ORDER, OPEN
    )
    refuses(
        Refusal.NOT_LONGER, services.extend, made, clerk(), closes_at(date(2026, 5, 11)), "Bo", ORDER, OPEN
    )
    refuses(Refusal.NOT_LONGER, services.extend, made, clerk(), None, "Bo", ORDER, OPEN)
    refuses(Refusal.REASON_MISSING, services.extend, made, clerk(), longer, " ", ORDER, OPEN)
    refuses(Refusal.ORDER_NUMBER_MISSING, services.extend, made, clerk(), longer, "Bo", Order("", None), OPEN)
    services.extend(made, clerk(), longer, "Powódź.", ORDER, OPEN)
    assert queries.case(made).closes_at == longer
    (extension,) = queries.extensions(made)
    assert (extension.from_closes_at, extension.to_closes_at) == (closes_at(date(2026, 5, 11)), longer)
    publish(made, Channel.BIP, OPEN, document=f"EXTENSION:{extension.id}")


def test_it_is_not_extended_once_closed(app):
    """The very moment it closes is already too late."""
    made = announced()
    closed = closes_at(date(2026, 5, 11))
    late = (made, clerk(), closes_at(date(2026, 5, 20)), "Bo", ORDER)
    refuses(Refusal.ALREADY_CLOSED, services.extend, *late, closed)
    services.extend(*late, closed - timedelta(seconds=1))


def test_the_database_itself_never_shortens(app):
    made = announced()
    services.extend(made, clerk(), closes_at(date(2026, 5, 20)), "Powódź.", ORDER, OPEN)
    with pytest.raises(Exception, match="longer_never_shorter"):
        db.session.execute(text("UPDATE consultation_extension SET to_closes_at = from_closes_at"))
    db.session.rollback()


def test_it_is_cancelled_with_reasons_until_it_closes(app):
    made = announced()
    refuses(Refusal.REASON_MISSING, services.cancel, made, clerk(), "", OPEN)
    refuses(Refusal.ALREADY_CLOSED, services.cancel, made, clerk(), "Bo", closes_at(date(2026, 5, 11)))
    services.cancel(made, clerk(), "Rada zmieniła zamiar.", OPEN)
    assert queries.public_consultation(made).phase(OPEN) is Phase.CANCELLED
    publish(made, Channel.BIP, OPEN, document=CANCELLATION)
    refuses(Refusal.NOT_NOW, services.extend, made, clerk(), closes_at(date(2026, 5, 20)), "Bo", ORDER, OPEN)
    unseen = ordered()
    services.cancel(unseen, clerk(), "Pomyłka.", OPEN)
    with pytest.raises(NoResultFound):
        queries.public_consultation(unseen)


def test_a_meeting_is_summarised_once_held(app):
    made = announced()
    meeting = next(form for form in queries.case(made).forms if form.kind is FormKind.MEETING)
    after = at(date(2026, 4, 25), 20)
    refuses(Refusal.FORM_NOT_YET, services.summarise, made, clerk(), meeting.id, "Było.", 10, OPEN)
    refuses(Refusal.FORM_SUMMARY_MISSING, services.summarise, made, clerk(), meeting.id, " ", 10, after)
    services.summarise(made, clerk(), meeting.id, "Przyszło wiele osób.", 42, after)
    held = next(form for form in queries.case(made).forms if form.id == meeting.id)
    assert (held.summary, held.attendees) == ("Przyszło wiele osób.", 42)


def test_the_act_is_recorded_after_the_report(app):
    early = make_consultation(Status.REPORT_DRAFT)
    act = ("XII/80/26", date(2026, 6, 1), "", "Dodano ławki.")
    refuses(Refusal.NOT_NOW, services.decide, early, clerk(), *act)
    made = make_consultation(Status.REPORT_PUBLISHED)
    refuses(Refusal.ACT_MISSING, services.decide, made, clerk(), "", *act[1:])
    refuses(Refusal.ACT_MISSING, services.decide, made, clerk(), act[0], None, *act[2:])
    refuses(Refusal.CHANGES_MISSING, services.decide, made, clerk(), *act[:3], " ")
    services.decide(made, clerk(), *act)
    assert queries.case(made).what_changed == "Dodano ławki."
    services.archive(made, clerk())
    assert queries.consultation(made).phase(NOW) is Phase.DECIDED
    refuses(Refusal.NOT_NOW, services.archive, made, clerk())


def test_the_people_of_the_unit_are_told(app):
    unit = make_unit("Biuro Planowania")
    make_grant(make_person(email="plan@milogrod.example"), Role.VERIFIER, unit_id=unit)
    make_grant(make_person(email="inna@milogrod.example"), Role.VERIFIER, unit_id=make_unit("Inne"))
    made = announced(unit_id=unit)
    services.extend(made, clerk(), closes_at(date(2026, 5, 20)), "Powódź.", ORDER, OPEN)
    services.cancel(made, clerk(), "Rada zmieniła zamiar.", OPEN)
    mails = db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()
    assert {mail.to for mail in mails} == {"plan@milogrod.example"}
    assert [mail.subject.split(":")[0] for mail in mails] == [
        "Zarządzono konsultacje", "Ogłoszono konsultacje", "Przedłużono konsultacje", "Odwołano konsultacje",
    ]  # fmt: skip
    assert "Rada zmieniła zamiar." in mails[-1].body
    assert f"/urzad/konsultacje/{made}" in mails[0].body


def test_every_verb_leaves_its_trace(app):
    made = announced()
    services.cancel(made, clerk(), "Rada zmieniła zamiar.", OPEN)
    expected = ["ConsultationDrafted", "ConsultationOrdered", "NoticePublished", "ConsultationAnnounced"]
    assert [kind for kind in dict.fromkeys(kinds(made)) if kind != "ConsultationSaved"] == [
        *expected,
        "ConsultationCancelled",
    ]


def test_a_territory_of_areas_that_are_not_there(app):
    made = drafted()
    refuses(Refusal.AREA_UNKNOWN, services.save, made, clerk(), Territory(areas=("nigdzie",)), NOW)


@pytest.mark.parametrize(("supporters", "status", "missing"), [(499, "FIX_CALLED", 1), (500, "REQUESTED", 0)])
def test_a_request_of_residents_needs_500_supporters(supporters, status, missing):
    """3.9 (10): 499 supporters in Białystok's settings: FIX_CALLED with 1 missing; 500: REQUESTED."""
    judged = judge(BIALYSTOK, Initiator.RESIDENTS, supporters)
    assert (judged.status, judged.missing) == (Status(status), missing)


@pytest.mark.parametrize(
    ("who", "supporters", "missing"),
    [
        (Initiator.NGOS, 4, 1),
        (Initiator.NGOS, 5, 0),
        (Initiator.COUNCILLORS, 4, 1),
        (Initiator.COUNCIL, 0, 0),
    ],
)
def test_others_ask_by_their_own_numbers(who, supporters, missing):
    """Siblings of 3.9 (10)."""
    assert judge(BIALYSTOK, who, supporters).missing == missing
