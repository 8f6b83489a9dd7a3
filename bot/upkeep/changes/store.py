"""Changes of the directory as they are stored."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

import orjson
from pydantic import TypeAdapter
from sqlalchemy import RowMapping, Select, func, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Denied
from bot.upkeep.changes.model import NOTHING_ASIDE, PROBLEMS_KEPT, Aside, Change, Gist, State, change_label, gist_of
from bot.upkeep.changes.tables import ChangeEditsRow, DirectoryChangeRow
from config.database import Database
from config.sql import items_of_json, table, unread_json, written_json
from config.sqlite_inline import BESIDE_LOOP
from directory.people.contacts import DirectoryId
from directory.records.changes import Changeset, Edit
from directory.records.checking import read_records
from directory.records.merging import Item, items_of
from directory.records.records import SECTIONS, Record, Section, record_of
from directory.reference import Reference

CHANGE, EDITS = table(DirectoryChangeRow), table(ChangeEditsRow)
ASIDE = TypeAdapter(Aside)
_WHOLE = select(CHANGE, unread_json(EDITS.c.edits).label("edits")).join(EDITS, EDITS.c.change_id == CHANGE.c.id)


def written_edits(edits: Changeset) -> str:
    """The edits as they are kept: for a table of thousands of rows it takes its time."""
    return orjson.dumps([_edit_row(edit) for edit in edits]).decode()


async def create(connection: AsyncConnection, change: Change, edits: str | None = None) -> int:
    """Stores a new change; its number. `edits`: its edits as they are kept, when that has been worked out already."""
    written = written_json(connection, written_edits(change.edits) if edits is None else edits)
    number = int((await connection.execute(insert(CHANGE).values(**_row(change)).returning(CHANGE.c.id))).scalar_one())
    stored = insert(EDITS).values(change_id=number, edits=written)
    await connection.execute(stored, execution_options=BESIDE_LOOP)  # of a table of contacts it is megabytes
    return number


async def save(connection: AsyncConnection, change: Change) -> None:
    """Stores what became of a change; what it changes stays as it was made."""
    await connection.execute(update(CHANGE).where(CHANGE.c.id == change.id).values(**_state_row(change)))


async def load(
    connection: AsyncConnection,
    change_id: int,
    reference: Reference,
    organisations: Sequence[str],
    *,
    lock: bool = False,
    gist: Gist | None = None,
) -> Change:
    """A change that somebody of these organisations may know of. Raises Denied when there is none.

    `gist`: what it changes, when that has been read already.
    """
    of_it = (CHANGE.c.id == change_id, CHANGE.c.organisation.in_(organisations))
    query = _WHOLE.where(*of_it) if gist is None else select(CHANGE).where(*of_it)
    row = (await connection.execute(query.with_for_update(of=CHANGE) if lock else query)).mappings().first()
    if row is None:
        raise unknown_change(change_id)
    if gist is not None:
        return _change(row, gist)
    return await asyncio.to_thread(_read, row, reference)


async def read_for(
    database: Database, change_id: int, reference: Reference, is_theirs: Callable[[str, DirectoryId], bool]
) -> Change | None:
    """A change before the transaction that decides over it. None, and nothing more is read, when there is none or its
    organisation and maker tell that it is not theirs."""
    whose = select(CHANGE.c.organisation, CHANGE.c.made_by_tenant_id, CHANGE.c.made_by_aad_object_id)
    async with database.read() as connection:
        told = (await connection.execute(whose.where(CHANGE.c.id == change_id))).first()
        if told is None or not is_theirs(told[0], DirectoryId(told[1], told[2])):
            return None
        row = (await connection.execute(_WHOLE.where(CHANGE.c.id == change_id))).mappings().first()
    return None if row is None else await asyncio.to_thread(_read, row, reference)


def unknown_change(change_id: int) -> Denied:
    """There is no such change, or it is not for this person to know of: both look the same."""
    label = change_label(change_id)
    return Denied(
        lambda t: t("There is no change {label} in your organisation. /history lists the changes.", label=label),
        code="unknown_change",
    )


async def recent(
    connection: AsyncConnection, organisation: str, reference: Reference, *, count: int, skip: int = 0
) -> list[Change]:
    """An organisation's changes that were made or wait for somebody, newest first."""
    query = (
        _WHOLE.where(CHANGE.c.organisation == organisation, CHANGE.c.state.in_(["done", "undone", "second"]))
        .order_by(CHANGE.c.id.desc())
        .limit(count)
        .offset(skip)
    )
    return await _changes(connection, query, reference)


async def last_done(connection: AsyncConnection, organisation: str) -> int | None:
    """The number of the organisation's last change in force."""
    query = select(CHANGE.c.id).where(CHANGE.c.organisation == organisation, CHANGE.c.state == "done")
    last = await connection.scalar(query.order_by(CHANGE.c.decided_at.desc(), CHANGE.c.id.desc()).limit(1))
    return None if last is None else int(last)


async def waiting(connection: AsyncConnection, organisation: str, reference: Reference) -> list[Change]:
    """An organisation's changes that wait for a second coordinator, oldest first."""
    query = _WHOLE.where(CHANGE.c.organisation == organisation, CHANGE.c.state == "second").order_by(CHANGE.c.id)
    return await _changes(connection, query, reference)


async def _changes(connection: AsyncConnection, query: Select[Any], reference: Reference) -> list[Change]:
    """A change may be a table of thousands of rows: it is read beside the event loop."""
    rows = (await connection.execute(query)).mappings().all()
    return await asyncio.to_thread(lambda: [_read(row, reference) for row in rows])


async def made_of(
    connection: AsyncConnection, organisation: str, reference: Reference, who: DirectoryId, left: tuple[str, str]
) -> Changeset:
    """Of the changes in force that somebody has made or proposed in an organisation, the edits that left a record with
    this field and value, in small letters or capitals.

    The database picks them out: a change may be a table of thousands.
    """
    field, value = left
    each = items_of_json(connection, EDITS.c.edits)
    query = (
        select(unread_json(each.c.value))
        .select_from(CHANGE.join(EDITS, EDITS.c.change_id == CHANGE.c.id).join(each, true()))
        .where(CHANGE.c.organisation == organisation, CHANGE.c.state == "done")
        .where(CHANGE.c.made_by_tenant_id == who.tenant_id, CHANGE.c.made_by_aad_object_id == who.aad_object_id)
        .where(func.lower(each.c.value["after", field].as_string()) == func.lower(value))
    )
    return _edits([orjson.loads(edit) for edit in await connection.scalars(query)], reference)


def _row(change: Change) -> dict[str, object]:
    return _state_row(change) | {
        "organisation": change.organisation,
        "kind": change.kind,
        "aside": _aside_row(change.aside),
        "why": change.why,
        "made_by_tenant_id": change.made_by.tenant_id,
        "made_by_aad_object_id": change.made_by.aad_object_id,
        "made_by_name": change.made_by_name,
        "made_at": change.made_at,
    }


def _state_row(change: Change) -> dict[str, object]:
    return {
        "state": change.state,
        "decided_by_name": change.decided_by_name,
        "decided_at": change.decided_at,
        "undone_by_name": change.undone_by_name,
        "undone_at": change.undone_at,
        "aside": _aside_row(change.aside),
    }


def _edit_row(edit: Edit) -> dict[str, object]:
    sides = {"before": edit.before, "after": edit.after}
    return {"section": edit.section} | {
        name: record_of(edit.section, item) if item is not None else None for name, item in sides.items()
    }


def _read(row: RowMapping, reference: Reference) -> Change:
    return _change(row, gist_of(_edits(orjson.loads(row["edits"]), reference)))


def _change(row: RowMapping, gist: Gist) -> Change:
    values = DirectoryChangeRow.model_validate({**row})
    return Change(
        id=values.id or 0,
        organisation=values.organisation,
        kind=values.kind,
        state=cast("State", values.state),
        gist=gist,
        why=values.why,
        made_by=DirectoryId(values.made_by_tenant_id, values.made_by_aad_object_id),
        made_by_name=values.made_by_name,
        made_at=values.made_at,
        decided_by_name=values.decided_by_name,
        decided_at=values.decided_at,
        undone_by_name=values.undone_by_name,
        undone_at=values.undone_at,
        aside=_aside(values.aside or {}),
    )


def _aside_row(aside: Aside) -> dict[str, object] | None:
    if aside == NOTHING_ASIDE:
        return None
    problems = [asdict(one) for one in aside.problems[:PROBLEMS_KEPT]]
    return {**asdict(aside), "problems": problems}


def _aside(stored: Mapping[str, object]) -> Aside:
    return ASIDE.validate_python(stored)


def _edits(stored: Sequence[Mapping[str, Any]], reference: Reference) -> Changeset:
    sides = (
        Record(one["section"], 1, fields)
        for one in stored
        for fields in (one["before"], one["after"])
        if fields is not None
    )
    content, _ = read_records(sides, reference)
    items = {section: iter(items_of(content, section)) for section in SECTIONS}

    def side(section: Section, fields: object) -> Item | None:
        return None if fields is None else next(items[section])

    return tuple(
        Edit(one["section"], side(one["section"], one["before"]), side(one["section"], one["after"])) for one in stored
    )
