"""What a turn remembers of rows is what the database says of them, whatever the turn writes."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.consultation.waiting import clocks
from bot.consultation.waiting.clocks import Clock, Frozen
from bot.outbox import posting
from bot.outbox.posting import About, Address, NewPost, text_activity
from bot.turns import known_writers
from bot.turns.turn import Actor, Place, Turn
from bot.turns.turn import Message as Typed
from bot.turns.work import Work, by_itself, looking
from config.quick_json import read, written
from config.transaction import Transaction
from directory.areas.plans import USUAL
from directory.people.contacts import DirectoryId
from directory.time.calendar import WORKING_WEEK
from tests.turns.office import URL, Office, Person

ROOT = Path(__file__).parents[2]
NUMBERS = (1001, 1002)
WHO = DirectoryId("t1", "liisa")
Step = Callable[[Work, int], Awaitable[object]]


def typed(work: Work, *, locale: str, kind: str = "personal") -> Turn:
    place = Place(WHO.tenant_id, URL, f"a:{kind}", "personal" if kind == "personal" else "group", "28:bot")
    actor = Actor(WHO.tenant_id, WHO.aad_object_id, "29:liisa", "Liisa")
    return Turn("1", "message", "", work.now, actor, place, locale, Typed("Hei"))


def new(number: int | None, kind: str = "receiver") -> NewPost:
    return NewPost(Address("t1", URL, "a:chat"), About(kind, "fi", number), text_activity(f"Kysymys {number}"))


async def posts(work: Work, number: int) -> Sequence[object]:
    return await posting.post_all(work, [new(number), new(number, "asker"), new(None)])


async def changes(work: Work, number: int) -> None:
    shown = await posting.posts_of(work, number)
    await posting.change_all(work, [(one, text_activity(f"Nyt {len(shown)}")) for one in shown[::2]])


async def takes_away(work: Work, number: int) -> None:
    for one in (await posting.posts_of(work, number))[-1:]:
        await posting.take_away(work, one)


async def marks(work: Work, number: int) -> None:
    shown = await posting.posts_of(work, number)
    await posting.mark(work, shown[-1:], {"kind": "former", "seen_at": work.now})


async def shows_from_now_on(work: Work, number: int) -> None:
    lists = [await posting.load_post(work.connection, await posting.post(work, *_parts(new(None, "notice"))))]
    await posting.becomes_case_card(work, lists[0], number)


def _parts(one: NewPost) -> tuple[Address, About, dict[str, object]]:
    return one.address, one.about, one.activity


async def moves_the_clock(work: Work, number: int) -> None:
    before = await clocks.load(work, number) or Frozen(USUAL, WORKING_WEEK, None)
    began = before.clock.began_at if before.clock else work.now
    await clocks._save(work, number, replace(before, clock=Clock("waiting", began + timedelta(hours=1))))


async def writes_in_a_chat(work: Work, number: int) -> None:
    await known_writers.remember(work, typed(work, locale=("fi", "sv")[number - 1001]))


async def writes_in_a_group(work: Work, number: int) -> None:
    await known_writers.remember(work, typed(work, locale=("sv", "en")[number - 1001], kind="group"))


async def chooses_a_language(work: Work, number: int) -> None:
    await known_writers.choose_language(work, typed(work, locale="fi"), ("en", "sv")[number - 1001])


async def is_reached(work: Work, number: int) -> None:
    await known_writers.remember_conversation(work, WHO, URL, f"a:new{number}")


STEPS: tuple[Step, ...] = (
    posts,
    changes,
    takes_away,
    marks,
    shows_from_now_on,
    moves_the_clock,
    writes_in_a_chat,
    writes_in_a_group,
    chooses_a_language,
    is_reached,
)


@pytest.fixture
async def asked(liisa: Person) -> None:
    """Two questions of a clock each."""
    for _ in NUMBERS:
        await liisa.asks("Lappeenranta asumistuki", "Voitteko auttaa?")


async def told(reading: Transaction, work: Work) -> list[object]:
    """All that is known of the rows that the steps write."""
    again = replace(work, connection=reading.connection, _known=reading._known)
    return [
        *[[one.model_dump() for one in await posting.posts_of(reading, number)] for number in NUMBERS],
        *[await clocks.load(again, number) for number in NUMBERS],
        await known_writers.find(reading, *WHO),
    ]


@pytest.mark.each_database
@pytest.mark.usefixtures("asked")
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(NUMBERS)), max_size=8))
async def test_what_a_turn_remembers_is_what_the_database_says(office: Office, steps: list[tuple[Step, int]]) -> None:
    async with by_itself(office.services) as work:
        await told(work, work)
        for step, number in steps:
            await step(work, number)
            assert await told(work, work) == await told(Transaction(work.connection, work.now), work), step


@pytest.mark.each_database
async def test_what_is_read_twice_in_a_turn_is_asked_of_the_database_once(office: Office) -> None:
    async with by_itself(office.services) as work:
        await posts(work, 1001)
        first = await posting.posts_of(work, 1001)
        await work.connection.exec_driver_sql("DELETE FROM outbox")
        await work.connection.exec_driver_sql("DELETE FROM post")
        assert await posting.posts_of(work, 1001) == first
        work.forget(posting.KnownPosts)
        assert await posting.posts_of(work, 1001) == ()


@pytest.mark.each_database
async def test_of_whom_all_is_known_nothing_is_written_for_a_day(office: Office) -> None:
    async with by_itself(office.services) as work:
        await known_writers.remember(work, typed(work, locale="fi"))
        heard = work.now
    for hours, last in ((23, heard), (2, heard + timedelta(hours=25))):
        office.clock.forward(hours=hours)
        async with by_itself(office.services) as work:
            await known_writers.remember(work, typed(work, locale="fi"))
        async with looking(office.services) as reading:
            known = await known_writers.find(reading, *WHO)
            assert known is not None
            assert known.updated_at == last


@pytest.mark.each_database
async def test_a_post_that_was_refused_meanwhile_gets_no_change(office: Office) -> None:
    async with by_itself(office.services) as work:
        await posts(work, 1001)
        shown = await posting.posts_of(work, 1001)
        await work.connection.exec_driver_sql("UPDATE post SET state = 'refused'")
        await posting.change_all(work, [(one, text_activity("Uutta")) for one in shown])
        rows = await work.connection.exec_driver_sql("SELECT operation FROM outbox WHERE operation = 'update'")
        assert rows.all() == []


def test_equal_messages_are_written_alike_whatever_their_order_and_signs() -> None:
    for sign in ("ä", "\ud83d"):
        one, other = {"b": sign, "a": 1}, {"a": 1, "b": sign}
        assert written(one, sorted_keys=True) == written(other, sorted_keys=True)
        assert read(written(one)) == one


@pytest.mark.parametrize(
    ("rows", "writers"),
    [
        ("POST", {"bot/outbox/", "bot/retention/expiring_posts.py"}),
        ("PERSON", {"bot/turns/"}),
        ("ESCALATION", {"bot/consultation/waiting/clocks.py"}),
    ],
)
def test_rows_that_a_turn_remembers_are_written_in_one_place(rows: str, writers: set[str]) -> None:
    writes = re.compile(rf"\b(?:update|insert|delete|upsert|delete_some)\((?:\w+(?:\.\w+)*, )?{rows}\b")
    found = {str(path.relative_to(ROOT)) for path in (ROOT / "bot").rglob("*.py") if writes.search(path.read_text())}
    assert found
    assert {path for path in found if not path.startswith(tuple(writers))} == set()
