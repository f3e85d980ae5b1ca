"""What the assessment adds to the pages of a request: the result for everybody, what the leader has to complete."""

from flask import g, url_for
from flask_babel import gettext

from civic.core import scores
from civic.initiatives.assessment import messages
from civic.initiatives.assessment.models import Kind
from civic.initiatives.assessment.queries import acts, newest
from civic.initiatives.assessment.queries.public import PublicAssessment, public
from civic.initiatives.requests import sections
from civic.initiatives.requests.queries import InitiativeFacts
from civic.initiatives.requests.rules import Status
from civic.initiatives.requests.sections import Moment, Next, Section


def _read(initiative_id: int) -> PublicAssessment:
    """What is public, read once for a page that shows it in two places."""
    kept: dict[int, PublicAssessment] = g.setdefault("initiative_assessed", {})
    if initiative_id not in kept:
        kept[initiative_id] = public(initiative_id)
    return kept[initiative_id]


@sections.section(20)
def result(initiative_id: int, status: Status) -> Section | None:
    """How far the assessment is: formal result, score by criterion, decision with reasons. No person's points, no names."""
    found = _read(initiative_id)
    if not found.acts:
        return None
    return Section(
        gettext("Ocena i rozstrzygnięcie"),
        "initiatives/assessment/_public.html",
        {
            "assessed": found,
            "called": found.newest(Kind.CALLED) if status is Status.FIX_CALLED else None,
            "formal": found.newest(Kind.FORMAL_OK),
            "ended": found.newest(
                Kind.ACCEPTED, Kind.REJECTED, Kind.FORMAL_REJECTED, Kind.LEFT, Kind.FORWARDED
            ),
            "shown": scores.shown,
            "assessment_words": messages,
        },
    )


@sections.moments
def way(initiative_id: int, _status: Status) -> list[Moment]:
    """What the office did, for the timeline."""
    return [Moment(str(messages.KIND[each.kind]), each.on) for each in _read(initiative_id).acts]


@sections.next_thing(Status.FIX_CALLED)
def to_complete(about: InitiativeFacts) -> Next | None:
    """What the office asks the leader to complete, in its own words, and until when."""
    called = newest(acts(about.id), Kind.CALLED)
    if called is None:
        return None
    return Next(
        gettext("Urząd prosi o uzupełnienie: %(what)s", what=called.reason),
        gettext("Uzupełnij wniosek"),
        url_for("initiatives.check", initiative_id=about.id),
        called.due_on,
    )
