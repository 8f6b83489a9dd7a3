"""Showing changes of the directory: to their maker, to the second coordinators, and to each as they go on."""

from sqlalchemy import select

from bot.outbox.posting import About, card_activity, load_post, post, text_activity
from bot.outbox.posting import change as change_post
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.pressed import put_in_place
from bot.turns.speaking import personal, show, show_to
from bot.turns.turn import Press, Turn
from bot.turns.work import Work
from bot.upkeep.changes.editors import keepers, second_coordinators
from bot.upkeep.changes.model import Change, change_label, changes_keepers
from bot.upkeep.changes.tables import ChangePostRow
from bot.upkeep.changes.views import card_of, keepers_words
from cards.kit.frame import Card
from config.sql import insert_once, table
from config.texts import Language, language_of, texts
from directory.people.contacts import DirectoryId

FOLLOWS = table(ChangePostRow)


async def show_change(
    work: Work, turn: Turn, change: Change, press: Press | None = None, *, first: int = 0, asks_to_undo: bool = False
) -> Answer:
    """The change's card in the place of the pressed card, or as a new message. It follows what becomes of it."""
    me = DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id)
    language = await known_writers.language(work, turn)
    card = card_of(work, change, me, language, first=first, asks_to_undo=asks_to_undo)
    answer: Answer = NoAnswer()
    if press is None:
        post_id: int | None = await show(work, turn, card)
    else:
        answer, post_id = await put_in_place(work, turn, press, card)
    await keep_in_step(work, change, but=post_id)
    if post_id is not None:
        await _follow(work, change, post_id)
    return answer


async def show_made(work: Work, turn: Turn, change: Change, press: Press | None = None) -> Answer:
    """The same right after a change was made or accepted; one that waits is shown to all who may be the second."""
    if change.state == "second":
        await _ask_seconds(work, turn, change)
    elif change.state in {"done", "undone"}:
        await _tell_keepers(work, turn, change)
    return await show_change(work, turn, change, press)


async def keep_in_step(work: Work, change: Change, *, but: int | None = None) -> None:
    """Brings the cards that show the change to its present state, except the post given."""
    query = select(FOLLOWS.c.post_id).where(FOLLOWS.c.change_id == change.id).order_by(FOLLOWS.c.post_id)
    for post_id in (await work.connection.execute(query)).scalars().all():
        if post_id == but:
            continue
        shown = await load_post(work.connection, post_id)
        reader = DirectoryId(shown.tenant_id, shown.recipient_aad_object_id)
        card = card_of(work, change, reader, language_of(shown.language))
        await change_post(work, shown, card_activity(card))


async def tell_maker(work: Work, turn: Turn, change: Change) -> None:
    """One line to the maker once somebody else has decided."""
    maker = work.directory.person(change.made_by)
    if maker is None or change.made_by == DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id):
        return
    address, language = await personal(work, maker, turn.place.service_url)
    t = texts(language)
    label, name = change_label(change.id), change.decided_by_name
    if change.state == "done":
        sentence = t("{name} accepted the change {label}: it is in force.", name=name, label=label)
    else:
        sentence = t("{name} rejected the change {label}. Nothing was changed.", name=name, label=label)
    about = About("notice", language, contact_id=maker.id)
    await post(work, address, about, text_activity(sentence))


async def _tell_keepers(work: Work, turn: Turn, change: Change) -> None:
    """One line to everybody who kept or watched over the organisation's part, when one of them comes or goes."""
    me = DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id)
    for one in keepers(work.directory, change.organisation) if changes_keepers(change.gist.decisive) else ():
        if one.directory_id not in {me, change.made_by}:
            address, language = await personal(work, one, turn.place.service_url)
            about = About("notice", language, contact_id=one.id)
            told = text_activity(keepers_words(change, texts(language)))
            await post(work, address, about, told)


async def _ask_seconds(work: Work, turn: Turn, change: Change) -> None:
    for one in second_coordinators(work.directory, change.organisation, change.gist.decisive, change.made_by):

        def card(language: Language, reader: DirectoryId = one.directory_id) -> Card:
            return card_of(work, change, reader, language)

        await _follow(work, change, await show_to(work, turn, one, card, kind="change"))


async def _follow(work: Work, change: Change, post_id: int) -> None:
    await insert_once(work.connection, FOLLOWS, {"change_id": change.id, "post_id": post_id})
