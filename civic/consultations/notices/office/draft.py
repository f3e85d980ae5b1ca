"""Writing a draft: the regime first, then section by section."""

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.consultations.notices import messages, queries, services
from civic.consultations.notices.forms.base import ActForm
from civic.consultations.notices.forms.draft import (
    CalendarForm,
    ContactForm,
    RegimeForm,
    TermsForm,
    TextsForm,
    TitleForm,
)
from civic.consultations.notices.forms.fields import options
from civic.consultations.notices.forms.form import HeldFormForm
from civic.consultations.notices.forms.territory import TerritoryForm
from civic.consultations.notices.office.blueprint import bp
from civic.consultations.notices.office.pages import Act, perform, section_url
from civic.consultations.notices.queries import Case
from civic.consultations.notices.rules import DEMANDS, Plan, Regime, Section, usual_terms
from civic.consultations.notices.rules.plan import (
    earliest_end,
    earliest_start,
    findings_of_form,
    form_findings,
    meeting_window,
)
from civic.consultations.notices.rules.why_not import why_not_edit
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import closing_shown, in_poland, opens_at
from civic.core.refusal import Refused
from civic.people.queries import units
from civic.places.queries import areas


@bp.get("/nowe")
@allows(Permission.EDIT_CONSULTATION)
def regimes() -> ResponseReturnValue:
    """Under which law: chosen first, since everything else follows."""
    form = RegimeForm(request.args)
    if form.chosen:
        return redirect(url_for(".start", regime=form.chosen.value), 303)
    return render_template("consultations/notices/office_regimes.html", form=form, hints=messages.REGIME_HINT)


@bp.route("/nowe/<regime>", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def start(regime: str) -> ResponseReturnValue:
    """What the law demands and until when at the earliest; then the title, and the draft is there."""
    if regime not in set(Regime):
        abort(404)
    chosen, form, now = Regime(regime), TitleForm(), clock.now()
    if form.validate_on_submit():
        try:
            made = services.create(chosen, form.title.data or "", require_actor().person_id, now)
            flash(_("Szkic zapisany. Uzupełnij jego części."), "success")
            return redirect(url_for(".show", consultation_id=made), 303)
        except Refused as no:
            form.refuse(no)
    today = in_poland(now)
    plan = Plan(regime=chosen, terms=usual_terms(chosen), notice_on=today)
    first = earliest_start(plan)
    page = render_template(
        "consultations/notices/office_start.html",
        form=form,
        regime=chosen,
        demands=DEMANDS[chosen],
        terms=plan.terms,
        words=messages,
        first=first,
        last=earliest_end(plan),
        window=meeting_window(Plan(**{**vars(plan), "opens": opens_at(first or today)})),
    )
    return page, 422 if form.errors else 200


def _section(
    case: Case, form: ActForm, section: Section, answer: object, *, sound: bool = True, **more: object
) -> ResponseReturnValue:
    """A section's page; one that is no draft says so instead of saving."""

    def do() -> None:
        services.save(case.id, require_actor().person_id, answer, clock.now())  # type: ignore[arg-type]

    act = Act(title=str(messages.SECTION[section]), button=_("Zapisz"), done=_("Zapisane."))
    locked = why_not_edit(case.status)
    return perform(
        case,
        form,
        act,
        do,
        sound=sound,
        template=f"consultations/notices/office_{section.name.lower()}.html",
        words=messages,
        closed=messages.words(locked) if locked else None,
        **more,
    )


@bp.route("/<int:consultation_id>/o-co-pytamy", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def subject(consultation_id: int) -> ResponseReturnValue:
    """What is asked and why."""
    case = queries.case(consultation_id)
    form = TextsForm(obj=case)
    if not form.basis.data and not form.is_submitted():
        form.basis.data = str(case.demands.basis)
    return _section(case, form, Section.SUBJECT, form.answer)


@bp.route("/<int:consultation_id>/teren", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def territory(consultation_id: int) -> ResponseReturnValue:
    """Where."""
    case = queries.case(consultation_id)
    scope = "areas" if case.areas else "shape" if case.has_shape else "city"
    form = TerritoryForm(scope=scope, areas=[area.code for area in case.areas])
    form.offer([(area.code, area.name) for area in areas() if area.parent_id is not None])
    answer = form.answer(had_shape=case.has_shape) if form.is_submitted() and form.validate() else None
    sound = not form.is_submitted() or answer is not None
    return _section(case, form, Section.TERRITORY, answer, sound=sound)


@bp.route("/<int:consultation_id>/kalendarz", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def calendar(consultation_id: int) -> ResponseReturnValue:
    """When; every reason why it is too short stands at its day, with the earliest one."""
    case = queries.case(consultation_id)
    form = CalendarForm(
        notice_on=case.notice_on,
        opens_on=in_poland(case.opens_at) if case.opens_at else None,
        closes_on=closing_shown(case.closes_at).date() if case.closes_at else None,
    )
    plan = case.plan.noticed(case.notice_on or in_poland(clock.now()))
    sound = not form.is_submitted() or (form.validate() and form.check(case.regime, case.terms))
    return _section(
        case,
        form,
        Section.CALENDAR,
        form.answer,
        sound=sound,
        first=earliest_start(plan),
        last=earliest_end(plan),
        window=meeting_window(plan),
        demands=case.demands,
        check=url_for(".check_calendar", consultation_id=case.id),
    )


@bp.get("/<int:consultation_id>/kalendarz/sprawdz")
@allows(Permission.EDIT_CONSULTATION)
def check_calendar(consultation_id: int) -> ResponseReturnValue:
    """What the calendar's page would say of these days, while they are typed."""
    case = queries.case(consultation_id)
    form = CalendarForm(request.args, meta={"csrf": False})
    typed = [
        field
        for field in (form.notice_on, form.opens_on, form.closes_on)
        if field.raw_data and field.raw_data[0]
    ]
    if form.validate():
        form.check(case.regime, case.terms)
    return jsonify(findings=[str(text) for field in typed for text in field.errors])


@bp.route("/<int:consultation_id>/kontakt", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def contact(consultation_id: int) -> ResponseReturnValue:
    """Who runs it and how to ask."""
    case = queries.case(consultation_id)
    form = ContactForm(obj=case, data={"unit": str(case.unit_id or "")})
    open_units = ((str(unit.id), unit.path) for unit in units() if not unit.closed)
    form.unit.choices = options([("", _("Wybierz")), *open_units])
    return _section(case, form, Section.CONTACT, form.answer)


@bp.route("/<int:consultation_id>/ogloszenie-i-terminy", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def channels(consultation_id: int) -> ResponseReturnValue:
    """The city's own terms and channels."""
    case = queries.case(consultation_id)
    form = TermsForm(obj=case.terms, data={"channels": [channel.value for channel in case.channels]})
    return _section(case, form, Section.CHANNELS, form.answer, demands=case.demands)


@bp.get("/<int:consultation_id>/formy")
@allows(Permission.EDIT_CONSULTATION)
def forms(consultation_id: int) -> ResponseReturnValue:
    """All forms of the consultation, and those its regime still asks for."""
    case = queries.case(consultation_id)
    locked = why_not_edit(case.status)
    return render_template(
        "consultations/notices/office_forms.html",
        case=case,
        words=messages,
        closed=messages.words(locked) if locked else None,
        lacking=[messages.finding(each) for each in form_findings(case.plan)],
        window=meeting_window(case.plan),
    )


@bp.route("/<int:consultation_id>/formy/dodaj", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def add_form(consultation_id: int) -> ResponseReturnValue:
    """One more form."""
    return _form(queries.case(consultation_id), HeldFormForm(), 0)


@bp.route("/<int:consultation_id>/formy/<int:form_id>", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def edit_form(consultation_id: int, form_id: int) -> ResponseReturnValue:
    """A form as it is planned."""
    case = queries.case(consultation_id)
    held = next((form for form in case.forms if form.id == form_id), None)
    if held is None:
        abort(404)
    return _form(case, HeldFormForm.of(held), form_id)


def _form(case: Case, form: HeldFormForm, form_id: int) -> ResponseReturnValue:
    sound = True
    if form.is_submitted() and form.validate():
        found = findings_of_form(case.plan, form.answer(form_id).planned)
        for each in found:
            form.show(each)
        sound = not found

    def do() -> None:
        answer = form.answer(form_id)
        services.save_form(case.id, require_actor().person_id, answer, clock.now(), form_id or None)

    act = Act(
        title=_("Forma konsultacji"),
        button=_("Zapisz"),
        done=_("Zapisane."),
        back=section_url(case.id, Section.FORMS),
    )
    template = "consultations/notices/office_form.html"
    window = meeting_window(case.plan)
    return perform(case, form, act, do, sound=sound, template=template, window=window, form_id=form_id)


@bp.route("/<int:consultation_id>/formy/<int:form_id>/usun", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def remove_form(consultation_id: int, form_id: int) -> ResponseReturnValue:
    """Take a form out, after asking once."""
    case = queries.case(consultation_id)
    held = next((form for form in case.forms if form.id == form_id), None)
    if held is None:
        abort(404)
    act = Act(
        title=_("Usunąć tę formę?"),
        button=_("Usuń"),
        done=_("Usunięte."),
        lead=messages.form_name(held),
        danger=True,
        back=section_url(case.id, Section.FORMS),
    )
    return perform(
        case,
        ActForm(),
        act,
        lambda: services.remove_form(case.id, require_actor().person_id, form_id, clock.now()),
    )
