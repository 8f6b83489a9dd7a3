"""Changing the directory: each change is checked, kept with its maker, and made or left waiting for somebody."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.consultation.acting import leavers
from bot.errors import Denied, Expected
from bot.privacy.guarding import refuse_identity_codes, refuse_personal_data
from bot.turns import logged
from bot.turns.authorisation import Member, coordinator, listed
from bot.turns.services import Services
from bot.turns.turn import Turn
from bot.turns.work import Work
from bot.upkeep.changes import model, store
from bot.upkeep.changes.editors import check_scope, second_coordinators
from bot.upkeep.changes.model import NOTHING_ASIDE, Aside, Change, change_label, needs_second
from directory.people.contacts import Directory, DirectoryContent, DirectoryId, directory_of
from directory.records.changes import (
    ChangedMeanwhile,
    Changeset,
    applied,
    contradictions_made,
    coordinated,
    difference,
    undone,
    without,
)
from directory.records.problem_wording import problem_words
from directory.reference import KELA
from directory.stored.store import (
    Writes,
    current_version,
    load_content,
    load_former,
    lock_directory,
    save_changes,
    writes_of,
)

LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class Ready:
    """What a request does to a content of the directory, worked out and checked before its transaction begins."""

    known: DirectoryContent
    edits: Changeset
    stored: store.StoredEdits
    """The edits as they are kept."""
    refusal: Expected | None
    """Why the content cannot be so; told only to who may ask for the change at all."""


@dataclass(frozen=True, slots=True)
class ReadAhead:
    """What a stored change does, read before the transaction that decides over it begins."""

    edits: Changeset
    writes: Writes
    """How it is written."""
    fits: DirectoryContent | None
    """The content that would not contradict itself after it; None when that has to be looked at again."""


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants to change. `wanted` makes the directory's new content from the present one."""

    kind: str
    """A short word for history: contact_added, contact_changed, contact_removed, import, absence, area_rule …"""
    wanted: Callable[[DirectoryContent], DirectoryContent]
    why: str = ""
    ask_first: bool = False
    """Only proposed: nothing happens before its maker accepts it."""
    aside: Aside = NOTHING_ASIDE
    ready: Ready | None = None
    """Of a large change: so that it does not keep others from the database while it is worked out."""


async def change(work: Work, turn: Turn, request: Request) -> Change:
    """Makes the change, or leaves it proposed or waiting for a second coordinator.

    Raises Expected when nothing would change, when it is not the editor's to change, when the directory would
    contradict itself, or when a second coordinator is needed and there is none.
    """
    editor = listed(work.directory, turn)
    _check_why(request.why, work.directory)
    await lock_directory(work.connection)
    known = await _stored(work)
    ready = request.ready
    if ready is None or ready.known is not known:
        ready = await asyncio.to_thread(made_ready, editor, request.wanted, known)
    edits = ready.edits
    await _check_watchers(work, editor, edits)
    made = Change(
        id=0,
        organisation=editor.organisation.code,
        kind=request.kind,
        state="proposed" if request.ask_first else "second" if needs_second(edits) else "done",
        edits=edits,
        why=request.why,
        made_by=editor.contact.directory_id,
        made_by_name=editor.contact.name,
        made_at=work.now,
        decided_at=None if request.ask_first or needs_second(edits) else work.now,
        aside=request.aside,
    )
    if needs_second(edits):
        _check_second(work, made)
    if ready.refusal is not None:
        raise ready.refusal
    made = replace(made, id=await store.create(work.connection, made, ready.stored))
    return await _settle(work, turn, made)


def made_ready(
    editor: Member, wanted: Callable[[DirectoryContent], DirectoryContent], known: DirectoryContent
) -> Ready:
    """Works out what is to be changed, and whether it may be. Raises Expected."""
    edits = difference(known, wanted(known))
    if not edits:
        raise _nothing_changes()
    check_scope(editor, edits, known)
    return Ready(known, edits, store.stored_edits(edits), _refusal(known, edits))


def _refusal(known: DirectoryContent, edits: Changeset) -> Expected | None:
    try:
        _check_content(known, edits)
    except Expected as refusal:
        return refusal
    return None


async def read_ahead(services: Services, change_id: int) -> ReadAhead | None:
    """Reads what a change does; None when there is none. Whoever may not know of it learns nothing by it."""
    async with services.database.read() as connection:
        edits = await store.read_edits(connection, change_id, services.reference)
    if edits is None:
        return None
    known = services.directory.current.content
    writes = await asyncio.to_thread(writes_of, edits)
    refusal = await asyncio.to_thread(_refusal, known, edits)
    return ReadAhead(edits, writes, known if refusal is None else None)


async def accept(work: Work, turn: Turn, change_id: int, ahead: ReadAhead | None = None) -> Change:
    """*Hyväksy*: the maker's own, or the second coordinator's. Raises Expected."""
    await lock_directory(work.connection)
    editor, found = await _find(work, turn, change_id, ahead.edits if ahead else None)
    seconds = _seconds(work, found)
    after = model.accepted(found, editor.contact.directory_id, editor.contact.name, seconds, work.now)
    known = await _stored(work)
    if found.state == "proposed":
        check_scope(editor, after.edits, known)
    await _check_watchers(work, editor, after.edits)
    if after.state == "done" and (ahead is None or ahead.fits is not known):
        await asyncio.to_thread(_check_content, known, after.edits)
    await store.save(work.connection, after)
    return await _settle(work, turn, after, ahead.writes if ahead else None)


async def accept_as_whole(work: Work, turn: Turn, change_id: int) -> Change:
    """*Hyväksy* of a table that is the whole list: those who are not in it are removed, all as one new change."""
    await lock_directory(work.connection)
    _, found = await _find(work, turn, change_id)
    await drop(work, turn, change_id)

    def wanted(known: DirectoryContent) -> DirectoryContent:
        gone = frozenset(found.aside.missing)
        missing = [one for one in known.contacts if one.id in gone]
        return without(made_from(known, found.edits), *missing)

    return await change(work, turn, Request(found.kind, wanted, found.why))


async def readable(work: Work, turn: Turn, change_id: int) -> Change:
    """A change for whoever may know of it. Raises Expected."""
    return (await _find(work, turn, change_id))[1]


async def drop(work: Work, turn: Turn, change_id: int) -> Change:
    """*Hylkää*: the change is not made. Raises Expected."""
    editor, found = await _find(work, turn, change_id)
    after = model.dropped(found, editor.contact.directory_id, editor.contact.name, _seconds(work, found), work.now)
    await store.save(work.connection, after)
    logged.note(work, turn, "directory_dropped")
    return after


async def undo(work: Work, turn: Turn, change_id: int | None = None) -> Change:
    """*Kumoa*: takes back a change, by default the organisation's last one. What is never decided alone asks a second.

    Gives the change that was taken back; of one that waits for the second coordinator, the new change that waits.
    Raises Expected when there is none, or when something later stands on it.
    """
    editor = coordinator(work.directory, turn)
    await lock_directory(work.connection)
    found = await to_undo(work, editor, change_id)
    after = model.taken_back(found, editor.contact.name, work.now)
    back = undone(found.edits)
    if model.never_alone(back) and not model.is_own_slip(found, editor.contact.directory_id):
        return await change(work, turn, Request("undo", lambda known: made_from(known, back), change_label(found.id)))
    await asyncio.to_thread(_check_content, await _stored(work), back)
    await store.save(work.connection, after)
    await _write(work, turn, back, "directory_undone")
    return after


async def to_undo(work: Work, editor: Member, change_id: int | None = None) -> Change:
    """The change that *Kumoa* would take back. Raises Expected when there is none."""
    reference, own = work.services.reference, editor.organisation.code
    if change_id is not None:
        return await store.load(work.connection, change_id, reference, [own], lock=True)
    found = await store.last_done(work.connection, own, reference)
    if found is None:
        raise Expected(lambda t: t("There is no change to undo."), code="nothing_to_undo")
    return found


def made_from(known: DirectoryContent, edits: Changeset) -> DirectoryContent:
    """The content with the edits. Raises Expected when what they were made from has been changed since."""
    try:
        return applied(known, edits)
    except ChangedMeanwhile as meanwhile:
        name = str(getattr(meanwhile.edit.item, "name", ""))
        raise _changed_meanwhile(name) from meanwhile


async def _stored(work: Work) -> DirectoryContent:
    """The directory's content under its lock; read anew only when this process has not seen its last change."""
    seen = work.services.directory.current
    if seen.version and seen.version == await current_version(work.connection):
        return seen.content
    return await load_content(work.connection)


async def _settle(work: Work, turn: Turn, made: Change, writes: Writes | None = None) -> Change:
    """Writes what is done; what waits is only logged."""
    if made.state == "done":
        await _write(work, turn, made.edits, "directory_changed", writes)
    else:
        logged.note(work, turn, "directory_proposed")
    return made


async def _write(work: Work, turn: Turn, edits: Changeset, action: str, writes: Writes | None = None) -> None:
    """Writes the edits. Whoever has no right to a matter by them any more loses it here and now."""
    known, services = await _stored(work), work.services
    version = await save_changes(work.connection, edits, writes)
    if entries := model.entries_moved(edits):
        former = await load_former(work.connection)
        after = directory_of(made_from(known, edits), version, former)
        await leavers.settle_matters_of(replace(work, directory=after), entries)
    work.afterwards.append(lambda: services.directory.refresh(services.database))
    logged.note(work, turn, action)


async def _find(work: Work, turn: Turn, change_id: int, edits: Changeset | None = None) -> tuple[Member, Change]:
    """The change and whoever decides over it. Raises Expected for whoever may not know of it.

    Its maker may, the organisation's coordinators, and Kela's where the counties' rules wait for them.
    """
    editor = listed(work.directory, turn)
    reference, own = work.services.reference, editor.organisation.code
    everybody = tuple(work.directory.organisations) if own == KELA else (own,)
    found = await store.load(work.connection, change_id, reference, everybody, lock=True, edits=edits)
    me = editor.contact.directory_id
    keeps = found.organisation == own and editor.contact.is_a("coordinator")
    if not keeps and me != found.made_by and me not in _seconds(work, found):
        raise store.unknown_change(change_id)
    return editor, found


def _seconds(work: Work, found: Change) -> tuple[DirectoryId, ...]:
    contacts = second_coordinators(work.directory, found.organisation, found.edits, found.made_by)
    return tuple(one.directory_id for one in contacts)


async def _check_watchers(work: Work, editor: Member, edits: Changeset) -> None:
    """Nobody proposes themselves to watch, nor is made to by somebody whom they have named. Raises Denied."""
    watchers = model.watchers_made(edits)
    if editor.contact.directory_id in watchers:
        raise _not_oneself()
    for watcher in watchers:
        theirs = await store.made_by(work.connection, editor.organisation.code, work.services.reference, watcher)
        if any(model.names_coordinator(one.edits, editor.contact.directory_id) for one in theirs):
            raise _named_by_them()


def _check_second(work: Work, made: Change) -> None:
    if not _seconds(work, made) and model.names_coordinator(made.edits):
        raise Expected(
            lambda t: t(
                "A new coordinator is accepted by another coordinator of your organisation or of Kela, and there is "
                "none who could. Ask whoever runs Kuntayhteys to name one. Nothing was changed."
            ),
            code="no_second",
        )
    if not _seconds(work, made):
        raise Expected(
            lambda t: t(
                "A change like this is accepted by a second coordinator, and your organisation has no other. "
                "Add one first: /contact edit and the role coordinator. Nothing was changed."
            ),
            code="no_second",
        )


def _check_content(known: DirectoryContent, edits: Changeset) -> None:
    after = made_from(known, edits)
    if coordinated(known) - coordinated(after):
        raise _nobody_left()
    problems = contradictions_made(known, after)
    if problems:
        worst = problems[0]
        raise Expected(
            lambda t: t("{problem} Nothing was changed.", problem=problem_words(replace(worst, row=0), t)),
            code=worst.fault,
            keeps_card=True,
        )


def _check_why(why: str, directory: Directory) -> None:
    refuse_identity_codes(why)
    refuse_personal_data(why, directory)
    if len(why) > LONGEST_WHY:
        raise Expected(
            lambda t: t("The reason is too long: {limit} characters fit. Nothing was changed.", limit=LONGEST_WHY),
            code="too_long",
            keeps_card=True,
        )


def _changed_meanwhile(name: str) -> Expected:
    if name:
        return Expected(
            lambda t: t("{name} has been changed since then. Look at /history and make the change again.", name=name),
            code="changed_meanwhile",
        )
    return Expected(
        lambda t: t("This has been changed since then. Look at /history and make the change again."),
        code="changed_meanwhile",
    )


def _nobody_left() -> Expected:
    return Expected(
        lambda t: t(
            "After this nobody would keep the directory, and it could not be undone here. Name another coordinator "
            "first: /contact edit and the role coordinator. Nothing was changed."
        ),
        code="last_coordinator",
        keeps_card=True,
    )


def _not_oneself() -> Denied:
    return Denied(
        lambda t: t(
            "Nobody makes themselves an auditor or data protection. Ask another coordinator. Nothing was changed."
        ),
        code="own_role",
        keeps_card=True,
    )


def _named_by_them() -> Denied:
    return Denied(
        lambda t: t(
            "Nobody is made an auditor or data protection by a coordinator whom they have named. "
            "Ask another coordinator. Nothing was changed."
        ),
        code="named_by_them",
        keeps_card=True,
    )


def _nothing_changes() -> Expected:
    return Expected(
        lambda t: t("Everything is like this already. Nothing was changed."), code="nothing_changes", keeps_card=True
    )
