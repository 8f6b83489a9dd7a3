"""Goes through the bot's cards: presses every button, with words of its own in one field after another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.turns.answers import CardAnswer, DialogAnswer
from bot.turns.turn import Press
from tests.turns.office import Office, Person

Json = Mapping[str, object]
MOST_PRESSES = 400
USUAL = {
    "question": "Voiko vuokran maksaa?",
    "text": "Hei",
    "name": "Testi Testinen",
    "email": "testi.testinen@ekhva.example",
}
"""What stands in a field that may not be empty, while another one is tried."""


@dataclass(frozen=True)
class Button:
    """A button with the fields that go with it."""

    verb: str
    data: Json
    texts: Json
    """The fields to write in, each with what stands in it."""
    others: Json
    """The other fields, each with something that may be chosen."""
    opens_dialog: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """The same for buttons that differ only in what they are about."""
        steps = (self.data.get(one) for one in ("step", "outcome", "kind", "what", "about"))
        return self.verb, *map(str, steps), frozenset(self.texts), frozenset(self.others)


@dataclass
class Crawl:
    """What is tried and what was tried."""

    office: Office
    words: Callable[[str, str], str]
    """What is written in a field, by the button's verb and the field's id."""
    pressed: dict[tuple[object, ...], Button] = field(default_factory=dict)
    with_words: set[tuple[str, str]] = field(default_factory=set)
    """Verb and field of each text that was sent."""

    async def go_on(self, person: Person, card: Json, card_id: str = "") -> None:
        """Presses everything on a card that has not been pressed before, and on what comes of it."""
        waiting = [(card, card_id)]
        while waiting and len(self.pressed) < MOST_PRESSES:
            shown, shown_id = waiting.pop()
            for button in buttons(shown):
                key = (person.actor.aad_object_id, *button.key)
                if key in self.pressed:
                    continue
                self.pressed[key] = button
                before = len(person.sees())
                for name in sorted(button.texts) or [""]:
                    answer = await self._press(person, button, name, shown_id)
                    if answer is not None:
                        waiting.append((answer, shown_id))
                waiting += [(one.activity, one.id) for one in person.sees()[before:]]

    async def _press(self, person: Person, button: Button, name: str, card_id: str) -> Json | None:
        written = {name: self.words(button.verb, name)} if name else {}
        self.with_words |= {(button.verb, one) for one in written}
        data = {**button.data, **button.others, **button.texts, **written}
        wants = "dialog" if button.opens_dialog else "card"
        await person.sends(Press(button.verb, data, wants, card_id))  # type: ignore[arg-type]
        match self.office.answer:
            case CardAnswer(card):
                return card
            case DialogAnswer(_, card):
                return card
        return None


def buttons(card: Json) -> Iterator[Button]:
    """Every button of a card, those in its inner cards with the fields around them."""
    yield from _buttons(card, {}, {})


def _buttons(card: Json, texts: Json, others: Json) -> Iterator[Button]:
    own = list(_outside_inner_cards(card))
    fields = {str(one["id"]): one for one in own if one.get("type") == "Input.Text"}
    texts = {**texts, **{name: one.get("value") or USUAL.get(name, "") for name, one in fields.items()}}
    others = {**others, **{str(one["id"]): _some(one) for one in own if str(one.get("type", "")).startswith("Input.")}}
    others = {name: value for name, value in others.items() if name not in texts}
    for one in own:
        match one:
            case {"type": "Action.Execute" | "Action.Submit", "data": dict() as data}:
                verb = str(one.get("verb") or data.get("verb") or "")
                dialog = "msteams" in data
                yield Button(verb, data, texts, others, opens_dialog=dialog)
            case {"type": "Action.ShowCard", "card": dict() as inner}:
                yield from _buttons(inner, texts, others)


def _outside_inner_cards(part: object) -> Iterator[Json]:
    match part:
        case dict():
            yield part
            for key, inner in part.items():
                if not (key in {"card", "fallback"} and part.get("type") != "attachment"):
                    yield from _outside_inner_cards(inner)
        case list():
            for inner in part:
                yield from _outside_inner_cards(inner)


def _some(field_: Json) -> object:
    match field_:
        case {"value": str() as value} if value:
            return value
        case {"choices": [{"value": value}, *_]}:
            return value
        case {"type": "Input.Date"}:
            return "2026-12-01"
        case {"type": "Input.Number"}:
            return 1
        case {"type": "Input.Toggle"}:
            return "true"
    return ""
