"""`/history`: who has changed the organisation's part of the directory; and the buttons of every change's card."""

from bot.privacy.guarding import refuse_identity_codes
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import CHANGE, COORDINATOR, Member, coordinator
from bot.turns.command import Button, Command
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Turn
from bot.turns.work import begin, looking
from bot.upkeep.changes.change_cards import show_change, show_made, tell_maker
from bot.upkeep.changes.deciding import accept, accept_as_whole, drop, look_ahead, readable, to_undo, undo
from bot.upkeep.changes.past_changes import history_view
from cards.buttons.contact_data import ChangeData, HistoryData
from cards.contacts.history import history_card
from cards.kit.frame import Card
from config.texts import texts

LONGEST = 100


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """The newest changes, or those about a name."""
    editor = coordinator(services.directory.current, turn)
    refuse_identity_codes(rest)
    card = await _history(services, turn, editor, rest[:LONGEST], 0)
    async with begin(services, turn) as work:
        await show(work, turn, card)
    return NoAnswer()


async def look(services: Services, turn: Turn, press: Press, data: HistoryData) -> Answer:
    """Another page, or those about the name in the field."""
    editor = coordinator(services.directory.current, turn)
    name = data.search[:LONGEST]
    refuse_identity_codes(name)
    card = await _history(services, turn, editor, name, data.first or 0)
    async with begin(services, turn) as work:
        return await answer_with_card(work, turn, press, card)


async def decide(services: Services, turn: Turn, press: Press, data: ChangeData) -> Answer:
    """*Hyväksy*, *Hylkää*, *Kumoa*, or another page of the change."""
    change_id, whole = data.change, data.remove_missing
    ahead = await look_ahead(services, turn, change_id, data.step, whole=whole)
    async with begin(services, turn) as work:
        match data.step:
            case "accept":
                made = await (accept_as_whole if whole else accept)(work, turn, change_id, ahead)
                await tell_maker(work, turn, made)
                return await show_made(work, turn, made, press)
            case "drop":
                made = await drop(work, turn, change_id, ahead)
                await tell_maker(work, turn, made)
                return await show_made(work, turn, made, press)
            case "undo":
                return await show_made(work, turn, await undo(work, turn, change_id, ahead), press)
            case "ask":
                found = await to_undo(work, coordinator(work.directory, turn), change_id, ahead)
                return await show_change(work, turn, found, press, asks_to_undo=True)
            case "page" | "show":
                found = await readable(work, turn, change_id, ahead)
                return await show_change(work, turn, found, press, first=data.first or 0)


async def _history(services: Services, turn: Turn, editor: Member, name: str, first: int) -> Card:
    async with looking(services) as work:
        language = await known_writers.language(work, turn)
        view = await history_view(services, work.connection, editor, language, name, first)
        return history_card(view, texts(language))


COMMAND = Command(
    name="history",
    aliases=("historia", "historik"),
    example=lambda t: t("/history"),
    help=lambda t: t("Who changed what in the directory"),
    run=run,
    order=70,
    in_manifest=False,
    roles=frozenset({"coordinator"}),
)
PRESSES = (Button(ChangeData, decide), Button(HistoryData, look))
NEEDS = {"/history": COORDINATOR, "change.decide": CHANGE, "change.history": COORDINATOR}
