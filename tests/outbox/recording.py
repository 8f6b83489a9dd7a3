"""A Teams that only remembers what it was asked, and answers as the test has told it to."""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from prometheus_client import CollectorRegistry
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.claims import Terms
from bot.outbox.delivery import Delivery
from bot.outbox.delivery_refusals import Refusal
from bot.outbox.outbox_queue import OUTBOX, POST, enqueue_sends, enqueue_updates, new_posts
from bot.outbox.sending import ActivityJson, Delivered, Outcome, Sender, Spot
from bot.outbox.settling import Hooks
from bot.outbox.tables import OutboxRow, Post
from config.database import Database
from config.quick_json import written

NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
SERVICE = "https://smba.trafficmanager.net/emea/"


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **parts: float) -> None:
        self.now += timedelta(**parts)


@dataclass(frozen=True)
class Asked:
    """One thing the bot asked of Teams."""

    verb: str
    where: str
    what: str


@dataclass
class RecordingTeams:
    """Accepts everything, except where outcomes have been queued for a verb."""

    asked: list[Asked] = field(default_factory=list)
    outcomes: dict[str, deque[Outcome | Exception]] = field(default_factory=lambda: defaultdict(deque))
    before_answer: Callable[[Asked], None] | None = None
    count: int = 0

    def will(self, verb: str, *outcomes: Outcome | Exception) -> None:
        self.outcomes[verb].extend(outcomes)

    def texts(self, verb: str = "send") -> list[str]:
        return [one.what for one in self.asked if one.verb == verb]

    async def create_personal(self, tenant_id: str, service_url: str, member_id: str) -> Outcome:
        return self._answer("create", member_id, "", Delivered(conversation_id=f"a:{member_id}"))

    async def start_thread(self, tenant_id: str, service_url: str, channel_id: str, activity: ActivityJson) -> Outcome:
        self.count += 1
        opened = Delivered(f"m{self.count}", f"{channel_id};messageid=m{self.count}")
        return self._answer("thread", channel_id, str(activity["text"]), opened)

    async def send(self, spot: Spot, activity: ActivityJson) -> Outcome:
        self.count += 1
        where = f"{spot.conversation_id} only {spot.targeted_at}" if spot.targeted_at else spot.conversation_id
        return self._answer("send", where, str(activity["text"]), Delivered(f"m{self.count}"))

    async def update(self, spot: Spot, activity_id: str, activity: ActivityJson) -> Outcome:
        return self._answer("update", activity_id, str(activity["text"]), Delivered(activity_id))

    async def delete(self, spot: Spot, activity_id: str) -> Outcome:
        return self._answer("delete", activity_id, "", Delivered())

    def _answer(self, verb: str, where: str, what: str, usual: Outcome) -> Outcome:
        asked = Asked(verb, where, what)
        self.asked.append(asked)
        if self.before_answer is not None:
            self.before_answer(asked)
        outcome = self.outcomes[verb].popleft() if self.outcomes[verb] else usual
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@dataclass
class Told:
    """What the delivery told the rest of the bot."""

    refused: list[tuple[int | None, Refusal]] = field(default_factory=list)
    opened: list[tuple[int | None, str]] = field(default_factory=list)

    async def on_refused(
        self, connection: AsyncConnection, post: Post, refusal: Refusal, activity: ActivityJson
    ) -> None:
        self.refused.append((post.id, refusal))

    async def on_conversation(self, connection: AsyncConnection, post: Post, conversation_id: str) -> None:
        self.opened.append((post.id, conversation_id))


def delivery_of(
    database: Database, teams: Sender, clock: Clock, told: Told | None = None, at_a_time: int = 16
) -> Delivery:
    """A delivery with a random that always says one half."""
    told = told or Told()
    hooks = Hooks(told.on_refused, told.on_conversation)
    terms = Terms(at_a_time=at_a_time, clock=clock)
    return Delivery(database, teams, clock, lambda: 0.5, hooks, CollectorRegistry(), terms=terms)


def message(text: str) -> dict[str, object]:
    return {"type": "message", "text": text}


def chat(conversation_id: str = "a:chat", **more: object) -> Post:
    return Post.model_validate(
        {"tenant_id": "t1", "service_url": SERVICE, "conversation_id": conversation_id, "kind": "message", **more}
    )


async def new_post(connection: AsyncConnection, post: Post) -> int:
    return (await new_posts(connection, [post]))[0]


async def enqueue_send(connection: AsyncConnection, post_id: int, activity: ActivityJson, now: datetime) -> None:
    await enqueue_sends(connection, {post_id: written(activity)}, now)


async def enqueue_update(connection: AsyncConnection, post_id: int, activity: ActivityJson, now: datetime) -> None:
    await enqueue_updates(connection, {post_id: written(activity)}, now)


async def say(database: Database, post: Post, text: str, clock: Clock) -> int:
    """Decides a new post with this text, as a use case would."""
    async with database.write() as connection:
        post_id = await new_post(connection, post)
        await enqueue_send(connection, post_id, message(text), clock())
    return post_id


async def post_row(database: Database, post_id: int) -> Post:
    async with database.read() as connection:
        row = (await connection.execute(select(POST).where(POST.c.id == post_id))).mappings().one()
        return Post(**row)


async def rows(database: Database) -> list[OutboxRow]:
    async with database.read() as connection:
        return [OutboxRow(**row) for row in (await connection.execute(select(OUTBOX).order_by(OUTBOX.c.id))).mappings()]
