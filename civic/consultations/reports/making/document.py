"""The report as parts of a PDF: the nine parts of polish-rules 3.6 (4), and the remarks one by one."""

from collections.abc import Iterable, Iterator, Sequence

from flask_babel import gettext, ngettext

from civic.consultations.answers.messages import DECISION
from civic.consultations.answers.rules import Decision
from civic.consultations.notices.messages import REGIME
from civic.consultations.notices.rules import Regime
from civic.consultations.reports import messages, worded
from civic.consultations.reports.queries import Contents, Draft, Row
from civic.core import differences, web
from civic.core.pdf import parts
from civic.core.pdf.parts import Column, Part, Shown


def main(contents: Contents, draft: Draft, annexes: Sequence[str]) -> Iterator[Part]:
    """Parts 1 to 9 but the remarks themselves, which stand after them or in the annexes named."""
    yield parts.heading(gettext("1. Podstawa i przedmiot"))
    yield parts.facts(
        [
            (gettext("Konsultacje"), contents.title),
            (gettext("Znak"), contents.signature),
            (gettext("Tryb"), str(REGIME[Regime(contents.regime)])),
        ]
    )
    yield from _written(contents.goal, contents.subject)
    yield from _course(contents)
    yield from _participants(contents)
    yield parts.heading(gettext("4. Uwagi i odpowiedzi"))
    yield from _statistics(contents)
    if annexes:
        yield parts.text(gettext("Wszystkie uwagi z odpowiedziami są w załącznikach:"))
        yield parts.items(annexes)
    yield from _opinions(contents)
    yield parts.heading(gettext("6. Co się zmieni i co dalej"))
    yield from _written(contents.changes)
    yield parts.heading(gettext("7. Koszt konsultacji"))
    yield parts.text(worded.cost(contents))
    yield parts.heading(gettext("8. Zatwierdzenie"))
    yield parts.facts(
        [
            (gettext("Zatwierdzono"), worded.when(draft.published_at)),
            (gettext("Dokument"), draft.document_number),
        ]
    )


def remarks(contents: Contents, rows: Iterable[Row], caption: str) -> Iterator[Part]:
    """Remarks one by one, each with its answer."""
    yield parts.heading(caption)
    for row in rows:
        yield parts.heading(worded.number(contents, row), 2)
        yield parts.facts(_of(row))


def _of(row: Row) -> Iterator[tuple[str, Shown]]:
    yield gettext("Wpłynęła"), web.day(row.received_on)
    yield gettext("Autor"), worded.author(row)
    yield gettext("Dotyczy"), worded.place(row)
    yield gettext("Treść uwagi"), row.text or "–"
    if row.proposed:
        yield gettext("Proponowany zapis"), parts.changed(differences.words(row.quote, row.proposed))
    yield gettext("Rozstrzygnięcie"), parts.strong(worded.decision(row))
    if row.reasons:
        yield gettext("Uzasadnienie"), row.reasons
    if changed := worded.change(row):
        yield gettext("Co się zmieni"), changed
    if row.unit:
        yield gettext("Jednostka"), row.unit


def _course(contents: Contents) -> Iterator[Part]:
    yield parts.heading(gettext("2. Przebieg, formy i terminy"))
    yield parts.facts(worded.course(contents))
    yield from _written(contents.course)
    if contents.forms:
        columns = [
            Column(gettext("Forma"), 3), Column(gettext("Termin"), 2), Column(gettext("Miejsce"), 2),
            Column(gettext("Osoby"), 1, numeric=True), Column(gettext("Przebieg"), 4),
        ]  # fmt: skip
        yield parts.table(gettext("Formy konsultacji"), columns, worded.forms(contents))
    if contents.publications:
        columns = [
            Column(gettext("Co"), 2), Column(gettext("Gdzie"), 3), Column(gettext("Kiedy"), 2), Column(gettext("Link"), 3),
        ]  # fmt: skip
        yield parts.table(gettext("Publikacje"), columns, worded.published(contents))


def _participants(contents: Contents) -> Iterator[Part]:
    counts = contents.statistics
    yield parts.heading(gettext("3. Uczestnicy"))
    yield parts.facts(
        [
            (gettext("Autorzy, którzy przysłali uwagi"), web.number(counts.authors)),
            (gettext("Osoby na spotkaniach i innych wydarzeniach"), web.number(contents.attendees)),
        ]
    )
    yield from _written(contents.participants)


def _statistics(contents: Contents) -> Iterator[Part]:
    counts = contents.statistics
    if not counts.remarks:
        yield parts.text(str(messages.NO_REMARKS))
    else:
        yield parts.facts(
            [
                (gettext("Uwagi w terminie"), web.number(counts.remarks)),
                (gettext("Uwzględnione w całości lub części"), worded.percent(counts.share)),
                (gettext("Średni czas do odpowiedzi"), _days(counts.mean_days or 0)),
            ]
        )
        columns = [
            Column(gettext("Autor"), 2),
            *(Column(str(DECISION[each]), 1, numeric=True) for each in Decision),
            Column(gettext("Razem"), 1, numeric=True),
        ]
        rows = worded.by_kind(contents)
        yield parts.table(gettext("Uwagi według autorów"), columns, rows, worded.totals(contents))
    if counts.late:
        yield parts.text(
            gettext("Po terminie wpłynęło uwag: %(count)s. Są w osobnym załączniku, poza statystyką.", count=counts.late)
        )  # fmt: skip


def _opinions(contents: Contents) -> Iterator[Part]:
    yield parts.heading(gettext("5. Opinie rad i innych organów"))
    if not contents.opinions:
        yield parts.text(gettext("Nikogo nie proszono o opinię."))
    for each in contents.opinions:
        yield parts.heading(each.body, 2)
        yield parts.facts(worded.opinion(each))


def _written(*texts: str) -> Iterator[Part]:
    for text in texts:
        if text.strip():
            yield parts.text(text)


def _days(count: int) -> str:
    return ngettext("%(num)s dzień", "%(num)s dni", count)
