"""Topics: adding, renaming, merging."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from civic.consultations.answers import queries, rules, services
from civic.consultations.answers.forms import TopicForm, whole
from civic.consultations.answers.office.blueprint import bp
from civic.consultations.notices import queries as notices
from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused


@bp.get("/tematy")
@allows(Permission.ANSWER_REMARKS)
def topics(consultation_id: int) -> ResponseReturnValue:
    """The topics with their remarks counted."""
    return _page(consultation_id, TopicForm(None))


@bp.post("/tematy")
@allows(Permission.ANSWER_REMARKS)
def change_topics(consultation_id: int) -> ResponseReturnValue:
    """Add a topic, rename one, or merge one into another."""
    form, officer_id = TopicForm(), require_actor().person_id
    topic_id, into = whole(request.form.get("temat")), whole(request.form.get("do"))
    if not form.validate_on_submit():
        return _page(consultation_id, form)
    try:
        match request.form.get("co"):
            case "zmien" if topic_id is not None:
                services.rename_topic(consultation_id, officer_id, topic_id, form.name.data or "")
                said = gettext("Temat ma nową nazwę.")
            case "polacz":
                count = services.merge_topics(consultation_id, officer_id, topic_id or 0, into or 0)
                said = ngettext(
                    "Tematy połączone. Przeniesiono %(num)s uwagę.",
                    "Tematy połączone. Przeniesiono %(num)s uwag.",
                    count,
                )
            case _:
                services.add_topic(consultation_id, officer_id, form.name.data or "")
                said = gettext("Temat dodany.")
    except Refused as no:
        form.refuse(no)
        return _page(consultation_id, form)
    flash(said, "success")
    return redirect(url_for(".topics", consultation_id=consultation_id), 303)


def _page(consultation_id: int, form: TopicForm) -> ResponseReturnValue:
    found = notices.consultation(consultation_id)
    page = render_template(
        "consultations/answers/topics.html",
        consultation=found,
        form=form,
        topics=queries.topics(consultation_id),
        closed=rules.why_not_touch(found.standing),
    )
    return page, 422 if form.errors else 200
