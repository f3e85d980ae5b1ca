"""The city's rates and limits for local initiatives, in versions."""

from dataclasses import asdict

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused
from civic.initiatives.requests import messages, queries, services
from civic.initiatives.requests.forms.office import SettingsForm
from civic.initiatives.requests.office.blueprint import bp
from civic.people import queries as people


@bp.route("/ustawienia", methods=["GET", "POST"])
@allows(Permission.EDIT_CRITERIA)
def settings() -> ResponseReturnValue:
    """What holds now; POST puts another version in force for requests sent from now on."""
    now_in_force = queries.settings_in_force()
    form = SettingsForm(data={**asdict(now_in_force.document), "before": str(now_in_force.id or "")})
    if form.validate_on_submit():
        try:
            before = form.before.data or ""
            services.save_settings(
                form.document,
                int(before) if before.isdecimal() and len(before) < 10 else None,
                require_actor().person_id,
                clock.now(),
            )
            flash(gettext("Zapisane. Obowiązuje dla wniosków wysłanych od teraz."), "success")
            return redirect(url_for(".settings"), 303)
        except Refused as no:
            form.refuse([no])
    form.prepare()
    history = queries.settings_history()
    named = people.names({each.by_id for each in history if each.by_id is not None})
    page = render_template(
        "initiatives/requests/office_settings.html",
        form=form,
        history=[(each, named.get(each.by_id, "") if each.by_id else "") for each in history],
        words=messages,
    )
    return page, 422 if form.errors else 200
