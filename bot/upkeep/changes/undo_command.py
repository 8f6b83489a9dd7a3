"""`/undo`: takes back the organisation's last change of the directory, or the one that is named: shown first."""

import re

from bot.errors import Expected
from bot.turns.answers import Answer
from bot.turns.authorisation import COORDINATOR, Member, coordinator
from bot.turns.command import Command
from bot.turns.services import Services
from bot.turns.turn import Turn
from bot.turns.work import begin
from bot.upkeep.changes import change_refusals, model, store
from bot.upkeep.changes.change_cards import show_change
from bot.upkeep.changes.deciding import look_ahead, to_undo

_NAMED = re.compile(r"[Mm]?\s{0,3}[-–]?\s{0,3}(\d{1,9})")


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """Shows what would be taken back, with *Kumoa*. Raises Expected when there is nothing."""
    editor = coordinator(services.directory.current, turn)
    named = _NAMED.fullmatch(rest)
    if rest and named is None:
        raise Expected(
            lambda t: t("Name the change by its number: for example /undo M-12. /history lists them."),
            code="unreadable_change",
        )
    change_id = int(named[1]) if named else await _last(services, editor)
    ahead = await look_ahead(services, turn, change_id, "ask")
    async with begin(services, turn) as work:
        found = await to_undo(work, editor, change_id, ahead)
        model.taken_back(found, editor.contact.name, work.now)
        return await show_change(work, turn, found, asks_to_undo=True)


async def _last(services: Services, editor: Member) -> int:
    async with services.database.read() as connection:
        found = await store.last_done(connection, editor.organisation.code)
    if found is None:
        raise change_refusals.nothing_to_undo()
    return found


COMMAND = Command(
    name="undo",
    aliases=("kumoa", "ångra"),
    example=lambda t: t("/undo"),
    help=lambda t: t("Take back the last change of the directory"),
    run=run,
    order=71,
    in_manifest=False,
    roles=frozenset({"coordinator"}),
)
NEEDS = {"/undo": COORDINATOR}
