"""Which rows may go next: the first of each lane, whatever else waits, and nothing to whom it would be turned back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from bot.outbox.claims import Terms, claim
from bot.outbox.lanes import OUTBOX, POST
from bot.outbox.sending import PACED, TryLater
from bot.outbox.tables import Post
from config.database import Database
from tests.outbox.recording import (
    NOON,
    Clock,
    RecordingTeams,
    Told,
    chat,
    delivery_of,
    enqueue_send,
    message,
    new_post,
    post_row,
    rows,
    say,
)

A_MINUTE = timedelta(minutes=1)
PLACES: Sequence[dict[str, object]] = (
    {},
    {"conversation_id": "a:toinen"},
    {"conversation_id": "", "channel_id": "19:k"},
    {"tenant_id": "t2"},
)


@dataclass(frozen=True)
class Waiting:
    """A row of the outbox: where it goes, and what keeps it."""

    place: int
    done: bool
    later: bool
    claimed: bool


ROWS = st.lists(st.builds(Waiting, st.integers(0, 3), st.booleans(), st.booleans(), st.booleans()), max_size=12)


@given(ROWS, st.integers(1, 5), st.sets(st.sampled_from(["t1", "t2"])))
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
async def test_the_first_of_each_lane_is_taken_if_nothing_keeps_it(
    database: Database, waiting: Sequence[Waiting], most: int, not_to: set[str]
) -> None:
    async with database.write() as connection:
        for table in (OUTBOX, POST):
            await connection.execute(delete(table))
        ids = [await _put(connection, one) for one in waiting]
        taken = await claim(connection, NOON, most, Terms(clock=Clock()), not_to=not_to)
    assert [one.post.id for one in taken] == _expected(waiting, ids, not_to)[:most]


def _to(one: Waiting) -> Post:
    return chat(**PLACES[one.place])  # type: ignore[arg-type]


def _expected(waiting: Sequence[Waiting], ids: Sequence[int], not_to: set[str]) -> list[int]:
    first: dict[int, tuple[Waiting, int]] = {}
    for one, post_id in zip(waiting, ids, strict=True):
        if not one.done:
            first.setdefault(one.place, (one, post_id))
    free = [
        post_id
        for one, post_id in first.values()
        if not one.later and not one.claimed and _to(one).tenant_id not in not_to
    ]
    return sorted(free)


async def _put(connection: AsyncConnection, one: Waiting) -> int:
    post_id = await new_post(connection, _to(one))
    await enqueue_send(connection, post_id, message("Hei"), NOON + A_MINUTE if one.later else NOON)
    kept = {"state": "done" if one.done else "pending", "leased_until": NOON + A_MINUTE if one.claimed else None}
    await connection.execute(update(OUTBOX).where(OUTBOX.c.post_id == post_id).values(**kept))
    return post_id


async def test_a_tenant_that_takes_nothing_more_is_left_alone_while_others_get_their_messages(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    for number in range(5):
        await say(database, chat(f"a:{number}"), f"täynnä {number}", clock)
    await say(database, chat(tenant_id="t2"), "muualla", clock)
    delivery = delivery_of(database, teams, clock, at_a_time=1)
    teams.will("send", TryLater(PACED, timedelta(seconds=1), whole_tenant=True))
    await delivery.run_until_idle()
    assert teams.texts() == ["täynnä 0", "muualla"]
    clock.forward(seconds=1)
    await delivery.run_until_idle()
    assert teams.texts()[2:] == [f"täynnä {number}" for number in range(5)]


async def test_a_clock_that_was_put_back_leaves_no_tenant_alone(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    await say(database, chat("a:1"), "täynnä", clock)
    delivery = delivery_of(database, teams, clock)
    teams.will("send", TryLater(PACED, timedelta(seconds=1), whole_tenant=True))
    await delivery.run_until_idle()
    clock.forward(hours=-1)
    await say(database, chat("a:2"), "tunti takaisin", clock)
    await delivery.run_until_idle()
    assert teams.texts() == ["täynnä", "tunti takaisin"]


async def test_what_waits_for_a_person_waits_in_their_conversation_once_there_is_one(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    for text in ("ensin", "sitten"):
        await say(database, chat("", recipient_aad_object_id="maija"), text, clock)
    teams.will("send", TryLater("503"))
    await delivery_of(database, teams, clock).run_until_idle()
    await say(database, chat("a:maija", recipient_aad_object_id="maija"), "viimeiseksi", clock)
    assert len({row.lane for row in await rows(database)}) == 1
    clock.forward(minutes=1)
    await delivery_of(database, teams, clock).run_until_idle()
    assert teams.texts() == ["ensin", "ensin", "sitten", "viimeiseksi"]


async def test_a_conversation_whose_keeping_was_undone_for_a_turn_is_kept_at_once_without_an_alarm(
    database: Database, teams: RecordingTeams, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    class InTheWay(Told):
        @override
        async def on_conversation(self, connection: AsyncConnection, post: Post, conversation_id: str) -> None:
            await super().on_conversation(connection, post, conversation_id)
            if len(self.opened) == 1:
                raise DBAPIError("update", {}, _Deadlock())

    told = InTheWay()
    post_id = await say(database, chat("", recipient_aad_object_id="maija"), "Hei", clock)
    delivery = delivery_of(database, teams, clock, told)
    await delivery.run_until_idle()
    clock.forward(milliseconds=1)
    await delivery.run_until_idle()
    assert (await post_row(database, post_id)).state == "delivered"
    assert teams.texts() == ["Hei"]
    assert "failed" not in capsys.readouterr().out


class _Deadlock(Exception):  # noqa: N818 - what the driver calls it
    sqlstate = "40P01"
