"""Whatever somebody who may write to the database does to the log is named, with its chain and row: every row of a log
of several chains, whose ends the bot has bound together twice, on both databases."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import ColumnElement, delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import GENESIS, HEAD, LOG, End, Ends, Fault, Problem, _hash, ends, record
from bot.access_log.bindings import BINDING, OF_BINDINGS, bind, bound
from bot.access_log.log_checking import NOTHING_KEPT, verify
from bot.access_log.log_cutting import cut
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.stored_values import columns_as_stored, values_as_stored
from config.database import Database
from tests.access_log.test_access_log import ENTRY
from tests.privacy.test_secrets import PEPPER

SIGNER = Pseudonymiser(PEPPER)
WORKERS = tuple(
    replace(ENTRY, organisation=code, actor_aad_object_id=person) for code in ("KELA", "11", "") for person in "ab"
)
CHAINS = sorted({one.chain for one in WORKERS})
FIRST, BOUND, LAST = 1, 3, 4
"""Of each chain two rows were bound the first time, one more the second time, and one is not bound yet."""
EACH = [(chain, number) for chain in CHAINS for number in range(FIRST, LAST + 1)]


@pytest.fixture
async def log(database: Database) -> AsyncIterator[AsyncConnection]:
    async with database.write() as connection:
        await record(connection, *WORKERS, *WORKERS)
        assert await bind(connection, SIGNER, ENTRY.at)
        await record(connection, *WORKERS)
        assert await bind(connection, SIGNER, ENTRY.at + timedelta(hours=1))
        await record(connection, *WORKERS)
        assert await problems(connection) == []
        assert await problems(connection, await ends(connection)) == []
        yield connection


async def problems(connection: AsyncConnection, kept: Ends = NOTHING_KEPT) -> list[Problem]:
    return await verify(connection, kept, SIGNER)


def row_of(chain: str, number: int) -> ColumnElement[bool]:
    return (LOG.c.chain == chain) & (LOG.c.number == number)


async def write_anew(connection: AsyncConnection, chain: str, changed: int) -> None:
    """As whoever knows how a chain is made would: another basis in one row, then all hashes after it and the head."""
    query = select(*columns_as_stored(connection, LOG)).where(LOG.c.chain == chain).order_by(LOG.c.number)
    end = None
    for found in (await connection.execute(query)).mappings().all():
        values = dict(values_as_stored(LOG, found))
        anew: dict[str, str] = {"previous_hash": end.hash} if end else {}
        anew |= {"basis": "general"} if values["number"] == changed else {}
        anew["hash"] = _hash(values | anew)
        await connection.execute(update(LOG).where(LOG.c.id == values["id"]).values(**anew))
        end = End(values["number"], anew["hash"])
    await move_head_to(connection, chain, end)


async def move_head_to(connection: AsyncConnection, chain: str, end: End | None) -> None:
    at = HEAD.c.chain == chain
    if end is None:
        await connection.execute(delete(HEAD).where(at))
    else:
        await connection.execute(update(HEAD).where(at).values(last_number=end.number, last_hash=end.hash))


@pytest.mark.parametrize("column", [one.name for one in LOG.columns])
async def test_a_changed_row_is_named(log: AsyncConnection, column: str) -> None:
    other = {"id": 1_000, "at": ENTRY.at + timedelta(seconds=1), "consultation_id": 7, "number": 1_000}
    for chain, number in EACH:
        before = await log.begin_nested()
        await log.execute(update(LOG).where(row_of(chain, number)).values({column: other.get(column, "other")}))
        found = {(one.chain, one.number) for one in await problems(log) if one.fault is Fault.CHANGED}
        names_itself = {"chain": ("other", number), "number": (chain, 1_000)}
        assert found == {names_itself.get(column, (chain, number))}
        await before.rollback()


async def test_a_removed_row_is_missed_where_it_was(log: AsyncConnection) -> None:
    for chain, number in EACH:
        before = await log.begin_nested()
        await log.execute(delete(LOG).where(row_of(chain, number)))
        noticed = number + 1 if number < LAST else LAST - 1
        assert Problem(chain, noticed, Fault.MISSING) in await problems(log)
        await before.rollback()


async def test_two_rows_that_change_their_places_are_both_named(log: AsyncConnection) -> None:
    for chain in CHAINS:
        before = await log.begin_nested()
        for now, to in ((2, 99), (3, 2), (99, 3)):
            await log.execute(update(LOG).where(row_of(chain, now)).values(number=to))
        assert {Problem(chain, 2, Fault.CHANGED), Problem(chain, 3, Fault.CHANGED)} <= set(await problems(log))
        await before.rollback()


async def test_rows_of_two_chains_read_in_another_order_are_both_named(log: AsyncConnection) -> None:
    """In each chain the order stays: only the ids tell."""
    ids = [await log.scalar(select(LOG.c.id).where(row_of(chain, LAST))) for chain in CHAINS[:2]]
    for now, to in ((ids[0], 9_999), (ids[1], ids[0]), (9_999, ids[1])):
        await log.execute(update(LOG).where(LOG.c.id == now).values(id=to))
    assert [one.fault for one in await problems(log)] == [Fault.CHANGED] * 2
    assert {(one.chain, one.number) for one in await problems(log)} == {(chain, LAST) for chain in CHAINS[:2]}


async def test_a_row_moved_to_another_chain_is_named_there_and_missed_here(log: AsyncConnection) -> None:
    here, there = CHAINS[:2]
    await log.execute(update(LOG).where(row_of(here, LAST)).values(chain=there, number=LAST + 1))
    found = await problems(log)
    assert Problem(there, LAST + 1, Fault.CHANGED) in found
    assert Problem(here, LAST - 1, Fault.MISSING) in found


async def test_a_row_put_in_is_named_even_with_a_good_hash(log: AsyncConnection) -> None:
    for chain in CHAINS:
        before = await log.begin_nested()
        query = select(*columns_as_stored(log, LOG)).where(row_of(chain, LAST))
        values = dict(values_as_stored(LOG, (await log.execute(query)).mappings().one()))
        values |= {"id": 5_000, "number": LAST + 1, "previous_hash": values["hash"], "action": "open"}
        values["hash"] = _hash(values)
        await log.execute(insert(LOG).values(**{**values, "at": ENTRY.at}))
        assert await problems(log) == [Problem(chain, LAST + 1, Fault.MISSING)]
        await before.rollback()


async def test_a_row_in_the_name_of_the_bindings_is_named(log: AsyncConnection) -> None:
    """They have a chain and a head, but no rows here: one with a good hash would have neither end nor binding."""
    query = select(*columns_as_stored(log, LOG)).where(row_of(CHAINS[0], FIRST))
    values = dict(values_as_stored(LOG, (await log.execute(query)).mappings().one()))
    values |= {"id": 5_000, "number": 1, "previous_hash": GENESIS, "action": "open", "chain": OF_BINDINGS}
    values["hash"] = _hash(values)
    await log.execute(insert(LOG).values(**{**values, "at": ENTRY.at}))
    assert await problems(log) == [Problem(OF_BINDINGS, 1, Fault.CHANGED)]


async def test_an_end_cut_off_with_its_head_is_missed_by_the_binding(log: AsyncConnection) -> None:
    for chain in CHAINS:
        before = await log.begin_nested()
        hashes = (await log.execute(select(LOG.c.hash).where(LOG.c.chain == chain).order_by(LOG.c.number))).scalars()
        kept = End(BOUND - 1, hashes.all()[BOUND - 2])
        await log.execute(delete(LOG).where(LOG.c.chain == chain, LOG.c.number >= BOUND))
        await move_head_to(log, chain, kept)
        assert await problems(log) == [Problem(chain, BOUND, Fault.MISSING)]
        await before.rollback()


async def test_a_chain_removed_whole_with_its_head_is_missed_by_both_bindings(log: AsyncConnection) -> None:
    for chain in CHAINS:
        before = await log.begin_nested()
        await log.execute(delete(LOG).where(LOG.c.chain == chain))
        await move_head_to(log, chain, None)
        missed = [Problem(chain, BOUND - 1, Fault.MISSING), Problem(chain, BOUND, Fault.MISSING)]
        assert await problems(log) == missed
        assert not await bind(log, SIGNER, ENTRY.at + timedelta(hours=2))
        await before.rollback()


async def test_a_chain_written_anew_is_found_by_the_bindings_as_far_as_they_reach(log: AsyncConnection) -> None:
    kept = await ends(log)
    for chain, number in EACH:
        before = await log.begin_nested()
        await write_anew(log, chain, number)
        found = [Problem(chain, at, Fault.REWRITTEN) for at in (BOUND - 1, BOUND) if at >= number]
        assert await problems(log) == found
        assert (not await bind(log, SIGNER, ENTRY.at + timedelta(hours=2))) == bool(found)
        assert Problem(chain, LAST, Fault.REWRITTEN) in await problems(log, kept)
        await before.rollback()


async def test_a_chain_written_anew_to_look_old_is_not_cut_off_with_a_signature(log: AsyncConnection) -> None:
    """With a row more than was bound: a cut after it would leave nothing that tells."""
    for chain in CHAINS:
        before = await log.begin_nested()
        await log.execute(update(LOG).where(LOG.c.chain == chain).values(at=ENTRY.at - timedelta(days=13 * 365)))
        await write_anew(log, chain, FIRST)
        assert await cut(log, SIGNER, ENTRY.at, 12, await bound(log, SIGNER)) == 0
        assert Problem(chain, BOUND, Fault.REWRITTEN) in await problems(log)
        await before.rollback()


async def test_a_changed_head_is_told(log: AsyncConnection) -> None:
    for chain in CHAINS:
        for end in (None, End(LAST, "0" * 64), End(LAST + 1, "0" * 64), End(LAST - 1, "0" * 64)):
            before = await log.begin_nested()
            await move_head_to(log, chain, end)
            assert Problem(chain, LAST, Fault.MISSING) in await problems(log), end
            await before.rollback()


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize(
    "change",
    ["at = '2026-11-22 08:15:30.123457+00:00'", "ends = '{}'", "ends = '['", "previous = 'x'", "signature = 'x'"],
)
async def test_a_changed_binding_is_named(log: AsyncConnection, number: int, change: str) -> None:
    await log.exec_driver_sql(f"UPDATE access_log_binding SET {change} WHERE number = {number}")  # noqa: S608
    assert Problem(OF_BINDINGS, number, Fault.CHANGED) in await problems(log)
    if number == 2:
        assert not await bind(log, SIGNER, ENTRY.at + timedelta(hours=2))


async def test_removed_bindings_are_missed(log: AsyncConnection) -> None:
    for number, noticed in ((1, 2), (2, 1)):
        before = await log.begin_nested()
        await log.execute(delete(BINDING).where(BINDING.c.number == number))
        assert await problems(log) == [Problem(OF_BINDINGS, noticed, Fault.MISSING)]
        await before.rollback()
    kept = await ends(log)
    await log.execute(delete(BINDING))
    assert await problems(log) == [Problem(OF_BINDINGS, 0, Fault.MISSING)]
    await move_head_to(log, OF_BINDINGS, None)
    assert await problems(log, kept) == [Problem(OF_BINDINGS, 2, Fault.MISSING)]


async def test_a_binding_of_somebody_elses_is_not_believed(log: AsyncConnection) -> None:
    """One of one's own after the last one, with another pepper: it would make a log written anew look bound."""
    assert await bind(log, SIGNER, ENTRY.at + timedelta(hours=2))
    before = await log.begin_nested()
    await log.execute(text("UPDATE access_log_binding SET signature = previous WHERE number = 3"))
    assert Problem(OF_BINDINGS, 3, Fault.CHANGED) in await problems(log)
    await before.rollback()
    assert {one.fault for one in await verify(log, signer=Pseudonymiser(PEPPER + "x"))} == {Fault.CHANGED}


async def test_nothing_is_bound_again_while_nothing_is_written(log: AsyncConnection) -> None:
    assert await bind(log, SIGNER, ENTRY.at + timedelta(hours=2))
    assert not await bind(log, SIGNER, ENTRY.at + timedelta(hours=3))
    assert await problems(log) == []


def test_an_organisation_has_some_chains_and_a_person_always_the_same() -> None:
    people = [replace(ENTRY, actor_aad_object_id=f"{number}") for number in range(400)]
    chains: Sequence[str] = [one.chain for one in people]
    assert {chain.partition("/")[0] for chain in chains} == {"KELA"}
    assert max(chains.count(chain) for chain in set(chains)) < 2 * len(people) / len(set(chains))
    assert chains == [replace(one, action="open").chain for one in people]


async def test_of_many_chains_each_is_missed(log: AsyncConnection) -> None:
    """More than are looked for at once."""
    others = [replace(ENTRY, organisation=f"X{number}") for number in range(230)]
    await record(log, *others)
    assert await bind(log, SIGNER, ENTRY.at + timedelta(hours=2))
    for one in (others[0], others[110], others[229]):
        await log.execute(delete(LOG).where(LOG.c.chain == one.chain))
        await move_head_to(log, one.chain, None)
        assert Problem(one.chain, 1, Fault.MISSING) in await problems(log)
