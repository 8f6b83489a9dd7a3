"""A turn whose connection breaks is done once and nobody is told; who is kept waiting is told before Teams gives up."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import cast

import pytest
from pgserver.postgres_server import PostgresServer
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Expected
from bot.privacy.sealed_texts import SEALER
from bot.turns.answers import Answer, NoAnswer, SentenceAnswer
from bot.turns.authorisation import ANYBODY
from bot.turns.services import Services
from bot.turns.speaking import say
from bot.turns.turn import Press, Turn
from bot.turns.work import begin
from config.connections import Connections, KeptWaitingError, take_time
from config.database import Database
from config.postgres_driver import NotReachedError
from tests.databases import somebody_waits
from tests.turns.office import Office

pytestmark = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
KILL_OTHERS = text(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
SHORT = Connections(kept=2, more=0, wait_s=0.3, lock_s=0.3, statement_s=2, transaction_s=2)


@pytest.fixture
async def outsider(database_url: str) -> AsyncIterator[Database]:
    """Somebody else at the same server."""
    outsider = Database(database_url)
    yield outsider
    await outsider.close()


@asynccontextmanager
async def in_haste(office: Office, address: str) -> AsyncIterator[Office]:
    """The office, with connections that wait a third of a second."""
    database = Database(address, {SEALER: office.services.sealer}, SHORT)
    yield office.having(replace(office.services, database=database))
    await database.close()


async def kill_all(outsider: Database) -> None:
    async with outsider.read() as connection:
        await connection.execute(KILL_OTHERS)


def pressing(office: Office, press: object) -> Office:
    commands = replace(office.pipeline.commands, by_verb={"test": press}, needs={"test": ANYBODY})  # type: ignore[dict-item]
    return replace(office, pipeline=replace(office.pipeline, commands=commands))


@pytest.mark.parametrize("moment", ["before", "within", "at the commit"])
async def test_a_killed_connection_is_told_to_nobody(office: Office, outsider: Database, moment: str) -> None:
    tries: list[str] = []

    async def press(services: Services, turn: Turn, press: Press) -> Answer:
        tries.append(press.verb)
        async with begin(services, turn) as work:
            if moment == "within" and len(tries) == 1:
                await kill_all(outsider)
            await say(work, turn, "done")
            if moment == "at the commit" and len(tries) == 1:
                await kill_all(outsider)
        return NoAnswer()

    house = pressing(office, press)
    if moment == "before":
        await kill_all(outsider)
    liisa = house.of("KELA", "Liisa")
    assert isinstance(await liisa.sends(Press("test", {}, "card")), NoAnswer)
    assert len(tries) == (1 if moment == "before" else 2)
    assert [one.activity.get("text") for one in liisa.sees()] == ["done"]


async def test_a_commit_that_happened_unheard_is_not_done_again(
    office: Office, outsider: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server has committed when the connection breaks: the turn's mark tells so at the second try."""
    tries: list[str] = []
    commit = type(office.services.database)._transaction

    @asynccontextmanager
    async def unheard(self: Database, long: bool) -> AsyncIterator[object]:
        async with commit(self, long) as connection:
            yield connection
        if len(tries) == 1 and not told:
            told.append("lost")
            raise DBAPIError("COMMIT", {}, Exception(), connection_invalidated=True)

    told: list[str] = []

    async def press(services: Services, turn: Turn, press: Press) -> Answer:
        async with begin(services, turn) as work:
            tries.append(press.verb)
            await say(work, turn, "done")
        return SentenceAnswer("done")

    monkeypatch.setattr(Database, "_transaction", unheard)
    house = pressing(office, press)
    liisa = house.of("KELA", "Liisa")
    answer = await liisa.sends(Press("test", {}, "card"))
    assert told == ["lost"]
    assert tries == ["test"]
    assert isinstance(answer, NoAnswer)
    assert [one.activity.get("text") for one in liisa.sees()] == ["done"]


async def test_a_commit_for_which_time_ran_out_is_not_told_of_as_undone(
    office: Office, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server has committed and does not say so: the turn is not to be done again by the person who is told."""
    tries: list[str] = []
    commit = AsyncConnection.commit

    async def silent(connection: AsyncConnection) -> None:
        await commit(connection)
        if len(tries) == 1 and not told:
            told.append("nothing")
            await asyncio.Event().wait()

    told: list[str] = []

    async def press(services: Services, turn: Turn, press: Press) -> Answer:
        async with begin(services, turn) as work:
            tries.append(press.verb)
            await say(work, turn, "done")
        return SentenceAnswer("done")

    monkeypatch.setattr(AsyncConnection, "commit", silent)
    async with in_haste(office, database_url) as house:
        liisa = pressing(house, press).of("KELA", "Liisa")
        answer = await liisa.sends(Press("test", {}, "card"))
    assert (told, tries) == (["nothing"], ["test"])
    assert isinstance(answer, NoAnswer)
    assert [one.activity.get("text") for one in liisa.sees()] == ["done"]


async def test_who_presses_while_connections_break_again_and_again_is_asked_for_patience(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def press(services: Services, turn: Turn, press: Press) -> Answer:
        raise DBAPIError("SELECT 1", {}, Exception(), connection_invalidated=True)

    monkeypatch.setattr("bot.dispatch.pipeline.PAUSES", (0, 0, 0))
    answer = await pressing(office, press).of("KELA", "Liisa").sends(Press("test", {}, "card"))
    assert "ruuhkautunut" in cast("SentenceAnswer", answer).text


async def test_a_connection_that_breaks_while_a_refusal_is_told_is_no_fault_either(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def press(services: Services, turn: Turn, press: Press) -> Answer:
        raise Expected(lambda t: "no", code="no")

    async def breaks(*_: object) -> Answer:
        raise DBAPIError("SELECT 1", {}, Exception(), connection_invalidated=True)

    monkeypatch.setattr("bot.dispatch.pipeline.Pipeline.refuse", breaks)
    answer = await pressing(office, press).of("KELA", "Liisa").sends(Press("test", {}, "card"))
    assert "ruuhkautunut" in cast("SentenceAnswer", answer).text


async def test_a_lock_held_elsewhere_is_told_of_in_time(office: Office, outsider: Database, database_url: str) -> None:
    async with in_haste(office, database_url) as house:
        liisa = house.of("KELA", "Liisa")

        async def press(services: Services, turn: Turn, press: Press) -> Answer:
            async with begin(services, turn) as work:
                await work.connection.execute(text("LOCK TABLE consultation"))
            return NoAnswer()

        pressed = pressing(house, press).of("KELA", "Liisa")
        async with outsider.write() as connection:
            await connection.execute(text("LOCK TABLE consultation"))
            async with asyncio.timeout(60):  # the lock would be held for ever
                answer = await pressed.sends(Press("test", {}, "card"))
        assert "ruuhkautunut" in cast("SentenceAnswer", answer).text
        assert isinstance(await pressed.sends(Press("test", {}, "card")), NoAnswer)
        assert liisa.sees() == []


async def test_what_may_take_long_is_waited_for(office: Office, outsider: Database, database_url: str) -> None:
    async with in_haste(office, database_url) as house:

        async def tidy() -> None:
            async with house.services.database.write(long=True) as connection:
                await connection.execute(text("LOCK TABLE consultation"))

        async with outsider.write() as holder:
            await holder.execute(text("LOCK TABLE consultation"))
            tidying = asyncio.create_task(tidy())
            await somebody_waits(outsider)
            await asyncio.wait([tidying], timeout=2 * SHORT.lock_s)
            assert not tidying.done()
        await tidying


async def test_no_connection_to_be_had_is_told_of_in_time(office: Office, database_url: str) -> None:
    async with in_haste(office, database_url) as house:
        liisa = house.of("KELA", "Liisa")
        database = house.services.database
        async with database.read(), database.read(), asyncio.timeout(60):
            with pytest.raises((TimeoutError, KeptWaitingError)):  # of what is to be delivered after the answer
                await liisa.sends(Press("consultation.claim", {"consultation": 1001}, "card"))
        assert "ruuhkautunut" in cast("SentenceAnswer", house.answer).text
        async with database.read(), database.read(), asyncio.timeout(60):
            with pytest.raises((TimeoutError, KeptWaitingError)):  # not even the language of the answer can be read
                await liisa.types("/help")
        assert [one for one in liisa.sees() if "went wrong" in str(one.activity)] == []


async def test_whoever_tells_of_a_danger_reads_the_numbers_also_without_a_database(
    office: Office, database_url: str
) -> None:
    async with in_haste(office, database_url) as house:
        tells = Press("consultation.send", {"question": "Asiakas uhkaa tappaa itsensä"}, "card")
        database = house.services.database
        async with database.read(), database.read(), asyncio.timeout(60):
            with pytest.raises((TimeoutError, KeptWaitingError)):  # of what is to be delivered after the answer
                await house.of("KELA", "Liisa").sends(tells)
        told = cast("SentenceAnswer", house.answer).text
        assert "112" in told
        assert "ruuhkautunut" in told


async def test_a_server_that_stands_still_holds_a_turn_no_longer_than_a_transaction_may_take(
    office: Office, outsider: Database, database_url: str, postgres: PostgresServer
) -> None:
    async with in_haste(office, database_url) as house:
        liisa = house.of("KELA", "Liisa")
        await liisa.types("/help")
        async with outsider.read() as connection:
            others = await connection.scalars(text("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))
            pids = [*others, postgres.get_pid()]
        before = len(liisa.sees())
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            async with asyncio.timeout(60):
                with pytest.raises((TimeoutError, KeptWaitingError, NotReachedError)):
                    await liisa.types("/help")
        finally:
            for pid in reversed(pids):
                os.kill(pid, signal.SIGCONT)
        await liisa.types("/help")
        assert len(liisa.sees()) > before


async def test_whoever_needs_more_time_takes_it(database_url: str) -> None:
    """As whoever reads or changes the whole directory of a country."""
    database = Database(database_url, {}, Connections(statement_s=0.1, transaction_s=0.2))
    slowly = text("SELECT pg_sleep(0.3)")
    for opened in (database.read, database.write):
        with pytest.raises((KeptWaitingError, DBAPIError)):
            async with opened() as connection:
                await connection.execute(slowly)
    async with database.write() as connection:
        await take_time(connection)
        await connection.execute(slowly)
    async with database.read() as connection:  # a statement has its limit here, what it is read for has none
        await take_time(connection)
        for _ in range(5):
            await connection.execute(text("SELECT pg_sleep(0.06)"))
    await database.close()
