"""What a client sends when a button of an Adaptive Card is pressed: the right action and the inputs that reach it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.local_teams.shapes import Json, inner, objects

_CHILDREN = ("body", "items", "columns", "rows", "cells", "inlines")


class NotPossible(Exception):  # noqa: N818 - what a person cannot do
    """A real client would not let a person do this; the message says why."""


@dataclass(frozen=True, slots=True)
class Field:
    """An input of a card."""

    element: Json
    visible: bool

    @property
    def id(self) -> str:
        """Under which its value is sent."""
        return str(self.element.get("id", ""))

    @property
    def default(self) -> str:
        """What is sent when nobody touches it; empty: nothing is sent."""
        value = self.element.get("value")
        if self.element.get("type") == "Input.Toggle" and value is None:
            return str(self.element.get("valueOff", "false"))
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Button:
    """An action and the inputs that go with it: those of its card and of the cards around it, never of a ShowCard below."""

    action: Json
    fields: tuple[Field, ...]

    @property
    def title(self) -> str:
        """What it says."""
        return str(self.action.get("title", ""))

    @property
    def verb(self) -> str:
        """The action's own verb, or the one in its data."""
        return str(self.action.get("verb") or inner(self.action, "data").get("verb") or "")


def buttons_of(card: Json) -> list[Button]:
    """Everything that can be pressed, also what is hidden behind a ShowCard or not visible yet."""
    return list(_buttons(card, ()))


def find_button(card: Json, verb: str = "", title: str = "") -> Button:
    """The only button with this verb and this title; either may be left out. Raises NotPossible."""
    buttons = [one for one in buttons_of(card) if one.action.get("type") in {"Action.Execute", "Action.Submit"}]
    found = [one for one in buttons if verb in ("", one.verb) and title in ("", one.title)]
    if not found:
        there = ", ".join(f"{one.title} ({one.verb})" for one in buttons) or "none"
        raise NotPossible(f"the card has no button {title} {verb}; buttons: {there}")
    if any(one.action != found[0].action for one in found):
        raise NotPossible(f"several buttons fit, name one of: {', '.join(one.title for one in found)}")
    return found[0]


def data_of(button: Button, inputs: Mapping[str, str], *, checked: bool = True) -> Json:
    """The action's data merged with the inputs. `checked`: the client's own checks are made first. Raises NotPossible."""
    fields = {field.id: field for field in button.fields if field.id}
    if strangers := inputs.keys() - fields.keys():
        raise NotPossible(f"no such field goes with {button.title}: {', '.join(sorted(strangers))}")
    data: dict[str, object] = dict(inner(button.action, "data"))
    if button.action.get("associatedInputs") == "none":
        return data
    for name, field in fields.items():
        value = inputs.get(name, field.default)
        if checked:
            _check(field, value)
        if value:
            data[name] = value
    return data


def as_submit(action: Json) -> Json:
    """What a client that knows no Action.Execute shows instead: its fallback. Raises NotPossible."""
    if action.get("type") == "Action.Submit":
        return action
    fallback = inner(action, "fallback")
    if fallback.get("type") != "Action.Submit":
        raise NotPossible("the button has no Action.Submit to fall back on")
    return fallback


def _check(field: Field, value: str) -> None:
    element = field.element
    if element.get("isRequired") is True and field.visible and not value:
        raise NotPossible(f"{field.id} is needed: {element.get('errorMessage', '')}")
    longest = element.get("maxLength")
    if isinstance(longest, int | float) and len(value) > longest:
        raise NotPossible(f"{field.id} takes {longest:.0f} characters at most")
    if element.get("type") != "Input.ChoiceSet" or "choices.data" in element or not value:
        return
    known = {str(choice.get("value")) for choice in objects(element.get("choices"))}
    wanted = set(value.split(",")) if element.get("isMultiSelect") is True else {value}
    if not wanted <= known:
        raise NotPossible(f"{field.id} can be {', '.join(sorted(known))}")


def _buttons(card: Json, around: tuple[Field, ...]) -> Iterator[Button]:
    fields = (*around, *_fields(card, visible=True))
    for action in _actions(card):
        if action.get("type") == "Action.ShowCard":
            yield from _buttons(inner(action, "card"), fields)
        else:
            yield Button(action, fields)


def _fields(element: Json, *, visible: bool) -> Iterator[Field]:
    seen = visible and element.get("isVisible") is not False
    if str(element.get("type", "")).startswith("Input."):
        yield Field(element, seen)
    for child in _children(element):
        yield from _fields(child, visible=seen)


def _actions(element: Json) -> Iterator[Json]:
    for key in ("selectAction", "inlineAction"):
        if action := inner(element, key):
            yield action
    for child in _children(element):
        yield from _actions(child)
    yield from objects(element.get("actions"))


def _children(element: Json) -> Iterator[Json]:
    for key in _CHILDREN:
        yield from objects(element.get(key))
