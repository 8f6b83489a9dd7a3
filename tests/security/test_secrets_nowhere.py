"""No secret shows in what a program, an error or a log says of itself."""

import asyncio
import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealing import CannotOpenError, Sealer
from bot.privacy.secrets import checked_secrets
from config.database import Database
from config.settings import Settings

KEY = Fernet.generate_key().decode()
PEPPER = "q8Zr2vTn5LwYc7HsJd4KbXm9GfPa3eUiRoTyVxCz"
PASSWORD = "tietokannan-salasana-7391"
APP_PASSWORD = "sovelluksen-salasana-4417"
DEAD = f"postgresql://kuntayhteys:{PASSWORD}@127.0.0.1:1/kuntayhteys"
ALL = (KEY, PEPPER, PASSWORD, APP_PASSWORD)


def told(text: str) -> list[str]:
    return [secret for secret in ALL if secret in text]


def settings() -> Settings:
    return Settings(
        database_url=DEAD,
        app_password=SecretStr(APP_PASSWORD),
        keys=(SecretStr(KEY),),
        pepper=SecretStr(PEPPER),
        _env_file=None,
    )


def test_nothing_that_holds_a_secret_shows_it() -> None:
    secrets = checked_secrets([KEY], PEPPER)
    for holder in (settings(), secrets, Sealer(secrets.keys), Pseudonymiser(secrets.pepper), Database(DEAD).url):
        assert told(f"{holder!r} {holder!s} {holder}") == []
    assert told(str(vars(Database(DEAD)))) == []


async def test_a_database_that_is_away_does_not_tell_its_password() -> None:
    database = Database(DEAD)
    with pytest.raises(OSError, match=r".") as away:
        async with asyncio.timeout(10), database.read():
            pass
    assert told("".join(traceback.format_exception(away.value))) == []
    await database.close()


def test_what_cannot_be_opened_tells_neither_key_nor_content() -> None:
    sealed = Sealer([KEY]).seal("010594Y9032", "consultation/1")
    with pytest.raises(CannotOpenError) as refused:
        Sealer([Fernet.generate_key().decode()]).open(sealed, "consultation/1")
    words = "".join(traceback.format_exception(refused.value))
    assert told(words) == []
    assert "9032" not in words


@pytest.mark.parametrize(
    ("address", "words"),
    [(DEAD, ["serve"]), (f"postgresql://u:{PASSWORD}@[h/d", ["audit", "verify"])],
    ids=["a database that is away", "an address that cannot be read"],
)
def test_the_command_line_fails_without_telling(address: str, words: list[str], tmp_path: Path) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KUNTAYHTEYS_")}
    given = {
        "KUNTAYHTEYS_DATABASE_URL": address,
        "KUNTAYHTEYS_DATABASE_START_S": "0",
        "KUNTAYHTEYS_KEYS": KEY,
        "KUNTAYHTEYS_PEPPER": PEPPER,
        "KUNTAYHTEYS_APP_ID": "11111111-2222-3333-4444-555555555555",
        "KUNTAYHTEYS_APP_PASSWORD": APP_PASSWORD,
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    command = [sys.executable, "-m", "bot", *words]
    ended = subprocess.run(
        command, cwd=tmp_path, env=inherited | given, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode != 0
    assert told(ended.stdout + ended.stderr) == []
