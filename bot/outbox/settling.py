"""What outcomes mean for rows and their posts, written in one transaction: done, again later or refused."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import bindparam, null, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox import lanes
from bot.outbox.claims import OWN, THESE, Claim
from bot.outbox.delivery_refusals import Refusal
from bot.outbox.outbox_queue import OUTBOX, POST
from bot.outbox.sending import PACED, ActivityJson, Delivered, Outcome, Refused, TryLater
from bot.outbox.tables import Post

GIVES_UP_AFTER = timedelta(hours=24)
"""A message a day late would mislead more than a clear refusal."""

OnRefused = Callable[[AsyncConnection, Post, Refusal, ActivityJson], Awaitable[None]]
OnConversation = Callable[[AsyncConnection, Post, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the rest of the bot does within the delivery's own transactions."""

    on_refused: OnRefused
    """A post will never be sent, why, and what it would have shown. What the hook enqueues is delivered next."""
    on_conversation: OnConversation
    """A 1:1 conversation or a channel thread was created for this post; the id is the conversation's."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that has come to its end."""

    claimed: Claim
    outcome: Outcome
    pause: timedelta
    """The back-off to use when Teams did not say how long to wait."""
    opened: str = ""
    """The 1:1 conversation that was found for it first; kept whatever came of the message."""
    is_told: bool = True
    """The hooks are told of it."""


@dataclass(slots=True)
class Settled:
    """What several attempts came to."""

    waits: dict[int, timedelta | None] = field(default_factory=dict)
    """By row, the time after which it is due again, None when it is finished. A row that another process has taken
    over meanwhile is missing: of it nothing was written."""
    more: bool = False
    """Something may go now that could not before."""


async def settle(
    connection: AsyncConnection, ended: Sequence[Ended], leases: Collection[datetime], now: datetime, hooks: Hooks
) -> Settled:
    """Writes the outcomes of those rows that are still claimed with these leases."""
    settled = Settled()
    if done := [one.claimed.row_id for one in ended if _is_done(one)]:
        for row in await connection.execute(_DONE, _own(done, leases)):
            settled.waits[row.id] = None
            settled.more |= row.followed
    for one in ended:
        if not _is_done(one):
            await _refuse_or_postpone(connection, one, leases, now, settled)
    # In the order of their posts, in which turns change them too: so they seldom wait in a circle.
    ours = sorted(
        (one for one in ended if one.claimed.row_id in settled.waits), key=lambda one: one.claimed.post.id or 0
    )
    if opened := [one for one in ours if one.opened]:
        await _keep_conversations(connection, opened, hooks)
        settled.more = True
    if sent := [
        _as_sent(one) for one in ours if isinstance(one.outcome, Delivered) and one.claimed.operation == "send"
    ]:
        await connection.execute(_POST_DELIVERED, sent)
    for one in ours:
        if settled.waits[one.claimed.row_id] is None and await _end(connection, one, hooks):
            settled.more = True
    return settled


def _is_done(one: Ended) -> bool:
    """As it was wanted; or needless, as somebody else has deleted the message."""
    return isinstance(one.outcome, Delivered) or _is_gone(one)


def _is_gone(one: Ended) -> bool:
    gone = isinstance(one.outcome, Refused) and one.outcome.refusal is Refusal.MESSAGE_GONE
    return gone and one.claimed.operation != "send"


def _own(rows: Sequence[int], leases: Collection[datetime]) -> dict[str, object]:
    return {"ids": list(rows), "leases": list(leases)}


def _as_sent(one: Ended) -> dict[str, object]:
    told = one.outcome if isinstance(one.outcome, Delivered) else Delivered()
    conversation_id = told.conversation_id or one.opened or one.claimed.post.conversation_id
    return {"post": one.claimed.post.id, "activity": told.activity_id, "conversation": conversation_id}


async def _refuse_or_postpone(
    connection: AsyncConnection, one: Ended, leases: Collection[datetime], now: datetime, settled: Settled
) -> None:
    own = _own([one.claimed.row_id], leases)
    wait: timedelta | None = None
    if not isinstance(one.outcome, TryLater) or _gives_up(one.outcome, one.claimed, now):
        found = await connection.execute(_REFUSE, own | {"error": _code(one.outcome)})
    else:
        wait = one.pause if one.outcome.after is None else max(one.outcome.after, timedelta(milliseconds=1))
        again: dict[str, object] = own | {"due": now + wait}
        if one.outcome.code == PACED:
            found = await connection.execute(_WAIT, again)
        else:
            failure = {"failures": one.claimed.attempts + 1, "error": one.outcome.code}
            found = await connection.execute(_FAILED, again | failure)
    if found.first() is not None:
        settled.waits[one.claimed.row_id] = wait


def _gives_up(outcome: TryLater, claimed: Claim, now: datetime) -> bool:
    return outcome.code != PACED and now - claimed.created_at >= GIVES_UP_AFTER


def _code(outcome: Outcome) -> str:
    return "" if isinstance(outcome, Delivered) else outcome.code


async def _keep_conversations(connection: AsyncConnection, opened: Sequence[Ended], hooks: Hooks) -> None:
    """Keeps newly created 1:1 conversations on every post that waits for one with the same person."""
    # First what is known of the people, as every turn begins: after their posts each would wait for the other.
    for one in (one for one in opened if one.is_told):
        await hooks.on_conversation(connection, one.claimed.post, one.opened)
    await connection.execute(
        _KEEP_CONVERSATION,
        [
            {
                "tenant": one.claimed.post.tenant_id,
                "service": one.claimed.post.service_url,
                "aad": one.claimed.post.recipient_aad_object_id,
                "teams": one.claimed.post.recipient_teams_id,
                "conversation": one.opened,
            }
            for one in opened
        ],
    )
    await lanes.move_to_conversations(connection, [(one.claimed.post.tenant_id, one.opened) for one in opened])


async def _end(connection: AsyncConnection, one: Ended, hooks: Hooks) -> bool:
    """What else the end of a row means; whether something may go now because of that."""
    post, operation = one.claimed.post, one.claimed.operation
    match one.outcome:
        case Delivered(_, thread) if operation == "send" and thread:
            await connection.execute(_OPEN_THREAD, {"post": post.id, "conversation": thread})
            await lanes.move_to_conversations(connection, [(post.tenant_id, thread)])
            if one.is_told:
                await hooks.on_conversation(connection, post, thread)
        case Delivered():
            if operation != "delete":
                return False
            await _close_post(connection, post, "deleted")
        case Refused() | TryLater() if _is_gone(one):
            await _close_post(connection, post, "deleted")
        case Refused() | TryLater() if operation == "send":
            refusal = one.outcome.refusal if isinstance(one.outcome, Refused) else Refusal.GAVE_UP
            await _close_post(connection, post, "refused", refusal.value)
            if one.is_told:
                await hooks.on_refused(connection, post, refusal, one.claimed.activity)
    return True


async def _close_post(connection: AsyncConnection, post: Post, state: str, refusal: str = "") -> None:
    """The post's story is over: rows that still wait for it are dropped."""
    await connection.execute(_POST_CLOSED, {"post": post.id, "became": state, "why": refusal})
    await connection.execute(_DROP_THE_REST, {"post": post.id})


_THIS_POST = POST.c.id == bindparam("post")
_PENDING = OUTBOX.c.state == "pending"
_NEXT = OUTBOX.alias("next_row")
# In words: what SQLAlchemy writes for SQLite's RETURNING leaves the tables' names out.
_FOLLOWED = (
    select(_NEXT.c.id)
    .where(text("next_row.state = 'pending' AND next_row.lane = outbox.lane AND next_row.id > outbox.id"))
    .exists()
    .label("followed")
)
_THIS_ATTEMPT = update(OUTBOX).where(_PENDING, THESE)
_OVER = _THIS_ATTEMPT.where(OWN)
# What has arrived has arrived, unless somebody is sending it anew right now.
_ARRIVED = _THIS_ATTEMPT.where(or_(OWN, OUTBOX.c.leased_until.is_(None)))
_DONE = _ARRIVED.values(state="done", activity=null(), leased_until=None, last_error="").returning(
    OUTBOX.c.id, _FOLLOWED
)
_REFUSE = _OVER.values(state="refused", activity=null(), leased_until=None, last_error=bindparam("error")).returning(
    OUTBOX.c.id
)
_WAIT = _OVER.values(due_at=bindparam("due"), leased_until=None).returning(OUTBOX.c.id)
_FAILED = _WAIT.values(attempts=bindparam("failures"), last_error=bindparam("error"))
_DROP_THE_REST = (
    update(OUTBOX)
    .where(OUTBOX.c.post_id == bindparam("post"), _PENDING)
    .values(state="superseded", activity=null(), leased_until=None)
)
_POST_DELIVERED = (
    update(POST)
    .where(_THIS_POST)
    .values(state="delivered", activity_id=bindparam("activity"), conversation_id=bindparam("conversation"))
)
_POST_CLOSED = update(POST).where(_THIS_POST).values(state=bindparam("became"), refusal=bindparam("why"))
_OPEN_THREAD = (
    update(POST)
    .where(POST.c.thread_post_id == bindparam("post"), POST.c.conversation_id == "")
    .values(conversation_id=bindparam("conversation"))
)
_KEEP_CONVERSATION = (
    update(POST)
    .where(
        POST.c.tenant_id == bindparam("tenant"),
        POST.c.service_url == bindparam("service"),
        POST.c.recipient_aad_object_id == bindparam("aad"),
        POST.c.recipient_teams_id == bindparam("teams"),
        POST.c.conversation_id == "",
        POST.c.channel_id == "",
    )
    .values(conversation_id=bindparam("conversation"))
)
