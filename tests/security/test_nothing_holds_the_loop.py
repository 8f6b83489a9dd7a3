"""Nothing typed or sent holds the bot up for anybody else: no pattern and no reader takes time that grows faster than
the text.

Patterns are found by themselves, and so is every public function that takes a text. The name of a parameter says
whether it is something typed (`TYPED`) or one of the bot's own words (`OURS`); a new name has to be put into either.
"""

import ast
import importlib
import inspect
import pkgutil
import re
import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType, SimpleNamespace

import pytest

import bot
import cards
import config
import directory
from bot.consultation.stored.drafts import Draft
from bot.dispatch.discovery import discover
from bot.errors import Expected
from bot.ownworkers.link_files import sheets_of_file
from bot.ownworkers.link_rows import TableRules, read_sheets, read_table
from bot.privacy.pseudonyms import Pseudonymiser
from bot.teams.pasted_tables import table_of
from bot.teams.plain_text import plain
from bot.teams.service_addresses import ServiceAddresses
from bot.turns.bounds import LONGEST_TYPED
from bot.turns.command import Commands
from bot.turns.turn import Press
from config.texts import Translate, texts
from directory.exchange.contact_rows import Ground
from directory.exchange.directory_file import from_table, read_file
from directory.exchange.table_import import plan_table
from directory.exchange.written_names import Names
from directory.guard.code_pieces import ALONE, Around
from directory.guard.finding import Kind, check
from directory.people.contacts import Directory
from directory.reading.reader import Reader
from directory.reading.reading import Reading
from directory.records.fields import FieldReader
from directory.records.records import Record
from directory.reference import Reference
from tests.known import CONTENT, DIRECTORY, READER, REFERENCE
from tests.security import slowness
from tests.security.slowness import AT_ONCE, FEWER, TEXTS, TRIES, faults, seconds, text_of

PACKAGES = (bot, cards, config, directory)
NOT_ASKED = (
    "bot.local_teams",
    "bot.app_package",
    "config.migrations",
    "bot.demo",
    "bot.cli.migration",
    "bot.cli.own_workers",
    "bot.cli.tenants",
)
"""The stand-in for Microsoft, and what a developer runs: nothing that somebody else sends gets there."""
WAYS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")
UNSEEN = ("finditer", "fullmatch")
"""The ways tried where the way of use cannot be seen: the others stop earlier or do the same."""
IN_FUNCTIONS = frozenset((*WAYS, "compile", "subn"))
DEEPEST = 5
STRINGS = (str, str | None)
NOW, TODAY = datetime(2026, 11, 24, 7, 12, tzinfo=UTC), date(2026, 11, 24)
COORDINATOR = next(one for one in CONTENT.contacts if one.name == "Ritva Keksitty")
GROUND = Ground(CONTENT, DIRECTORY.organisations[COORDINATOR.organisation], Names(REFERENCE, READER), lambda: "11-0000")
RULES = TableRules(
    "11", DIRECTORY, Names(REFERENCE, READER), Pseudonymiser("a pepper of the tests that is long enough"), TODAY
)

TYPED = frozenset(
    [
        "address",
        "after",
        "before",
        "body",
        "cell",
        "date_and_number",
        "detail",
        "heading",
        "line",
        "locale",
        "name",
        "note",
        "number",
        "one",
        "part",
        "phrase",
        "query",
        "question",
        "reason",
        "rest",
        "search",
        "text",
        "texts",
        "url",
        "value",
        "words",
        "written",
    ]
)
CUT = frozenset(["known", "left", "right", "stem", "strong", "typed", "weak", "word"])
"""Single words that the reader has cut out of at most a thousand characters: they are tried through the reader."""
OURS = frozenset(
    [
        "aad_object_id",
        "account_id",
        "action",
        "activity",
        "also",
        "area",
        "area_code",
        "asks_for",
        "availability",
        "away",
        "basis",
        "below",
        "by",
        "card_activity_id",
        "chain",
        "channel_here",
        "chosen",
        "code",
        "column",
        "columns",
        "command",
        "contact",
        "contact_id",
        "content",
        "content_url",
        "conversation",
        "county",
        "dataset",
        "days",
        "deputy",
        "draft",
        "element_id",
        "endings",
        "fallback_text",
        "file_type",
        "fingerprint",
        "fitting",
        "in_place_of",
        "json",
        "key",
        "label",
        "language",
        "law",
        "level",
        "message",
        "municipality",
        "nominative",
        "notice",
        "only",
        "organisation",
        "other",
        "own_area",
        "owner",
        "pepper",
        "place",
        "problem",
        "pseudonym",
        "record",
        "region",
        "role",
        "scheme",
        "send",
        "sentence",
        "sign",
        "signature",
        "starts",
        "statement",
        "step",
        "stored",
        "stronger",
        "summary",
        "tenant_id",
        "title",
        "token",
        "topic",
        "tried",
        "unique_id",
        "unread",
        "unwanted",
        "verb",
        "waiting",
        "weaker",
        "what",
        "when",
        "whose",
        "why",
    ]
)
GIVEN: Mapping[object, object] = {
    bool: False,
    int: 5,
    date: TODAY,
    datetime: NOW,
    Commands: discover(),
    Directory: DIRECTORY,
    Draft: Draft("", "", "", NOW),
    Reference: REFERENCE,
    Translate: texts("fi"),
    Names: Names(REFERENCE, READER),
    Reader: READER,
    Reading: READER.read("Eksote asumismenot"),
}
"""What a function is given for the other things it asks for."""
BY_NAME: Mapping[str, object] = {
    "around": ALONE,
    "fields": {},
    "known": REFERENCE.topics.values(),
    "limit": 5,
    "mentions": ["@Kuntayhteys"],
    "pages": [],
    "people": CONTENT.contacts,
    "public": (),
    "rules": RULES,
    "words": dict.fromkeys(Kind, ""),
    "titles": [one.name for one in CONTENT.contacts],
}
FOR_THE_GUARD = (*TEXTS[::4], *(("", unit, "") for unit in ("1,", "1.1.", "1 2 3 ", "(0)(1)", "01/05/1994 ", "yksi ")))
PUT_TOGETHER = ("directory.guard.codes",)
"""Its function makes patterns for a list of the module, in which they are found."""
CARRIERS = (
    "bot.cli.beside_database.",
    "config.database.",
    "config.migrate.",
    "bot.consultation.acting.acting.",
    "bot.turns.press_data.",
    "bot.asking.asking_back.",
    "bot.asking.facts.rule_details",
    "bot.asking.wayfinding.card_without_form",
    "bot.consultation.rules.model.",
    "bot.consultation.sight.in_step.below_danger",
    "bot.privacy.guarding.",
    "bot.privacy.sealing.Sealer.seal",
    "bot.upkeep.contacts.views.",
    "bot.upkeep.changes.model.",
    "bot.upkeep.words.word_refusals.",
    "cards.kit.place_and_topic.",
    "cards.kit.pieces.fact_row",
    "directory.records.diffing.Wordbook.value",
    "directory.reading.place_forms.name_forms",
    "directory.reading.topics.TopicIndex.is_cue",
)
"""They take a text to a card, a row or a field, or look it up, as it is; or they are given the bot's own names or the
operator's settings; or they hand it to `directory.guard` or `dangers_in`, which are tried themselves."""
SELVES: Mapping[type, Callable[[str], object]] = {
    FieldReader: lambda text: FieldReader(Record("contacts", 1, {"column": text})),
    Names: lambda _: Names(REFERENCE, READER),
    Press: lambda text: Press("consultation.claim", {"en": text}, "card"),
    Reader: lambda _: READER,
    ServiceAddresses: lambda _: ServiceAddresses(("teams.example",), any_loopback=False),
}
"""Those whose methods are tried."""
OTHERS: Mapping[str, Callable[[str], object]] = {
    "a pasted page": lambda text: table_of([text], ""),
    "a pasted page with a table": lambda text: table_of([f"<table><tr><td>{text}"], ""),
    "mentions": lambda text: plain(text, [text[:5]] * 300),
    "a pasted cell": lambda text: plan_table(from_table((("Nimi", "Kunnat", "Aiheet"), ("Eija", text, text))), GROUND),
    "a table of lines": lambda text: table_of([], text),
    "a file of contacts": lambda text: plan_table(read_file(text.encode(), "csv"), GROUND),
    "a file of own workers": lambda text: list(read_sheets(sheets_of_file(text.encode(), "lista.csv"), RULES)),
    "cells of own workers": lambda text: list(read_table((("hetu", "worker", "asti", "kunta"), (text,) * 4), RULES)),
}
"""Readers of what is not one text."""


def modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not info.name.startswith(NOT_ASKED) and not info.name.endswith("__main__"):
                yield importlib.import_module(info.name)


def patterns() -> Iterator[tuple[re.Pattern[str], tuple[str, tuple[str, ...]]]]:
    """Each pattern, where it is, and how it is used."""
    for module in modules():
        used = ways_of_use(module)
        for name, value in vars(module).items():
            for pattern in within(value, module):
                yield pattern, (f"{module.__name__}.{name}", used.get(name, UNSEEN))
        for call in inner_patterns(module):
            words = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
            if isinstance(words, str) and isinstance(call.func, ast.Attribute):
                flags = re.IGNORECASE if "IGNORECASE" in ast.unparse(call) else re.NOFLAG
                yield re.compile(words, flags), (f"{module.__name__}:{call.lineno}", (call.func.attr,))


def within(value: object, module: ModuleType, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns in a value: in its items, in its fields, in its class."""
    if isinstance(value, re.Pattern):
        yield value
        return
    inner: list[object] = []
    if isinstance(value, Mapping):
        inner = [*value.keys(), *value.values()]
    elif isinstance(value, tuple | list | set | frozenset):
        inner = list(value)
    elif isinstance(value, type) and value.__module__ == module.__name__:
        inner = list(vars(value).values())
    elif is_dataclass(value) and not isinstance(value, type):
        inner = [getattr(value, one.name, None) for one in fields(value)]
    if depth < DEEPEST:
        for one in inner:
            yield from within(one, module, depth + 1)


def ways_of_use(module: ModuleType) -> Mapping[str, tuple[str, ...]]:
    """With which methods the patterns of a name are used in a module."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Attribute) and node.attr in WAYS:
            name = getattr(node.value, "attr", getattr(node.value, "id", ""))
            found.setdefault(name, set()).add(node.attr)
    return {name: tuple(sorted(ways)) for name, ways in found.items()}


@cache
def tree_of(module: ModuleType) -> ast.Module:
    return ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))


def inner_patterns(module: ModuleType) -> Iterator[ast.Call]:
    """Calls such as `re.sub(…)` and `re.compile(…)` within functions."""
    for function in ast.walk(tree_of(module)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and is_of_re(node.func):
                    yield node


def is_of_re(function: ast.expr) -> bool:
    """Whether it reads `re.search` or alike."""
    return isinstance(function, ast.Attribute) and function.attr in IN_FUNCTIONS and ast.unparse(function.value) == "re"


def use(pattern: re.Pattern[str], way: str, text: str) -> None:
    match way:
        case "sub":
            pattern.sub("", text)
        case "compile":
            pattern.search(text)
        case "finditer":
            list(pattern.finditer(text))
        case _:
            getattr(pattern, way)(text)


def functions() -> Iterator[tuple[str, type | None, FunctionType]]:
    """Every public function and method that does not wait for anything."""
    for module in modules():
        for name, value in vars(module).items():
            if name.startswith("_") or getattr(value, "__module__", "") != module.__name__:
                continue
            if isinstance(value, FunctionType):
                found: list[tuple[str, type | None, object]] = [(name, None, value)]
            else:
                members = vars(value).items() if isinstance(value, type) else ()
                found = [(f"{name}.{one}", value, method) for one, method in members if not one.startswith("_")]
            for label, owner, function in found:
                if isinstance(function, FunctionType) and not inspect.iscoroutinefunction(function):
                    yield f"{module.__name__}.{label}", owner, function


def parameters(function: FunctionType) -> dict[str, object]:
    """Its parameters with their types, but for `self`."""
    # Not what it gives: that may be of a library that is imported only when it is used.
    taken = SimpleNamespace(__annotations__={k: v for k, v in function.__annotations__.items() if k != "return"})
    kinds = typing.get_type_hints(taken, function.__globals__)
    return {name: kinds.get(name) for name in inspect.signature(function).parameters if name != "self"}


def readers() -> list[tuple[str, Callable[[str], object]]]:
    """Every function that takes something typed, ready to be given a text; and the readers of tables and pages."""
    found: list[tuple[str, Callable[[str], object]]] = list(OTHERS.items())
    for label, owner, function in functions():
        asked = parameters(function)
        typed = [name for name, kind in asked.items() if kind in STRINGS and name in TYPED]
        if typed and not label.startswith(CARRIERS):
            found.append((label, reader_of(owner, function, asked, typed)))
    return found


def reader_of(
    owner: type | None, function: FunctionType, asked: Mapping[str, object], typed: list[str]
) -> Callable[[str], object]:
    signature = inspect.signature(function)
    required = [name for name in asked if signature.parameters[name].default is inspect.Parameter.empty]
    given = {name: given_for(name, asked[name]) for name in required if name not in typed}
    make_self = SELVES.get(owner) if owner is not None else None
    variadic = any(one.kind is inspect.Parameter.VAR_POSITIONAL for one in signature.parameters.values())

    def read(text: str) -> object:
        first = () if make_self is None else (make_self(text),)
        if variadic:
            return exhausted(function(*first, text))
        return exhausted(function(*first, **given, **dict.fromkeys(typed, text)))

    return read


def given_for(name: str, kind: object) -> object:
    if type(None) in typing.get_args(kind):
        return None
    return BY_NAME.get(name, GIVEN.get(kind, "fi"))


def exhausted(found: object) -> object:
    return list(found) if isinstance(found, Iterator) else found


class Quadratic:
    """What this test is for."""

    PATTERN = re.compile(r"(?:[Kk]\s*[-–]?\s*)?\d")


@pytest.mark.parametrize("path", ["numbered", "loop"])
def test_what_grows_with_the_square_is_recognised(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slowness, "LIMIT", 0.5)

    def loop(text: str) -> None:
        words = text.split()
        for place in range(len(words)):
            words[place:].count("x")

    found = faults(Quadratic.PATTERN.match if path == "numbered" else loop)
    assert next(found, None) is not None


def test_what_grows_with_the_text_is_let_through() -> None:
    assert list(faults(lambda text: [sum(map(ord, text)) for _ in range(20)], FEWER[:3])) == []


def test_every_pattern_grows_no_faster_than_the_text() -> None:
    slow = {}
    found = dict(patterns())
    assert len(found) > 90
    for pattern, (where, ways) in found.items():
        for way in ways:
            if shapes := next(faults(lambda text, p=pattern, w=way: use(p, w, text)), None):  # type: ignore[misc]
                slow[f"{where}.{way}"] = shapes
    assert not slow


def test_patterns_are_compiled_where_this_test_finds_them() -> None:
    """A pattern in the midst of a function is written out, so that it can be read here; none is put together there."""
    hidden = [
        f"{module.__name__}:{call.lineno}"
        for module in modules()
        if module.__name__ not in PUT_TOGETHER
        for call in inner_patterns(module)
        if not isinstance(call.args[0], ast.Constant)
    ]
    assert not hidden


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader[0])
def test_every_reader_grows_no_faster_than_the_text(reader: tuple[str, Callable[[str], object]]) -> None:
    _, read = reader
    with suppress(Expected, ValueError):
        read("abc")
    assert list(faults(read, FEWER)) == []


@pytest.mark.parametrize("shape", FOR_THE_GUARD, ids=repr)
def test_the_guard_reads_the_longest_line_and_all_around_it_at_once(shape: tuple[str, str, str]) -> None:
    """What somebody has written before is read together with each new line: eight texts of any length."""
    text = text_of(shape, LONGEST_TYPED)
    words, around = dict.fromkeys(Kind, ""), Around([text] * 9, [text] * 9)
    assert any(seconds(lambda line: check(line, words, around=around), text) < AT_ONCE for _ in range(TRIES))


def test_of_every_parameter_it_is_known_whether_it_is_typed() -> None:
    names = {name for _, _, function in functions() for name, kind in parameters(function).items() if kind in STRINGS}
    assert not names - TYPED - CUT - OURS
