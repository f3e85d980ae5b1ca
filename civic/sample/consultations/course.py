"""The course of one consultation of the sample, from its draft as far as it has come: the real services, in order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from civic.consultations.answers import services as answers
from civic.consultations.answers.rules import Writing
from civic.consultations.discussion import services as discussion
from civic.consultations.discussion.services import Said as Comment
from civic.consultations.notices import services as notices
from civic.consultations.notices.queries.case import case
from civic.consultations.notices.rules import FormKind, PlannedForm
from civic.consultations.notices.rules.why_not import Evidence, Order
from civic.consultations.notices.services import Calendar, Contact, FormText, Territory, Texts
from civic.consultations.remarks import services as remarks
from civic.consultations.remarks.rules import Author, AuthorKind, Written
from civic.consultations.reports import services as reports
from civic.consultations.reports.rules import Parts
from civic.consultations.texts import queries as documents
from civic.consultations.texts import services as texts
from civic.consultations.texts.services import Source
from civic.core.deadlines import closes_at, in_poland, opens_at
from civic.core.publications import Channel
from civic.sample import people
from civic.sample.consultations.texts import HERE, Asked, Said
from civic.sample.consultations.texts import Comment as Thread

DAYS = {
    "open": (-17, -9, 12), "upcoming": (-3, 5, 40), "answering": (-62, -54, -12), "report": (-55, -47, -20),
    "reported": (-110, -102, -60), "decided": (-190, -182, -140), "cancelled": (-20, -12, 9), "ordered": (3, 11, 33),
}  # fmt: skip
"""When the notice stands, remarks open and close, in days from today."""
PLANNING = (-18, -17, 14)
ANNOUNCED = frozenset(DAYS) - {"ordered"}
ANSWERED = frozenset({"answering", "report", "reported", "decided"})
REPORTED = ANSWERED - {"answering"}


@dataclass
class Course:
    """One consultation under way. ``ids``: of the cast's people; ``organisations``, ``units``: by name."""

    asked: Asked
    now: datetime
    ids: Mapping[str, int]
    organisations: Mapping[str, int]
    units: Mapping[str, int]
    consultation_id: int = 0
    numbers: dict[int, int] = field(default_factory=dict)

    @property
    def days(self) -> tuple[int, int, int]:
        """Notice, opening and close, in days from today."""
        if self.asked.regime.value == "PLANNING":
            return PLANNING
        return DAYS.get(self.asked.phase, DAYS["ordered"])

    def day(self, days: int) -> date:
        """So many days from today."""
        return in_poland(self.now) + timedelta(days=days)

    def at(self, days: float, hour: int = 12) -> datetime:
        """A moment that many days from today, never later than now."""
        return min(self.now, opens_at(self.day(int(days)), time(hour)))

    @property
    def begun(self) -> datetime:
        """When the draft was written."""
        return self.at(min(self.days[0], 0) - 12)

    @property
    def _officer(self) -> int:
        return self.ids[people.ANSWERING.key]

    @property
    def _executive(self) -> int:
        return self.ids[people.EXECUTIVE.key]

    def run(self) -> None:
        """As far as it has come."""
        self.write()
        phase = self.asked.phase
        if phase == "draft":
            return
        self.add_document()
        order = Order(f"{100 + self.consultation_id}/{self.begun.year}", self.day(min(self.days[0], 0) - 3))
        notices.order(self.consultation_id, self._executive, order, self.at(min(self.days[0], 0) - 3))
        if phase not in ANNOUNCED:
            return
        self.announce()
        if phase == "cancelled":
            notices.cancel(self.consultation_id, self._executive, self.asked.cancel_reason, self.at(-2))
            return
        self.speak()
        if phase in ANSWERED:
            self.summarise()
            self.answer()
        if phase in REPORTED:
            self.report()

    def write(self) -> None:
        """Draft: what, where, when, who, in which forms."""
        asked, at, by = self.asked, self.begun, self._officer
        self.consultation_id = notices.create(asked.regime, asked.words["title"], by, at)
        basis = "Uchwała Rady Miasta Miłogrodu nr XIV/88 w sprawie zasad i trybu konsultacji społecznych"
        contact = "Biuro Konsultacji i Inicjatyw, Rynek 1, pokój 12, tel. 22 555 01 20, konsultacje@milogrod.example"
        parts = (
            Texts(**asked.words, basis=basis), Territory(areas=asked.areas),
            Contact(
                unit_id=self.units[people.DIALOGUE], initiator="EXECUTIVE", contact=contact,
                accessibility="Wejście bez schodów, na prośbę tłumacz języka migowego i pętla indukcyjna.",
                anonymous=True, has_discussion=True, cost=None,
            ),
        )  # fmt: skip
        for part in parts:
            notices.save(self.consultation_id, by, part, at)
        if asked.phase == "draft":
            return
        notice, opens, closes = self.days
        calendar = Calendar(
            notice_on=self.day(notice),
            opens_at=opens_at(self.day(opens)),
            closes_at=closes_at(self.day(closes)),
        )
        notices.save(self.consultation_id, by, calendar, at)
        for form in asked.forms:
            held = self.day(opens + form.day)
            planned = PlannedForm(
                kind=form.kind, title=form.title, place=form.place, accessible=form.accessible,
                presents_draft=form.presents_draft, starts=opens_at(held, time(form.hours[0])),
                ends=opens_at(held, time(form.hours[1])),
            )  # fmt: skip
            notices.save_form(
                self.consultation_id, by, FormText(planned=planned, host=people.ANSWERING.name), at
            )

    def add_document(self) -> None:
        """The consulted document, from its Markdown."""
        if not self.asked.document:
            return
        source = Source((HERE / self.asked.document).read_bytes(), self.asked.document)
        title, by, at = self.asked.document_title, self._officer, self.begun
        version = texts.add_document(self.consultation_id, title, source, actor_id=by, now=at)
        texts.publish(version, actor_id=by, now=at)

    def announce(self) -> None:
        """The notice in each required channel, then the announcement."""
        at = self.at(self.days[0], 8)
        for channel in Channel:
            if channel is Channel.OFFICIAL_JOURNAL:
                continue
            evidence = Evidence(at=at, link="https://bip.milogrod.example/ogloszenia")
            notices.publish(self.consultation_id, self.ids[people.BIP.key], channel, evidence, at)
        notices.announce(self.consultation_id, self.ids[people.BIP.key], self.at(self.days[0], 9))

    def speak(self) -> None:
        """Remarks and comments while it is open."""
        first = self.days[1] + 1
        last = min(self.days[2], 0)
        for place, said in enumerate(self.asked.remarks, 1):
            at = self.at(first + (last - first) * place // (len(self.asked.remarks) + 1), 9 + place % 10)
            given = remarks.submit(
                self.consultation_id, self._author(place, said), [self._written(said)], now=_at(at)
            )
            self.numbers[place] = given.numbers[0]
        for place, thread in enumerate(self.asked.comments):
            self._discuss(thread, self.at(first + place, 18), place)

    def _author(self, place: int, said: Said) -> Author:
        organisation_id = self.organisations.get(said.organisation)
        member = people.OTHERS[(place * 7 + self.consultation_id * 3) % len(people.OTHERS)]
        natural = said.author in {AuthorKind.RESIDENT, AuthorKind.COUNCILLOR}
        speaks_for = people.ASSOCIATION if "Barier" in said.organisation else people.NEIGHBOURS[0]
        return Author(
            kind=said.author,
            person_id=self.ids[speaks_for.key] if organisation_id else None,
            organisation_id=organisation_id,
            organisation_name=said.organisation,
            name=said.name or (member.name if natural or said.organisation else ""),
            address=said.address,
            email=member.email if natural else "",
            owner=said.owner,
        )

    def _written(self, said: Said) -> Written:
        """The remark on the paragraph the text calls so, or on a unit named in words."""
        for found in documents.documents(self.consultation_id) if said.at else ():
            for each in documents.paragraphs(found.version.id):
                if each.label == said.at or each.text.startswith(f"{said.at}. "):
                    return Written(
                        text=said.text, proposed=said.proposed, document_id=found.id, version_id=found.version.id,
                        anchor=each.anchor, quote=each.text,
                    )  # fmt: skip
        return Written(text=said.text, proposed=said.proposed, unit_text=said.at)

    def _discuss(self, thread: Thread, at: datetime, place: int) -> None:
        speaker = self.ids[people.OTHERS[(place * 11 + 2) % len(people.OTHERS)].key]
        said = Comment(stance=thread.stance, text=thread.text)
        comment_id = discussion.comment(self.consultation_id, speaker, said, at)
        for number, reply in enumerate(thread.replies):
            other = self.ids[people.OTHERS[(place * 11 + number + 9) % len(people.OTHERS)].key]
            answer = Comment(stance=reply.stance, text=reply.text)
            discussion.comment(self.consultation_id, other, answer, at + timedelta(hours=2), comment_id)
        if thread.office:
            unit = self.units[people.DIALOGUE]
            discussion.answer_as_office(
                self.consultation_id, comment_id, self._officer, unit, thread.office, at + timedelta(hours=14)
            )

    def summarise(self) -> None:
        """What came of the meetings."""
        for row_id, form in zip(self._form_ids(), self.asked.forms, strict=True):
            summary = (
                form.summary
                or "Spotkanie odbyło się zgodnie z ogłoszeniem. Pytania i odpowiedzi są w protokole."
            )
            notices.summarise(
                self.consultation_id,
                self._officer,
                row_id,
                summary,
                form.attendees or 31,
                self.at(self.days[2] + 1),
            )

    def _form_ids(self) -> list[int]:
        forms = case(self.consultation_id).draft.plan.forms
        return [form.id for form in forms if form.kind is not FormKind.REMARKS_FORM]

    def answer(self) -> None:
        """Topics, answers, and another person's approval; in the phase of answering some still wait."""
        at, officer = self.at(self.days[2] + 3), self._officer
        topics: dict[str, int] = {}
        for place, said in enumerate(self.asked.remarks, 1):
            if said.topic and said.topic not in topics:
                topics[said.topic] = answers.add_topic(self.consultation_id, officer, said.topic)
            if said.topic:
                answers.sort(
                    self.consultation_id, officer, [self.numbers[place]], topic_id=topics[said.topic],
                    unit_id=self.units[people.DIALOGUE],
                )  # fmt: skip
        for place, said in enumerate(self.asked.remarks, 1):
            if said.answer is not None:
                self._answer(place, said, at)

    def _answer(self, place: int, said: Said, at: datetime) -> None:
        together = [
            self.numbers[other]
            for other, each in enumerate(self.asked.remarks, 1)
            if place in {other, each.same_as}
        ]
        decision, reasons, change = said.answer or (None, "", "")
        writing = Writing(decision, reasons, change, unit_id=self.units[people.DIALOGUE])
        saved = answers.save(self.consultation_id, self._officer, writing, together, at, hand_over=True)
        if self.asked.phase != "answering" or place % 2:
            answers.approve(self.consultation_id, self._executive, saved.id, at + timedelta(days=1))

    def report(self) -> None:
        """The report, handed over; published where it is over; and what the council adopted."""
        at, words = self.at(self.days[2] + 8), self.asked.words
        parts = Parts(
            course=f"Pytaliśmy o to, co opisuje ogłoszenie: {words['subject']}",
            changes="Zmiany z odpowiedzi na uwagi wpisaliśmy do projektu. Projekt trafi na najbliższą sesję rady miasta.",
        )
        reports.save_parts(self.consultation_id, self._officer, parts, 0, at)
        reports.hand_over(self.consultation_id, self._officer, at)
        if self.asked.phase == "report":
            return
        number = f"{200 + self.consultation_id}/{at.year}"
        reports.publish(self.consultation_id, self._executive, number, self.at(self.days[2] + 12))
        if self.asked.act is not None:
            notices.decide(
                self.consultation_id, self.ids[people.COUNCIL.key], self.asked.act["number"], self.day(self.days[2] + 40),
                "https://bip.milogrod.example/uchwaly", self.asked.act["what_changed"],
            )  # fmt: skip


def _at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment
