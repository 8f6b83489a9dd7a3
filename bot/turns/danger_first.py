"""Danger first: whoever tells of a danger to life sees 112 and the county's social emergency services before anything
else, whatever they typed it in and whatever the answer is. Nothing is held back for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from bot.turns.bounds import LONGEST_FORM
from bot.turns.services import Services
from bot.turns.turn import Edited, Message, Press, Turn
from cards.kit.danger_strip import DangerView, danger_in_words, with_danger
from cards.kit.frame import Card
from cards.kit.person import PhoneView
from config.texts import Language, Translate, texts
from directory.people.contact_wording import standing_phone_words
from directory.people.contacts import Directory
from directory.reference import ALAND, Reference
from directory.urgency.dangers import Danger, dangers_of_topic
from directory.urgency.dangers_said import dangers_said_in

MOST_READ_FOR_PLACES = 40
"""Texts of one turn: no card has so many fields. An attacker sends thousands, each read for places."""


@dataclass(frozen=True, slots=True)
class Reader:
    """In whose words, and over which directory."""

    directory: Directory
    reference: Reference
    language: Language


def dangers_told(turn: Turn) -> frozenset[Danger]:
    """The dangers to life that what was typed in this turn tells of: a message, an edit, or a card's fields.

    A pasted table is a directory or a list, not somebody's words. Neither is a topic chosen from a list: it is a danger
    for as long as it stands, and not once it has been corrected.
    """
    return frozenset().union(*(dangers_said_in(text) for text in _typed(turn) if not dangers_of_topic(text)))


def area_told(services: Services, turn: Turn, area: str = "") -> str:
    """The county whose people help: the one it is about; or the writer's own, for Kela the one typed. Or empty."""
    if area in services.reference.areas:
        return area
    organisation = services.directory.current.organisation_of_tenant(turn.actor.tenant_id)
    if organisation is not None and organisation.kind == "county":
        return organisation.code
    areas = (services.reader.read(text).area for text in islice(_typed(turn), MOST_READ_FOR_PLACES))
    return next((area for area in areas if area in services.reference.areas), "")


def county_of(reference: Reference, area: str, municipality: str = "") -> str:
    """The county that a question is about: its area, or the county of its municipality where Kela asks Kela."""
    known = reference.municipalities.get(municipality)
    return area if area in reference.areas else known.area_code if known else ""


def danger_over(
    card: Mapping[str, object], dangers: Iterable[Danger], area: str, reader: Reader, *, can_send: bool = False
) -> Card:
    """The card with the numbers on top; as it is where there is no danger. `can_send`: the card asks a question."""
    told = frozenset(dangers)
    if not told:
        return dict(card)
    t = texts(reader.language)
    return with_danger(card, _view(told, area, reader, t, can_send=can_send), t)


def danger_before(sentence: str, dangers: Iterable[Danger], area: str, reader: Reader) -> str:
    """The sentence with the numbers before it, where no card is shown."""
    told, t = frozenset(dangers), texts(reader.language)
    return f"{danger_in_words(_view(told, area, reader, t), t)} {sentence}" if told else sentence


def _typed(turn: Turn) -> Iterator[str]:
    match turn.doing:
        case Message(text=text, table=()) | Edited(text=text):
            yield text
        case Press(data=data):
            yield from _within(LONGEST_FORM, _texts(data))
        case _:
            pass


def _within(characters: int, found: Iterable[str]) -> Iterator[str]:
    """The texts until they are longer together: what is refused for its length is answered with the numbers too."""
    for text in found:
        characters -= len(text)
        yield text
        if characters < 0:
            break


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for one in value.values():
                yield from _texts(one)
        case _:
            pass


def _view(dangers: frozenset[Danger], area: str, reader: Reader, t: Translate, *, can_send: bool = False) -> DangerView:
    line = reader.directory.line(area, "on_call") if area else None
    words = standing_phone_words(line.phone, line.hours, t) if line else None
    return DangerView(
        told=tuple(_danger_words(one, t) for one in Danger if one in dangers),
        area=reader.reference.area_name(area, reader.language),
        phone=PhoneView(words.number, hours=words.answers, always=words.always) if words else None,
        aland=area == ALAND,
        below=t("The question can be sent all the same.") if can_send else "",
    )


def _danger_words(danger: Danger, t: Translate) -> str:
    return {
        Danger.SUICIDE: t("suicide"),
        Danger.VIOLENCE: t("violence"),
        Danger.CHILD: t("a child at risk"),
        Danger.LIFE: t("a life in danger"),
    }[danger]
