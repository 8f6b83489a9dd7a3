"""The access log on both databases: rows chain in the caller's transaction, and any tampering is found."""

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import event, text

from bot.access_log.access_log import AccessEntry, End, Ends, Fault, Problem, Result, ends, record
from bot.access_log.log_checking import NOTHING_KEPT, verify
from config.database import Database

ENTRY = AccessEntry(
    at=dt.datetime(2026, 11, 22, 8, 15, 30, 123456, tzinfo=dt.UTC),
    actor_tenant_id="00000000-0000-0000-0000-00000000000a",
    actor_aad_object_id="00000000-0000-0000-0000-000000000001",
    organisation="KELA",
    role="contact",
    action="reveal",
    consultation_id=1042,
    pseudonym="p1_" + "0a" * 32,
    basis="consent",
)


CHAIN = ENTRY.chain


async def end_of(database: Database, chain: str = CHAIN) -> End:
    async with database.read() as connection:
        return (await ends(connection))[chain]


async def fill(database: Database, rows: int = 6) -> None:
    for number in range(rows):
        async with database.write() as connection:
            result = Result.DONE if number % 2 else Result.REFUSED
            await record(connection, replace(ENTRY, consultation_id=1000 + number, result=result))


async def tamper(database: Database, *statements: str) -> None:
    async with database.write() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def problems(database: Database, kept: Ends = NOTHING_KEPT) -> list[Problem]:
    async with database.read() as connection:
        return await verify(connection, kept)


async def test_an_untouched_log_is_intact(database: Database) -> None:
    assert await problems(database) == []
    await fill(database)
    assert await problems(database) == []


async def test_a_row_goes_with_the_transaction_that_wrote_it(database: Database) -> None:
    await fill(database, 2)

    async def write_and_fail() -> None:
        async with database.write() as connection:
            await record(connection, ENTRY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await write_and_fail()
    await fill(database, 1)
    assert await problems(database) == []
    assert (await end_of(database)).number == 3


@pytest.mark.parametrize(
    "change",
    [
        "actor_aad_object_id = 'x'", "actor_tenant_id = 'x'", "organisation = '11'", "role = 'auditor'",
        "action = 'open'",
        "consultation_id = 9", "pseudonym = ''", "basis = 'general'", "result = 'done'", "hash = previous_hash",
        "at = '2026-11-22 08:15:30.123457+00:00'",
    ],
)  # fmt: skip
async def test_any_changed_field_is_found(database: Database, change: str) -> None:
    await fill(database)
    if "at = " in change and not database.is_sqlite:
        change = "at = at + interval '1 microsecond'"
    await tamper(database, f"UPDATE access_log SET {change} WHERE id = 3")  # noqa: S608
    assert Problem(CHAIN, 3, Fault.CHANGED) in await problems(database)


@pytest.mark.parametrize("gone", [1, 3, 6])
async def test_a_removed_row_is_found_wherever_it_was(database: Database, gone: int) -> None:
    await fill(database)
    await tamper(database, f"DELETE FROM access_log WHERE id = {gone}")  # noqa: S608
    assert [problem.fault for problem in await problems(database)] == [Fault.MISSING]


async def test_an_emptied_log_is_found(database: Database) -> None:
    await fill(database)
    await tamper(database, "DELETE FROM access_log")
    assert await problems(database) == [Problem(CHAIN, 0, Fault.MISSING)]


async def test_swapped_rows_are_found(database: Database) -> None:
    await fill(database)
    await tamper(
        database,
        *(
            f"UPDATE access_log SET id = {to}, number = {to} WHERE id = {now}"  # noqa: S608
            for now, to in ((2, 99), (3, 2), (99, 3))
        ),
    )
    found = await problems(database)
    assert {problem.number for problem in found} == {2, 3, 4}
    assert {problem.fault for problem in found} == {Fault.CHANGED, Fault.MOVED}


async def test_a_row_removed_and_the_rest_renumbered_is_found(database: Database) -> None:
    await fill(database)
    await tamper(
        database,
        "DELETE FROM access_log WHERE id = 3",
        *(f"UPDATE access_log SET id = {n}, number = {n} WHERE id = {n + 1}" for n in (3, 4, 5)),  # noqa: S608
    )
    assert {Problem(CHAIN, 3, Fault.MOVED), Problem(CHAIN, 3, Fault.CHANGED)} <= set(await problems(database))


async def test_a_log_rewritten_as_a_whole_is_found_by_a_kept_checkpoint(database: Database) -> None:
    await fill(database)
    async with database.read() as connection:
        kept = await ends(connection)
    await fill(database, 2)
    assert await problems(database, kept) == []
    await tamper(database, "DELETE FROM access_log", "DELETE FROM access_log_head")
    await fill(database, 3)
    assert await problems(database) == []
    assert await problems(database, kept) == [Problem(CHAIN, 6, Fault.MISSING)]
    async with database.write() as connection:
        for _ in range(5):
            await record(connection, replace(ENTRY, basis="general"))
    assert await problems(database, kept) == [Problem(CHAIN, 6, Fault.REWRITTEN)]


async def test_writers_at_the_same_moment_make_one_chain(database: Database) -> None:
    await asyncio.gather(*(fill(database, 4) for _ in range(6)))
    assert await problems(database) == []
    assert (await end_of(database)).number == 24


async def test_turns_that_write_to_the_same_chains_in_another_order_do_not_wait_in_a_circle(database: Database) -> None:
    other = replace(ENTRY, organisation="11")

    async def write(*entries: AccessEntry) -> None:
        for _ in range(4):
            async with database.write() as connection:
                await record(connection, *entries)

    await asyncio.gather(*(write(*pair) for pair in [(ENTRY, other), (other, ENTRY)] * 4))
    assert await problems(database) == []
    assert [(await end_of(database, one.chain)).number for one in (ENTRY, other)] == [32, 32]


async def test_who_writes_to_another_chain_does_not_wait(postgres_url: str) -> None:
    database = Database(postgres_url)
    async with database.write() as connection:
        await record(connection, ENTRY)
        async with asyncio.timeout(60), database.write() as another:
            await record(another, replace(ENTRY, organisation="11"))
    assert await problems(database) == []
    await database.close()


async def test_all_rows_of_a_turn_take_three_statements(database: Database) -> None:
    said: list[str] = []
    async with database.write() as connection:
        await record(connection, ENTRY)
        event.listen(connection.sync_connection, "before_cursor_execute", lambda *args: said.append(args[2]))
        await record(connection, *[ENTRY] * 5)
    assert [one.split()[0] for one in said] == ["INSERT", "INSERT", "UPDATE"]
    assert await problems(database) == []


async def test_time_in_another_zone_is_the_same_moment(database: Database) -> None:
    helsinki = dt.timezone(dt.timedelta(hours=2))
    async with database.write() as connection:
        await record(connection, replace(ENTRY, at=ENTRY.at.astimezone(helsinki)))
    assert await problems(database) == []


@pytest.mark.parametrize("content", ["Liisa Näyte", "asiakas hakee tukea", "010594-9032\n", "ä", "x" * 81])
def test_what_could_be_a_name_or_a_sentence_does_not_get_in(content: str) -> None:
    attempts: tuple[Callable[[], AccessEntry], ...] = (
        lambda: replace(ENTRY, actor_aad_object_id=content),
        lambda: replace(ENTRY, organisation=content),
        lambda: replace(ENTRY, role=content),
        lambda: replace(ENTRY, action=content),
        lambda: replace(ENTRY, pseudonym=content),
        lambda: replace(ENTRY, basis=content),
    )
    for attempt in attempts:
        with pytest.raises(ValueError, match="not an id or a code"):
            attempt()
