"""Consultations made by the services, as the office makes them."""

from datetime import date, datetime

from civic.consultations.notices import queries, services
from civic.consultations.notices.rules import FormKind, Regime
from civic.consultations.notices.rules.why_not import Evidence, Order
from civic.consultations.notices.services import Calendar, Contact, FormText, Texts
from civic.core.access import Role
from civic.core.deadlines import closes_at, opens_at
from civic.core.publications import Channel
from tests.consultations.notices.plans import at, form
from tests.factories import make_person, make_unit

NOW = at(date(2026, 4, 1), 9)
TEXTS = Texts(
    title="Plan miejscowy Nadrzecze",
    summary="Co może stanąć nad rzeką?",
    goal="Poznać zdanie mieszkańców o planie.",
    subject="Projekt planu miejscowego.",
    justification="Obecny plan ma dwadzieścia lat.",
    influence="Można zmienić wysokość domów, nie można zabudować wałów.",
    questions="",
    audience="Mieszkańcy Nadrzecza",
    basis="art. 8h ustawy o planowaniu i zagospodarowaniu przestrzennym",
)


def clerk(role: Role = Role.COORDINATOR) -> int:
    """An officer."""
    return make_person([role], name="Ewa Urzędniczka")


def drafted(
    regime: Regime = Regime.GENERAL,
    notice: date = date(2026, 4, 6),
    first: date = date(2026, 4, 13),
    last: date = date(2026, 5, 11),
    unit_id: int | None = None,
) -> int:
    """A draft with everything its regime asks for."""
    by = clerk()
    made = services.create(regime, TEXTS.title, by, NOW)
    services.save(made, by, TEXTS, NOW)
    services.save(
        made, by, Calendar(notice_on=notice, opens_at=opens_at(first), closes_at=closes_at(last)), NOW
    )
    services.save(
        made,
        by,
        Contact(
            unit_id=unit_id or make_unit(f"Biuro {made}"),
            initiator="EXECUTIVE",
            contact="tel. 22 555 01 00",
            accessibility="",
            anonymous=True,
            has_discussion=True,
            cost=None,
        ),
        NOW,
    )
    for kind in (FormKind.MEETING, FormKind.STUDY_WALK):
        services.save_form(made, by, FormText(planned=form(kind, date(2026, 4, 25))), NOW)
    return made


def ordered(*args: object, now: datetime = NOW, **more: object) -> int:
    """The same, ordered."""
    made = drafted(*args, **more)  # type: ignore[arg-type]
    services.order(made, clerk(Role.EXECUTIVE), Order("120/2026", NOW.date()), now)
    return made


def publish(
    made: int, channel: Channel, moment: datetime, *, now: datetime | None = None, **more: object
) -> int:
    """The notice in one channel, with a link."""
    evidence = Evidence(moment, link="https://bip.milogrod.example/1")
    return services.publish(made, clerk(Role.BIP_EDITOR), channel, evidence, now or moment, **more)  # type: ignore[arg-type]


def announced(*args: object, moment: datetime | None = None, **more: object) -> int:
    """The same, published in every required channel on 6 April and announced."""
    made = ordered(*args, **more)  # type: ignore[arg-type]
    moment = moment or at(date(2026, 4, 6), 12)
    for channel in channels(made):
        publish(made, channel, moment)
    services.announce(made, clerk(), moment)
    return made


def channels(made: int) -> tuple[Channel, ...]:
    """Where the notice must stand."""
    return queries.case(made).channels
