"""Delivering the outbox: takes due rows, hands them to Teams, writes what came of it, and goes on until nothing is due.

A row is marked before it is sent (the claim) and after (the outcome). The row of a process that dies in between is sent
again when its lease runs out: changes and deletions do not mind, a new message may then appear twice, because Teams has
no idempotency key. That window is kept to the one call.
"""

import asyncio
import logging
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from prometheus_client import CollectorRegistry, Counter
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.claims import USUAL, Claim, Terms, claim
from bot.outbox.delivery_refusals import Refusal
from bot.outbox.sending import Delivered, Outcome, Refused, Sender, Spot, TryLater
from bot.outbox.settling import Hooks, settle, settle_conversation
from bot.outbox.tables import Post
from bot.outbox.trying_again import back_off
from config.clock import Clock
from config.database import Database
from config.sql import broke_a_circle

log = structlog.get_logger()

UNEXPECTED = "unexpected"
"""Code of a failure nobody foresaw; the message is tried again, the error is in the log."""
BROKEN_CIRCLE = "broken_circle"
"""Code of a transaction that PostgreSQL undid to let a turn go on: it is done again at once."""
SHUT = "cannot_open"
"""Code of a message whose sealing key is not among those given: it is tried again for as long as any other, less and
less often. An error in the log, and an outcome of its own in the metrics: somebody has to look after the keys."""
DATABASE_PAUSE = 1.0
"""Seconds before delivery looks again after the database failed."""
FULL_AT_MOST = timedelta(minutes=1)
"""So far away at most is the moment at which a full tenant takes more: a later one is from before the machine's clock
was put back."""
SETTLING_PAUSES = (0.1, 0.4, 1.6, 6.4)
"""Seconds after each failure to write an outcome; after the last one the row waits for its lease to run out."""


class Delivery:
    """Delivers what is due, several conversations at a time, each conversation in order.

    `wake` after every commit that enqueued something; call it now and then too, for rows left by a process that died.
    """

    def __init__(
        self,
        database: Database,
        sender: Sender,
        clock: Clock,
        random: Callable[[], float],
        hooks: Hooks,
        registry: CollectorRegistry,
        *,
        terms: Terms = USUAL,
    ) -> None:
        self._database = database
        self._sender = sender
        self._clock = clock
        self._random = random
        self._hooks = hooks
        self._terms = terms
        self._full_until: dict[str, datetime] = {}
        """Tenants that take nothing more before that moment: their rows are not even claimed."""
        self._woken = asyncio.Event()
        self._workers: set[asyncio.Task[None]] = set()
        self._runner: asyncio.Task[None] | None = None
        self._stopping = False
        self._outcomes = Counter(
            "kuntayhteys_deliveries", "What became of attempts to deliver", ["operation", "outcome"], registry=registry
        )

    def wake(self) -> None:
        """There may be something to deliver; returns at once."""
        self._woken.set()

    def start(self) -> None:
        """Begins to deliver in the background, first what an earlier process left."""
        self._stopping = False
        self._woken.set()
        self._runner = asyncio.create_task(self._run())

    async def stop(self, patience: timedelta = timedelta(seconds=10)) -> None:
        """Takes nothing more, waits for what is under way, and cuts it off when the patience ends."""
        self._stopping = True
        self._woken.set()
        if self._runner is not None:
            await self._runner
            self._runner = None
        if self._workers:
            _, late = await asyncio.wait(self._workers, timeout=patience.total_seconds())
            for worker in late:
                worker.cancel()
            if late:
                await asyncio.wait(late)

    async def run_until_idle(self) -> None:
        """Delivers everything that is due by the clock, and what that causes, then returns. Not beside `start`."""
        while await self._take():
            while self._workers:
                await asyncio.gather(*self._workers)

    async def _run(self) -> None:
        while not self._stopping:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self._take()
            except Exception as error:  # noqa: BLE001 - the runner outlives whatever the database does
                _report_failure("outbox_taking_failed", error)
                self._wake_after(timedelta(seconds=DATABASE_PAUSE))

    async def _take(self) -> int:
        free = self._terms.at_a_time - len(self._workers)
        if free <= 0 or self._stopping:
            return 0
        async with self._database.write() as connection:
            claimed = await self._claim(connection, free)
        self._put_to_work(claimed)
        return len(claimed)

    async def _claim(self, connection: AsyncConnection, limit: int) -> list[Claim]:
        now = self._clock()
        self._full_until = {
            tenant: until for tenant, until in self._full_until.items() if now < until <= now + FULL_AT_MOST
        }
        return await claim(connection, now, limit, self._terms, not_to=self._full_until)

    def _put_to_work(self, claimed: list[Claim]) -> None:
        for one in claimed:
            worker = asyncio.create_task(self._work(one))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    async def _work(self, first: Claim) -> None:
        """Delivers one row after another: the end of one and the taking of the next are one transaction."""
        following: Claim | None = first
        while following is not None:
            current = following
            following = await self._settle_at_last(current, await self._attempt(current))

    async def _settle_at_last(self, current: Claim, outcome: Outcome) -> Claim | None:
        """Writes the outcome, again if the database fails: an outcome lost would mean a message sent twice."""
        for pause in SETTLING_PAUSES:
            try:
                return await self._settle(current, outcome)
            except Exception as error:  # noqa: BLE001 - delivery outlives whatever a hook or the database does
                if not broke_a_circle(error):
                    _report_failure("outbox_settling_failed", error, row=current.row_id)
                await asyncio.sleep(pause)
        log.error("outbox_outcome_lost", row=current.row_id)  # it may be sent again when its lease ends
        return None

    async def _settle(self, current: Claim, outcome: Outcome) -> Claim | None:
        pause = back_off(current.attempts + 1, self._random())
        async with self._database.write() as connection:
            now = self._clock()
            wait = await settle(connection, current, outcome, now, pause, self._hooks)
            own_place_and_free = 1 + max(0, self._terms.at_a_time - len(self._workers))
            if wait is not None and isinstance(outcome, TryLater) and outcome.whole_tenant:
                self._full_until[current.post.tenant_id] = now + wait
            following = [] if self._stopping else await self._claim(connection, own_place_and_free)
        self._report(current, outcome)
        if wait is not None:
            self._wake_after(wait)
        self._put_to_work(following[1:])
        return following[0] if following else None

    async def _attempt(self, current: Claim) -> Outcome:
        try:
            return await self._carry_out(current)
        except Exception as error:  # noqa: BLE001 - one message that cannot be handled must not stop the others
            if broke_a_circle(error):
                return TryLater(BROKEN_CIRCLE, timedelta())
            _report_failure("delivery_failed_unexpectedly", error, row=current.row_id)
            return TryLater(UNEXPECTED)

    async def _carry_out(self, current: Claim) -> Outcome:
        post = current.post
        if current.shut:
            return TryLater(SHUT)
        if current.operation == "send" and not post.conversation_id:
            if post.thread_post_id is not None:
                return Refused(Refusal.CONVERSATION_GONE, "thread_never_opened")
            if post.channel_id:
                return await self._sender.start_thread(
                    post.tenant_id, post.service_url, post.channel_id, current.activity
                )
            failed = await self._open_conversation(current)
            if failed is not None:
                return failed
        spot = Spot(post.tenant_id, post.service_url, post.conversation_id, _member(post) if post.targeted else "")
        match current.operation:
            case "send":
                return await self._sender.send(spot, current.activity)
            case "update":
                return await self._sender.update(spot, post.activity_id, current.activity)
            case "delete":
                return await self._sender.delete(spot, post.activity_id)

    async def _open_conversation(self, current: Claim) -> Outcome | None:
        """Finds the 1:1 conversation; kept at once, so that a second try does not have to ask again."""
        post = current.post
        outcome = await self._sender.create_personal(post.tenant_id, post.service_url, _member(post))
        if not isinstance(outcome, Delivered):
            return outcome
        async with self._database.write() as connection:
            await settle_conversation(connection, post, outcome.conversation_id, self._hooks)
        post.conversation_id = outcome.conversation_id
        return None

    def _wake_after(self, wait: timedelta) -> None:
        asyncio.get_running_loop().call_later(wait.total_seconds(), self._woken.set)

    def _report(self, current: Claim, outcome: Outcome) -> None:
        code = outcome.code if isinstance(outcome, TryLater | Refused) else ""
        word = SHUT if current.shut else type(outcome).__name__.lower()
        self._outcomes.labels(current.operation, word).inc()
        log.log(
            logging.ERROR if current.shut else logging.INFO,
            "delivery",
            row=current.row_id,
            post=current.post.id,
            operation=current.operation,
            outcome=word,
            code=code,
        )


def _member(post: Post) -> str:
    return post.recipient_teams_id or post.recipient_aad_object_id


def _report_failure(event: str, error: Exception, **ids: int) -> None:
    """Logs the kind and the place of an error; its own text could quote a message."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    log.error(event, kind=type(error).__name__, where=where, **ids)
