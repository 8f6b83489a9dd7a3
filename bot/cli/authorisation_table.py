"""Writes docs/authorisation.md from what the code declares: `python -m bot.cli.authorisation_table`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.dispatch.discovery import discover
from bot.turns import authorisation
from bot.turns.authorisation import EVENT_WORDS, EVENTS, ROUTES, Need
from bot.turns.command import Button, Command, Commands, command_key, file_key, search_key
from bot.turns.offered_files import OfferedFile
from config.texts import texts

DOCUMENT = Path(__file__).parents[2] / "docs" / "authorisation.md"
HEAD = """# Who may do what

Made from the code by `python -m bot.cli.authorisation_table`; a test compares it. Each action declares one need in its
own file (`NEEDS`), and what declares none is refused to everybody. Before any of this the tenant must be one that uses
the bot.

Nobody is told that something exists which is not theirs: an unknown number, another county's and a colleague's matter
get the same sentence after the same reads. Refusals of what somebody has no right to are in the access log.
"""


def table() -> str:
    """The whole document."""
    commands = discover()
    parts = [HEAD, "## Needs\n", *_needs(), "\n## What is typed\n", *_typed(commands)]
    parts += ["\n## Buttons, dialogs, lists and files\n", *_pressed(commands)]
    parts += ["\n## What else happens in Teams\n", *_rows(("event", "what it does", "need"), _events())]
    parts += ["\nReactions and other bots' messages are not read at all.\n"]
    parts += [
        "\n## The web\n",
        *_rows(("route", "need"), ((f"{way} `{path}`", one.code) for (way, path), one in ROUTES.items())),
    ]
    return "\n".join(parts) + "\n"


def write_table() -> None:
    """Writes the document."""
    DOCUMENT.write_text(table(), encoding="utf-8")


def _needs() -> Iterator[str]:
    found = (one for one in vars(authorisation).values() if isinstance(one, Need))
    return _rows(("need", "who", "asked by"), ((f"`{one.code}`", one.who, one.asked_by) for one in found))


def _typed(commands: Commands) -> Iterator[str]:
    t = texts("en")
    rows = ((f"`/{one.name}`", one.help(t), _need(commands, command_key(one))) for one in _by_name(commands))
    return _rows(("command", "what it does", "need"), rows)


def _pressed(commands: Commands) -> Iterator[str]:
    keys: dict[str, object] = dict(sorted(commands.by_verb.items()))
    keys |= {search_key(name): handler for name, handler in sorted(commands.by_dataset.items())}
    keys |= {file_key(verb): make for verb, make in sorted(commands.by_file.items())}
    rows = ((f"`{key}`", _first_sentence(_does(done)), _need(commands, key)) for key, done in keys.items())
    return _rows(("action", "what it does", "need"), rows)


def _does(handler: object) -> object:
    """What has the docstring."""
    match handler:
        case Button(press=press):
            return press
        case OfferedFile(make=make):
            return make
        case _:
            return handler


def _events() -> Iterator[tuple[str, ...]]:
    return ((name, EVENT_WORDS[name], need.code) for name, need in EVENTS.items())


def _by_name(commands: Commands) -> list[Command]:
    return sorted(commands.all, key=lambda one: one.name)


def _need(commands: Commands, key: str) -> str:
    need = commands.needs.get(key)
    return need.code if need else "**nothing: refused**"


def _first_sentence(handler: object) -> str:
    words = " ".join((handler.__doc__ or "").split())
    return words.partition(". ")[0].rstrip(".") + "."


def _rows(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield "|" + "---|" * len(headings)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


if __name__ == "__main__":
    write_table()
