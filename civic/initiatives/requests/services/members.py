"""The group: inviting by mail, taking somebody off, and their answer."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from civic.core import web
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.mail import queue_mail
from civic.core.refusal import Refused
from civic.initiatives.requests import queries, rules
from civic.initiatives.requests.events import MemberAnswered, MemberInvited, MemberRemoved
from civic.initiatives.requests.models import Initiative, Member
from civic.initiatives.requests.rules import Refusal, Role, Status, Step
from civic.initiatives.requests.rules.facts import MEMBERS_MAX, REPRESENTATIVES_MAX
from civic.initiatives.requests.services.drafts import own_locked
from civic.people import queries as people


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Somebody the leader wants to ask."""

    name: str
    email: str
    representative: bool = False


def invite(initiative_id: int, leader_id: int, who: Invited, now: datetime) -> int:
    """Ask somebody by mail to join; gives the member's id. Nobody is asked twice under one address."""
    with transaction():
        found = own_locked(initiative_id, leader_id)
        _may_change(found)
        leader = people.person(leader_id)
        if leader.email and leader.email.lower() == who.email.lower():
            raise Refused(Refusal.MEMBER_IS_LEADER)
        _refuse_crowd(initiative_id, who)
        made = Member(
            initiative_id=initiative_id, role=Role.REPRESENTATIVE if who.representative else Role.PARTICIPANT, name=who.name,
            email=who.email, key=secrets.token_urlsafe(24), invited_at=now,
        )  # fmt: skip
        db.session.add(made)
        db.session.flush()
        record(MemberInvited(subject=f"initiative:{initiative_id}", actor_id=leader_id, member_id=made.id))
        _mail_invitation(found, made, leader.name)
        return made.id


def remind(initiative_id: int, leader_id: int, member_id: int, now: datetime) -> None:
    """Send the invitation once more, with the same link."""
    with transaction():
        found = own_locked(initiative_id, leader_id)
        _may_change(found)
        member = _member(initiative_id, member_id)
        if member.key is None:
            raise Refused(Refusal.ALREADY_ANSWERED)
        member.invited_at = now
        record(MemberInvited(subject=f"initiative:{initiative_id}", actor_id=leader_id, member_id=member_id))
        _mail_invitation(found, member, people.person(leader_id).name)


def remove(initiative_id: int, leader_id: int, member_id: int) -> None:
    """Take somebody off a draft, or off a request under completion; what was known of them is gone, the link is dead."""
    with transaction():
        _may_change(own_locked(initiative_id, leader_id))
        db.session.delete(_member(initiative_id, member_id))
        record(MemberRemoved(subject=f"initiative:{initiative_id}", actor_id=leader_id, member_id=member_id))


def answer(key: str, *, joins: bool, now: datetime) -> None:
    """Somebody invited says yes or no, once. NoResultFound for a key that opens nothing (any more).

    The request's row is locked first, as by whoever sends it: the number of those who confirmed is true when it is sent.
    """
    with transaction():
        asked = queries.invitation(key)
        facts = queries.locked(asked.initiative_id)
        member = db.session.execute(
            select(Member).filter_by(key=key).with_for_update().execution_options(populate_existing=True)
        ).scalar_one()
        answered = member.confirmed_at is not None or member.declined_at is not None
        if no := rules.why_not_join(facts.status, answered=answered):
            raise no
        member.key = None
        if joins:
            member.confirmed_at = now
        else:
            member.declined_at = now
            member.name = member.address = member.email = member.phone = ""
        record(
            MemberAnswered(
                subject=f"initiative:{facts.id}",
                member_id=member.id,
                answer="joined" if joins else "declined",
            )
        )
        _tell_leader(facts, joins=joins)


def _may_change(found: Initiative) -> None:
    if no := rules.why_not_edit(Status(found.status), Step.MEMBERS, [Step(each) for each in found.reopened]):
        raise no


def _refuse_crowd(initiative_id: int, who: Invited) -> None:
    on_it = [
        each
        for each in queries.members(initiative_id)
        if each.role != Role.LEADER and each.declined_at is None
    ]
    if any(each.email and each.email.lower() == who.email.lower() for each in on_it):
        raise Refused(Refusal.MEMBER_TWICE)
    if len(on_it) >= MEMBERS_MAX:
        raise Refused(Refusal.TOO_MANY_MEMBERS, max=MEMBERS_MAX)
    signing = 1 + sum(each.role == Role.REPRESENTATIVE for each in on_it)
    if who.representative and signing >= REPRESENTATIVES_MAX:
        raise Refused(Refusal.TOO_MANY_REPRESENTATIVES, max=REPRESENTATIVES_MAX)


def _member(initiative_id: int, member_id: int) -> Member:
    query = select(Member).where(
        Member.id == member_id, Member.initiative_id == initiative_id, Member.role != Role.LEADER
    )
    return db.session.execute(query.with_for_update()).scalar_one()


def _mail_invitation(found: Initiative, member: Member, leader_name: str) -> None:
    queue_mail(
        member.email,
        "initiatives/invitation",
        title=found.title,
        leader=leader_name,
        signs=member.role == Role.REPRESENTATIVE,
        link=web.address("initiatives.join", key=member.key),
    )


def _tell_leader(facts: queries.InitiativeFacts, *, joins: bool) -> None:
    if facts.leader_id is None or not (email := people.person(facts.leader_id).email):
        return
    confirmed = db.session.scalar(
        select(func.count()).where(
            Member.initiative_id == facts.id, Member.role != Role.LEADER, Member.confirmed_at.is_not(None)
        )
    )
    page = web.address("initiatives.mine_one", initiative_id=facts.id)
    queue_mail(email, "initiatives/answered", title=facts.title, joins=joins, confirmed=confirmed, link=page)
