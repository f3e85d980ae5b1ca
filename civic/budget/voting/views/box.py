"""The box from outside: whether an envelope is in it, and the numbers of all of them once voting is over."""

from collections.abc import Iterator

from flask import Response, abort, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from civic.budget.voting import queries
from civic.budget.voting.messages import DOUBTS, FATES
from civic.budget.voting.rules import EnvelopeStatus
from civic.budget.voting.views.blueprint import bp
from civic.core import clock, web
from civic.core.access import Permission, allows
from civic.core.fields import clean


@bp.get("/budzet/<edition>/koperta")
@allows(Permission.ANYONE)
def tracker(edition: str) -> ResponseReturnValue:
    """Is my envelope in the box; after the count: was it counted. Never what is in it."""
    paper = queries.poll(edition).paper
    number = (clean(request.args.get("numer", "")) or "")[:60]
    found = queries.find_envelope(paper.edition_id, number) if number else None
    closed = clock.now() >= paper.closes
    return render_template(
        "voting/tracker.html",
        paper=paper,
        number=number,
        found=found,
        title=FATES[found.fate] if found else "",
        doubt=DOUBTS.get(found.doubt or "OTHER") if found else "",
        when=web.local(found.cast_at) if found and found.cast_at else "",
        closed=closed,
        total=sum(queries.status_counts(paper.edition_id).values()) if closed else 0,
    )


@bp.get("/budzet/<edition>/koperty.csv")
@allows(Permission.ANYONE)
def trackers(edition: str) -> ResponseReturnValue:
    """The numbers of all envelopes with what became of them, sorted by number. Only once voting is over."""
    paper = queries.poll(edition).paper
    if clock.now() < paper.closes:
        abort(404)
    opened = queries.opened(paper.edition_id)

    def lines() -> Iterator[str]:
        yield "number,status\n"
        for number, status in queries.trackers(paper.edition_id):
            counted = "COUNTED" if opened and status == EnvelopeStatus.VALID else status
            yield f"{number},{counted}\n"

    headers = {"Content-Disposition": f'attachment; filename="koperty-{paper.slug}.csv"'}
    return Response(stream_with_context(lines()), mimetype="text/csv", headers=headers)
