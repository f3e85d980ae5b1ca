"""The draft as a whole: who writes, all remarks with their differences, files, sending; what was sent."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.consultations.notices.rules import Regime
from civic.consultations.remarks import messages, queries, rules, services
from civic.consultations.remarks.forms import FilesForm, OrganisationForm, PersonForm
from civic.consultations.remarks.models import Opinion
from civic.consultations.remarks.rules import AuthorKind, Refusal
from civic.consultations.remarks.views import pages
from civic.consultations.remarks.views.blueprint import bp
from civic.core import personal_data
from civic.core.access import Permission, actor, allows
from civic.core.fields import Form
from civic.core.files import messages as file_messages
from civic.core.files.rules import FileRefusal
from civic.core.limits import Limit
from civic.core.refusal import Refused
from civic.organisations.queries import represented_by

SENDING = Limit("remarks.send", 100, timedelta(hours=1))
ATTACHING = Limit("remarks.attach", 100, timedelta(hours=1))
LAST = "remark_last"


@bp.route("/<int:consultation_id>/uwagi/moje", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def opinion(consultation_id: int) -> ResponseReturnValue:
    """Everything on one page; POST sends it, all at once."""
    found, who = notices.public_consultation(consultation_id), pages.writer(consultation_id)
    form, no = Form(), None
    if form.validate_on_submit():
        try:
            if no := pages.limited(SENDING):
                raise no
            given = services.send(consultation_id, who)
            pages.remember_draft(consultation_id, None)
            pages.remember_receipt(given.receipt)
            session[LAST] = {**session.get(LAST, {}), str(consultation_id): given.receipt}
            return redirect(url_for(".sent", consultation_id=consultation_id, receipt=given.receipt), 303)
        except Refused as refused:
            no = refused
            last = session.get(LAST, {}).get(str(consultation_id))
            if no.reason is Refusal.DRAFT_GONE and last:
                return redirect(url_for(".sent", consultation_id=consultation_id, receipt=last), 303)
    return _opinion(found, queries.draft(consultation_id, who.person_id, who.key), form, FilesForm(), no)


@bp.route("/<int:consultation_id>/uwagi/moje/kto", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def who(consultation_id: int) -> ResponseReturnValue:
    """Who writes: only what the regime asks for. ``?jako=organizacja``: an organisation in its own words."""
    found, writer = notices.public_consultation(consultation_id), pages.writer(consultation_id)
    draft = queries.draft(consultation_id, writer.person_id, writer.key)
    if draft is None:
        return redirect(url_for(".write", consultation_id=consultation_id), 303)
    form = _author_form(found, draft)
    if form.validate_on_submit():
        try:
            author = form.author(writer.person_id)
            form.refuse(rules.why_not_author(author, found.regime, anonymous=found.anonymous))
            if not form.errors:
                services.say_who(consultation_id, writer, author)
                return redirect(url_for(".opinion", consultation_id=consultation_id), 303)
        except Refused as no:
            form.refuse([no])
    page = render_template(
        "consultations/remarks/who.html",
        consultation=found,
        form=form,
        organisation=isinstance(form, OrganisationForm),
        only_organisations=found.regime is Regime.NGO_ACT,
        wanted=rules.wanted(found.regime, found.anonymous),
        planning=found.regime is Regime.PLANNING,
    )
    return page, 422 if form.errors else 200


@bp.post("/<int:consultation_id>/uwagi/moje/pliki")
@allows(Permission.ANYONE)
def attach(consultation_id: int) -> ResponseReturnValue:
    """Keep files with the draft, or take them off."""
    found, writer = notices.public_consultation(consultation_id), pages.writer(consultation_id)
    form = FilesForm()
    if form.validate_on_submit():
        try:
            if no := pages.limited(ATTACHING):
                raise no
            services.attach(consultation_id, writer, form.files.data or [], form.files.removed)
            flash(gettext("Pliki zapisane."), "success")
            return redirect(url_for(".opinion", consultation_id=consultation_id) + "#pliki", 303)
        except Refused as no:
            of_file = isinstance(no.reason, FileRefusal)
            form.files.errors = [file_messages.words(no) if of_file else messages.words(no)]
    draft = queries.draft(consultation_id, writer.person_id, writer.key)
    return _opinion(found, draft, Form(formdata=None), form, None)


@bp.post("/<int:consultation_id>/uwagi/moje/wyrzuc")
@allows(Permission.ANYONE)
def discard(consultation_id: int) -> ResponseReturnValue:
    """Throw the whole draft away."""
    try:
        services.discard(consultation_id, pages.writer(consultation_id))
        pages.remember_draft(consultation_id, None)
        flash(gettext("Szkic usunięty."), "success")
    except Refused:
        pass  # it is gone, which is what was wanted
    return redirect(url_for(".index", consultation_id=consultation_id), 303)


@bp.get("/<int:consultation_id>/uwagi/moje/pliki")
@bp.get("/<int:consultation_id>/uwagi/moje/wyrzuc")
@bp.get("/<int:consultation_id>/uwagi/moje/<int:remark_id>/usun")
@allows(Permission.ANYONE)
def back(consultation_id: int, remark_id: int = 0) -> ResponseReturnValue:
    """What was done by POST looked at again, after a reload or in another language, is the draft."""
    return redirect(url_for(".opinion", consultation_id=consultation_id), 303)


@bp.get("/<int:consultation_id>/uwagi/wyslano/<receipt>")
@allows(Permission.ANYONE)
def sent(consultation_id: int, receipt: str) -> ResponseReturnValue:
    """It is sent: the numbers, the code, what happens next."""
    found = notices.public_consultation(consultation_id)
    given = queries.by_receipt(consultation_id, receipt)
    remarks = queries.remarks_of(given.id)
    if not remarks:
        abort(404)
    pages.remember_receipt(receipt)
    return render_template(
        "consultations/remarks/sent.html", consultation=found, opinion=given, remarks=remarks
    )


def _author_form(found: ConsultationFacts, draft: Opinion) -> PersonForm | OrganisationForm:
    asked = request.args.get("jako")
    own_words = draft.who_said and draft.organisation_name != "" and draft.organisation_id is None
    kept = {
        name: getattr(draft, name) for name in ("name", "address", "email", "organisation_name", "krs", "name_public")
    }  # fmt: skip
    if draft.owner is not None:
        kept["owner"] = "yes" if draft.owner else "no"
    account = actor()
    organisations = represented_by(account.person_id) if account else []
    if asked == "organizacja" or (
        asked is None and (own_words or found.regime is Regime.NGO_ACT) and not organisations
    ):
        speaks = draft.author_kind not in {AuthorKind.RESIDENT, AuthorKind.ANONYMOUS}
        return OrganisationForm(data={**kept, **({"kind": draft.author_kind} if speaks else {})})
    if account is not None and not draft.who_said:
        kept |= {"name": account.name, "email": account.email}
    if draft.organisation_id is not None:
        kept["speaks"] = str(draft.organisation_id)
    form = PersonForm(data=kept)
    only = found.regime is Regime.NGO_ACT and bool(organisations)
    form.offer([(each.id, each.name) for each in organisations], only=only)
    return form


def _opinion(
    found: ConsultationFacts, draft: Opinion | None, form: Form, files: FilesForm, no: Refused | None
) -> ResponseReturnValue:
    remarks = queries.remarks_of(draft.id) if draft else []
    page = render_template(
        "consultations/remarks/opinion.html",
        consultation=found,
        draft=draft,
        form=form,
        files=files,
        kept=queries.attachments(draft.id) if draft else [],
        cards=[pages.card(each, whole=len(remarks) == 1) for each in remarks],
        covers=any(personal_data.find(f"{each.text} {each.proposed or ''}") for each in remarks),
        refused=messages.words(no) if no else None,
        taking=pages.taking(found),
        author=_author_words(draft) if draft else "",
        words=messages,
    )
    return page, 422 if no or files.errors else 200


def _author_words(draft: Opinion) -> str:
    """Who writes, as the author reads it."""
    if draft.organisation_id is not None:
        return next(
            (each.name for each in represented_by(draft.person_id or 0) if each.id == draft.organisation_id),
            "",
        )
    parts = (draft.organisation_name, draft.name, draft.address, draft.email)
    return ", ".join(part for part in parts if part) or str(messages.KIND[AuthorKind.ANONYMOUS])
