"""What edits make of the directory, and whether they may: worked out before the transaction that makes them begins.

Of a table of thousands of rows it takes seconds, and on SQLite everybody who writes waits for whoever holds a
transaction. What was worked out is used only if the directory is still the one that it was worked out on.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Dialect

from bot.errors import Expected
from bot.turns.authorisation import Member
from bot.turns.work import Work
from bot.upkeep.changes import change_refusals, store
from bot.upkeep.changes.editors import check_scope
from bot.upkeep.changes.model import Gist, entries_moved, gist_of, needs_second
from directory.people.contacts import Contact, Directory, DirectoryContent
from directory.records.changes import ChangedMeanwhile, Changeset, applied, contradictions_made, coordinated, difference
from directory.records.problem_wording import problem_words
from directory.stored.next_version import NextVersion, next_of


@dataclass(frozen=True, slots=True)
class Outlook:
    """What edits make of one version of the directory."""

    before: Directory
    edits: Changeset
    refusal: Expected | None
    """Why the directory cannot be so; told only to who may ask for the change at all."""
    following: NextVersion | None
    """None where they may not be made, or are not made yet."""
    moved: tuple[Contact, ...] = ()
    """The entries, as they were and as they are, that lose or change what a part in a matter rests on."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A new change, ready to be stored."""

    editor: Member
    """Whose change it may be: as whom it was checked."""
    outlook: Outlook
    gist: Gist
    written: str
    """Its edits as they are kept."""


def look_out(before: Directory, edits: Changeset, dialect: Dialect, *, to_make: bool = True) -> Outlook:
    """Works it out. `to_make`: the edits are made if they may be."""
    try:
        _check_content(before.content, edits)
    except Expected as refusal:
        return Outlook(before, edits, refusal, None)
    if not to_make:
        return Outlook(before, edits, None, None)
    return Outlook(before, edits, None, next_of(before, edits, dialect), entries_moved(edits))


async def outlook_now(work: Work, edits: Changeset, ahead: Outlook | None) -> Outlook:
    """The one that was worked out ahead, or one of the directory as it has become. The directory has to be locked."""
    known = await work.services.directory.as_of(work.connection)
    if ahead is not None and ahead.before is known and ahead.edits is edits:
        return ahead
    return await asyncio.to_thread(look_out, known, edits, work.connection.dialect)


def made_ready(
    editor: Member,
    wanted: Callable[[DirectoryContent], DirectoryContent],
    before: Directory,
    dialect: Dialect,
    *,
    ask_first: bool,
) -> Ready:
    """Works out what is to be changed, and whether it may be. Raises Expected."""
    edits = difference(before.content, wanted(before.content))
    if not edits:
        raise change_refusals.nothing_changes()
    check_scope(editor, edits, before.content)
    gist = gist_of(edits)
    waits = ask_first or needs_second(gist.decisive)
    return Ready(editor, look_out(before, edits, dialect, to_make=not waits), gist, store.written_edits(edits))


def made_from(known: DirectoryContent, edits: Changeset) -> DirectoryContent:
    """The content with the edits. Raises Expected when what they were made from has been changed since."""
    try:
        return applied(known, edits)
    except ChangedMeanwhile as meanwhile:
        name = str(getattr(meanwhile.edit.item, "name", ""))
        raise change_refusals.changed_meanwhile(name) from meanwhile


def _check_content(known: DirectoryContent, edits: Changeset) -> None:
    after = made_from(known, edits)
    if coordinated(known) - coordinated(after):
        raise change_refusals.nobody_left()
    problems = contradictions_made(known, after)
    if problems:
        worst = problems[0]
        raise Expected(
            lambda t: t("{problem} Nothing was changed.", problem=problem_words(replace(worst, row=0), t)),
            code=worst.fault,
            keeps_card=True,
        )
