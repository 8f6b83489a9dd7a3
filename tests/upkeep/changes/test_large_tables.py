"""A table of many rows is worked out before its transaction: what others wait for on SQLite hardly grows with it."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from itertools import count
from types import FrameType
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.absences.absence_saving import check_not_to_oneself
from bot.turns.authorisation import listed
from bot.turns.turn import Attachment, Message, Press
from bot.upkeep.changes import deciding, history_command, store
from bot.upkeep.changes.changing import check_watchers
from bot.upkeep.changes.model import gist_of
from bot.upkeep.contacts.contact_import import FILE
from config.database import Database
from directory.people.contacts import Contact, Directory
from directory.records.changes import Edit
from directory.stored.next_version import TOGETHER
from directory.stored.store import load_directory
from tests.turns.office import Office, Person, words_of
from tests.upkeep.changes.test_changing import KALLE, MAIJA, RITVA, Desk

WARM_UP, FEW, MANY = 5, 100, 500
CALLS_PER_ROW = 12
"""Python's calls for one row inside a transaction. Going through the edits once takes more, to read them over 500."""


@dataclass
class Work:
    """What was done while others could not write."""

    calls: int = 0


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Counts every call of Python while a transaction is open; what would be done beside the loop is done on it."""
    work, write = Work(), Database.write

    def note(_: FrameType, event: str, __: object) -> None:
        if event in {"call", "c_call"}:
            work.calls += 1

    async def here(done: Callable[..., object], /, *args: object, **named: object) -> object:
        return done(*args, **named)

    @asynccontextmanager
    async def watched(database: Database, *args: Any) -> AsyncIterator[AsyncConnection]:
        async with write(database, *args) as connection:
            sys.setprofile(note)
            try:
                yield connection
            finally:
                sys.setprofile(None)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", watched)
        patch.setattr(asyncio, "to_thread", here)
        yield work


class Coordinator:
    """Ritva Keksitty, who keeps South Karelia's part."""

    def __init__(self, office: Office) -> None:
        self.content = b""
        services = replace(office.services, fetch_file=self._fetch)
        self.office = replace(office, services=services, pipeline=replace(office.pipeline, services=services))
        self.person: Person = self.office.contact("Ritva Keksitty")

    async def _fetch(self, _: Attachment) -> bytes:
        return self.content

    async def sends(self, rows: int, first: int = 0, phone: str = "05 000") -> int:
        """A table of contacts; the number of the change that it proposes."""
        lines = (
            f"Henkilö N{one};n{one}@ekhva.example;00000000-0000-4000-9000-{one + 50_000:012};Imatra;asumismenot;"
            f"{phone} {one:04}"
            for one in range(first, first + rows)
        )
        self.content = "\n".join(("Nimi;Sähköposti;Hakemistotunnus;Kunnat;Aiheet;Puhelin", *lines)).encode()
        await self.person.does("message", Message("", (Attachment("lista.csv", FILE, "https://files.example/1"),)))
        return await self.last_change()

    async def last_change(self) -> int:
        return int(str((await self.office.rows("SELECT max(id) FROM directory_change"))[0][0]))

    async def decides(self, change: int, step: str, **more: object) -> None:
        await self.person.sends(Press("change.decide", {"change": change, "step": step, **more}, "card"))

    async def is_overtaken(self, monkeypatch: pytest.MonkeyPatch, change: int, *, by: int) -> None:
        """Accepts a change; when it has been worked out, before its transaction begins, another is accepted."""

        async def overtaken(*args: Any, **named: Any) -> deciding.Ahead:
            ahead = await deciding.look_ahead(*args, **named)
            monkeypatch.undo()
            await self.decides(by, "accept")
            return ahead

        monkeypatch.setattr(history_command, "look_ahead", overtaken)
        await self.decides(change, "accept")

    @property
    def directory(self) -> Directory:
        return self.office.services.directory.current

    async def stored(self) -> Directory:
        async with self.office.services.database.read() as connection:
            return await load_directory(connection)


@pytest.fixture
def ritva(kept_office: Office) -> Coordinator:
    return Coordinator(kept_office)


async def test_what_a_transaction_works_out_hardly_grows_with_the_table(
    ritva: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of new contacts, and of changed ones in the directory that they have made larger."""
    steps = ("sent", "accept", "page", "ask", "sent again", "accept", "undo", "sent again", "drop", "undo the first")
    calls: dict[tuple[int, int], int] = {}
    for rows in (WARM_UP, FEW, MANY):
        numbers: list[int] = []
        for place, step in enumerate(steps):
            with counted(monkeypatch) as work:
                match step:
                    case "sent" | "sent again":
                        numbers.append(await ritva.sends(rows, phone="05 000" if step == "sent" else "05 999"))
                    case "undo the first":
                        await ritva.decides(numbers[0], "undo")
                    case _:
                        await ritva.decides(numbers[-1], step)
            calls[rows, place] = work.calls
    states = await ritva.office.rows("SELECT state FROM directory_change ORDER BY id")
    assert states == [("undone",), ("undone",), ("dropped",)] * 3
    per_row = [(calls[MANY, place] - calls[FEW, place]) / (MANY - FEW) for place in range(len(steps))]
    assert max(per_row) < CALLS_PER_ROW, dict(zip(steps, per_row, strict=True))
    assert min(calls.values()) > 0, "nothing was counted"


async def test_what_was_worked_out_is_what_is_stored(ritva: Coordinator) -> None:
    """Also of those who leave by it, and come back."""
    for rows, first, phone, step in ((8, 0, "05 000", "accept"), (8, 4, "05 999", "undo"), (20, 2, "05 111", "accept")):
        change = await ritva.sends(rows, first, phone)
        await ritva.decides(change, "accept")
        assert ritva.directory == await ritva.stored()
        if step == "undo":
            await ritva.decides(change, "undo")
            assert ritva.directory == await ritva.stored()
            assert len(ritva.directory.leavers) == 4
    assert ritva.directory.leavers == ()


async def test_what_was_worked_out_on_an_older_directory_is_not_used(
    ritva: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await ritva.sends(3), await ritva.sends(3, first=10)
    await ritva.is_overtaken(monkeypatch, second, by=first)
    names = {one.name for one in ritva.directory.content.contacts}
    assert {"Henkilö N0", "Henkilö N2", "Henkilö N10", "Henkilö N12"} <= names
    assert ritva.directory == await ritva.stored()


@pytest.mark.each_database
async def test_a_table_that_is_accepted_twice_at_once_is_taken_in_once(
    ritva: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, version = await ritva.sends(3), ritva.directory.version
    await ritva.is_overtaken(monkeypatch, change, by=change)
    assert ritva.directory.version == version + 1
    assert ritva.directory == await ritva.stored()
    assert "on jo hyväksytty" in words_of(ritva.office.answer)


@pytest.mark.each_database
async def test_a_table_whose_writing_breaks_off_has_changed_nothing_and_can_be_accepted_again(
    ritva: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the process is killed between two statements: after the rows that go together, before the others."""
    change, before = await ritva.sends(TOGETHER + 3), ritva.directory
    write, written = AsyncConnection.exec_driver_sql, list[int]()

    async def breaks_off(connection: AsyncConnection, statement: str, rows: Any = None) -> object:
        if statement.startswith("INSERT INTO contact "):
            written.append(len(rows))
            if len(written) > 1:
                raise ConnectionResetError
        return await write(connection, statement, rows)

    with monkeypatch.context() as patch:
        patch.setattr(AsyncConnection, "exec_driver_sql", breaks_off)
        await ritva.decides(change, "accept")
    assert written == [1, 3]
    assert ritva.directory is before
    assert await ritva.stored() == before
    assert await ritva.office.rows("SELECT state FROM directory_change") == [("proposed",)]
    await ritva.decides(change, "accept")
    assert len(ritva.directory.contacts) == len(before.contacts) + TOGETHER + 3
    assert ritva.directory == await ritva.stored()


@pytest.mark.each_database
@pytest.mark.parametrize("asked", ["made to watch", "stands in"])
async def test_of_what_somebody_changed_earlier_only_what_matters_is_read(
    ritva: Coordinator, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """When Kalle proposes Ritva as an auditor, and when she moves the questions of somebody whose deputy she is."""
    desk, calls = Desk(ritva.office, count(1)), list[int]()
    for rows, first in ((WARM_UP, 0), (FEW, 1_000), (MANY, 2_000)):
        await ritva.decides(await ritva.sends(rows, first=first), "accept")
        herself, maija = desk.contact(RITVA), replace(desk.contact(MAIJA), deputy_id=RITVA)
        made = gist_of((Edit("contacts", herself, replace(herself, roles=("auditor",))),))
        with counted(monkeypatch) as done:
            async with desk.turn_of(KALLE if asked == "made to watch" else RITVA) as (work, turn):
                if asked == "made to watch":
                    await check_watchers(work, listed(work.directory, turn), made)
                else:
                    await check_not_to_oneself(work, turn, maija, herself)
        calls.append(done.calls)
    assert calls[2] - calls[0] < MANY - WARM_UP, calls
    assert min(calls) > 0, "nothing was counted"


@pytest.mark.each_database
async def test_what_matters_of_it_is_found_in_a_table_too(ritva: Coordinator) -> None:
    """Whoever was named in it, or whose deputy: each in the change in force, by whoever made it."""
    desk = Desk(ritva.office, count(1))
    change = await ritva.sends(20)
    await ritva.decides(change, "accept")
    named = next(one for one in desk.directory.content.contacts if one.name == "Henkilö N7")
    of_it = {"id": named.id, "aad_object_id": named.aad_object_id.upper()}

    async def found(maker: str, field: str, value: str) -> list[str]:
        async with desk.turn_of(KALLE) as (work, _):
            who, reference = desk.contact(maker).directory_id, work.services.reference
            edits = await store.made_of(work.connection, "11", reference, who, (field, value))
        return [one.after.name for one in edits if isinstance(one.after, Contact)]

    for field, value in of_it.items():
        assert await found(RITVA, field, value) == ["Henkilö N7"]
        assert await found(KALLE, field, value) == []
        assert await found(RITVA, field, "11-9999") == []
    await ritva.decides(change, "undo")
    assert await found(RITVA, "id", named.id) == []
