"""What an outcome means for the row and its post, written in one transaction: done, again later or refused."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import null, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.claims import Claim
from bot.outbox.queue import OUTBOX, POST
from bot.outbox.refusals import Refusal
from bot.outbox.sending import PACED, Delivered, Outcome, Refused, TryLater
from bot.outbox.tables import Post

GIVES_UP_AFTER = timedelta(hours=24)
"""A message a day late would mislead more than a clear refusal."""
LONGEST_PAUSE = timedelta(minutes=10)

OnRefused = Callable[[AsyncConnection, Post, Refusal], Awaitable[None]]
OnConversation = Callable[[AsyncConnection, Post, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the rest of the bot does within the delivery's own transactions."""

    on_refused: OnRefused
    """A post will never be sent, and why. What it enqueues is delivered next."""
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


def back_off(attempts: int, random: float) -> timedelta:
    """The pause after the `attempts`-th failure: it doubles, from two seconds to ten minutes, and half of it is random.

    `random` is from 0 to 1: it spreads the messages that failed together.
    """
    longest = min(LONGEST_PAUSE, timedelta(seconds=2 ** min(attempts, 20)))
    return longest * (0.5 + random / 2)


async def settle_conversation(connection: AsyncConnection, post: Post, conversation_id: str, hooks: Hooks) -> None:
    """Keeps a newly created 1:1 conversation on every post that waits for one with the same person."""
    waiting = update(POST).where(
        POST.c.tenant_id == post.tenant_id,
        POST.c.service_url == post.service_url,
        POST.c.recipient_aad_object_id == post.recipient_aad_object_id,
        POST.c.recipient_teams_id == post.recipient_teams_id,
        POST.c.conversation_id == "",
        POST.c.channel_id == "",
    )
    await connection.execute(waiting.values(conversation_id=conversation_id))
    await hooks.on_conversation(connection, post, conversation_id)


async def _delivered(connection: AsyncConnection, claimed: Claim, outcome: Delivered, hooks: Hooks) -> None:
    await _finish(connection, claimed, "done")
    match claimed.operation:
        case "send":
            conversation_id = outcome.conversation_id or claimed.post.conversation_id
            await _set_post(
                connection,
                claimed,
                state="delivered",
                activity_id=outcome.activity_id,
                conversation_id=conversation_id,
            )
            if outcome.conversation_id:
                await _open_thread(connection, claimed, outcome.conversation_id)
                await hooks.on_conversation(connection, claimed.post, outcome.conversation_id)
        case "delete":
            await _set_post(connection, claimed, state="deleted")
        case "update":
            pass


async def _open_thread(connection: AsyncConnection, claimed: Claim, conversation_id: str) -> None:
    waiting = update(POST).where(POST.c.thread_post_id == claimed.post.id, POST.c.conversation_id == "")
    await connection.execute(waiting.values(conversation_id=conversation_id))


async def _gone(connection: AsyncConnection, claimed: Claim) -> None:
    """Somebody else has deleted the message: there is nothing left to do to it."""
    await _finish(connection, claimed, "done")
    await _set_post(connection, claimed, state="deleted")
    await _drop_the_rest(connection, claimed)


async def _refused(connection: AsyncConnection, claimed: Claim, outcome: Refused, hooks: Hooks) -> None:
    await _finish(connection, claimed, "refused", outcome.code)
    if claimed.operation != "send":
        return
    await _set_post(connection, claimed, state="refused", refusal=outcome.refusal.value)
    await _drop_the_rest(connection, claimed)
    await hooks.on_refused(connection, claimed.post, outcome.refusal)


async def _postponed(
    connection: AsyncConnection, claimed: Claim, outcome: TryLater, now: datetime, pause: timedelta
) -> timedelta:
    wait = pause if outcome.after is None else max(outcome.after, timedelta(milliseconds=1))
    failed = outcome.code != PACED
    values: dict[str, object] = {"due_at": now + wait, "leased_until": None, "attempts": claimed.attempts + failed}
    if failed:
        values["last_error"] = outcome.code
    await connection.execute(update(OUTBOX).where(OUTBOX.c.id == claimed.row_id).values(**values))
    return wait


async def _finish(connection: AsyncConnection, claimed: Claim, state: str, error: str = "") -> None:
    values = {"state": state, "activity": null(), "leased_until": None, "last_error": error}
    await connection.execute(update(OUTBOX).where(OUTBOX.c.id == claimed.row_id).values(**values))


async def _drop_the_rest(connection: AsyncConnection, claimed: Claim) -> None:
    rest = update(OUTBOX).where(OUTBOX.c.post_id == claimed.post.id, OUTBOX.c.state == "pending")
    await connection.execute(rest.values(state="superseded", activity=null(), leased_until=None))


async def _set_post(connection: AsyncConnection, claimed: Claim, **values: str) -> None:
    await connection.execute(update(POST).where(POST.c.id == claimed.post.id).values(**values))
