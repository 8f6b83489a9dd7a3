"""Delivering the outbox: takes due rows, hands them to Teams, writes what came of it, and goes on until nothing is due.

A row is marked before it is sent (the claim) and after (the outcome). A turn claims what it may at the end of its own
transaction. The row of a process that dies in between is sent again when its lease lapses: changes and deletions do not
mind, a new message may then appear twice, because Teams has no idempotency key. That window is kept to the one call.

A claim is renewed while its process lives. When the database fails, a process keeps its outcomes until it is back; and
nobody takes over what lapsed meanwhile before its owner, too, has had the time of a lease to come back.
"""

import asyncio
import logging
import traceback
from collections import Counter as Counts
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from prometheus_client import CollectorRegistry, Counter
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.claims import RENEWALS, USUAL, Claim, Terms, claim, renew
from bot.outbox.delivery_refusals import Refusal
from bot.outbox.sending import Delivered, Outcome, Refused, Sender, Spot, TryLater
from bot.outbox.settling import Ended, Hooks, settle
from bot.outbox.tables import Post
from bot.outbox.trying_again import back_off
from config.clock import Clock
from config.database import Database
from config.database_faults import is_bug
from config.sql import broke_a_circle

log = structlog.get_logger()

UNEXPECTED = "unexpected"
"""Code of a failure nobody foresaw; the message is tried again, the error is in the log."""
LAPSED, TAKEN_OVER = "lapsed", "taken_over"
"""What became of an attempt when its process had stood still for longer than a lease: not begun, or its outcome left to
whoever took it over. A message is sent twice only where this says taken over, or a process was killed."""
SHUT = "cannot_open"
"""Code of a message whose sealing key is not among those given: it is tried again for as long as any other, less and
less often. An error in the log, and an outcome of its own in the metrics: somebody has to look after the keys."""
DATABASE_PAUSE = 1.0
"""Seconds before delivery looks again after the database failed."""
FULL_AT_MOST = timedelta(minutes=1)
"""So far away at most is the moment at which a full tenant takes more: a later one is from before the machine's clock
was put back."""
OF_A_TURN = 6
"""How much a turn claims at most: more than most of them enqueue. What is over is claimed after it."""
SETTLING_PAUSES = (0.1, 0.2, 0.4, 0.8)
"""Seconds after each failure to write an outcome, the last one again and again: shorter than a lease lasts, and never
given up, for an outcome lost would be a message sent twice."""

TOLD_AT_MOST = 5
"""So often the rest of the bot is told of an outcome when a bug there undoes it each time. Then it is written untold,
and an error in the log says so: else the conversation would wait for ever."""


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
        self._wakes = 0
        self._more = False
        """The last claim took as many as it might: there may be others."""
        self._leases: dict[int, datetime] = {}
        """Of the rows under way, until their outcomes are written."""
        self._unsure: list[datetime] = []
        """What the leases were to be renewed to when it failed: it may have been written all the same."""
        self._changing = asyncio.Lock()
        """Held while leases change in the database."""
        self._ended: list[Ended] = []
        """Whose outcomes go into the next transaction."""
        self._tried: Counts[int] = Counts()
        """How often it failed to write a row's outcome."""
        self._bugs: Counts[int] = Counts()
        """How often a bug undid it."""
        self._settling = False
        self._renewing = False
        self._well_since: datetime | None = None
        """When the database, as far as this process can tell, began to answer everybody."""
        self._failing = False
        self._workers: set[asyncio.Task[None]] = set()
        self._runner: asyncio.Task[None] | None = None
        self._stopping = False
        self._looking = True
        self._outcomes = Counter(
            "kuntayhteys_deliveries", "What became of attempts to deliver", ["operation", "outcome"], registry=registry
        )

    def wake(self) -> None:
        """There may be something to deliver; returns at once."""
        self._wakes += 1
        self._woken.set()

    async def claim_within(self, connection: AsyncConnection) -> Callable[[], None]:
        """Claims what may go at the end of a transaction that may have enqueued something: saves one of its own.

        What comes back is to be called as soon as that is committed; if it is undone, nothing was claimed.
        """
        limit = min(self._free(), OF_A_TURN)
        if self._runner is None or self._stopping or not limit:
            return self.wake
        claimed = await self._claim(connection, limit)

        def committed() -> None:
            self._wakes += 1  # what was enqueued behind a row whose outcome is being written was not seen there
            self._put_to_work(claimed)
            if len(claimed) == limit:
                self._woken.set()

        return committed

    @property
    def is_waiting(self) -> bool:
        """Nothing is under way, and nobody has woken it since it looked."""
        return not (self._leases or self._workers or self._looking or self._woken.is_set())

    @property
    def has_room(self) -> bool:
        """Whether what is due is taken at once: by a delivery that runs and has a place free."""
        return self._runner is not None and not self._stopping and self._free() > 0

    def start(self) -> None:
        """Begins to deliver in the background, first what an earlier process left."""
        self._stopping = False
        self._looking = True
        self._woken.set()
        self._runner = asyncio.create_task(self._run())

    async def stop(self, patience: timedelta = timedelta(seconds=10)) -> None:
        """Takes nothing more, waits for what is under way, and cuts it off when the patience ends."""
        self._stopping = True
        self._woken.set()
        if self._runner is not None:
            await self._runner
            self._runner = None
        with suppress(TimeoutError):
            async with asyncio.timeout(patience.total_seconds()):
                await self._idle()
        for late in self._workers:
            late.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        # The process may live on: what was cut off is not renewed, so it lapses and goes to others.
        self._leases.clear()
        self._ended.clear()

    async def run_until_idle(self) -> None:
        """Delivers everything that is due by the clock, and what that causes, then returns. Not beside `start`."""
        while await self._take():
            await self._idle()

    async def _idle(self) -> None:
        while self._workers:
            await asyncio.wait(self._workers)

    async def _run(self) -> None:
        while not self._stopping:
            self._looking = False
            await self._woken.wait()
            self._woken.clear()
            self._looking = True
            try:
                await self._take()
            except Exception as error:  # noqa: BLE001 - the runner outlives whatever the database does
                self._failed("outbox_taking_failed", error)
                self._wake_after(timedelta(seconds=DATABASE_PAUSE))

    def _free(self, ending: int = 0) -> int:
        """How many more may be claimed, when so many end. Turns that cross have each claimed without the others."""
        return max(0, self._terms.at_a_time - len(self._leases) + ending)

    async def _take(self) -> int:
        free = self._free()
        if not free or self._stopping:
            self._more = True
            return 0
        async with self._database.write() as connection:
            claimed = await self._claim(connection, free)
        self._database_answered()
        self._put_to_work(claimed)
        return len(claimed)

    async def _claim(self, connection: AsyncConnection, limit: int) -> list[Claim]:
        now, began = self._clock(), self._terms.clock()
        self._full_until = {
            tenant: until for tenant, until in self._full_until.items() if now < until <= now + FULL_AT_MOST
        }
        well = self._well_since is not None and began - self._well_since >= self._terms.lease
        claimed = await claim(connection, now, limit, self._terms, not_to=self._full_until, taking_over=well)
        ended = self._terms.clock()
        if self._well_since is None or ended - began > self._terms.lease / RENEWALS:
            self._well_since = ended
        self._more = len(claimed) == limit
        return claimed

    def _put_to_work(self, claimed: list[Claim]) -> None:
        for one in claimed:
            new = one.row_id not in self._leases  # or it had lapsed while this process stood still
            self._leases[one.row_id] = one.leased_until
            if new:
                self._begin(self._work(one))
        if claimed and not self._renewing:
            self._renewing = True
            self._renew_after_a_while()

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        worker = asyncio.create_task(work)
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _work(self, current: Claim) -> None:
        ended = await self._attempt(current)
        if ended is None:
            del self._leases[current.row_id]
            self._report(current, LAPSED)
            self.wake()
        else:
            await self._settle_soon(ended)

    async def _settle_soon(self, ended: Ended) -> None:
        """With what ends while another transaction writes outcomes: whatever has come by its end goes into the next."""
        self._ended.append(ended)
        if self._settling:
            return
        self._settling = True
        try:
            while self._ended:
                together, self._ended = self._ended, []
                await self._settle_each(together)
        finally:
            self._settling = False

    async def _settle_each(self, together: list[Ended]) -> None:
        """All in one transaction; when it fails one by one, so that none spoils it for others, and again until it is
        written."""
        try:
            await self._settle(together)
        except Exception as error:  # noqa: BLE001 - delivery outlives whatever a hook or the database does
            if not broke_a_circle(error):
                self._failed("outbox_settling_failed", error)
            if len(together) == 1:
                self._begin(self._settle_later(self._told_again(together[0], error)))
            else:
                for one in together:
                    await self._settle_each([one])

    def _told_again(self, ended: Ended, error: Exception) -> Ended:
        """The outcome as it is to be written next, after this error."""
        row = ended.claimed.row_id
        if not ended.is_told or not is_bug(error):
            return ended
        self._bugs[row] += 1
        if self._bugs[row] < TOLD_AT_MOST:
            return ended
        _report_failure("outbox_outcome_not_told", error, row=row)
        return replace(ended, is_told=False)

    async def _settle_later(self, ended: Ended) -> None:
        tried = self._tried[ended.claimed.row_id]
        self._tried[ended.claimed.row_id] += 1
        await asyncio.sleep(SETTLING_PAUSES[min(tried, len(SETTLING_PAUSES) - 1)])
        await self._settle_soon(ended)

    async def _settle(self, together: list[Ended]) -> None:
        following: list[Claim] = []
        async with self._changing, self._database.write() as connection:
            wakes, now = self._wakes, self._clock()
            leases = {*(self._leases[one.claimed.row_id] for one in together), *self._unsure}
            settled = await settle(connection, together, leases, now, self._hooks)
            for one in together:
                wait = settled.waits.get(one.claimed.row_id)
                if wait is not None and isinstance(one.outcome, TryLater) and one.outcome.whole_tenant:
                    self._full_until[one.claimed.post.tenant_id] = now + wait
            if (settled.more or self._more) and not self._stopping:
                following = await self._claim(connection, self._free(len(together)))
        self._database_answered()
        for one in together:
            self._end(one, settled.waits)
        self._put_to_work(following)
        if self._wakes != wakes:
            self._woken.set()

    def _end(self, one: Ended, waits: Mapping[int, timedelta | None]) -> None:
        row = one.claimed.row_id
        del self._leases[row]
        self._tried.pop(row, None)
        self._bugs.pop(row, None)
        if row not in waits:
            self._report(one.claimed, TAKEN_OVER)
            return
        self._report(one.claimed, one.outcome)
        if (wait := waits[row]) is not None:
            self._wake_after(wait)

    async def _renew(self) -> None:
        """Says of what is under way that it still is, and again for as long as something is."""
        try:
            async with self._changing:
                if self._leases:
                    await self._renew_all(self._terms.clock() + self._terms.lease)
        except Exception as error:  # noqa: BLE001 - it is tried again
            self._failed("outbox_renewing_failed", error)
        self._renewing = bool(self._leases)
        if self._renewing:
            self._renew_after_a_while()

    async def _renew_all(self, until: datetime) -> None:
        leases = {*self._leases.values(), *self._unsure}
        self._unsure.append(until)
        async with self._database.write() as connection:
            renewed = await renew(connection, self._leases, leases, until)
        self._unsure.clear()
        self._leases |= dict.fromkeys(renewed & self._leases.keys(), until)

    def _renew_after_a_while(self) -> None:
        pause = self._terms.lease / RENEWALS
        asyncio.get_running_loop().call_later(pause.total_seconds(), lambda: self._begin(self._renew()))

    async def _attempt(self, current: Claim) -> Ended | None:
        """What came of it; None when it was not even tried, because others may have taken it over by now."""
        opened = ""
        try:
            if self._terms.clock() >= self._leases[current.row_id]:
                return None
            post = current.post
            if current.shut:
                outcome: Outcome = TryLater(SHUT)
            elif _is_without_conversation(current):
                outcome = await self._sender.create_personal(post.tenant_id, post.service_url, _member(post))
                if isinstance(outcome, Delivered):
                    opened = outcome.conversation_id
                    outcome = await self._carry_out(current, opened)
            else:
                outcome = await self._carry_out(current, post.conversation_id)
        except Exception as error:  # noqa: BLE001 - one message that cannot be handled must not stop the others
            _report_failure("delivery_failed_unexpectedly", error, row=current.row_id)
            outcome = TryLater(UNEXPECTED)
        return Ended(current, outcome, back_off(current.attempts + 1, self._random()), opened)

    async def _carry_out(self, current: Claim, conversation_id: str) -> Outcome:
        post = current.post
        if current.operation == "send" and not conversation_id:
            if post.thread_post_id is not None:
                return Refused(Refusal.CONVERSATION_GONE, "thread_never_opened")
            return await self._sender.start_thread(post.tenant_id, post.service_url, post.channel_id, current.activity)
        spot = Spot(post.tenant_id, post.service_url, conversation_id, _member(post) if post.targeted else "")
        match current.operation:
            case "send":
                return await self._sender.send(spot, current.activity)
            case "update":
                return await self._sender.update(spot, post.activity_id, current.activity)
            case "delete":
                return await self._sender.delete(spot, post.activity_id)

    def _wake_after(self, wait: timedelta) -> None:
        asyncio.get_running_loop().call_later(wait.total_seconds(), self._woken.set)

    def _failed(self, event: str, error: Exception) -> None:
        """An outage is told once, however many notice it."""
        if not is_bug(error):
            self._well_since = None
        if not self._failing:
            self._failing = True
            _report_failure(event, error)

    def _database_answered(self) -> None:
        if self._failing:
            self._failing = False
            log.info("outbox_goes_on")

    def _report(self, current: Claim, outcome: Outcome | str) -> None:
        code = outcome.code if isinstance(outcome, TryLater | Refused) else ""
        word = outcome if isinstance(outcome, str) else SHUT if current.shut else type(outcome).__name__.lower()
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


def _is_without_conversation(current: Claim) -> bool:
    """A message to a person to whom nothing has been written yet."""
    post = current.post
    known = post.conversation_id or post.channel_id or post.thread_post_id is not None
    return current.operation == "send" and not known


def _member(post: Post) -> str:
    return post.recipient_teams_id or post.recipient_aad_object_id


def _report_failure(event: str, error: Exception, **ids: int) -> None:
    """Logs the kind and the place of an error; its own text could quote a message."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    log.error(event, kind=type(error).__name__, where=where, **ids)
