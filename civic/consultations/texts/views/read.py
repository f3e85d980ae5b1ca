"""Reading a document: its newest version, an older one, the words to take away."""

from collections.abc import Sequence

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.consultations.notices.rules import Phase
from civic.consultations.texts import notes, queries, rules
from civic.consultations.texts.queries import PDF, DocumentFacts, VersionFacts
from civic.consultations.texts.rules import Part, is_bullet
from civic.consultations.texts.shown import contents, shown
from civic.consultations.texts.views.blueprint import bp
from civic.core import clock, files
from civic.core.access import Permission, allows, opens

_WRITE = "remarks.write"
_FORMATS = {"md": ("text/markdown", rules.markdown), "txt": ("text/plain", rules.plain_text)}


@bp.get("/<int:consultation_id>/dokument")
@allows(Permission.ANYONE)
def show(consultation_id: int) -> ResponseReturnValue:
    """The newest version of a document, the first one unless ``?dokument=`` asks for another."""
    found = notices.public_consultation(consultation_id)
    its = queries.documents(consultation_id)
    if not its:
        return render_template("consultations/texts/none.html", consultation=found)
    asked = request.args.get("dokument", type=int)
    document = next((each for each in its if each.id == asked), its[0])
    return _page(found, its, document, document.version)


@bp.get("/<int:consultation_id>/dokument/<int:document_id>/wersja/<int:number>")
@allows(Permission.ANYONE)
def version(consultation_id: int, document_id: int, number: int) -> ResponseReturnValue:
    """A published version, also an older one."""
    found = notices.public_consultation(consultation_id)
    its = queries.documents(consultation_id)
    document = one_of(its, document_id)
    return _page(found, its, document, _numbered(document_id, number))


@bp.get("/<int:consultation_id>/dokument/<int:document_id>/wersja/<int:number>.<any(md, txt):form>")
@allows(Permission.ANYONE)
def download(consultation_id: int, document_id: int, number: int, form: str) -> Response:
    """A published version as Markdown or plain text."""
    notices.public_consultation(consultation_id)
    document = one_of(queries.documents(consultation_id), document_id)
    paragraphs = queries.paragraphs(_numbered(document_id, number).id)
    media, write = _FORMATS[form]
    parts = [Part(each.kind, each.level, each.text, is_bullet(each.kind, each.text)) for each in paragraphs]
    name = f'attachment; filename="dokument-{document_id}-wersja-{number}.{form}"'
    return Response(write(document.title, parts), mimetype=media, headers={"Content-Disposition": name})


def one_of(documents: Sequence[DocumentFacts], document_id: int) -> DocumentFacts:
    """The document with this id among those of the consultation, or there is no such page."""
    found = next((each for each in documents if each.id == document_id), None)
    if found is None:
        raise NoResultFound
    return found


def _numbered(document_id: int, number: int) -> VersionFacts:
    found = next((each for each in queries.published_versions(document_id) if each.number == number), None)
    if found is None:
        abort(404)
    return found


def _page(
    found: ConsultationFacts, its: Sequence[DocumentFacts], document: DocumentFacts, version: VersionFacts
) -> str:
    paragraphs = queries.paragraphs(version.id)
    newest = version.id == document.version.id
    write = ""
    if newest and found.phase(clock.now()) is Phase.OPEN and opens(_WRITE):
        write = url_for(
            _WRITE, consultation_id=found.id, dokument=document.id, wersja=version.id, miejsce="MIEJSCE"
        )
    older = [each for each in queries.published_versions(document.id) if each.id != version.id]
    return render_template(
        "consultations/texts/show.html", consultation=found, documents=its, document=document, version=version,
        newest=newest, others=older, contents=contents(paragraphs), write=write,
        units=shown(paragraphs, write, notes.beside(found.id, document.id) if newest else None),
        pdfs=files.of(PDF, version.id),
    )  # fmt: skip
