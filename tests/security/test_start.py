"""The bot does not start for others than this machine without strong secrets, and never shows the ones it was given."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

KEY = Fernet.generate_key().decode()
PEPPER = "q8Zr2vTn5LwYc7HsJd4KbXm9GfPa3eUiRoTyVxCz"
APP = {"KUNTAYHTEYS_APP_ID": "11111111-2222-3333-4444-555555555555"}
CASES: Mapping[str, tuple[Mapping[str, str], str]] = {
    "nothing": ({}, "KUNTAYHTEYS_APP_ID"),
    "no keys": (APP, "KUNTAYHTEYS_KEYS"),
    "weak key": (APP | {"KUNTAYHTEYS_KEYS": "salasana-jota-ei-nay"}, "KUNTAYHTEYS_KEYS"),
    "no pepper": (APP | {"KUNTAYHTEYS_KEYS": KEY}, "KUNTAYHTEYS_PEPPER"),
    "weak pepper": (
        APP | {"KUNTAYHTEYS_KEYS": KEY, "KUNTAYHTEYS_PEPPER": "pippuri-jota-ei-nay"},
        "KUNTAYHTEYS_PEPPER",
    ),
    "a key twice": (APP | {"KUNTAYHTEYS_KEYS": f"{KEY},{KEY}", "KUNTAYHTEYS_PEPPER": PEPPER}, "KUNTAYHTEYS_KEYS"),
}
STARTER = """
import json, os, sys
from typer.testing import CliRunner
from bot.__main__ import cli
told = {}
for name, given in json.loads(sys.argv[1]).items():
    ended = CliRunner().invoke(cli, ["serve"], env=given)
    told[name] = [ended.exit_code, ended.output, sorted(os.listdir())]
print(json.dumps(told))
"""
"""Starts the bot once for each case: the interpreter's own start takes most of the time."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, list[str]]]:
    """What each start ended with: its code, what was said, and what lies in the folder."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KUNTAYHTEYS_")}
    environment = inherited | {"KUNTAYHTEYS_PORT": "0", "PYTHONPATH": str(Path(__file__).parents[2])}
    cases = json.dumps({name: given for name, (given, _) in CASES.items()})
    ended = subprocess.run(
        [sys.executable, "-c", STARTER, cases],
        cwd=tmp_path_factory.mktemp("start"),
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found: dict[str, tuple[int, str, list[str]]] = json.loads(ended.stdout)
    return found


@pytest.mark.parametrize("case", CASES)
def test_without_strong_secrets_it_says_what_to_set_and_stops(
    case: str, told: dict[str, tuple[int, str, list[str]]]
) -> None:
    code, said, left = told[case]
    assert code == 2
    assert CASES[case][1] in said
    assert "Traceback" not in said
    assert not [secret for secret in (KEY, PEPPER, "jota-ei-nay") if secret in said]
    assert left == []
