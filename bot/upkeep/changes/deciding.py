"""Deciding over a change of the directory that is kept: accepting, rejecting, looking at it again, taking it back."""

import asyncio
from dataclasses import dataclass, replace

from bot.turns import logged
from bot.turns.authorisation import Member, coordinator, listed
from bot.turns.services import Services
from bot.turns.turn import Turn
from bot.turns.work import Work
from bot.upkeep.changes import model, store
from bot.upkeep.changes.changing import Request, change, check_watchers, prepared, seconds, settle, write
from bot.upkeep.changes.editors import check_scope
from bot.upkeep.changes.model import Change, Gist, change_label, needs_second
from bot.upkeep.changes.outlook import Outlook, Ready, look_out, made_from, outlook_now
from directory.people.contacts import Absence, Directory, DirectoryContent, DirectoryId
from directory.records.changes import Changeset, undone, undone_where_untouched, without
from directory.records.merging import Item
from directory.reference import KELA
from directory.stored.store import lock_directory


@dataclass(frozen=True, slots=True)
class Ahead:
    """What was read of a change, and worked out of deciding over it, before the transaction that decides begins."""

    gist: Gist | None = None
    """What it changes, which stays as it was made."""
    outlook: Outlook | None = None
    """Of the edits that are made by the decision: the change's, or those that take it back."""
    ready: Ready | None = None
    """The new change that the decision makes."""
    stays: tuple[str, ...] | None = None
    """Names of what taking a table back leaves as it is."""


NOT_AHEAD = Ahead()
TABLE = "import"
"""The kind of a change that came as a table: many records that have little to do with one another."""


async def look_ahead(services: Services, turn: Turn, change_id: int, step: object, *, whole: bool = False) -> Ahead:
    """Reads the change and works the step out. For whoever has nothing to do with the change it costs what one that is
    not there costs: so its time tells nothing, and nobody keeps the bot busy with others' tables."""
    known, dialect = services.directory.current, services.database.dialect
    editor = listed(known, turn)
    me, own = editor.contact.directory_id, editor.organisation.code
    keeps = editor.contact.is_a("coordinator")

    def is_theirs(organisation: str, maker: DirectoryId) -> bool:
        return maker == me or (keeps and own in {organisation, KELA})

    found = await store.read_for(services.database, change_id, services.reference, is_theirs)
    if found is None:
        return NOT_AHEAD
    stays = await asyncio.to_thread(_staying, found, known) if step in {"ask", "undo"} else None
    if (wanted := _new_change(found, step, whole=whole)) is not None:
        request = await prepared(services, editor, wanted)
        return Ahead(found.gist, ready=request.ready, stays=stays)
    if step == "undo" or (step == "accept" and (found.state == "second" or not needs_second(found.gist.decisive))):
        edits = await asyncio.to_thread(_back, found, known.content) if step == "undo" else found.edits
        return Ahead(found.gist, await asyncio.to_thread(look_out, known, edits, dialect), stays=stays)
    return Ahead(found.gist, stays=stays)


async def accept(work: Work, turn: Turn, change_id: int, ahead: Ahead = NOT_AHEAD) -> Change:
    """*Hyväksy*: the maker's own, or the second coordinator's. Raises Expected."""
    await lock_directory(work.connection)
    editor, found = await _find(work, turn, change_id, ahead)
    may_accept = seconds(work, found)
    after = model.accepted(found, editor.contact.directory_id, editor.contact.name, may_accept, work.now)
    if found.state == "proposed":
        check_scope(editor, after.edits, (await work.services.directory.as_of(work.connection)).content)
    await check_watchers(work, editor, after.gist)
    outlook = await _made_by(work, after.edits, ahead) if after.state == "done" else None
    await store.save(work.connection, after)
    return await settle(work, turn, after, outlook)


async def accept_as_whole(work: Work, turn: Turn, change_id: int, ahead: Ahead = NOT_AHEAD) -> Change:
    """*Hyväksy* of a table that is the whole list: those who are not in it are removed, all as one new change."""
    await lock_directory(work.connection)
    _, found = await _find(work, turn, change_id, ahead)
    await drop(work, turn, change_id, ahead)
    return await change(work, turn, replace(_as_whole(found), ready=ahead.ready))


async def readable(work: Work, turn: Turn, change_id: int, ahead: Ahead = NOT_AHEAD) -> Change:
    """A change for whoever may know of it. Raises Expected."""
    return (await _find(work, turn, change_id, ahead))[1]


async def drop(work: Work, turn: Turn, change_id: int, ahead: Ahead = NOT_AHEAD) -> Change:
    """*Hylkää*: the change is not made. Raises Expected."""
    editor, found = await _find(work, turn, change_id, ahead)
    by = editor.contact
    after = model.dropped(found, by.directory_id, by.name, seconds(work, found), work.now)
    await store.save(work.connection, after)
    logged.note(work, turn, "directory_dropped")
    return after


async def undo(work: Work, turn: Turn, change_id: int, ahead: Ahead = NOT_AHEAD) -> Change:
    """*Kumoa*: takes back a change of the organisation. What is never decided alone asks a second.

    Gives the change that was taken back; of one that waits for the second coordinator, the new change that waits.
    Raises Denied when there is none, Expected when something later stands on it.
    """
    editor = coordinator(work.directory, turn)
    await lock_directory(work.connection)
    found = await to_undo(work, editor, change_id, ahead)
    after = model.taken_back(found, editor.contact.name, work.now)
    if model.never_alone(undone(found.gist.decisive)) and not model.is_own_slip(found, editor.contact.directory_id):
        return await change(work, turn, replace(_taking_back(found), ready=ahead.ready))
    known = (await work.services.directory.as_of(work.connection)).content
    back = _back(found, known) if ahead.outlook is None else ahead.outlook.edits
    outlook = await _made_by(work, back, ahead)
    await store.save(work.connection, after)
    await write(work, turn, outlook, "directory_undone")
    return after


async def to_undo(work: Work, editor: Member, change_id: int, ahead: Ahead = NOT_AHEAD) -> Change:
    """The change that *Kumoa* would take back, and what of a table it leaves. Raises Denied when it is none of the
    organisation's.
    """
    own = [editor.organisation.code]
    found = await store.load(work.connection, change_id, work.services.reference, own, lock=True, gist=ahead.gist)
    stays = ahead.stays
    if stays is None:
        stays = await asyncio.to_thread(_staying, found, await work.services.directory.as_of(work.connection))
    return replace(found, aside=replace(found.aside, stays=stays)) if found.state == "done" else found


async def _find(work: Work, turn: Turn, change_id: int, ahead: Ahead) -> tuple[Member, Change]:
    """The change and whoever decides over it. Raises Expected for whoever may not know of it.

    Its maker may, the organisation's coordinators, and Kela's where the counties' rules wait for them.
    """
    editor = listed(work.directory, turn)
    reference, own = work.services.reference, editor.organisation.code
    everybody = tuple(work.directory.organisations) if own == KELA else (own,)
    found = await store.load(work.connection, change_id, reference, everybody, lock=True, gist=ahead.gist)
    me = editor.contact.directory_id
    keeps = found.organisation == own and editor.contact.is_a("coordinator")
    if not keeps and me != found.made_by and me not in seconds(work, found):
        raise store.unknown_change(change_id)
    return editor, found


async def _made_by(work: Work, edits: Changeset, ahead: Ahead) -> Outlook:
    """What the decision makes of the directory. Raises Expected when it may not be so."""
    outlook = await outlook_now(work, edits, ahead.outlook)
    if outlook.refusal is not None:
        raise outlook.refusal
    return outlook


def _new_change(found: Change, step: object, *, whole: bool) -> Request | None:
    """The new change that the decision makes, if it makes one."""
    if step == "accept" and whole:
        return _as_whole(found)
    return _taking_back(found) if step == "undo" and model.never_alone(undone(found.gist.decisive)) else None


def _as_whole(found: Change) -> Request:
    def wanted(known: DirectoryContent) -> DirectoryContent:
        gone = frozenset(found.aside.missing)
        missing = [one for one in known.contacts if one.id in gone]
        return without(made_from(known, found.edits), *missing)

    return Request(found.kind, wanted, found.why)


def _taking_back(found: Change) -> Request:
    return Request("undo", lambda known: made_from(known, _back(found, known)), change_label(found.id))


def _back(found: Change, known: DirectoryContent) -> Changeset:
    """The edits that take it back: of a table as far as it can be, of anything else all or none."""
    untouched, _ = undone_where_untouched(known, found.edits)
    return untouched if untouched and found.kind == TABLE else undone(found.edits)


def _staying(found: Change, known: Directory) -> tuple[str, ...]:
    """Names of what taking a table back leaves as it is."""
    if found.kind != TABLE or found.state != "done":
        return ()
    _, others = undone_where_untouched(known.content, found.edits)
    return tuple(_name(known, one.item) for one in others)


def _name(known: Directory, item: Item) -> str:
    contact = known.contacts.get(item.contact_id) if isinstance(item, Absence) else item
    return str(getattr(contact, "name", ""))
