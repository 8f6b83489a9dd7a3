"""The county's nightly table: checked whole, stored in pieces, repeated without harm; no identity code anywhere."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.access_log.log_checking import verify
from bot.cli.night_run import CannotImport, Wanted, run_import
from bot.ownworkers import batch
from bot.privacy.secrets import local_secrets
from bot.tables import metadata
from config.database import Database
from config.settings import Settings
from directory.reference import load_reference
from directory.stored.sample import seed_sample
from tests.ownworkers.codes import codes
from tests.turns.office import TUESDAY_MORNING


def clock() -> datetime:
    return TUESDAY_MORNING


@pytest.fixture
async def settings(database: Database, database_url: str, tmp_path: Path) -> Settings:
    async with database.write() as connection:
        await seed_sample(connection, load_reference(), date(2026, 11, 24))
    secrets = local_secrets(tmp_path / "secrets.env")
    keys = tuple(SecretStr(key) for key in secrets.keys)
    return Settings(database_url=database_url, keys=keys, pepper=SecretStr(secrets.pepper), _env_file=None)


def table(tmp_path: Path, rows: list[str]) -> Path:
    path = tmp_path / "own.csv"
    path.write_text("\n".join(["hetu;työntekijä;kunta", *rows]), encoding="utf-8")
    return path


async def run(settings: Settings, wanted: Wanted) -> tuple[str, list[str]]:
    told: list[str] = []
    return await run_import(settings, wanted, clock, told.append), told


async def test_a_table_is_taken_over_and_again_without_a_change(
    settings: Settings, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "PIECE", 7)
    planted = list(codes(40))
    file = table(tmp_path, [f"{code};11-0{1 + number % 3};Imatra" for number, code in enumerate(planted)])
    assert (await run(settings, Wanted(file, "11")))[0] == "40 clients read, 40 changed."
    assert (await run(settings, Wanted(file, "11")))[0] == "40 clients read, 0 changed."
    fewer = table(tmp_path, [f"{code};11-02;" for code in planted[:30]])
    assert (await run(settings, Wanted(fewer, "11", forget_others=True, even_if_most_go=True)))[
        0
    ] == "30 clients read, 40 changed."
    async with database.read() as connection:
        kept = (await connection.execute(text("SELECT contact_id, source FROM own_worker"))).all()
        assert [tuple(row) for row in kept] == [("11-02", "import")] * 30
        stored = [
            str((await connection.execute(text(f'SELECT * FROM "{name}"'))).all())  # noqa: S608
            for name in metadata().tables
        ]
        assert await verify(connection) == []
    assert not [code for code in planted if any(code in one for one in stored)]


async def test_bad_rows_stop_everything_unless_they_are_to_be_skipped(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    good, other = codes(2)
    file = table(tmp_path, [f"{good};11-01;", f"{other};Tuntematon;", "010594-903X;11-01;"])
    told: list[str] = []
    with pytest.raises(CannotImport, match="2 rows"):
        await run_import(settings, Wanted(file, "11"), clock, told.append)
    assert [one.split(":")[0] for one in told] == ["Row 3", "Row 4"]
    assert not [one for one in told if other in one or "010594" in one]
    assert (await run(settings, Wanted(file, "11", skip_bad_rows=True)))[0] == "1 clients read, 1 changed."


async def linked(database: Database) -> int:
    async with database.read() as connection:
        return len((await connection.execute(text("SELECT id FROM own_worker"))).all())


@pytest.mark.parametrize("kept", [0, 4, 17], ids=["headings only", "cut", "more than a tenth gone"])
async def test_a_file_that_lacks_most_clients_forgets_nobody(
    settings: Settings, database: Database, tmp_path: Path, kept: int
) -> None:
    rows = [f"{code};11-01;" for code in codes(20)]
    await run(settings, Wanted(table(tmp_path, rows), "11"))
    wanted = Wanted(table(tmp_path, rows[:kept]), "11", forget_others=True)
    with pytest.raises(CannotImport, match=f"{20 - kept} of the 20 clients .* --even-if-most-go"):
        await run(settings, wanted)
    assert await linked(database) == 20
    told, _ = await run(settings, replace(wanted, even_if_most_go=True))
    assert (told, await linked(database)) == (f"{kept} clients read, {20 - kept} changed.", kept)


async def test_up_to_a_tenth_is_forgotten_without_asking(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    rows = [f"{code};11-01;" for code in codes(20)]
    await run(settings, Wanted(table(tmp_path, rows), "11"))
    await run(settings, Wanted(table(tmp_path, rows[:18]), "11", forget_others=True))
    assert await linked(database) == 18


async def test_a_wrong_row_never_forgets_the_client_it_is_about(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    planted = list(codes(20))
    rows = [f"{code};11-01;" for code in planted]
    await run(settings, Wanted(table(tmp_path, rows), "11"))
    skipping = Wanted(tmp_path / "own.csv", "11", skip_bad_rows=True, forget_others=True)
    table(tmp_path, [*rows[:19], f"{planted[19]};Tuntematon;"])
    await run(settings, skipping)
    assert await linked(database) == 20
    table(tmp_path, [*rows[:19], f"{planted[19][:-1]};11-01;"])
    with pytest.raises(CannotImport, match="1 rows do not tell whose they are"):
        await run(settings, replace(skipping, even_if_most_go=True))
    assert await linked(database) == 20


@pytest.mark.parametrize("county", ["KELA", "99"])
async def test_only_a_county_of_the_directory_has_own_workers(settings: Settings, tmp_path: Path, county: str) -> None:
    with pytest.raises(CannotImport, match="no county"):
        await run(settings, Wanted(table(tmp_path, []), county))


async def test_without_the_bots_own_pepper_nothing_is_stored(settings: Settings, tmp_path: Path) -> None:
    weak = settings.model_copy(update={"pepper": SecretStr("")})
    with pytest.raises(CannotImport, match="KUNTAYHTEYS_PEPPER"):
        await run(weak, Wanted(table(tmp_path, []), "11"))
