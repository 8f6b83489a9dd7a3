"""Finding every command, button, typeahead and file of the rooms: nothing is registered anywhere."""

from functools import cache
from typing import TypeVar

from bot import rooms
from bot.turns.authorisation import Need
from bot.turns.command import Command, Commands, PressHandler, SearchHandler
from bot.turns.offered_files import MakeFile

T = TypeVar("T")
DECLARING = ("_command", "_buttons")
"""How the modules are called that bring something to type or press."""


@cache
def discover() -> Commands:
    """Imports every command file. Raises ValueError when two claim the same name, verb or dataset."""
    by_name: dict[str, Command] = {}
    by_verb: dict[str, PressHandler] = {}
    by_dataset: dict[str, SearchHandler] = {}
    by_file: dict[str, MakeFile] = {}
    needs: dict[str, Need] = {}
    for found in rooms.modules(*DECLARING):
        command = getattr(found, "COMMAND", None)
        if isinstance(command, Command):
            for name in (command.name, *command.aliases):
                _claim(by_name, name.casefold(), command)
        for button in getattr(found, "PRESSES", ()):
            _claim(by_verb, button.data.verb, button)
        for dataset, search in getattr(found, "SEARCHES", {}).items():
            _claim(by_dataset, dataset, search)
        for file in getattr(found, "FILES", ()):
            _claim(by_file, file.data.verb, file)
        for key, need in getattr(found, "NEEDS", {}).items():
            _claim(needs, key, need)
    return Commands(by_name, by_verb, by_dataset, by_file, needs)


def _claim(taken: dict[str, T], name: str, owner: T) -> None:
    if name in taken:
        raise ValueError(f"two commands claim {name!r}")
    taken[name] = owner
