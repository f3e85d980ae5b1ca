"""The blueprint of the residents' pages of discussions, and what its pages share."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from civic.consultations.discussion import messages
from civic.consultations.discussion.forms import Refusable
from civic.consultations.discussion.rules import Refusal, Terms
from civic.consultations.notices.queries import ConsultationFacts
from civic.core import clock
from civic.core.access import actor
from civic.core.refusal import Refused

bp = Blueprint("discussion", __name__, url_prefix="/konsultacje/<int:consultation_id>/dyskusja")


def terms_of(consultation: ConsultationFacts) -> Terms:
    """Where the consultation is now."""
    return Terms(consultation.phase(clock.now()), consultation.has_discussion)


def sign_in_first() -> ResponseReturnValue:
    """Ask who it is, then come back."""
    return redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")))


def ready(form: Refusable) -> bool:
    """Whether a form was sent, whole, by somebody signed in. Where not, the form says why and keeps what was typed."""
    if request.method != "POST":
        return False
    if actor() is None:
        form.refuse(Refused(Refusal.NOT_SIGNED_IN))
        return False
    if form.validate_on_submit():
        return True
    form.forgive()
    return False


def page(
    template: str, consultation: ConsultationFacts, form: Refusable, **context: object
) -> ResponseReturnValue:
    """A page with a form; 422 when it was refused."""
    shown = render_template(
        f"consultations/discussion/{template}.html",
        consultation=consultation,
        form=form,
        words=messages,
        **context,
    )
    return shown, 422 if request.method == "POST" else 200
