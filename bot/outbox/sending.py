"""What the outbox needs from whoever carries messages to Teams: four verbs and three kinds of outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.outbox.delivery_refusals import Refusal

PACED = "paced"
"""Code of a TryLater that our own rate limits caused: nothing was sent and nothing failed."""

ActivityJson = Mapping[str, object]
"""A Bot Framework activity as it goes on the wire."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An existing conversation of one tenant, reached through one service address."""

    tenant_id: str
    service_url: str
    conversation_id: str
    targeted_at: str = ""
    """The Teams id of the only person who sees it (a targeted message); empty for an ordinary message."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """Teams accepted it. The ids are those Teams gave; empty where the operation gives none."""

    activity_id: str = ""
    conversation_id: str = ""


@dataclass(frozen=True, slots=True)
class TryLater:
    """Not now: `after` is what Teams (or our own pacing) asked for, None when the sender's own back-off decides."""

    code: str
    after: timedelta | None = None
    whole_tenant: bool = False
    """Nothing else can go to this tenant before that either."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Never: trying again cannot help."""

    refusal: Refusal
    code: str


Outcome = Delivered | TryLater | Refused


class Sender(Protocol):
    """Carries messages to Teams. Every failure that can be expected is an Outcome, not an exception."""

    async def create_personal(self, tenant_id: str, service_url: str, member_id: str) -> Outcome:
        """The 1:1 conversation with a person (`29:…` or the directory id); asking twice gives the same one."""
        ...

    async def start_thread(self, tenant_id: str, service_url: str, channel_id: str, activity: ActivityJson) -> Outcome:
        """A new thread in a channel; Delivered carries both the thread's conversation id and the message's id."""
        ...

    async def send(self, spot: Spot, activity: ActivityJson) -> Outcome:
        """A new message. There is no idempotency key: after a lost answer the message may be there already."""
        ...

    async def update(self, spot: Spot, activity_id: str, activity: ActivityJson) -> Outcome:
        """Replaces a message; may be repeated freely."""
        ...

    async def delete(self, spot: Spot, activity_id: str) -> Outcome:
        """Removes a message; may be repeated freely."""
        ...
