"""The documents of a consultation in the office: the list, a new one, a new version, how a version will look."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound

from civic.consultations.notices import queries as notices
from civic.consultations.notices.rules import Phase
from civic.consultations.texts import messages, queries, rules, services
from civic.consultations.texts.forms import DocumentForm, TextForm, VersionForm
from civic.consultations.texts.office.blueprint import bp
from civic.consultations.texts.queries import PDF
from civic.consultations.texts.services import Source
from civic.consultations.texts.shown import contents, shown
from civic.core import clock, files
from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused


@bp.get("/<int:consultation_id>/dokumenty")
@allows(Permission.OFFICE)
def show(consultation_id: int) -> ResponseReturnValue:
    """Every document with every version, and what can be done with each."""
    found = notices.consultation(consultation_id)
    works = queries.works(consultation_id)
    closed = rules.why_not_change(found.standing)
    no = closed or rules.why_not_add(found.standing, len(works), clock.now())
    return render_template(
        "consultations/texts/office/show.html", consultation=found, works=works,
        may_change=closed is None and _edits(), may_add=no is None and _edits(), closed=messages.words(no) if no else "",
    )  # fmt: skip


@bp.route("/<int:consultation_id>/dokumenty/dodaj", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def add(consultation_id: int) -> ResponseReturnValue:
    """A new document."""
    found, form = notices.consultation(consultation_id), DocumentForm()

    def keep(source: Source) -> int:
        return services.add_document(
            consultation_id,
            form.title.data or "",
            source,
            actor_id=require_actor().person_id,
            now=clock.now(),
        )

    done, refusal = _kept(form, keep)
    if done:
        return _preview(consultation_id, done)
    page = render_template(
        "consultations/texts/office/add.html", consultation=found, form=form, refusal=refusal
    )
    return page, 422 if form.errors or refusal else 200


@bp.route("/<int:consultation_id>/dokumenty/<int:document_id>/wersja", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def new_version(consultation_id: int, document_id: int) -> ResponseReturnValue:
    """A further version of a document."""
    found, form = notices.consultation(consultation_id), VersionForm()
    title = queries.title_of(consultation_id, document_id)

    def keep(source: Source) -> int:
        return services.add_version(
            document_id, source, form.note.data or "", actor_id=require_actor().person_id, now=clock.now()
        )

    done, refusal = _kept(form, keep)
    if done:
        return _preview(consultation_id, done)
    page = render_template(
        "consultations/texts/office/new_version.html",
        consultation=found,
        document=title,
        form=form,
        refusal=refusal,
    )
    return page, 422 if form.errors or refusal else 200


@bp.get("/<int:consultation_id>/dokumenty/wersje/<int:version_id>")
@allows(Permission.OFFICE)
def version(consultation_id: int, version_id: int) -> ResponseReturnValue:
    """A version as residents will see it, with what differs from the one before, and the buttons to settle it."""
    found, its = notices.consultation(consultation_id), queries.version(version_id)
    title = queries.title_of(consultation_id, its.document_id)
    paragraphs = queries.paragraphs(version_id)
    versions = queries.published_versions(its.document_id)
    before = next((each for each in versions if each.number < its.number), None)
    return render_template(
        "consultations/texts/office/version.html", consultation=found, document=title, version=its, before=before,
        units=shown(paragraphs), contents=contents(paragraphs), pdfs=files.of(PDF, version_id),
        named=sum(bool(each.label) for each in paragraphs), running=found.phase(clock.now()) is Phase.OPEN,
        may_settle=rules.why_not_settle(found.standing, published=its.published_at is not None) is None and _edits(),
    )  # fmt: skip


def _edits() -> bool:
    """Everybody of the office reads the documents; only a coordinator is shown buttons."""
    return require_actor().may(Permission.EDIT_CONSULTATION)


def _kept(form: TextForm, keep: Callable[[Source], int]) -> tuple[int | None, str]:
    """The new version's id, or what is wrong; the form stays as it was typed."""
    if not form.validate_on_submit():
        if form.errors:
            form.ask_again()
        return None, ""
    content, name = form.content
    try:
        return keep(Source(content, name, form.beside)), ""
    except Refused as refused:
        form.ask_again()
        return None, messages.words(refused)


def _preview(consultation_id: int, version_id: int) -> ResponseReturnValue:
    flash(_("Tekst jest wczytany. Sprawdź, czy podział na akapity jest dobry, i opublikuj go."), "success")
    return redirect(url_for(".version", consultation_id=consultation_id, version_id=version_id), 303)


def in_this(consultation_id: int, document_id: int) -> None:
    """The document belongs to the consultation of the address, or there is no such page."""
    if not queries.title_of(consultation_id, document_id):
        raise NoResultFound
