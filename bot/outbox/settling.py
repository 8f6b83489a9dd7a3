"""What an outcome means for the row and its post, written in one transaction: done, again later or refused."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, null, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox import lanes
from bot.outbox.claims import Claim
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


async def settle(
    connection: AsyncConnection, claimed: Claim, outcome: Outcome, now: datetime, pause: timedelta, hooks: Hooks
) -> timedelta | None:
    """Writes the outcome; gives the time after which the row is due again, None when it is finished.

    `pause` is the back-off to use when Teams did not say how long to wait.
    """
    match outcome:
        case Delivered():
            await _delivered(connection, claimed, outcome, hooks)
        case Refused(Refusal.MESSAGE_GONE, _) if claimed.operation != "send":
            await _gone(connection, claimed)
        case Refused():
            await _refused(connection, claimed, outcome, hooks)
        case TryLater() if outcome.code != PACED and now - claimed.created_at >= GIVES_UP_AFTER:
            await _refused(connection, claimed, Refused(Refusal.GAVE_UP, outcome.code), hooks)
        case TryLater():
            return await _postponed(connection, claimed, outcome, now, pause)
    return None


async def settle_conversation(connection: AsyncConnection, post: Post, conversation_id: str, hooks: Hooks) -> None:
    """Keeps a newly created 1:1 conversation on every post that waits for one with the same person."""
    person = {
        "tenant": post.tenant_id,
        "service": post.service_url,
        "aad": post.recipient_aad_object_id,
        "teams": post.recipient_teams_id,
        "conversation": conversation_id,
    }
    await connection.execute(_KEEP_CONVERSATION, person)
    await lanes.move_to_conversation(connection, post.tenant_id, conversation_id)
    await hooks.on_conversation(connection, post, conversation_id)


async def _delivered(connection: AsyncConnection, claimed: Claim, outcome: Delivered, hooks: Hooks) -> None:
    await _finish(connection, claimed, "done")
    match claimed.operation:
        case "send":
            conversation_id = outcome.conversation_id or claimed.post.conversation_id
            ids = {"post": claimed.post.id, "activity": outcome.activity_id, "conversation": conversation_id}
            await connection.execute(_POST_DELIVERED, ids)
            if outcome.conversation_id:
                await connection.execute(_OPEN_THREAD, {"post": claimed.post.id, "conversation": conversation_id})
                await lanes.move_to_conversation(connection, claimed.post.tenant_id, conversation_id)
                await hooks.on_conversation(connection, claimed.post, conversation_id)
        case "delete":
            await _close_post(connection, claimed, "deleted")
        case "update":
            pass


async def _gone(connection: AsyncConnection, claimed: Claim) -> None:
    """Somebody else has deleted the message: there is nothing left to do to it."""
    await _finish(connection, claimed, "done")
    await _close_post(connection, claimed, "deleted")


async def _refused(connection: AsyncConnection, claimed: Claim, outcome: Refused, hooks: Hooks) -> None:
    await _finish(connection, claimed, "refused", outcome.code)
    if claimed.operation == "send":
        await _close_post(connection, claimed, "refused", outcome.refusal.value)
        await hooks.on_refused(connection, claimed.post, outcome.refusal, claimed.activity)


async def _postponed(
    connection: AsyncConnection, claimed: Claim, outcome: TryLater, now: datetime, pause: timedelta
) -> timedelta:
    wait = pause if outcome.after is None else max(outcome.after, timedelta(milliseconds=1))
    row = {"row": claimed.row_id, "due": now + wait}
    if outcome.code == PACED:
        await connection.execute(_WAIT, row)
    else:
        await connection.execute(_FAILED, row | {"failures": claimed.attempts + 1, "error": outcome.code})
    return wait


async def _finish(connection: AsyncConnection, claimed: Claim, state: str, error: str = "") -> None:
    await connection.execute(_FINISH, {"row": claimed.row_id, "became": state, "error": error})


async def _close_post(connection: AsyncConnection, claimed: Claim, state: str, refusal: str = "") -> None:
    """The post's story is over: rows that still wait for it are dropped."""
    await connection.execute(_POST_CLOSED, {"post": claimed.post.id, "became": state, "why": refusal})
    await connection.execute(_DROP_THE_REST, {"post": claimed.post.id})


_THIS_ROW = OUTBOX.c.id == bindparam("row")
_THIS_POST = POST.c.id == bindparam("post")
_FINISH = (
    update(OUTBOX)
    .where(_THIS_ROW)
    .values(state=bindparam("became"), activity=null(), leased_until=None, last_error=bindparam("error"))
)
_WAIT = update(OUTBOX).where(_THIS_ROW).values(due_at=bindparam("due"), leased_until=None)
_FAILED = _WAIT.values(attempts=bindparam("failures"), last_error=bindparam("error"))
_DROP_THE_REST = (
    update(OUTBOX)
    .where(OUTBOX.c.post_id == bindparam("post"), OUTBOX.c.state == "pending")
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
