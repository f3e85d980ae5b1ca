"""A new edition: from a city's profile, or from a document."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from civic.budget.editions import document, services
from civic.budget.editions.forms import Line, NewDocumentForm, NewEditionForm, attach
from civic.budget.editions.messages import document_words, place, sentence, words
from civic.budget.editions.office.blueprint import bp, laws
from civic.budget.editions.plain import DocumentError
from civic.budget.editions.profiles import load_profile, profile_names, profile_text
from civic.budget.editions.rules import Finding
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import in_poland
from civic.core.refusal import Refused


@bp.get("/nowa-edycja")
@allows(Permission.EDIT_EDITION)
def choose() -> ResponseReturnValue:
    """Whose way of doing it to start from."""
    profiles = [(name, load_profile(name)) for name in profile_names()]
    return render_template("editions/office/choose.html", profiles=profiles)


@bp.route("/nowa-edycja/wzor/<profile>", methods=["GET", "POST"])
@allows(Permission.EDIT_EDITION)
def create(profile: str) -> ResponseReturnValue:
    """The few answers a profile needs to become an edition of ours."""
    if profile not in profile_names():
        abort(404)
    model, year = load_profile(profile), in_poland(clock.now()).year + 1
    form = NewEditionForm(data={"year": year, "slug": str(year), "total": model.total, "cc_rights": model.cc_rights,
                                "name": f"Budżet obywatelski {year}"})  # fmt: skip
    extra: list[Line] = []
    refusal = ""
    found: tuple[Finding, ...] = ()
    if form.validate_on_submit():
        try:
            services.create_from_profile(profile, actor_id=require_actor().person_id, **_answers(form))
            return redirect(url_for("editions_office.show", edition=form.slug.data), 303)
        except Refused as refused:
            refusal = words(refused)
            found = _findings(refused)
            extra = attach(form, found)
    page = render_template(
        "editions/office/create.html",
        form=form,
        profile=model,
        text=profile_text(profile),
        refusal=refusal,
        extra=extra,
    )
    return page, 422 if form.errors or refusal else 200


@bp.route("/nowa-edycja/dokument", methods=["GET", "POST"])
@allows(Permission.EDIT_EDITION)
def create_document() -> ResponseReturnValue:
    """An edition from a whole document in YAML."""
    form, refusal = NewDocumentForm(), ""
    found: tuple[Finding, ...] = ()
    extra: list[Line] = []
    if form.validate_on_submit():
        try:
            rules = document.from_yaml(form.text.data or "")
            services.create(rules, slug=form.slug.data or "", actor_id=require_actor().person_id)
            return redirect(url_for("editions_office.show", edition=form.slug.data), 303)
        except DocumentError as error:
            form.text.errors = [document_words(error)]
        except Refused as refused:
            refusal = words(refused)
            found = _findings(refused)
            extra = [(f"{place(each.path, rules)}. {sentence(each)}", "#text") for each in found]
    page = render_template(
        "editions/office/create_document.html", form=form, refusal=refusal, extra=extra, laws=laws(found)
    )
    return page, 422 if request.method == "POST" else 200


def _answers(form: NewEditionForm) -> dict[str, Any]:
    names = ("name", "slug", "year", "start", "cc_rights", "expenditure", "total")
    return {name: form[name].data for name in names}


def _findings(refused: Refused) -> tuple[Finding, ...]:
    found: Any = refused.facts.get("findings", ())
    return tuple(found)
