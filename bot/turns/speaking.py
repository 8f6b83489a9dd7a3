"""Saying something back in the place where a turn came from."""

from collections.abc import Callable
from dataclasses import replace

from bot.outbox.posting import CASE_CARD, About, Address, Json, card_activity, post, text_activity
from bot.turns import known_writers
from bot.turns.danger_first import Reader, area_told, danger_over, dangers_told
from bot.turns.turn import Turn
from bot.turns.work import Work
from cards.kit.frame import finished
from cards.kit.sentence import SentenceView, sentence_card
from config.texts import Language, language_of, texts
from directory.people.contacts import Contact

Card = Callable[[Language], Json]


def place_of(turn: Turn) -> Address:
    """Where the turn happened: the 1:1 chat, or in a channel a message that only its writer sees."""
    place, actor = turn.place, turn.actor
    address = Address(
        place.tenant_id,
        place.service_url,
        place.conversation_id,
        recipient_aad_object_id=actor.aad_object_id,
        recipient_teams_id=actor.teams_id,
    )
    return address if place.kind == "personal" else replace(address, targeted=True)


async def show_to(work: Work, turn: Turn, contact: Contact, card: Card, *, kind: str = "notice") -> int:
    """A card to a contact's own chat, through the service of whoever caused it if no other is set; the post's id.

    `card` makes the card in the contact's language.
    """
    return await write_to(work, contact, turn.place.service_url, card, kind=kind)


async def write_to(
    work: Work, contact: Contact, service_url: str, card: Card, *, kind: str = "notice", number: int | None = None
) -> int:
    """A card to a contact's own chat, by itself; the post's id. See `personal` for the service's address.

    `number`: the one consultation it tells of, with which it is wiped.
    """
    address, language = await personal(work, contact, service_url)
    shown = card(language)
    about = About(CASE_CARD if number else kind, language, number, contact_id=contact.id)
    return await post(work, address, about, card_activity(shown))


async def personal(work: Work, contact: Contact, service_url: str) -> tuple[Address, Language]:
    """The 1:1 chat with a contact, known or still to be created, and the language to write in.

    Somebody who has never been written to is reached through the service that is set, else through the given one.
    """
    known = await known_writers.find(work, contact.tenant_id, contact.aad_object_id)
    address = Address(
        contact.tenant_id,
        (known.service_url if known else "") or work.services.settings.connector_url or service_url,
        known.conversation_id if known else "",
        recipient_aad_object_id=contact.aad_object_id,
        recipient_teams_id=known.teams_id if known else "",
    )
    return address, known.language if known and known.teams_id else first_language(contact.languages)


def first_language(languages: tuple[str, ...]) -> Language:
    """The first of the languages that the bot writes; Finnish for none."""
    return language_of("".join(languages[:1]))


async def say(work: Work, turn: Turn, text: str, *, number: int | None = None, area: str = "") -> None:
    """One plain sentence to whoever sent the turn; `number` when it is about a consultation, `area` the county of it.

    Told of a danger to life, the sentence comes on a card below the numbers that help now.
    """
    language = await known_writers.language(work, turn)
    activity, kind = text_activity(text), "notice"
    if dangers := dangers_told(turn):
        kind = CASE_CARD if number else kind
        card = sentence_card(SentenceView(text), texts(language))
        activity = card_activity(
            danger_over(card, dangers, area_told(work.services, turn, area), _reader(work, language))
        )
    await post(work, place_of(turn), About(kind, language, number), activity)


async def show(
    work: Work, turn: Turn, card: Json, *, kind: str = "notice", number: int | None = None, area: str = ""
) -> int:
    """A card to whoever sent the turn; the post's id. `number` when it shows a consultation: it is wiped with that.

    Told of a danger to life, the numbers that help now stand on top: those of the county `area`, or of the one typed.
    """
    language = await known_writers.language(work, turn)
    if dangers := dangers_told(turn):
        card = danger_over(card, dangers, area_told(work.services, turn, area), _reader(work, language))
    about = About(CASE_CARD if number else kind, language, number)
    return await post(work, place_of(turn), about, card_activity(card))


async def show_danger(work: Work, turn: Turn, *, number: int, area: str) -> None:
    """The numbers alone, for whoever told of a danger to life in a line to the other side; nothing without danger."""
    if dangers := dangers_told(turn):
        language = await known_writers.language(work, turn)
        empty = finished([], [], "", texts(language))
        card = danger_over(empty, dangers, area_told(work.services, turn, area), _reader(work, language))
        about = About(CASE_CARD, language, number)
        await post(work, place_of(turn), about, card_activity(card))


def _reader(work: Work, language: Language) -> Reader:
    return Reader(work.directory, work.services.reference, language)
