"""The demonstration: Local Teams, the bot and the sample directory in one process, as `kuntayhteys demo` runs them."""

import secrets
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

import orjson
import typer
from pydantic import SecretStr

from bot.app import Mode, running
from bot.cli.keys import secrets_of_this_machine
from bot.local_teams.local_app import LocalTeams, Options, local_teams
from bot.local_teams.world.seed import WorldSeed
from config.settings import Settings

DATABASE = Path("var/demo.db")
"""Begun anew at each start: the chats of Local Teams are in memory and would not fit old consultations."""

_ON_THE_PAGE = """\
Kuntayhteys on käynnissä: avaa selaimessa {address}
  1. Kirjoita Liisa Näytteen keskusteluun:  /konsultoi Lappeenranta asumismenot
  2. Täytä kortti ja paina Lähetä. Kysymys tulee Maija Esimerkille: paina Otan tämän ja vastaa.
  3. Toiseen suuntaan: kirjoita Maijan keskusteluun  /konsultoi Kela lääkkeet  tai  /konsultoi Kela kiirehtiminen
  4. Yhteyshenkilöitä ylläpidetään Ritva Keksityn keskustelussa (valikko Henkilöt):  /yhteys
Henkilöt ja numerot ovat keksittyjä, nimikkeet, tiimit ja alueiden säännöt vuodelta 2021.
Ctrl+C lopettaa."""


async def run_demo(settings: Settings, port: int, *, until: Callable[[], Awaitable[None]]) -> None:
    """Serves the page on `port` until told to stop. Raises OSError when a port is taken."""
    async with demonstration(settings, port) as teams:
        typer.echo(_ON_THE_PAGE.format(address=teams.page_url))
        await until()


@asynccontextmanager
async def demonstration(settings: Settings, port: int) -> AsyncIterator[LocalTeams]:
    """Local Teams and a bot that trusts it and nobody else, with tokens checked in both directions."""
    options = Options(port=port, app_id=str(uuid.uuid4()), app_password=secrets.token_urlsafe(32))
    async with (
        local_teams(demo_world(), options) as teams,
        running(await _pointed_at(teams, settings), Mode(sample_data=True)) as bot,
    ):
        teams.connect(f"http://127.0.0.1:{bot.port}")
        yield teams


def demo_world() -> WorldSeed:
    """The people of the sample directory and those of config/data/local_teams.json."""
    data = files("config") / "data"
    directory = orjson.loads((data / "sample_directory.json").read_bytes())
    return WorldSeed.from_directory(directory, orjson.loads((data / "local_teams.json").read_bytes()))


async def _pointed_at(teams: LocalTeams, settings: Settings) -> Settings:
    """The settings with Local Teams in Microsoft's place; a database of its own unless one has been set."""
    changed: dict[str, object] = {
        "host": "127.0.0.1",
        "app_id": teams.options.app_id,
        "app_password": SecretStr(teams.options.app_password),
        "app_tenant": teams.options.app_tenant,
        "openid_url": teams.openid_url,
        "login_url": teams.login_url,
        "graph_url": teams.graph_url,
        "connector_url": teams.url,
        "service_hosts": (f"127.0.0.1:{teams.port}",),
        "file_hosts": (f"127.0.0.1:{teams.port}",),
        "allowed_tenants": (),
    }
    if "database_url" not in settings.model_fields_set:
        changed["database_url"] = f"sqlite:///{_empty_database()}"
    if not settings.keys or not settings.pepper.get_secret_value():
        address = str(changed.get("database_url", settings.database_url))
        made = await secrets_of_this_machine(address, _secrets_file())
        changed |= {"keys": tuple(SecretStr(key) for key in made.keys), "pepper": SecretStr(made.pepper)}
    return settings.model_copy(update=changed)


def _empty_database() -> Path:
    DATABASE.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (DATABASE, DATABASE.with_name("demo.db-wal"), DATABASE.with_name("demo.db-shm")):
        leftover.unlink(missing_ok=True)
    return DATABASE


def _secrets_file() -> Path:
    DATABASE.parent.mkdir(parents=True, exist_ok=True)
    return DATABASE.with_name("demo-secrets.env")
