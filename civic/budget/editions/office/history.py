"""Versions of the rules and what differs between them; the whole document as YAML."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from civic.budget.editions import document, queries
from civic.budget.editions.changes import changes
from civic.budget.editions.forms import DocumentForm
from civic.budget.editions.messages import document_words, place
from civic.budget.editions.office.blueprint import Attempt, bp, must_be_open, save
from civic.budget.editions.plain import DocumentError
from civic.core.access import Permission, allows


@bp.get("/edycje/<edition>/historia")
@allows(Permission.OFFICE)
def versions(edition: str) -> ResponseReturnValue:
    """Every version of the rules, with who saved it and when."""
    facts = queries.edition_by_slug(edition)
    return render_template(
        "editions/office/versions.html", edition=facts, versions=queries.versions(facts.id)
    )


@bp.get("/edycje/<edition>/historia/<int:version>")
@allows(Permission.OFFICE)
def version(edition: str, version: int) -> ResponseReturnValue:
    """What a version changed in the one before."""
    facts = queries.edition_by_slug(edition)
    if version < 1:
        abort(404)
    after = queries.rules_of_version(facts.id, version)
    before = queries.rules_of_version(facts.id, version - 1) if version > 1 else None
    rows = [
        (place(each.path, after), each.before, each.after)
        for each in (changes(before, after) if before else ())
    ]
    return render_template(
        "editions/office/version.html", edition=facts, version=version, rows=rows, first=before is None,
        text=document.to_yaml(after),
    )  # fmt: skip


@bp.route("/edycje/<edition>/dokument", methods=["GET", "POST"])
@allows(Permission.EDIT_EDITION)
def whole(edition: str) -> ResponseReturnValue:
    """The whole document at once, for those who prefer a text to forms."""
    facts = queries.edition_by_slug(edition)
    must_be_open(facts)
    form, attempt = DocumentForm(), Attempt()
    if form.validate_on_submit():
        text = _sent(form)
        form.text.data = text
        try:
            attempt = save(facts, document.from_yaml(text), form)
        except DocumentError as error:
            form.text.errors = [document_words(error)]
    if attempt.gone is not None:
        return attempt.gone
    if request.method == "GET":
        form.text.data = document.to_yaml(facts.rules)
        form.version.data = str(facts.version)
    page = render_template(
        "editions/office/document.html",
        edition=facts,
        form=form,
        refusal=attempt.refusal,
        extra=attempt.extra,
        laws=attempt.laws,
    )
    return page, 422 if request.method == "POST" else 200


@bp.get("/edycje/<edition>/dokument.yaml")
@allows(Permission.OFFICE)
def download(edition: str) -> ResponseReturnValue:
    """The document as a file."""
    facts = queries.edition_by_slug(edition)
    headers = {
        "Content-Disposition": f'attachment; filename="zasady-{facts.slug}-wersja-{facts.version}.yaml"'
    }
    return Response(document.to_yaml(facts.rules), mimetype="application/yaml", headers=headers)


def _sent(form: DocumentForm) -> str:
    """A chosen file wins over the text; what is not UTF-8 becomes signs the reader refuses by line."""
    if form.file.data:
        read: bytes = form.file.data.read(document.LARGEST * 4 + 1)
        return read.decode("utf-8-sig", "replace")
    return form.text.data or ""
