"""The course of one request of the sample, from its first sentence as far as it has come: the real services, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from civic.core.db import db
from civic.core.deadlines import in_poland
from civic.initiatives.agreements import services as agreements
from civic.initiatives.agreements.rules import Draft, Terms, Way
from civic.initiatives.assessment import services as assessment
from civic.initiatives.assessment.rules import Answer, Decision, Met, Outcome, Point, Verdict
from civic.initiatives.requests import services as requests
from civic.initiatives.requests.models import Member
from civic.initiatives.requests.rules import ApplicantKind, Side, Status
from civic.initiatives.requests.rules.answers import Applicant, Declarations, Estimate, Schedule
from civic.initiatives.requests.services import Invited
from civic.initiatives.works import services as works
from civic.initiatives.works.queries.work import log, logged_hours, planned, work_lines
from civic.initiatives.works.rules import Entry, Planned, Report, Termination, planned_rows
from civic.initiatives.works.rules import Outcome as Back
from civic.sample import geography, people
from civic.sample.initiatives.texts import Request

AGE = {
    Status.SETTLED: 210, Status.TERMINATED: 160, Status.COMPLETED: 130, Status.IN_PROGRESS: 95, Status.CONTRACTED: 70,
    Status.REJECTED: 55, Status.LEFT_UNCONSIDERED: 46, Status.NEGOTIATION: 40, Status.FORWARDED: 33, Status.WITHDRAWN: 28,
    Status.ACCEPTED: 27, Status.ASSESSED: 24, Status.FORMAL_OK: 16, Status.FIX_CALLED: 6, Status.SUBMITTED: 2, Status.DRAFT: 1,
}  # fmt: skip
"""How many days ago each was begun."""
CALLED_AND_ENDED = frozenset({Status.FIX_CALLED, Status.LEFT_UNCONSIDERED})
UNASSESSED = CALLED_AND_ENDED | {Status.DRAFT, Status.SUBMITTED, Status.FORWARDED, Status.WITHDRAWN}
CONTRACTED = frozenset(
    {Status.CONTRACTED, Status.IN_PROGRESS, Status.COMPLETED, Status.SETTLED, Status.TERMINATED}
)
POINTS = {"work": 5, "purpose": 4, "readiness": 4, "city": 3, "access": 4, "people": 3}
LOW = {"work": 1, "purpose": 2, "readiness": 3, "city": 0, "access": 2, "people": 4}


@dataclass
class Course:
    """One request under way. ``ids``: of the cast's people."""

    request: Request
    now: datetime
    ids: Mapping[str, int]
    leader: people.Member
    organisation_id: int | None = None
    initiative_id: int = 0

    @property
    def state(self) -> Status:
        return self.request.state

    def at(self, day: float) -> datetime:
        """So many days after it was begun; never later than now."""
        return min(self.now, self.now - timedelta(days=AGE[self.state]) + timedelta(days=day))

    def day(self, day: float) -> date:
        return in_poland(self.at(day))

    def run(self) -> None:
        """As far as it has come."""
        self.write()
        if self.state is Status.DRAFT:
            return
        requests.submit(self.initiative_id, self._leader, self.at(0.5))
        if self.state in UNASSESSED:
            self._stop_early()
            return
        self.check()
        if self.state is Status.FORMAL_OK:
            self._score(people.TEAM[:1], POINTS, self.at(8))
            return
        self.assess()
        if self.state is Status.ASSESSED:
            return
        self.decide()
        if self.state in {Status.ACCEPTED, Status.REJECTED}:
            return
        self.negotiate()
        if self.state in CONTRACTED:
            self.sign()
            self.work()

    @property
    def _leader(self) -> int:
        return self.ids[self.leader.key]

    @property
    def _officer(self) -> int:
        return self.ids[people.ANSWERING.key]

    def write(self) -> None:
        """The leader writes the request; two neighbours join."""
        asked, at, leader = self.request, self.at(0), self._leader
        kind = ApplicantKind.ORGANISATION if self.organisation_id else ApplicantKind.GROUP
        self.initiative_id = requests.start(leader, asked.idea, at)
        start = in_poland(self.at(0) + timedelta(days=55))
        answers = (
            asked.place, asked.description, Estimate(side=Side.RESIDENTS, lines=asked.giving),
            Estimate(side=Side.CITY, lines=asked.asking), Schedule(steps=asked.schedule(start)),
            Applicant(
                kind=kind, organisation_id=self.organisation_id, participants=asked.participants,
                supporters=asked.supporters, address="ul. Zamkowa 2, 00-001 Miłogród",
            ),
            Declarations(declares_residence=True),
        )  # fmt: skip
        for answer in answers[:2] if self.state is Status.DRAFT else answers:
            requests.save(self.initiative_id, leader, answer, at)
        if self.state is Status.DRAFT:
            return
        for neighbour in people.NEIGHBOURS:
            if neighbour is not self.leader:
                self._join(neighbour)

    def _join(self, neighbour: people.Member) -> None:
        who = Invited(name=neighbour.name, email=neighbour.email)
        member_id = requests.invite(self.initiative_id, self._leader, who, self.at(0.1))
        key = db.session.scalar(select(Member.key).where(Member.id == member_id))
        requests.answer(key or "", joins=True, now=self.at(0.2))

    def _stop_early(self) -> None:
        if self.state is Status.WITHDRAWN:
            requests.withdraw(self.initiative_id, self._leader, self.at(3))
        elif self.state is Status.FORWARDED:
            assessment.forward(
                self.initiative_id, self._officer, self.request.to,
                "Droga należy do powiatu, dlatego wniosek rozpatrzy starosta.", self.at(4),
            )  # fmt: skip
        elif self.state in CALLED_AND_ENDED:
            called = Verdict(outcome=Outcome.CALL, reason=self.request.because, days=7)
            assessment.check_formally(self.initiative_id, self._officer, called, self.at(2))
            if self.state is Status.LEFT_UNCONSIDERED:
                assessment.leave_unconsidered(
                    self.initiative_id, self._officer, "Wniosek nie został uzupełniony w terminie.", self.at(15),
                    confirmed=True,
                )  # fmt: skip

    def check(self) -> None:
        """The formal check finds nothing missing."""
        answers = {point: Answer(met=Met.YES) for point in Point}
        assessment.check_formally(
            self.initiative_id, self._officer, Verdict(outcome=Outcome.OK, answers=answers), self.at(3)
        )

    def assess(self) -> None:
        """Three members of the Team score; the minutes are closed."""
        points = LOW if self.state is Status.REJECTED else POINTS
        self._score(people.TEAM, points, self.at(8))
        assessment.close(self.initiative_id, self._officer, self.at(12))

    def _score(self, team: tuple[people.Member, ...], points: Mapping[str, int], at: datetime) -> None:
        for place, member in enumerate(team):
            member_id = self.ids[member.key]
            assessment.declare(self.initiative_id, member_id, at, conflict=False)
            given = {key: max(0, min(5, value - (place + len(key)) % 2)) for key, value in points.items()}
            assessment.write(self.initiative_id, member_id, given, {}, at, finish=True)

    def decide(self) -> None:
        """The executive decides within the month."""
        accepted = self.state is not Status.REJECTED
        good = "Inicjatywa odpowiada na potrzebę mieszkańców, a ich praca jest znaczącą częścią jej wartości."
        decision = Decision(
            accepted=accepted,
            reason=good if accepted else self.request.because,
            document_number=f"BKI.{self.initiative_id}.{self.day(20).year}",
        )
        assessment.decide(self.initiative_id, self.ids[people.EXECUTIVE.key], decision, self.at(20))

    def negotiate(self) -> None:
        """The office gets in touch and both sides look at the first version."""
        agreements.begin(self.initiative_id, self._officer, self.at(24))
        agreements.send_message(
            self.initiative_id, self._officer, Side.CITY,
            "Dzień dobry, zaczynamy od tego, co jest we wniosku. Proszę sprawdzić terminy.", self.at(24.1),
        )  # fmt: skip
        if self.state is Status.NEGOTIATION:
            return
        agreements.confirm(self.initiative_id, self._leader, Side.RESIDENTS, 1, self.at(27))
        agreements.confirm(self.initiative_id, self._officer, Side.CITY, 1, self.at(28))

    def sign(self) -> None:
        """Both sides sign the agreement electronically."""
        start = in_poland(self.at(0) + timedelta(days=45))
        terms = Terms(
            starts_on=start,
            ends_on=start + timedelta(days=400),
            city_party=f"Miasto {geography.NAME}, reprezentowane przez zastępcę prezydenta",
            tasks="Strony wykonują zadania z harmonogramu, każda swoje, i pomagają sobie nawzajem.",
            communication="Strony kontaktują się przez platformę i e-mail, sprawy pilne załatwiają telefonicznie.",
            liability="Każda strona odpowiada za swoją część. Miasto ubezpiecza uczestników od następstw wypadków.",
            control="Raz w miesiącu strony wspólnie oglądają postęp prac.",
            settlement="Po zakończeniu mieszkańcy składają rozliczenie godzin, rzeczy i pieniędzy.",
            amendments="Zmiany wymagają nowej wersji planu potwierdzonej przez obie strony i aneksu.",
            termination="Umowę można rozwiązać za porozumieniem stron albo z miesięcznym wypowiedzeniem.",
            budget_line="dział 900, rozdział 90095",
        )
        draft = Draft(terms, f"{self.leader.name}, w imieniu grupy mieszkańców")
        agreements.prepare(self.initiative_id, self._officer, draft, self.at(30))
        agreements.accept_text(self.initiative_id, self._leader, self.at(32))
        agreements.sign(
            self.initiative_id,
            self.ids[people.EXECUTIVE.key],
            Way.ELECTRONIC,
            signed_on=self.day(34),
            now=self.at(34),
        )

    def work(self) -> None:
        """As much of the work as there has been: begun, things lent, hours logged, finished, settled or ended early."""
        if self.state is Status.CONTRACTED:
            return
        officer, leader, started = self._officer, self._leader, self.day(40)
        works.start(self.initiative_id, leader, Side.RESIDENTS, started, self.at(40))
        thing = works.hand_over(
            self.initiative_id,
            officer,
            "Taczka",
            Decimal(3),
            "szt.",
            "Używane, sprawne",
            started,
            self.at(40),
        )
        for line in work_lines(planned(self.initiative_id)):
            self._log(line)
        if self.state is Status.IN_PROGRESS:
            return
        works.take_back(
            self.initiative_id, officer, thing, Back.RETURNED, "Sprawne", self.day(75), self.at(75)
        )
        if self.state is Status.TERMINATED:
            works.terminate(
                self.initiative_id,
                officer,
                Termination.AGREEMENT,
                self.request.because,
                self.day(80),
                self.at(80),
            )
            return
        works.finish(self.initiative_id, leader, Side.RESIDENTS, self.day(90), self.at(90))
        if self.state is Status.SETTLED:
            self._settle()

    def _log(self, line: Planned) -> None:
        """The planned hours, spread over three Saturdays; while the work goes on two of them are past."""
        days = (45, 52) if self.state in {Status.IN_PROGRESS, Status.TERMINATED} else (45, 52, 59)
        people_on_it = 4 if line.quantity >= 48 else 2
        each = (line.quantity / 3 / people_on_it).quantize(Decimal("0.5"))
        for day in days:
            entry = Entry(self.day(day), line.key, people_on_it, min(each, Decimal(12)), line.name)
            works.log_hours(self.initiative_id, self._leader, Side.RESIDENTS, entry, self.at(day + 0.5))

    def _settle(self) -> None:
        agreed = planned(self.initiative_id)
        rows = tuple(
            replace(row, reason="Pogoda zmieniła plany: część godzin przepracowali inni albo kiedy indziej.")
            if row.differs
            else row
            for row in planned_rows(agreed, logged_hours(log(self.initiative_id)))
        )
        report = Report(rows, "Zrobiliśmy wszystko, co było w planie. Dziękujemy sąsiadom i ekipie miasta.")
        works.submit_report(self.initiative_id, self._leader, Side.RESIDENTS, report, self.at(105))
        works.accept(self.initiative_id, self.ids[people.FINANCE.key], self.at(112))
