"""The city's settings: written anew as a further version, never changed."""

from datetime import datetime

import msgspec
from sqlalchemy import text

from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.initiatives.requests import queries, rules
from civic.initiatives.requests.events import InitiativeSettingsSaved
from civic.initiatives.requests.models import SettingsVersion
from civic.initiatives.requests.rules import DEFAULT, InitiativeSettings, Refusal

_LOCK = 4927012


def save_settings(document: InitiativeSettings, before: int | None, actor_id: int, now: datetime) -> int:
    """Put new settings in force; gives the version. Requests sent before keep theirs.

    ``before``: the version that was looked at; refused when somebody put another one in force meanwhile.
    """
    with transaction():
        _lock()
        if queries.settings_in_force().id != before:
            raise Refused(Refusal.SETTINGS_CHANGED_MEANWHILE)
        if no := rules.why_not_settings(document):
            raise no
        made = _add(document, now, actor_id)
        record(InitiativeSettingsSaved(subject=f"initiative_settings:{made}", actor_id=actor_id))
        return made


def pinned(now: datetime) -> queries.Settings:
    """The version in force, inside a transaction; while nothing was ever set, the defaults become the first version."""
    found = queries.settings_in_force()
    if found.id is not None:
        return found
    _lock()
    found = queries.settings_in_force()
    return found if found.id is not None else queries.Settings(_add(DEFAULT, now, None), DEFAULT, now)


def _lock() -> None:
    db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _add(document: InitiativeSettings, now: datetime, actor_id: int | None) -> int:
    made = SettingsVersion(document=msgspec.to_builtins(document), at=now, by_id=actor_id)
    db.session.add(made)
    db.session.flush()
    return made.id
