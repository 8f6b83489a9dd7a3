"""The directory in both databases."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from config.database import Database
from directory.areas.areas import AreaRule, ServiceLine
from directory.exchange.directory_file import read_file, write_file
from directory.guard.finding import public_form
from directory.people import contacts as people
from directory.people.contacts import Absence, Directory, DirectoryContent, Former
from directory.records.records import in_order, to_records
from directory.reference import Reference, load_reference
from directory.stored import store
from directory.stored.next_version import TOGETHER
from directory.stored.sample import sample_content, seed_sample
from directory.stored.store import (
    DirectorySnapshot,
    import_directory,
    load_content,
    load_directory,
    lock_directory,
    save_content,
    switch_organisation,
)
from tests.databases import somebody_waits
from tests.directory.sample_people import EKHVA, KELA, KYMENHVA, contact

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


async def test_the_sample_is_seeded_once_and_read_back_the_same(database: Database, reference: Reference) -> None:
    async with database.write() as connection:
        assert await seed_sample(connection, reference, TODAY)
    async with database.write() as connection:
        assert not await seed_sample(connection, reference, date(2027, 1, 1))
    async with database.read() as connection:
        stored = await load_directory(connection)
    assert stored.content == sample_content(reference, TODAY)
    assert stored.version == 1


async def test_only_what_differs_is_changed(database: Database) -> None:
    first = DirectoryContent(
        organisations=(KELA, KYMENHVA, EKHVA),
        contacts=(contact("a", topics=("asumismenot",)), contact("b"), contact("c")),
        absences=(Absence("b", TODAY, TODAY),),
    )
    second = replace(
        first,
        contacts=(contact("a", topics=("lausunto", "paihteet"), verified_on=TODAY), contact("c"), contact("d")),
        absences=(Absence("c", TODAY, TODAY, "d"),),
    )
    async with database.write() as connection:
        assert await save_content(connection, first) == 1
    async with database.write() as connection:
        assert await save_content(connection, second) == 2
        assert await load_content(connection) == second
        orphans = await connection.scalar(text("SELECT count(*) FROM absence WHERE contact_id = 'b'"))
    assert orphans == 0


async def test_a_change_of_every_kind_is_what_is_read_back_and_lets_nobody_in_again(
    database: Database, reference: Reference
) -> None:
    """Also of more rows than one statement holds, some of them new; what no edit changes stays as it is."""
    many = tuple(contact(f"{one:03}", topics=("lausunto",)) for one in range(TOGETHER + 7))
    first = DirectoryContent(
        organisations=(KELA, KYMENHVA, EKHVA),
        contacts=(*many, contact("a")),
        areas=(AreaRule("11", state="agreed"), AreaRule("11", TODAY)),
        service_lines=(ServiceLine("11", "advice", "05 1"), ServiceLine("11", "on_call", "05 2")),
        absences=(Absence("a", TODAY, TODAY), Absence("000", TODAY, TODAY)),
    )
    second = DirectoryContent(
        organisations=(KELA, replace(KYMENHVA, name="Uusi nimi"), EKHVA),
        contacts=(*(replace(one, phone="05 3") for one in many[1:]), contact("a", title="Ohjaaja"), contact("z")),
        areas=(AreaRule("11", state="no_rule", urgency="excluded"), AreaRule("12", TODAY)),
        service_lines=(ServiceLine("11", "advice", "05 4"), ServiceLine("12", "advice", "05 5")),
        absences=(Absence("a", TODAY, date(2026, 12, 1), "z"),),
    )
    async with database.write() as connection:
        await save_content(connection, first)
        await switch_organisation(connection, KYMENHVA.code, off=True)
        assert await load_content(connection) == in_order(first)
    async with database.write() as connection:
        await save_content(connection, second)
        stored = await load_directory(connection)
    assert stored.content == in_order(second)
    assert [one.code for one in stored.content.organisations if one.switched_off] == [KYMENHVA.code]


async def test_an_import_with_a_wrong_row_stores_nothing(database: Database, reference: Reference) -> None:
    good = to_records(DirectoryContent(organisations=(KELA, EKHVA), contacts=(contact("a"),)))
    async with database.write() as connection:
        plan = await import_directory(connection, read_file(write_file(good, "json"), "json"), reference)
        assert plan.problems == ()
    bad = to_records(DirectoryContent(contacts=(contact("a", title="Muuttunut"), contact("b", areas=("99",)))))
    async with database.write() as connection:
        plan = await import_directory(connection, read_file(write_file(bad, "xlsx"), "xlsx"), reference)
        assert [problem.fault for problem in plan.problems] == ["unknown_area"]
    async with database.read() as connection:
        assert to_records(await load_content(connection)) == good


async def test_the_snapshot_follows_changes_made_elsewhere(database: Database) -> None:
    snapshot = DirectorySnapshot()
    assert not await snapshot.refresh(database)
    assert snapshot.current.organisations == {}
    async with database.write() as connection:
        await save_content(connection, DirectoryContent(organisations=(KELA,)))
    assert await snapshot.refresh(database)
    assert set(snapshot.current.organisations) == {"KELA"}
    assert not await snapshot.refresh(database)


async def test_of_a_version_that_is_read_only_new_numbers_and_addresses_are_worked_out(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read by the next turn, or in a transaction that finds it changed."""
    a, b = contact("a", phone="05 411 1111"), contact("b", phone="05 422 2222")
    known = DirectoryContent(organisations=(KELA, EKHVA), contacts=(a, b))
    async with database.write() as connection:
        await save_content(connection, known)
    snapshot, worked_out = DirectorySnapshot(), list[str]()
    await snapshot.refresh(database)
    async with database.write() as connection:
        await save_content(connection, replace(known, contacts=(a, replace(b, phone="05 433 3333"))))

    def noted(detail: str) -> str:
        worked_out.append(detail)
        return public_form(detail)

    monkeypatch.setattr(people, "public_form", noted)
    async with database.read() as connection:
        seen = await snapshot.as_of(connection)
    await snapshot.refresh(database)
    assert worked_out == ["05 433 3333"] * 2
    assert seen == snapshot.current
    assert {"054333333", "054111111"} <= seen.public_details
    assert "054222222" not in seen.public_details


async def test_a_change_while_the_directory_is_read_is_not_missed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = DirectoryContent(organisations=(KELA, EKHVA), contacts=(contact("a", phone="05 000 0001"),))
    async with database.write() as connection:
        await save_content(connection, known)
    later = replace(known, contacts=(contact("a", phone="05 000 0002"),))

    async def read_slowly(connection: AsyncConnection) -> DirectoryContent:
        content = await load_content(connection)
        monkeypatch.undo()
        async with database.write() as meanwhile:
            await save_content(meanwhile, later)
        return content

    monkeypatch.setattr(store, "load_content", read_slowly)
    snapshot = DirectorySnapshot()
    await snapshot.refresh(database)
    assert snapshot.current.content == later


async def test_what_was_committed_here_while_the_directory_was_read_stays(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with database.write() as connection:
        await save_content(connection, DirectoryContent(organisations=(KELA,)))
    snapshot = DirectorySnapshot()

    async def read_slowly(connection: AsyncConnection, before: Directory) -> Directory:
        read = await load_directory(connection, before)
        monkeypatch.undo()
        async with database.write() as meanwhile:
            await save_content(meanwhile, DirectoryContent(organisations=(KELA, EKHVA)))
        async with database.read() as after:
            snapshot.becomes(await load_directory(after))
        return read

    monkeypatch.setattr(store, "load_directory", read_slowly)
    await snapshot.refresh(database)
    assert set(snapshot.current.organisations) == {KELA.code, EKHVA.code}


async def test_an_import_takes_nothing_back_that_was_changed_while_it_waited(
    database: Database, reference: Reference
) -> None:
    known = DirectoryContent(organisations=(KELA, EKHVA), contacts=(contact("a"), contact("b")))
    async with database.write() as connection:
        await save_content(connection, known)
    records = to_records(DirectoryContent(contacts=(contact("b", title="Ohjaaja"),)))

    async def imports() -> None:
        async with database.write() as connection:
            await import_directory(connection, read_file(write_file(records, "json"), "json"), reference)

    async with database.write() as connection:
        await lock_directory(connection)
        meanwhile = asyncio.create_task(imports())
        await somebody_waits(database)
        await save_content(connection, replace(known, contacts=(contact("a", phone="05 000 0002"), contact("b"))))
    await meanwhile
    async with database.read() as connection:
        stored = (await load_content(connection)).contacts
    assert stored == (contact("a", phone="05 000 0002"), contact("b", title="Ohjaaja"))


async def test_an_account_without_an_entry_any_more_has_left_until_it_has_one_again(database: Database) -> None:
    a, b, c = contact("a", deputy_id="b"), contact("b"), contact("c")
    known = DirectoryContent(organisations=(KELA, EKHVA), contacts=(a, b, c))
    moved = replace(c, aad_object_id=b.aad_object_id)
    for contacts, left in (
        ((a, b, c), ()),
        ((b, c), (a,)),
        ((replace(b, aad_object_id="new"), c), (a, b)),
        ((moved,), (a, replace(b, aad_object_id="new"), c)),
        ((replace(a, id="again", deputy_id=""), moved), (replace(b, aad_object_id="new"), c)),
    ):
        async with database.write() as connection:
            await save_content(connection, replace(known, contacts=contacts))
            directory = await load_directory(connection)
        for one in (a, b, c, replace(b, aad_object_id="new")):
            former = directory.former(one.directory_id)
            assert (former is not None) is (one in left), (contacts, one)
        if a in left:
            assert directory.former(a.directory_id) == Former(*a.directory_id, contact_id="a", deputy_id="b")
