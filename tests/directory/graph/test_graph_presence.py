"""Presence from Graph: helpful when it is there, never in the way when it is not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from pydantic import SecretStr

from bot.tables import metadata
from directory.graph.graph_access import GraphAccess
from directory.graph.graph_presence import GraphPresence
from directory.people.contacts import DirectoryId
from directory.people.presence import UNKNOWN, Presence, PresenceReading, presence_value
from tests.directory.graph.fake_graph import FakeGraph, fake_graph
from tests.directory.sample_people import TUESDAY_MORNING

MAIJA = DirectoryId("tenant-a", "maija")
KALLE = DirectoryId("tenant-a", "kalle")
LEENA = DirectoryId("tenant-b", "leena")


@dataclass
class Clock:
    now: datetime = TUESDAY_MORNING

    def __call__(self) -> datetime:
        return self.now


def access(fake: FakeGraph, app_id: str = "") -> GraphAccess:
    return GraphAccess(f"{fake.url}/v1.0", fake.url, app_id, SecretStr("secret" if app_id else ""))


@asynccontextmanager
async def presence(
    fake: FakeGraph, clock: Clock, app_id: str = "", patience_s: float = 30
) -> AsyncIterator[GraphPresence]:
    """The real adapter against the fake."""
    asked = GraphPresence(access(fake, app_id), clock, patience_s=patience_s)
    try:
        yield asked
    finally:
        await asked.close()


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    async with fake_graph() as fake:
        fake.answers = {
            "maija": {"availability": "Available", "activity": "Available"},
            "kalle": {"availability": "doNotDisturb", "activity": "presenting"},
            "leena": {
                "availability": "Available",
                "activity": "Available",
                "outOfOfficeSettings": {"isOutOfOffice": True},
            },
        }
        yield fake


@pytest.mark.parametrize(
    ("availability", "activity", "value"),
    [
        ("Available", "Available", "available"),
        ("availableIdle", "available", "available"),
        ("Busy", "InAMeeting", "busy"),
        ("DoNotDisturb", "Presenting", "busy"),
        ("BeRightBack", "BeRightBack", "away"),
        ("Offline", "OffWork", "offline"),
        ("Available", "OutOfOffice", "out_of_office"),
        ("PresenceUnknown", "PresenceUnknown", "unknown"),
        ("SomethingNew", "", "unknown"),
        ("PresenceUnknown", "InAMeeting", "unknown"),
        ("Available", "InACall", "busy"),
        ("Available", "OffWork", "offline"),
        ("Offline", "Available", "offline"),
        ("available", "SomethingNew", "available"),
    ],
)
def test_graphs_words_become_ours(availability: str, activity: str, value: Presence) -> None:
    assert presence_value(availability, activity, out_of_office=False) == value


async def test_one_call_for_all_people_of_a_tenant(graph: FakeGraph) -> None:
    async with presence(graph, Clock()) as asked:
        readings = await asked.read([MAIJA, KALLE, LEENA, MAIJA])
    assert {who: one.value for who, one in readings.items()} == {
        MAIJA: "available",
        KALLE: "busy",
        LEENA: "out_of_office",
    }
    assert readings[MAIJA].read_at == TUESDAY_MORNING
    assert sorted(map(sorted, graph.calls)) == [["kalle", "maija"], ["leena"]]


async def test_a_reading_is_kept_for_half_a_minute(graph: FakeGraph) -> None:
    clock = Clock()
    async with presence(graph, clock) as asked:
        await asked.read([MAIJA])
        clock.now += timedelta(seconds=29)
        assert (await asked.read([MAIJA]))[MAIJA].read_at == TUESDAY_MORNING
        assert len(graph.calls) == 1
        clock.now += timedelta(seconds=2)
        assert (await asked.read([MAIJA]))[MAIJA].read_at == clock.now
    assert len(graph.calls) == 2


async def test_after_a_clock_was_put_back_presence_is_read_again(graph: FakeGraph) -> None:
    clock = Clock()
    async with presence(graph, clock) as asked:
        await asked.read([MAIJA])
        clock.now -= timedelta(hours=1)
        assert (await asked.read([MAIJA]))[MAIJA].read_at == clock.now
    assert len(graph.calls) == 2


async def test_while_graph_is_silent_the_last_reading_is_given_with_its_time_and_soon_no_more(graph: FakeGraph) -> None:
    clock = Clock()
    async with presence(graph, clock) as asked:
        await asked.read([MAIJA])
        graph.status = 503
        clock.now += timedelta(minutes=5)
        assert (await asked.read([MAIJA]))[MAIJA] == PresenceReading("available", TUESDAY_MORNING)
        clock.now += timedelta(minutes=5)
        assert await asked.read([MAIJA]) == {MAIJA: UNKNOWN}


async def test_a_call_asks_about_everybody_looked_at_lately_and_about_nobody_else(graph: FakeGraph) -> None:
    clock = Clock()
    async with presence(graph, clock) as asked:
        await asked.read([MAIJA])
        clock.now += timedelta(seconds=31)
        await asked.read([KALLE])
        await asked.read([MAIJA])
        assert graph.calls == [["maija"], ["kalle", "maija"]], "the second look at Maija needs no call of its own"
        clock.now += timedelta(minutes=6)
        await asked.read([KALLE])
        assert graph.calls[2:] == [["kalle"]]


async def test_only_the_last_reading_is_kept_and_only_for_ten_minutes(graph: FakeGraph) -> None:
    clock = Clock()
    async with presence(graph, clock) as asked:
        for _ in range(20):
            await asked.read([MAIJA, KALLE])
            clock.now += timedelta(seconds=31)
        kept = [held for held in vars(asked).values() if isinstance(held, dict) and MAIJA in held]
        assert all(len(held) == 2 for held in kept), "one value for each person, however often they were read"
        clock.now += timedelta(minutes=10)
        await asked.read([LEENA])
        kept = [held for held in vars(asked).values() if isinstance(held, dict)]
        assert not any(MAIJA in held for held in kept), "who is no longer looked at is forgotten"


def test_no_table_has_a_place_for_presence() -> None:
    columns = [f"{table.name}.{column.name}" for table in metadata().tables.values() for column in table.columns]
    assert columns
    assert not [one for one in columns if "presence" in one or "availab" in one or "out_of_office" in one]


async def test_many_askers_at_once_make_one_call(graph: FakeGraph) -> None:
    graph.delay_s = 0.05
    async with presence(graph, Clock()) as asked:
        answers = await asyncio.gather(*(asked.read([MAIJA, KALLE]) for _ in range(20)))
    assert all(answer[MAIJA].value == "available" for answer in answers)
    assert len(graph.calls) == 1


async def test_more_people_than_graph_takes_are_asked_in_parts(graph: FakeGraph) -> None:
    async with presence(graph, Clock()) as asked:
        await asked.read([DirectoryId("tenant-a", f"u{number}") for number in range(1300)])
    assert [len(ids) for ids in graph.calls] == [650, 650]


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
async def test_a_graph_that_refuses_is_unknown_and_left_alone_for_a_while(graph: FakeGraph, status: int) -> None:
    graph.status = status
    clock = Clock()
    async with presence(graph, clock) as asked:
        assert await asked.read([MAIJA]) == {MAIJA: UNKNOWN}
        assert await asked.read([MAIJA]) == {MAIJA: UNKNOWN}
        assert len(graph.calls) == 1, "no retries, and rest after a failure"
        graph.status = 200
        clock.now += timedelta(seconds=31)
        assert (await asked.read([MAIJA]))[MAIJA].value == "available"


async def test_a_tenant_that_fails_does_not_take_others_with_it(graph: FakeGraph) -> None:
    async with presence(graph, Clock()) as asked:
        graph.body = "<html>maintenance</html>"
        assert await asked.read([MAIJA]) == {MAIJA: UNKNOWN}
        graph.body = ""
        readings = await asked.read([MAIJA, LEENA])
    assert readings == {MAIJA: UNKNOWN, LEENA: PresenceReading("out_of_office", TUESDAY_MORNING)}


async def test_a_slow_graph_does_not_hold_the_answer_up_and_serves_the_next_one(graph: FakeGraph) -> None:
    graph.answers_now.clear()
    async with presence(graph, Clock(), patience_s=0.05) as asked:
        assert await asked.read([MAIJA]) == {MAIJA: UNKNOWN}
        graph.answers_now.set()
        for _ in range(1_000):
            await asyncio.sleep(0.02)
            if (await asked.read([MAIJA]))[MAIJA].value == "available":
                break
        else:
            pytest.fail("what came late serves nobody")
    assert len(graph.calls) == 1, "what was asked first is what is read in the end"


async def test_a_dead_graph_is_unknown() -> None:
    async with fake_graph() as fake:
        gone = access(fake)
    asked = GraphPresence(gone, Clock())
    assert await asked.read([MAIJA]) == {MAIJA: UNKNOWN}
    await asked.close()


async def test_each_tenant_is_asked_with_a_token_of_its_own(graph: FakeGraph) -> None:
    graph.needs_token = True
    clock = Clock()
    async with presence(graph, clock, app_id="app") as asked:
        readings = await asked.read([MAIJA, LEENA])
        clock.now += timedelta(minutes=1)
        await asked.read([MAIJA])
    assert readings[MAIJA].value == "available"
    assert sorted(token.rsplit("-", 1)[0] for token in graph.tokens_given) == ["token-tenant-a", "token-tenant-b"]


async def test_a_wrong_secret_is_unknown(graph: FakeGraph) -> None:
    async with presence(graph, Clock(), app_id="somebody-else") as asked:
        assert await asked.read([MAIJA]) == {MAIJA: UNKNOWN}
    assert graph.calls == []


async def test_without_an_app_microsofts_graph_is_not_asked() -> None:
    nobody = GraphAccess("https://graph.microsoft.com/v1.0", "https://login.microsoftonline.com", "", SecretStr(""))
    assert not nobody.usable
    assert await GraphPresence(nobody, Clock()).read([MAIJA]) == {MAIJA: UNKNOWN}
