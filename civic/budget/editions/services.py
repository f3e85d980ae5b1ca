"""Everything that changes editions."""

from datetime import date, datetime

from sqlalchemy.dialects.postgresql import insert

from civic.budget.editions import document, queries
from civic.budget.editions.changes import changed_paths
from civic.budget.editions.events import EditionCreated, EditionMoved, RulesFrozen, RulesSaved
from civic.budget.editions.models import Edition, EditionVersion
from civic.budget.editions.profiles import load_profile
from civic.budget.editions.rules import (
    NEEDS_REASON,
    Action,
    Code,
    Refusal,
    Rules,
    Standing,
    Status,
    after,
    check,
    errors,
    why_not_edit,
    why_not_freeze,
)
from civic.budget.editions.rules.instantiate import instantiate
from civic.core import clock
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.refusal import Refused


def create_from_profile(
    profile: str,
    *,
    slug: str,
    year: int,
    start: date,
    actor_id: int | None = None,
    name: str | None = None,
    total: int | None = None,
    expenditure: int | None = None,
    cc_rights: bool | None = None,
    now: datetime | None = None,
) -> int:
    """A draft with a city's way of doing it, over our own areas; gives its id. KeyError for an unknown
    profile.
    """
    rules = instantiate(
        load_profile(profile),
        queries.city_areas(),
        year=year,
        start=start,
        name=name,
        total=total,
        expenditure=expenditure,
        cc_rights=cc_rights,
    )
    return create(rules, slug=slug, actor_id=actor_id, profile=profile, now=now)


def create(
    rules: Rules, *, slug: str, actor_id: int | None = None, profile: str = "", now: datetime | None = None
) -> int:
    """A draft with these rules; gives its id. Refuses SLUG_TAKEN and RULES_HAVE_ERRORS(findings=...)."""
    _refuse_errors(rules)
    now, data = now or clock.now(), document.to_json(rules)
    made = document.rules_hash(data)
    with transaction():
        row = insert(Edition).values(
            slug=slug, name=rules.name.strip(), year=rules.year, status=Status.DRAFT, rules=data, version=1,
            rules_hash=made, created_at=now,
        )  # fmt: skip
        row = row.on_conflict_do_nothing(index_elements=["slug"])
        edition_id = db.session.scalar(row.returning(Edition.id))
        if edition_id is None:
            raise Refused(Refusal.SLUG_TAKEN, slug=slug)
        _keep_version(edition_id, 1, rules, now, actor_id)
        record(
            EditionCreated(
                subject=f"edition:{edition_id}",
                actor_id=actor_id,
                slug=slug,
                rules_hash=made,
                profile=profile,
            )
        )
        return edition_id


def save_rules(edition_id: int, rules: Rules, *, based_on: int, actor_id: int | None = None) -> int:
    """A new version in place of version ``based_on``; gives its number. Rules that do not differ make none.

    Refuses frozen and settled rules, errors, and CHANGED_MEANWHILE when somebody saved a newer version:
    nothing is overwritten, both texts stay where they are.
    """
    now, data = clock.now(), document.to_json(rules)
    made = document.rules_hash(data)
    with transaction():
        row = db.session.get_one(Edition, edition_id, with_for_update=True, populate_existing=True)
        before = document.from_json(row.rules)
        if reason := why_not_edit(_standing(row, before)):
            raise Refused(reason)
        if row.version != based_on:
            raise Refused(Refusal.CHANGED_MEANWHILE, version=row.version)
        _refuse_errors(rules)
        if made == row.rules_hash:
            return row.version
        row.version += 1
        row.name, row.year, row.rules, row.rules_hash = rules.name.strip(), rules.year, data, made
        _keep_version(edition_id, row.version, rules, now, actor_id)
        record(
            RulesSaved(
                subject=f"edition:{edition_id}", actor_id=actor_id, version=row.version, rules_hash=made,
                changed=changed_paths(before, rules),
            )
        )  # fmt: skip
        return row.version


def freeze(
    edition_id: int, *, has_key: bool, actor_id: int | None = None, now: datetime | None = None
) -> str:
    """Freeze the rules, in the transaction under way that opens voting; gives their hash.

    Refuses by ``why_not_freeze``. From now on the database refuses every change of the rules, too.
    """
    now = now or clock.now()
    row = db.session.get_one(Edition, edition_id, with_for_update=True, populate_existing=True)
    rules = document.from_json(row.rules)
    has_errors = bool(errors(check(rules))) or document.rules_hash(row.rules) != row.rules_hash
    if reason := why_not_freeze(_standing(row, rules), has_key=has_key, has_errors=has_errors, now=now):
        raise Refused(reason)
    row.frozen_at = now
    db.session.flush()
    record(
        RulesFrozen(
            subject=f"edition:{edition_id}", actor_id=actor_id, version=row.version, rules_hash=row.rules_hash
        )
    )
    return row.rules_hash


def advance(
    edition_id: int,
    action: Action,
    *,
    actor_id: int | None = None,
    reason: str = "",
    document_number: str = "",
) -> Status:
    """Move the edition, in the transaction under way of the verb that decided it; gives the new status.

    Refuses WRONG_STATUS, REASON_MISSING and what the action itself needs (EXPENDITURE_UNKNOWN, NOT_FROZEN).
    """
    row = db.session.get_one(Edition, edition_id, with_for_update=True, populate_existing=True)
    before = Status(row.status)
    to = after(before, action, Status(row.suspended_from) if row.suspended_from else None)
    if to is None:
        raise Refused(Refusal.WRONG_STATUS, status=before)
    if action in NEEDS_REASON and not reason.strip():
        raise Refused(Refusal.REASON_MISSING)
    if refusal := _why_not_ready(row, action):
        raise Refused(refusal)
    row.suspended_from = before if to is Status.SUSPENDED else None
    row.status = to
    db.session.flush()
    record(
        EditionMoved(
            subject=f"edition:{edition_id}", actor_id=actor_id, action=action, before=before, after=to,
            reason=reason.strip(), document_number=document_number.strip(),
        )
    )  # fmt: skip
    return to


def decide(
    edition_id: int,
    action: Action,
    *,
    actor_id: int | None = None,
    reason: str = "",
    document_number: str = "",
) -> Status:
    """``advance`` as a decision by itself."""
    with transaction():
        return advance(edition_id, action, actor_id=actor_id, reason=reason, document_number=document_number)


def _why_not_ready(row: Edition, action: Action) -> Refusal | None:
    if action is Action.APPROVE_RESULTS and row.frozen_at is None:
        return Refusal.NOT_FROZEN
    if action in {Action.CONFIGURE, Action.ANNOUNCE}:
        found = check(document.from_json(row.rules), {area.code for area in queries.city_areas()})
        if errors(found):
            return Refusal.RULES_HAVE_ERRORS
        if any(finding.code is Code.EXPENDITURE_UNKNOWN for finding in found):
            return Refusal.EXPENDITURE_UNKNOWN
    return None


def _refuse_errors(rules: Rules) -> None:
    found = errors(check(rules, {area.code for area in queries.city_areas()}))
    if found:
        raise Refused(Refusal.RULES_HAVE_ERRORS, findings=found)


def _standing(row: Edition, rules: Rules) -> Standing:
    return Standing(status=Status(row.status), calendar=rules.calendar, frozen=row.frozen_at is not None)


def _keep_version(edition_id: int, version: int, rules: Rules, now: datetime, actor_id: int | None) -> None:
    data = document.to_json(rules)
    db.session.execute(
        insert(EditionVersion).values(
            edition_id=edition_id, version=version, rules=data, rules_hash=document.rules_hash(data), saved_at=now,
            saved_by=actor_id,
        )
    )  # fmt: skip
