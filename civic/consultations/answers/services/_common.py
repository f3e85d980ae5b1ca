"""What every verb begins with."""

from civic.consultations.answers.models import Answer
from civic.consultations.answers.rules import State, Written, why_not_touch
from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.core.refusal import Refused


def opened(consultation_id: int) -> ConsultationFacts:
    """The consultation, locked, if answers may still be touched in it."""
    found = notices.locked(consultation_id)
    if no := why_not_touch(found.standing):
        raise Refused(no)
    return found


def written(answer: Answer) -> Written:
    """The answer as the rules see it."""
    return Written(answer.id, answer.version, State(answer.state), answer.written_by_id)
