"""What the office's pages of a consultation share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from civic.consultations.notices.forms.base import ActForm
from civic.consultations.notices.queries import Case
from civic.consultations.notices.rules import Section
from civic.core.refusal import Refused

SLUG = {
    Section.SUBJECT: "o-co-pytamy",
    Section.TERRITORY: "teren",
    Section.FORMS: "formy",
    Section.CALENDAR: "kalendarz",
    Section.CONTACT: "kontakt",
    Section.CHANNELS: "ogloszenie",
}


def section_url(consultation_id: int, section: Section) -> str:
    """Where a section is written."""
    return url_for(f"consultations_office.{section.name.lower()}", consultation_id=consultation_id)


@dataclass(frozen=True)
class Act:
    """A page with one decision: its title, the main button, what is said when it is done, and where it leads."""

    title: str
    button: str
    done: str
    lead: str = ""
    danger: bool = False
    back: str = ""
    lines: list[str] = field(default_factory=list)


def perform(
    case: Case, form: ActForm, act: Act, do: Callable[[], object], *, sound: bool = True, **more: Any
) -> ResponseReturnValue:
    """Show the form, or do it and go back to the case; a refused one keeps what was typed (422).

    ``sound``: False when the form already shows why it cannot be done.
    """
    back = act.back or url_for("consultations_office.show", consultation_id=case.id)
    if sound and form.validate_on_submit():
        try:
            do()
        except Refused as no:
            form.refuse(no)
        else:
            flash(act.done, "success")
            return redirect(back, 303)
    page = render_template(
        more.pop("template", "consultations/notices/office_act.html"),
        case=case,
        form=form,
        act=act,
        back=back,
        **more,
    )
    return page, 422 if form.is_submitted() else 200
