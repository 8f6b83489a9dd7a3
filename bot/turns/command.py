"""What a command file declares. Files beside this one are found by themselves: nothing is registered anywhere.

`COMMAND` is a typed command; `PRESSES` has the buttons, each with what it carries and what it does; `SEARCHES` maps
typeahead datasets; `FILES` has the offered files, likewise with what makes them. `NEEDS` says of each of these what it
asks of whoever uses it: by the verb, or by what `command_key`, `search_key` and `file_key` give. What is not there is
refused to everybody.
"""

import unicodedata
from collections.abc import Awaitable, Callable, Container, Mapping
from dataclasses import dataclass
from typing import Generic

from bot.turns.answers import Answer
from bot.turns.authorisation import Need
from bot.turns.beginning import after_name, as_seen
from bot.turns.offered_files import MakeFile
from bot.turns.press_data import DataT, read_data
from bot.turns.services import Services
from bot.turns.turn import Press, Search, Turn
from cards.kit.k_number import begins_with_number
from config.texts import Translate
from directory.people.contacts import Role

CommandHandler = Callable[[Services, Turn, str], Awaitable[Answer]]
"""(services, turn, what was typed after the command) -> answer."""
PressHandler = Callable[[Services, Turn, Press], Awaitable[Answer]]
SearchHandler = Callable[[Services, Turn, Search], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Button(Generic[DataT]):
    """The buttons with one verb: what they carry, and what a press does with it. It is itself a PressHandler."""

    data: type[DataT]
    press: Callable[[Services, Turn, Press, DataT], Awaitable[Answer]]

    async def __call__(self, services: Services, turn: Turn, press: Press) -> Answer:
        """Raises Expected when the press carries something else."""
        return await self.press(services, turn, press, read_data(self.data, press.data))


@dataclass(frozen=True, slots=True)
class Command:
    """A typed command with the presses its cards send."""

    name: str
    """As typed in English, without the slash."""
    aliases: tuple[str, ...]
    """Finnish and Swedish names."""
    example: Callable[[Translate], str]
    """What to type, e.g. `/consult Lappeenranta asumismenot`."""
    help: Callable[[Translate], str]
    """One line on what it is for."""
    run: CommandHandler
    line: Callable[[str], tuple[int | None, str]] | None = None
    """Of a command that passes a line on: the consultation named after it, if any, and the line."""

    any_words: bool = False
    """The name is no word of ordinary talk: without its slash it is the command whatever follows."""
    words: Container[str] = frozenset()
    """Without the slash the name is an everyday word, and the command only alone, before a number or before these."""
    order: int = 50
    """Its place in help: the smaller, the earlier."""
    roles: frozenset[Role] = frozenset()
    """Those of the directory who can use it, to whom alone help tells of it; empty: everybody."""
    in_manifest: bool = True
    """Offered by Teams when somebody types a slash; Teams takes few, so the rarer ones are only in help."""
    reads_table: bool = False
    """A table may be pasted after it: the message is then as long as the table is."""
    takes: Callable[[Services, Turn], bool] | None = None
    """Whether a message without a command is for this one all the same: a table that somebody sends."""


@dataclass(frozen=True, slots=True)
class Commands:
    """All commands by name and alias, and all presses by verb."""

    by_name: Mapping[str, Command]
    by_verb: Mapping[str, PressHandler]
    by_dataset: Mapping[str, SearchHandler]
    by_file: Mapping[str, MakeFile]
    needs: Mapping[str, Need]
    """What each of them asks, by its key."""

    @property
    def all(self) -> tuple[Command, ...]:
        """Each command once, in the order of help."""
        once = {command.name: command for command in self.by_name.values()}.values()
        return tuple(sorted(once, key=lambda command: (command.order, command.name)))


def command_key(command: Command) -> str:
    """Under which a typed command says what it asks: `/area`."""
    return f"/{command.name}"


def search_key(dataset: str) -> str:
    """The same for a typeahead dataset."""
    return f"typeahead {dataset}"


def file_key(verb: str) -> str:
    """The same for an offered file."""
    return f"file {verb}"


def split(text: str, commands: Commands) -> tuple[Command, str] | None:
    """The command at the beginning of a line, as the eye sees it, and what follows; with or without the slash, in any
    case, and behind the bot's name.
    """
    line = as_seen(unicodedata.normalize("NFC", text))
    first, words = _word_and_rest(after_name(line) or line)
    command = commands.by_name.get(first.removeprefix("/").rstrip(":,").casefold())
    if command is None or not (first.startswith("/") or not words or _may_follow(command, words)):
        return None
    return command, words


def _word_and_rest(line: str) -> tuple[str, str]:
    first, *rest = line.split(maxsplit=1) or [""]
    return first, "".join(rest).strip()


def _may_follow(command: Command, words: str) -> bool:
    """Whether a line that begins with the command's name, without the slash, is the command."""
    following = words.split(maxsplit=1)[0].casefold()
    return command.any_words or begins_with_number(words) or following in command.words
