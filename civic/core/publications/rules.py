"""What decides about publications (polish-rules 1.7): which channels lack one, and from when terms run. Plain Python."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """Where the city publishes."""

    BIP = "BIP"
    WEBSITE = "WEBSITE"
    NOTICE_BOARD = "NOTICE_BOARD"
    PRESS = "PRESS"
    CUSTOMARY = "CUSTOMARY"
    OFFICIAL_JOURNAL = "OFFICIAL_JOURNAL"


@dataclass(frozen=True)
class Published:
    """What a rule needs to know of a publication that still stands."""

    channel: Channel
    at: datetime


def missing(required: Collection[Channel], published: Iterable[Published]) -> tuple[Channel, ...]:
    """Required channels without a publication, in the order of the channels' list."""
    there = {each.channel for each in published}
    return tuple(channel for channel in Channel if channel in required and channel not in there)


def complete_at(required: Collection[Channel], published: Iterable[Published]) -> datetime | None:
    """When the last required channel had it: the moment terms count from; None while one is missing.

    Of several publications in one channel the first that still stands counts.
    """
    first: dict[Channel, datetime] = {}
    for each in published:
        if each.channel in required:
            first[each.channel] = min(each.at, first.get(each.channel, each.at))
    return max(first.values()) if first and len(first) == len(set(required)) else None
