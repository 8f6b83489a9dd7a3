"""The classes of what buttons and offered files carry, and what of it a button may bear itself."""

import importlib
import pkgutil
import types
from collections.abc import Iterator
from typing import Annotated, Literal, Union, get_args, get_origin

import cards.buttons
from cards.kit.button_data import ButtonData, FileData, Kind, Named


def classes_of(base: type[ButtonData]) -> list[type[ButtonData]]:
    """Every class with a verb below the base, found as a stranger would: in the modules of cards/buttons."""
    for module in pkgutil.iter_modules(cards.buttons.__path__, "cards.buttons."):
        importlib.import_module(module.name)
    found = [one for one in _below(base) if one.__module__.startswith("cards.buttons.") and one.verb]
    return sorted(found, key=lambda one: one.verb)


def borne(data: type[ButtonData]) -> dict[str, frozenset[Kind]]:
    """The fields that the button may bear itself, each with its kind; the others are only filled in on the card."""
    found = {name: marks(hint) for name, hint in _hints(data).items()}
    return {
        name: frozenset(one for one in kinds if isinstance(one, Kind))
        for name, kinds in found.items()
        if not (Kind.FILLED_IN in kinds or any(isinstance(one, Named) for one in kinds))
    }


def filled_in(data: type[ButtonData]) -> Iterator[str]:
    """How the names of the card's fields begin that the class reads."""
    for name, hint in _hints(data).items():
        yield next((one.prefix for one in marks(hint) if isinstance(one, Named)), f"{name}$")


def no_code_or_number(data: type[ButtonData]) -> list[str]:
    """Fields of a button that could hold what somebody wrote."""
    hints = _hints(data)
    return [name for name, kinds in borne(data).items() if not kinds and not _is_plain(hints[name])]


def marks(hint: object) -> set[object]:
    """What the hint is marked with, however deep."""
    own = set(get_args(hint)[1:]) if get_origin(hint) is Annotated else set()
    inner = get_args(hint) if get_origin(hint) in {Union, types.UnionType} else get_args(hint)[:1]
    return {one for one in own if isinstance(one, Kind | Named)}.union(
        *(marks(one) for one in inner if get_origin(hint) is not Literal)
    )


def _is_plain(hint: object) -> bool:
    if get_origin(hint) is Annotated:
        return _is_plain(get_args(hint)[0])
    if get_origin(hint) in {Union, types.UnionType}:
        return all(_is_plain(one) for one in get_args(hint))
    return hint in {int, bool, types.NoneType} or get_origin(hint) is Literal


def _hints(data: type[ButtonData]) -> dict[str, object]:
    return {
        name: Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
        for name, field in data.model_fields.items()
    }


def _below(base: type[ButtonData]) -> Iterator[type[ButtonData]]:
    for one in base.__subclasses__():
        yield one
        yield from _below(one)


BUTTONS = {one.verb: one for one in classes_of(ButtonData) if not issubclass(one, FileData)}
FILES = {one.verb: one for one in classes_of(FileData)}
