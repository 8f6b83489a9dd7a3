"""What is installed is exactly what was looked at: pinned, with hashes, from nowhere else, under licences we know."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.security.licences import DOCUMENT, ROOT, document, licence_of, pinned

LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-setup.lock"]
ALLOWED = {
    "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "LGPL-2.1-or-later", "MIT", "MIT-0", "MPL-2.0",
    "PSF-2.0",
}  # fmt: skip
"""None asks that what uses it be published; LGPL and MPL ask it of changes to the package itself, and we make none."""


@pytest.mark.parametrize("name", LOCKS)
def test_each_package_is_pinned_to_a_version_and_its_hashes(name: str) -> None:
    blocks = [
        block for block in re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text("utf-8")) if block[:1].isalnum()
    ]
    assert blocks
    for block in blocks:
        assert re.match(r"[A-Za-z0-9._-]+(\[[^\]]*\])?==[^\s;]+( ;[^\\]+)? \\\n", block), block[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block[:80]


@pytest.mark.parametrize("name", [*LOCKS, "Makefile", "pyproject.toml"])
def test_nothing_says_from_where_packages_come(name: str) -> None:
    """Each installation has its own registry; a name of one in a file could be taken over."""
    text = (ROOT / name).read_text("utf-8")
    for mark in ("--index-url", "--extra-index-url", "--find-links", "--trusted-host", "://", " @ ", "git+"):
        assert mark not in text, mark


def test_each_direct_dependency_is_in_the_lock() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[\[<>=!~ ]", one, maxsplit=1)[0].lower() for one in wanted}
    assert names <= set(pinned())


@pytest.mark.parametrize("package", pinned())
def test_each_licence_is_one_of_those_we_know(package: str) -> None:
    assert set(re.findall(r"[A-Za-z][\w.-]+", licence_of(package))) - {"AND", "OR"} <= ALLOWED


def test_the_list_of_dependencies_is_up_to_date() -> None:
    assert DOCUMENT.read_text("utf-8") == document()


def test_the_webs_packages_are_pinned_with_hashes_too() -> None:
    lock = Path(ROOT / "bot" / "local_teams" / "web" / "package-lock.json").read_text("utf-8")
    packages = re.findall(r'"node_modules/[^"]+": \{(.*?)\n    \}', lock, re.DOTALL)
    assert packages
    assert all('"integrity": "sha512-' in one for one in packages)
    assert "http://" not in lock
