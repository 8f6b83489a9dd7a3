"""`/history`: who has changed the organisation's part of the directory; and the buttons of every change's card."""

from bot.privacy.guarding import refuse_identity_codes
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import CHANGE, COORDINATOR, coordinator
from bot.turns.command import Button, Command
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Turn
from bot.turns.work import begin
from bot.upkeep.changes import changing
from bot.upkeep.changes.change_cards import show_change, show_made, tell_maker
from bot.upkeep.changes.past_changes import history_view
from cards.buttons.contact_data import ChangeData, HistoryData
from cards.contacts.history import history_card
from config.texts import texts

LONGEST = 100


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """The newest changes, or those about a name."""
    editor = coordinator(services.directory.current, turn)
    refuse_identity_codes(rest)
    async with begin(services, turn) as work:
        language = await known_writers.language(work.connection, turn)
        card = history_card(await history_view(work, editor, language, rest[:LONGEST], 0), texts(language))
        await show(work, turn, card)
    return NoAnswer()


async def look(services: Services, turn: Turn, press: Press, data: HistoryData) -> Answer:
    """Another page, or those about the name in the field."""
    editor = coordinator(services.directory.current, turn)
    name = data.search[:LONGEST]
    refuse_identity_codes(name)
    async with begin(services, turn) as work:
        language = await known_writers.language(work.connection, turn)
        view = await history_view(work, editor, language, name, data.first or 0)
        return await answer_with_card(work, turn, press, history_card(view, texts(language)))


async def decide(services: Services, turn: Turn, press: Press, data: ChangeData) -> Answer:
    """*Hyväksy*, *Hylkää*, *Kumoa*, or another page of the change."""
    change_id, whole = data.change, data.remove_missing
    ahead = await changing.read_ahead(services, change_id) if data.step == "accept" and not whole else None
    async with begin(services, turn) as work:
        match data.step:
            case "accept":
                made = await (
                    changing.accept_as_whole(work, turn, change_id)
                    if whole
                    else changing.accept(work, turn, change_id, ahead)
                )
                await tell_maker(work, turn, made)
                return await show_made(work, turn, made, press)
            case "drop":
                made = await changing.drop(work, turn, change_id)
                await tell_maker(work, turn, made)
                return await show_made(work, turn, made, press)
            case "undo":
                return await show_made(work, turn, await changing.undo(work, turn, change_id), press)
            case "ask":
                found = await changing.to_undo(work, coordinator(work.directory, turn), change_id)
                return await show_change(work, turn, found, press, asks_to_undo=True)
            case "page" | "show":
                found = await changing.readable(work, turn, change_id)
                return await show_change(work, turn, found, press, first=data.first or 0)


COMMAND = Command(
    name="history",
    aliases=("historia", "historik"),
    example=lambda t: t("/history"),
    help=lambda t: t("Who changed what in the directory"),
    run=run,
    needs_number=True,
    order=70,
    in_manifest=False,
    roles=frozenset({"coordinator"}),
)
PRESSES = (Button(ChangeData, decide), Button(HistoryData, look))
NEEDS = {"/history": COORDINATOR, "change.decide": CHANGE, "change.history": COORDINATOR}
