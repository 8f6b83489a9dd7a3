"""A bot that has only been put together holds nothing in memory that it has not used yet (decision 0048)."""

import json
import subprocess
import sys

import pytest

NOT_BEFORE_USED = (
    "alembic",
    "holidays",
    "msgraph",
    "kiota_http",
    "msal",
    "openpyxl",
    "pgserver",
    "rich",
)
MOST_MODULES = 1_700
"""Modules of all kinds; to be raised only for something that every turn uses."""


@pytest.fixture(scope="module")
def loaded() -> frozenset[str]:
    """The modules of a fresh process that has imported the bot with all its commands, and made a day's calendar."""
    program = (
        "import json, sys, datetime; import bot.__main__, bot.app; from bot.bootstrap import read_ahead; "
        "from bot.dispatch.discovery import discover; discover(); read_ahead(datetime.date(2026, 9, 1)); "
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, timeout=60)
    return frozenset(json.loads(done.stdout))


@pytest.mark.parametrize("library", NOT_BEFORE_USED)
def test_a_large_library_is_not_loaded_before_it_is_used(loaded: frozenset[str], library: str) -> None:
    assert not [name for name in loaded if name.partition(".")[0] == library]


def test_the_number_of_modules_is_bounded(loaded: frozenset[str]) -> None:
    assert len(loaded) <= MOST_MODULES
