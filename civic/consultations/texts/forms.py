"""What the office sends: a document's title, its text as a file or pasted, a PDF beside, a note on the version."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from civic.consultations.texts.messages import REFUSED
from civic.consultations.texts.rules import MAX_NOTE, MAX_TITLE, Refusal
from civic.core.documents.rules import MAX_BYTES
from civic.core.fields import Form


class TextForm(Form):
    """A text, as a file or pasted, with a PDF beside it."""

    file = FileField(
        _l("Plik z tekstem"),
        description=_l(
            "DOCX, HTML albo Markdown, najwyżej 10 MB. Podzielimy go na akapity, które można wskazać w uwadze."
        ),
    )
    text = TextAreaField(
        _l("Albo wklej tekst"),
        description=_l(
            "Zwykły tekst albo Markdown. Pusta linia oddziela akapity, # na początku linii robi nagłówek."
        ),
    )
    pdf = FileField(
        _l("Ten sam dokument jako PDF"),
        description=_l("Na przykład z rysunkami i podpisami. Mieszkańcy pobiorą go obok tekstu."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """One text, not two and not none."""
        good: bool = super().validate(extra_validators)
        if bool(self.upload) == bool(self.text.data):
            self.file.errors = [*self.file.errors, REFUSED[Refusal.TEXT_MISSING]]
            good = False
        return good

    @property
    def upload(self) -> FileStorage | None:
        """The file sent, if any."""
        given = self.file.data
        return given if isinstance(given, FileStorage) and given.filename else None

    @property
    def content(self) -> tuple[bytes, str]:
        """The text's bytes and the name of its file; no more is read than could be taken."""
        if self.upload is None:
            return (self.text.data or "").encode(), ""
        return self.upload.stream.read(MAX_BYTES + 1), self.upload.filename or ""

    @property
    def beside(self) -> FileStorage | None:
        """The PDF sent, if any."""
        given = self.pdf.data
        return given if isinstance(given, FileStorage) and given.filename else None

    def ask_again(self) -> None:
        """A browser does not send a chosen file twice: say that it has to be chosen again."""
        for field in (self.file, self.pdf):
            if isinstance(field.data, FileStorage) and field.data.filename:
                field.errors = [*field.errors, _("Wybierz ten plik jeszcze raz.")]


class DocumentForm(TextForm):
    """A new document."""

    title = StringField(
        _l("Tytuł dokumentu"),
        [InputRequired(REFUSED[Refusal.TITLE_MISSING]), Length(max=MAX_TITLE)],
        description=_l("Na przykład „Projekt uchwały w sprawie strefy płatnego parkowania”."),
    )


class VersionForm(TextForm):
    """A further version of a document."""

    note = StringField(
        _l("Skąd ta wersja?"),
        [InputRequired(REFUSED[Refusal.NOTE_MISSING]), Length(max=MAX_NOTE)],
        description=_l("Na przykład „wersja poprawiona po uwagach”. Mieszkańcy zobaczą to przy wersji."),
    )
