"""Finding a button in a card and collecting what a real client would send with it. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.local_teams.world.shapes import Json, inner, objects

_NOT_WALKED = frozenset({"fallback", "card", "data", "refresh", "authentication", "choices", "msteams"})
_SENT_EMPTY = frozenset({"Input.Text", "Input.Date", "Input.Time"})


class InputRefused(Exception):  # noqa: N818 - what the client says to the person
    """The client would not send the press: an input is not filled in as it must be. The message is the card's own."""


@dataclass(frozen=True, slots=True)
class Button:
    """An action and the inputs that go with it: its own card's, and those of the cards around it."""

    action: Json
    inputs: tuple[Json, ...]

    @property
    def verb(self) -> str:
        """The verb of the action or of its data."""
        verb = self.action.get("verb") or inner(self.action, "data").get("verb")
        return verb if isinstance(verb, str) else ""

    @property
    def title(self) -> str:
        """What is written on it."""
        return str(self.action.get("title", ""))


def buttons(card: Json, around: tuple[Json, ...] = ()) -> Iterator[Button]:
    """All actions of a card, in reading order, those of its ShowCards too."""
    inputs: list[Json] = []
    actions: list[Json] = []
    _collect(card, inputs, actions)
    scope = (*around, *inputs)
    for action in actions:
        yield Button(action, scope)
        if action.get("type") == "Action.ShowCard":
            yield from buttons(inner(action, "card"), scope)


def filled(button: Button, given: Mapping[str, str], *, checked: bool = True) -> dict[str, str]:
    """What the inputs hold: what was typed, and the values the card gave to the others.

    Raises InputRefused when the client would not let it through, or when there is no such input.
    """
    if button.action.get("associatedInputs") == "none":
        return {}
    inputs = {str(one.get("id")): one for one in button.inputs if one.get("id")}
    if checked and (unknown := given.keys() - inputs.keys()):
        raise InputRefused(f"The card has no input {', '.join(sorted(unknown))}; it has {', '.join(inputs) or 'none'}.")
    held = {name: _held(one, given.get(name)) for name, one in inputs.items()}
    if checked:
        for name, one in inputs.items():
            _check(one, held[name] or "", typed=name in given)
    return {**{name: value for name, value in held.items() if value is not None}, **({} if checked else given)}


def texts(node: object) -> list[str]:
    """Everything a reader of a card can read, in order."""
    found: list[str] = []
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str) and key in {"text", "title", "label", "placeholder", "value", "errorMessage"}:
                found.append(value)
            elif key not in {"fallback", "data", "msteams", "refresh"}:
                found.extend(texts(value))
    elif isinstance(node, list):
        for one in node:
            found.extend(texts(one) if not isinstance(one, str) else [one])
    return found


def _collect(node: object, inputs: list[Json], actions: list[Json]) -> None:
    if isinstance(node, dict):
        kind = str(node.get("type", ""))
        if kind.startswith("Input."):
            inputs.append(node)
        elif kind.startswith("Action."):
            actions.append(node)
        for key, value in node.items():
            if key not in _NOT_WALKED:
                _collect(value, inputs, actions)
    elif isinstance(node, list):
        for one in node:
            _collect(one, inputs, actions)


def _held(one: Json, typed: str | None) -> str | None:
    if typed is not None:
        return typed
    value = one.get("value")
    if value is not None:
        return str(value)
    if one.get("type") == "Input.Toggle":
        return str(one.get("valueOff", "false"))
    return "" if one.get("type") in _SENT_EMPTY else None


def _check(one: Json, value: str, *, typed: bool) -> None:
    sentence = str(one.get("errorMessage") or one.get("label") or one.get("id"))
    if one.get("isRequired") is True and not value.strip():
        raise InputRefused(sentence)
    longest = one.get("maxLength")
    if isinstance(longest, int | float) and len(value) > longest:
        raise InputRefused(sentence)
    pattern = one.get("regex")
    if isinstance(pattern, str) and value and not re.fullmatch(pattern, value):
        raise InputRefused(sentence)
    if typed and value and one.get("type") == "Input.ChoiceSet" and "choices.data" not in one:
        _check_choices(one, value)


def _check_choices(one: Json, value: str) -> None:
    offered = {str(choice.get("value")) for choice in objects(one.get("choices"))}
    chosen: Sequence[str] = value.split(",") if one.get("isMultiSelect") is True else [value]
    if not offered.issuperset(chosen):
        raise InputRefused(f"{one.get('id')} offers {', '.join(sorted(offered))}")
