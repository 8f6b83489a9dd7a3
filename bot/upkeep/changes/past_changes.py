"""Looking back at the changes of one's own organisation's part of the directory."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.turns.authorisation import Member
from bot.turns.services import Services
from bot.upkeep.changes import store
from bot.upkeep.changes.model import Change
from bot.upkeep.changes.views import decided_words, kind_words, why_words, wordbook
from cards.contacts.history import ROWS_SHOWN, HistoryRowView, HistoryView
from config.texts import Language
from directory.naming import organisation_name
from directory.reading.words import normalised, without_marks
from directory.records.diffing import Wordbook
from directory.time.time_wording import full_moment_words

LOOKED_THROUGH = 500
"""Newest changes among which a name is looked for."""
NAMES_TOLD = 2


async def history_view(
    services: Services, connection: AsyncConnection, editor: Member, language: Language, search: str, first: int
) -> HistoryView:
    """A page of the changes, newest first; with a name, of those that it made or that are about it."""
    own, reference, directory = editor.organisation.code, services.reference, services.directory.current
    if search:
        changes = await store.recent(connection, own, reference, count=LOOKED_THROUGH)
        words = wordbook(directory, reference, language, *changes)
        found = [one for one in changes if _is_about(one, search, words)][first : first + ROWS_SHOWN + 1]
    else:
        found = await store.recent(connection, own, reference, count=ROWS_SHOWN + 1, skip=first)
        words = wordbook(directory, reference, language, *found)
    return HistoryView(
        organisation=organisation_name(reference, own, language),
        rows=tuple(_row(one, words) for one in found[:ROWS_SHOWN]),
        first=first,
        more=len(found) > ROWS_SHOWN,
        search=search,
    )


def _row(change: Change, words: Wordbook) -> HistoryRowView:
    t = words.t
    names = [words.title(edit) for edit in change.edits[:NAMES_TOLD]]
    tally = change.gist.tally
    parts = (
        (tally["added"], t("{count} new", plural="{count} new", count=tally["added"])),
        (tally["changed"], t("{count} changed", count=tally["changed"])),
        (tally["removed"], t("{count} removed", count=tally["removed"])),
    )
    told = ", ".join(names) if len(change.edits) <= NAMES_TOLD else ", ".join(word for count, word in parts if count)
    return HistoryRowView(
        change=change.id,
        title=kind_words(change, t),
        what=told,
        state="undone" if change.state == "undone" else "second" if change.state == "second" else "done",
        maker=change.made_by_name,
        made_at=full_moment_words(change.made_at, t),
        why=why_words(change),
        decided=decided_words(change, t),
    )


def _is_about(change: Change, search: str, words: Wordbook) -> bool:
    wanted = without_marks(normalised(search)).split()
    names: Iterable[str] = (change.made_by_name, change.decided_by_name, *map(words.title, change.edits))
    keys = [without_marks(normalised(name)) for name in names]
    return any(all(word in key for word in wanted) for key in keys)
