"""Changing the directory: each change is checked, kept with its maker, and made or left waiting for somebody."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.consultation.acting import leavers
from bot.errors import Expected
from bot.privacy.guarding import refuse_identity_codes, refuse_personal_data
from bot.turns import logged
from bot.turns.authorisation import Member, listed
from bot.turns.services import Services
from bot.turns.turn import Turn
from bot.turns.work import Work
from bot.upkeep.changes import change_refusals, model, store
from bot.upkeep.changes.editors import second_coordinators
from bot.upkeep.changes.model import NOTHING_ASIDE, Aside, Change, Gist, needs_second
from bot.upkeep.changes.outlook import Outlook, Ready, made_ready
from directory.people.contacts import Directory, DirectoryContent, DirectoryId
from directory.stored.store import lock_directory, save_next

LONGEST_WHY = 300


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
    """So that it does not keep others from the database while it is worked out; see `prepared`."""


async def prepared(services: Services, editor: Member, request: Request) -> Request:
    """The request, worked out on the directory as it is before the transaction begins; as it was, if it is refused.

    The refusal is told in the transaction, in its order: of a turn that is delivered twice it would be wrong.
    """
    try:
        return replace(request, ready=await _worked_out(editor, request, services.directory.current, services))
    except Expected:
        return request


async def change(work: Work, turn: Turn, request: Request) -> Change:
    """Makes the change, or leaves it proposed or waiting for a second coordinator.

    Raises Expected when nothing would change, when it is not the editor's to change, when the directory would
    contradict itself, or when a second coordinator is needed and there is none.
    """
    editor = listed(work.directory, turn)
    _check_why(request.why, work.directory)
    await lock_directory(work.connection)
    known, ready = await work.services.directory.as_of(work.connection), request.ready
    if ready is None or ready.outlook.before is not known or ready.editor != editor:
        ready = await _worked_out(editor, request, known, work.services)
    gist, outlook = ready.gist, ready.outlook
    await check_watchers(work, editor, gist)
    second = needs_second(gist.decisive)
    made = Change(
        id=0,
        organisation=editor.organisation.code,
        kind=request.kind,
        state="proposed" if request.ask_first else "second" if second else "done",
        gist=gist,
        why=request.why,
        made_by=editor.contact.directory_id,
        made_by_name=editor.contact.name,
        made_at=work.now,
        decided_at=None if request.ask_first or second else work.now,
        aside=request.aside,
    )
    if second:
        _check_second(work, made)
    if outlook.refusal is not None:
        raise outlook.refusal
    made = replace(made, id=await store.create(work.connection, made, ready.written))
    return await settle(work, turn, made, outlook)


async def settle(work: Work, turn: Turn, made: Change, outlook: Outlook | None) -> Change:
    """Writes what is done, as it was worked out; what waits is only logged."""
    if made.state == "done":
        await write(work, turn, outlook, "directory_changed")
    else:
        logged.note(work, turn, "directory_proposed")
    return made


async def write(work: Work, turn: Turn, outlook: Outlook | None, action: str) -> None:
    """Writes the edits. Whoever has no right to a matter by them any more loses it here and now."""
    if outlook is None or (following := outlook.following) is None:
        raise LookupError("a change is made that was not worked out")
    await save_next(work.connection, following)
    work.committed.know(lambda: work.services.directory.becomes(following.directory))
    if outlook.moved:
        await leavers.settle_matters_of(replace(work, directory=following.directory), outlook.moved)
    logged.note(work, turn, action)


def seconds(work: Work, found: Change) -> tuple[DirectoryId, ...]:
    """Who may accept the change as the second."""
    contacts = second_coordinators(work.directory, found.organisation, found.gist.decisive, found.made_by)
    return tuple(one.directory_id for one in contacts)


async def check_watchers(work: Work, editor: Member, gist: Gist) -> None:
    """Nobody proposes themselves to watch, nor is made to by somebody whom they have named. Raises Denied."""
    watchers = model.watchers_made(gist.decisive)
    if editor.contact.directory_id in watchers:
        raise change_refusals.not_oneself()
    for watcher in watchers:
        own, account = editor.contact.directory_id, ("aad_object_id", editor.contact.aad_object_id)
        known = work.services.reference
        theirs = await store.made_of(work.connection, editor.organisation.code, known, watcher, account)
        if model.names_coordinator(theirs, own):
            raise change_refusals.named_by_them()


async def _worked_out(editor: Member, request: Request, known: Directory, services: Services) -> Ready:
    ask_first = request.ask_first
    return await asyncio.to_thread(
        made_ready, editor, request.wanted, known, services.database.dialect, ask_first=ask_first
    )


def _check_second(work: Work, made: Change) -> None:
    if not seconds(work, made):
        names_one = model.names_coordinator(made.gist.decisive)
        raise change_refusals.no_second_for_coordinator() if names_one else change_refusals.no_second()


def _check_why(why: str, directory: Directory) -> None:
    refuse_identity_codes(why)
    refuse_personal_data(why, directory)
    if len(why) > LONGEST_WHY:
        raise change_refusals.too_long(LONGEST_WHY)
