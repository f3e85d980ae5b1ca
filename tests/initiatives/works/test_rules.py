"""Rules of the works, one example of each refusal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from civic.initiatives.requests.rules import LineKind, Side, Status
from civic.initiatives.works import document, messages, rules
from civic.initiatives.works.rules import (
    Actual,
    Entry,
    Outcome,
    Planned,
    Refusal,
    Report,
    ReportStatus,
    Thing,
    Work,
)

DAY, TODAY = date(2026, 5, 10), date(2026, 5, 20)
SIGNED = Work(Status.CONTRACTED, date(2026, 5, 4))
AT_WORK = Work(Status.IN_PROGRESS, date(2026, 5, 4), date(2026, 5, 6), (DAY, date(2026, 5, 12)))
DONE = replace(AT_WORK, status=Status.COMPLETED)
SENT = replace(DONE, report=ReportStatus.SUBMITTED, written_by=7)
ENTRY = Entry(DAY, 1, 10, Decimal(4), "Sadzenie")
TILLER = Thing(1, "Glebogryzarka", date(2026, 5, 6))
HOURS = Planned(1, Side.RESIDENTS, LineKind.WORK, "Kopanie", "h", Decimal(40), 3000, 120_000)
TREES = Planned(2, Side.CITY, LineKind.MATERIALS, "Sadzonki", "szt.", Decimal(100), 1000, 100_000)
SAME = Report((Actual(HOURS, Decimal(40), 120_000), Actual(TREES, Decimal(100), 100_000)), "Zrobione.")
LESS = replace(SAME, rows=(Actual(HOURS, Decimal(32), 96_000), SAME.rows[1]))


def log(work=AT_WORK, **changes):
    return rules.why_not_log(work, replace(ENTRY, **changes), [1], TODAY)


def hand(work=AT_WORK, name="Taczka", quantity=Decimal(1), condition="dobra", day=DAY):
    return rules.why_not_hand(work, name, quantity, condition, day, TODAY)


def back(thing=TILLER, note="dobra", day=DAY):
    return rules.why_not_return(AT_WORK, thing, note, day, TODAY)


def end(work=AT_WORK, reason="Powód", day=DAY):
    return rules.why_not_terminate(work, reason, day, TODAY)


EXAMPLES = {
    Refusal.NOT_CONTRACTED: lambda: rules.why_not_start(
        replace(SIGNED, status=Status.NEGOTIATION), DAY, TODAY
    ),
    Refusal.NOT_STARTED: lambda: rules.why_not_finish(SIGNED, DAY, TODAY),
    Refusal.NOT_AT_WORK: lambda: end(DONE),
    Refusal.OWN_INITIATIVE: lambda: rules.why_not_accept(SENT, 8, party=True),
    Refusal.IN_FUTURE: lambda: rules.why_not_start(SIGNED, date(2026, 5, 21), TODAY),
    Refusal.BEFORE_AGREEMENT: lambda: rules.why_not_start(SIGNED, date(2026, 5, 3), TODAY),
    Refusal.BEFORE_START: lambda: log(day=date(2026, 5, 5)),
    Refusal.DAY_OF_THE_LOG: lambda: rules.why_not_finish(AT_WORK, date(2026, 5, 11), TODAY),
    Refusal.LINE_UNKNOWN: lambda: log(line=2),
    Refusal.PEOPLE_UNCLEAR: lambda: log(people=0),
    Refusal.HOURS_UNCLEAR: lambda: log(hours_each=Decimal("24.5")),
    Refusal.WHAT_MISSING: lambda: log(what=" "),
    Refusal.TOO_LONG: lambda: log(what="x" * 301),
    Refusal.THING_UNCLEAR: lambda: hand(condition=" "),
    Refusal.ALREADY_BACK: lambda: back(replace(TILLER, outcome=Outcome.RETURNED)),
    Refusal.BACK_BEFORE_HANDED: lambda: back(day=date(2026, 5, 5)),
    Refusal.OUTCOME_NOTE_MISSING: lambda: back(note=" "),
    Refusal.THINGS_NOT_BACK: lambda: end(replace(AT_WORK, things=(TILLER,))),
    Refusal.REASON_MISSING: lambda: end(reason=""),
    Refusal.CAPTION_MISSING: lambda: rules.why_not_photo(AT_WORK, " "),
    Refusal.NOT_COMPLETED: lambda: rules.why_not_save(AT_WORK, SAME),
    Refusal.ALREADY_SUBMITTED: lambda: rules.why_not_save(SENT, SAME),
    Refusal.NOT_SUBMITTED: lambda: rules.why_not_accept(DONE, 8, party=False),
    Refusal.ROW_UNCLEAR: lambda: rules.why_not_save(DONE, Report((Actual(HOURS, Decimal(-1), 0),))),
    Refusal.DIFFERENCE_UNEXPLAINED: lambda: rules.why_not_submit(DONE, LESS),
    Refusal.SUMMARY_MISSING: lambda: rules.why_not_submit(DONE, replace(SAME, summary="")),
    Refusal.NOTE_MISSING: lambda: rules.why_not_send_back(SENT, 8, " ", party=False),
    Refusal.SAME_PERSON: lambda: rules.why_not_accept(SENT, 7, party=False),
}


@pytest.mark.parametrize("reason", sorted(Refusal))
def test_refusal(app, reason):
    no = EXAMPLES[reason]()
    assert no is not None
    assert no.reason is reason
    with app.test_request_context():
        assert "%(" not in messages.words(no)


def test_what_is_allowed():
    assert rules.why_not_start(SIGNED, SIGNED.signed_on, TODAY) is None
    assert rules.why_not_finish(AT_WORK, date(2026, 5, 12), TODAY) is None
    assert log() is None
    assert log(line=0, hours_each=Decimal(24)) is None
    assert hand() is None
    assert back() is None
    assert end() is None
    assert rules.why_not_photo(DONE, "Krzewy") is None
    assert rules.why_not_submit(DONE, SAME) is None
    assert rules.why_not_submit(replace(DONE, report=ReportStatus.SENT_BACK), SAME) is None
    assert rules.why_not_accept(SENT, 8, party=False) is None
    assert rules.why_not_send_back(SENT, 8, "Popraw", party=False) is None


def test_each_lent_thing_needs_a_protocol_or_a_note():
    """4.6 (9): returned, damaged and lost are answers; nothing written is none."""
    things = [replace(TILLER, name=str(outcome), outcome=outcome) for outcome in (*Outcome, None)]
    assert rules.missing_things(things) == ("None",)
    no = rules.why_not_submit(replace(DONE, things=tuple(things)), SAME)
    assert no.facts == {"things": ("None",)}
    assert (
        rules.why_not_accept(replace(SENT, things=tuple(things)), 8, party=False).reason
        is Refusal.THINGS_NOT_BACK
    )


def test_the_settlement_is_due_as_the_agreement_says():
    assert rules.settle_by(date(2025, 11, 30), 30) == date(2025, 12, 30)
    assert rules.overdue(date(2025, 12, 30), date(2025, 12, 30)) == 0
    assert rules.overdue(date(2025, 12, 30), date(2026, 1, 2)) == 3
    assert rules.overdue(None, TODAY) == 0


def test_the_report_begins_with_the_log():
    rows = rules.planned_rows([HOURS, TREES], {1: Decimal("32.5")})
    assert [(row.quantity, row.total, row.difference) for row in rows] == [
        (Decimal("32.5"), 97_500, -22_500), (Decimal(100), 100_000, 0),
    ]  # fmt: skip
    summed = rules.settled(Report(rows))
    assert (summed.hours, summed.residents, summed.city) == (Decimal("32.5"), 97_500, 100_000)


def test_a_report_comes_back_from_the_database_as_it_was():
    assert document.report(document.to_json(LESS)) == LESS
