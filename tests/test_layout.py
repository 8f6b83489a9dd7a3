"""The layout of the code holds: folders one can see across, names found once, no table or button forgotten."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.dispatch.discovery import discover
from bot.tables import MODULES

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "cards", "directory", "config")
MOST_FILES = 20
SHARED_NAMES = {"__init__", "model", "store", "tables", "rules", "views"}


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


@pytest.mark.parametrize("verb", sorted(discover().by_verb))
def test_every_button_says_what_it_asks(verb: str) -> None:
    assert verb in discover().needs


def test_every_table_is_known_to_the_migrations() -> None:
    """A table in a module that nobody names would be missing until somebody happens to import it."""
    homes = {path for path in modules() if "(SQLModel, table=True)" in (ROOT / path).read_text("utf-8")}
    assert {".".join(path.with_suffix("").parts) for path in homes} == set(MODULES)
