"""How a refusal finds its field."""

from collections.abc import Mapping
from typing import ClassVar

from civic.consultations.notices import messages
from civic.consultations.notices.rules import Finding, Refusal
from civic.core.fields import Form
from civic.core.files import messages as file_messages
from civic.core.files.rules import FileRefusal
from civic.core.refusal import Refused


class ActForm(Form):
    """A form whose refusals stand at their fields (``FIELD_OF``), or above it when they have none."""

    FIELD_OF: ClassVar[Mapping[Refusal, str]] = {}

    def refuse(self, no: Refused) -> None:
        """Show why the service refused."""
        if isinstance(no.reason, FileRefusal):
            self._say("file" if "file" in self._fields else None, file_messages.words(no))
        else:
            self._say(self.FIELD_OF.get(Refusal(no.reason)), messages.words(no))

    def show(self, found: Finding) -> None:
        """Show what a rule found, before anything is sent to the service."""
        self._say(self.FIELD_OF.get(found.reason), messages.finding(found))

    def _say(self, name: str | None, sentence: str) -> None:
        if name is None:
            self.form_errors: list[str] = [*self.form_errors, sentence]
        elif sentence not in self[name].errors:
            self[name].errors = [*self[name].errors, sentence]
