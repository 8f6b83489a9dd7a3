"""An address works as others write it, or is told of in one sentence that has nothing of it in it."""

import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from pgserver.postgres_server import PostgresServer
from sqlalchemy import text

from bot.__main__ import main
from config.database import Database, async_url
from config.postgres_driver import NotReachedError, driver_arguments

ONE = {"user": "bot", "password": "sala:s@na", "database": "kunta", "host": ["db.example"], "port": [5433]}
WRITTEN = "bot:sala%3As%40na@db.example:5433/kunta"


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        (f"postgresql://{WRITTEN}", ""),
        (f"postgres://{WRITTEN}", ""),
        (f"postgresql+asyncpg://{WRITTEN}", ""),
        (f"postgresql+psycopg://{WRITTEN}", ""),
        (f" postgresql://{WRITTEN}\n", ""),
        ("jdbc:postgresql://db.example:5433/kunta?user=bot&password=sala%3As%40na", ""),
        ("jdbc:postgresql://db.example:5433/kunta?user=bot&password=sala%3As%40na&ssl=true", "sslmode=require"),
        (f"postgresql://{WRITTEN}?sslmode=require", "sslmode=require"),
        (f"postgresql+asyncpg://{WRITTEN}?ssl=require", "sslmode=require"),
        (f"postgresql://{WRITTEN}?sslmode=verify-full&channel_binding=require", "sslmode=verify-full"),
        (f"postgresql://{WRITTEN}?options=-csearch_path%3Dx", "options=-csearch_path%3Dx"),
        (f"postgresql://{WRITTEN}?application_name=a+b&keepalives=1", "application_name=a+b"),
        (f"postgresql://{WRITTEN}?target_session_attrs=read-write", "target_session_attrs=read-write"),
        ("postgresql://?host=db.example&port=5433&user=bot&password=sala%3As%40na&dbname=kunta", ""),
    ],
)
def test_what_the_driver_is_told(address: str, asked: str) -> None:
    told = driver_arguments(async_url(address))
    assert told.pop("timeout") == 5
    assert told.pop("dsn", "").removeprefix("postgresql://?") == asked
    assert told == ONE


@pytest.mark.parametrize(
    ("address", "hosts", "ports"),
    [
        ("postgresql://b@one,two:6000/k", ["one", "two"], [5432, 6000]),
        ("postgresql://b@/k?host=one:6000&host=two:6001", ["one", "two"], [6000, 6001]),
        ("postgresql://b@/k?host=one,two&port=6000,6001", ["one", "two"], [6000, 6001]),
        ("postgresql://b@[::1]:6000/k", ["::1"], [6000]),
        ("postgresql://b@%2Fvar%2Frun/k", ["/var/run"], [5432]),
        ("postgresql://b@/k?host=/var/run", ["/var/run"], [5432]),
    ],
)
def test_several_servers_and_sockets(address: str, hosts: list[str], ports: list[int]) -> None:
    told = driver_arguments(async_url(address))
    assert (told["host"], told["port"]) == (hosts, ports)


def test_the_address_says_how_long_to_wait_for_it() -> None:
    assert driver_arguments(async_url("postgresql://b@h/k?connect_timeout=11"))["timeout"] == 11


@pytest.mark.parametrize(
    "asked", ["prepared_statement_cache_size=0", "statement_cache_size=0", "prepareThreshold=0", "pgbouncer=true"]
)
def test_behind_a_pooler_no_statement_is_kept(asked: str) -> None:
    assert driver_arguments(async_url(f"postgresql://b@h/k?{asked}"))["statement_cache_size"] == 0


@pytest.mark.parametrize(
    "address",
    [
        "mysql://bot:salasana@h/k",
        "salasana",
        "postgresql:salasana",
        "jdbc:mysql://h/salasana",
        "postgresql://bot:salasana@h:port/k",
        "postgresql://bot:salasana@h/k?sslmode=perhaps",
        "postgresql://bot:salasana@h/k?channel_binding=require",
        "postgresql://bot:salasana@h/k?require_auth=scram-sha-256",
        "postgresql://bot:salasana@h/k?connect_timeout=soon",
        "postgresql://bot:salasana@h/k?sslmode=verify-full&sslrootcert=/none/there.crt",
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_URL", address)
    monkeypatch.setattr(sys, "argv", ["kuntayhteys", "export"])
    with pytest.raises(SystemExit) as end:
        main()
    out, err = capsys.readouterr()
    assert (end.value.code, out, err.count("\n")) == (2, "", 1), err
    assert err.startswith("KUNTAYHTEYS_DATABASE_URL ")
    assert "salasana" not in err


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("postgresql://postgres@{socket}/postgres?application_name=toinen", "toinen"),
        ("postgres://postgres@/postgres?host={folder}&options=-capplication_name%3Dkolmas", "kolmas"),
        ("postgresql+psycopg2://postgres@{socket},{socket}/postgres?target_session_attrs=read-write", "kuntayhteys"),
        ("jdbc:postgresql://{socket}/postgres?user=postgres&ApplicationName=javan&connectTimeout=3", "javan"),
        ("postgresql://postgres@{socket}/postgres?pgbouncer=true\n", "kuntayhteys"),
    ],
)
async def test_a_server_lets_them_in(postgres: PostgresServer, form: str, name: str) -> None:
    folder = str(postgres.pgdata)
    database = Database(form.format(folder=folder, socket=quote(folder, safe="")))
    async with database.read() as connection:
        assert await connection.scalar(text("SELECT current_setting('application_name')")) == name
    await database.close()


async def test_no_server_of_the_wanted_kind() -> None:
    for address in ("postgresql://b@127.0.0.1:1/k", "postgresql://b@%2Fnone/k", "postgresql://b@none.invalid/k"):
        database = Database(address)
        with pytest.raises(NotReachedError):
            async with database.read():
                pass
        await database.close()
