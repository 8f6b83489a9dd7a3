"""The bot does not start for others than this machine without strong secrets, and never shows the ones it was given."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

KEY = Fernet.generate_key().decode()
PEPPER = "q8Zr2vTn5LwYc7HsJd4KbXm9GfPa3eUiRoTyVxCz"
APP = {"KUNTAYHTEYS_APP_ID": "11111111-2222-3333-4444-555555555555"}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, "KUNTAYHTEYS_APP_ID"),
        (APP, "KUNTAYHTEYS_KEYS"),
        (APP | {"KUNTAYHTEYS_KEYS": "salasana-jota-ei-nay"}, "KUNTAYHTEYS_KEYS"),
        (APP | {"KUNTAYHTEYS_KEYS": KEY}, "KUNTAYHTEYS_PEPPER"),
        (APP | {"KUNTAYHTEYS_KEYS": KEY, "KUNTAYHTEYS_PEPPER": "pippuri-jota-ei-nay"}, "KUNTAYHTEYS_PEPPER"),
        (APP | {"KUNTAYHTEYS_KEYS": f"{KEY},{KEY}", "KUNTAYHTEYS_PEPPER": PEPPER}, "KUNTAYHTEYS_KEYS"),
    ],
    ids=["nothing", "no keys", "weak key", "no pepper", "weak pepper", "a key twice"],
)
def test_without_strong_secrets_it_says_what_to_set_and_stops(
    given: dict[str, str], named: str, tmp_path: Path
) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KUNTAYHTEYS_")}
    environment = inherited | given | {"KUNTAYHTEYS_PORT": "0", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "bot", "serve"]
    ended = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    said = ended.stdout + ended.stderr
    assert ended.returncode == 2
    assert named in said
    assert "Traceback" not in said
    assert not [secret for secret in (KEY, PEPPER, "jota-ei-nay") if secret in said]
    assert list(tmp_path.iterdir()) == []
