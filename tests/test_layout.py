"""The layout of the code holds: folders one can see across, names found once, no table or button forgotten."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pytest

from bot import rooms
from bot.dispatch.discovery import discover
from bot.turns.command import Button, file_key
from bot.turns.offered_files import OfferedFile
from cards.kit.button_data import ButtonData
from tests.cards.button_classes import BUTTONS, FILES, classes_of

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "cards", "directory", "config")
MOST_FILES = 20
SHARED_NAMES = {"__init__", "duties", "model", "store", "tables", "rules", "views"}


def modules() -> Iterator[Path]:
    """Every source file, from the root of the repository; migrations are a row in time, not a room."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if not {"migrations", "node_modules"} & set(path.parts):
                yield path.relative_to(ROOT)


def too_full(paths: list[Path]) -> dict[str, int]:
    """Folders with more source files than one can see across."""
    files = Counter(str(path.parent) for path in paths if path.stem != "__init__")
    return {folder: count for folder, count in files.items() if count > MOST_FILES}


def named_twice(paths: list[Path]) -> dict[str, list[str]]:
    """Names that two modules bear, besides those that mean the same in every room."""
    named = defaultdict(list)
    for path in paths:
        if path.stem not in SHARED_NAMES:
            named[path.stem].append(str(path))
    return {name: found for name, found in named.items() if len(found) > 1}


def test_no_folder_has_grown_too_big_to_see_across() -> None:
    assert too_full(list(modules())) == {}


def test_a_module_s_name_is_found_once() -> None:
    assert named_twice(list(modules())) == {}


def test_the_checks_above_find_what_they_look_for() -> None:
    full = [Path("bot/room") / f"file_{number}.py" for number in range(MOST_FILES + 1)]
    assert too_full(full) == {"bot/room": MOST_FILES + 1}
    assert named_twice(
        [Path("bot/a/taking.py"), Path("bot/b/taking.py"), Path("bot/a/model.py"), Path("bot/b/model.py")]
    )


def test_every_package_has_an_init() -> None:
    """Without it import-linter and the installed wheel would not see the room."""
    assert [str(path.parent) for path in modules() if not (ROOT / path.parent / "__init__.py").exists()] == []


def unmatched(classes: Mapping[str, type], handled: Mapping[str, type], needs: Collection[str]) -> set[str]:
    """Verbs without a class for what their buttons carry, without a handler that reads just that, or without a need."""
    verbs = classes.keys() | handled.keys()
    return {verb for verb in verbs if classes.get(verb) is not handled.get(verb) or verb not in needs}


def test_every_button_has_its_data_a_handler_and_a_need() -> None:
    handled = {verb: one.data for verb, one in discover().by_verb.items() if isinstance(one, Button)}
    assert handled.keys() == discover().by_verb.keys()
    assert unmatched(BUTTONS, handled, discover().needs) == set()


def test_every_offered_file_has_its_data_a_maker_and_a_need() -> None:
    made = {verb: one.data for verb, one in discover().by_file.items() if isinstance(one, OfferedFile)}
    assert made.keys() == discover().by_file.keys()
    needs = {verb for verb in made if file_key(verb) in discover().needs}
    assert unmatched(FILES, made, needs) == set()


def test_a_verb_without_class_handler_or_need_is_found() -> None:
    assert unmatched({"a": int}, {"a": int}, {"a"}) == set()
    assert unmatched({}, {"a": int}, {"a"}) == {"a"}
    assert unmatched({"a": int}, {}, {"a"}) == {"a"}
    assert unmatched({"a": int}, {"a": str}, {"a"}) == {"a"}
    assert unmatched({"a": int}, {"a": int}, set()) == {"a"}


def test_no_two_classes_have_one_verb() -> None:
    assert len(classes_of(ButtonData)) == len(BUTTONS) + len(FILES)


def test_every_table_is_in_a_file_that_is_found() -> None:
    """Elsewhere it would be missing until somebody happens to import it."""
    homes = {path for path in modules() if "(SQLModel, table=True)" in (ROOT / path).read_text("utf-8")}
    assert {".".join(path.with_suffix("").parts) for path in homes} == {
        one.__name__ for one in rooms.modules(".tables")
    }


ONE_WAY = {
    "bot.consultation.stored.store.create": {"bot/consultation/acting/becoming.py"},
    # Everybody else has a consultation from `leavers`, as the directory stands now.
    "bot.consultation.stored.store.load": {
        "bot/consultation/acting/leavers.py",
        "bot/retention/wipe_day.py",
        "bot/retention/wiping.py",
    },
    "bot.consultation.stored.store.load_all": {"bot/consultation/acting/leavers.py"},
    "bot.consultation.stored.store.save": {"bot/consultation/acting/becoming.py"},
    "bot.consultation.waiting.clocks.keep_time": {"bot/consultation/acting/becoming.py"},
    "bot.access_log.access_log.record": {
        "bot/ownworkers/batch.py",
        "bot/turns/work.py",
        "bot/upkeep/organisations/switching_off.py",
    },
    "bot.turns.logged.note_now": {"bot/audit/auditing.py"},
    "bot.turns.tables.SeenActivity": {"bot/turns/work.py"},
    "bot.turns.work.SEEN": {"bot/absences/absence_round.py", "bot/turns/duties.py"},
}
"""What is used in these places alone, because whoever used it elsewhere would forget what belongs to it."""


def uses(source: str, name: str) -> bool:
    """Whether a module's source uses this function or class of another module, under whatever name it imports it."""
    module, _, wanted = name.rpartition(".")
    package, _, last = module.rpartition(".")
    tree = ast.parse(source)
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == module and wanted in {one.name for one in node.names}:
            return True
        if isinstance(node, ast.ImportFrom) and node.module == package:
            modules |= {one.asname or one.name for one in node.names if one.name == last}
    named = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == wanted)
    return any(isinstance(node.value, ast.Name) and node.value.id in modules for node in named)


@pytest.mark.parametrize("name", sorted(ONE_WAY))
def test_what_has_one_way_is_done_in_that_way_alone(name: str) -> None:
    found = {str(path) for path in modules() if uses((ROOT / path).read_text("utf-8"), name)}
    assert found == ONE_WAY[name]


def test_work_is_begun_in_one_place_alone() -> None:
    """Built by hand, it would not be written as whole as there."""
    found = {str(path) for path in modules() if "Work(" in re.findall(r"\w+\(", (ROOT / path).read_text("utf-8"))}
    assert found == {"bot/turns/work.py"}


@pytest.mark.parametrize(
    "source",
    [
        "from bot.room.store import save",
        "from bot.room.store import save as kept",
        "from bot.room import store\nstore.save(1)",
        "from bot.room import store as rooms\nrun = rooms.save",
    ],
)
def test_the_check_above_sees_every_way_of_importing(source: str) -> None:
    assert uses(source, "bot.room.store.save")
    assert not uses(source, "bot.hall.store.save")
