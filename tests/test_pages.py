"""What the pages name is there: whoever follows them finds the file. Decision records tell of their own day."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.reference import load_reference

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|toml|csv|po|md|json|lock|sh))(?:::\w+)?`")
PAGES = sorted(path for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


@pytest.fixture(scope="module")
def files() -> frozenset[str]:
    """All files of the repository, from its root."""
    found = set()
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if name not in {"node_modules", "__pycache__"} and name[:1] != "."]
        found |= {str((Path(folder) / name).relative_to(ROOT)) for name in names}
    return frozenset(found)


def missing(text: str, files: frozenset[str]) -> Iterator[str]:
    """The files that a page names and the repository does not hold; a page may leave the first folders out."""
    endings = {"/".join(parts[start:]) for file in files for parts in [file.split("/")] for start in range(len(parts))}
    return (name for name in NAMED.findall(text) if name not in endings)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_names_only_files_that_are_there(page: Path, files: frozenset[str]) -> None:
    assert list(missing(page.read_text("utf-8"), files)) == []


def test_a_file_that_is_not_there_is_found() -> None:
    files = frozenset({"bot/lines/talking.py"})
    assert list(missing("`talking.py`, `lines/talking.py`, `bot/lines/talking.py::line`", files)) == []
    assert list(missing("`bot/talking.py`", files)) == ["bot/talking.py"]


def taught() -> Iterator[tuple[str, str]]:
    """Every example of a command that people are told to type, and where."""
    typed = re.compile(r"/(?:consult|konsultoi|konsultera|area|alue|område)\s[^`\"\n.,:]*")
    named = ("README.md", "docs/local-teams.md", "bot/demo.py", "config/data/local_teams.json")
    for path in [*(ROOT / one for one in named), *sorted((ROOT / "config/locales").rglob("*.po"))]:
        yield from ((path.name, found) for found in typed.findall(path.read_text("utf-8")))


def test_no_example_teaches_the_name_of_an_organisation_that_is_no_more() -> None:
    former = {name.casefold() for area in load_reference().areas.values() for name in area.former_names.values()}
    examples = list(taught())
    assert len(examples) > 30
    assert [one for one in examples if former & set(one[1].casefold().split())] == []
