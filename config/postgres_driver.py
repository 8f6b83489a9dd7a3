"""PostgreSQL's addresses as others give them: libpq's, Azure's, JDBC's, those for other drivers; and the driver told.

Everything about a connection is in its address, so that the bot, its migrations and its command line connect alike.
"""

import ssl
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode
from uuid import uuid4

import asyncpg
from asyncpg import Connection, InterfaceError
from asyncpg.exceptions import InternalClientError
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from typing_extensions import override

NAME = "postgresql+reached"
PORT = 5432
CONNECT_S = 5.0
"""How long a server may take to let the bot in, where the address does not say."""
STATEMENTS_KEPT = 300
"""Prepared statements that a connection keeps: the bot's turns have more than SQLAlchemy's own hundred, and each that
was put out is prepared again, which is one more way there and back."""
_SETS_NOTHING_HERE = {
    "client_encoding",
    "gssencmode",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "load_balance_hosts",
    "sslcompression",
    "sslsni",
    "tcp_user_timeout",
}
"""Words of libpq's that ask for nothing which the driver does not do already, or could do."""
_NO_STATEMENTS_KEPT = {"prepared_statement_cache_size", "statement_cache_size", "prepareThreshold"}
"""How SQLAlchemy, asyncpg and JDBC are told that a pooler stands between: no statement is prepared for later."""
_FILES = ("sslcert", "sslkey", "sslrootcert", "sslcrl")
_SSL_MODES = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}


class UnusableAddressError(ArgumentError):
    """The address cannot be used. The message is for whoever starts the bot, and has nothing of the address in it."""


class NotReachedError(ConnectionError):
    """No server answered at the address, or none of the wanted kind."""


def postgres_url(scheme: str, rest: str) -> URL:
    """The address behind `scheme://` with what it asks for in the words of libpq. Raises UnusableAddressError."""
    place, _, asked = rest.partition("?")
    authority, _, database = place.partition("/")
    who, _, hosts = authority.rpartition("@")
    user, _, password = who.partition(":")
    query = parse_qsl(asked, keep_blank_values=False)
    told = dict(query)
    spots = [one for listed in (hosts, *(value for key, value in query if key == "host")) for one in listed.split(",")]
    port = told.pop("port", "")
    told.pop("host", "")
    where = [_spot(one, port.split(",")[min(index, port.count(","))]) for index, one in enumerate(filter(None, spots))]
    # What is both before the @ and behind the question mark is taken from before.
    user = unquote(user) or told.get("user", "")
    password = unquote(password) or told.get("password", "")
    name = unquote(database) or told.get("dbname", "") or told.get("database", "")
    for taken in ("user", "password", "dbname", "database"):
        told.pop(taken, "")
    if scheme.startswith("jdbc:"):
        told = {_FROM_JDBC.get(key, key): value for key, value in told.items()}
    query_kept: dict[str, str | tuple[str, ...]] = {**_asked(told)}
    if where:
        query_kept["host"] = tuple(where)
    return URL.create(NAME, user or None, password or None, database=name or None, query=query_kept)


def with_defaults(url: URL, defaults: dict[str, str]) -> URL:
    """The address, asking also for these where it does not say otherwise itself."""
    options = str(url.query.get("options", ""))
    return url.update_query_dict(
        {key: value for key, value in defaults.items() if key not in url.query and key not in options}
    )


def is_pooled(url: URL) -> bool:
    """Whether a pooler stands between that gives each transaction another connection (pgbouncer)."""
    return url.query.get("prepared_statement_cache_size") == "0"


def driver_arguments(url: URL) -> dict[str, Any]:
    """What asyncpg is told when it connects to the address."""
    asked = {key: value for key, value in url.query.items() if isinstance(value, str)}
    told: dict[str, Any] = {"timeout": float(asked.pop("connect_timeout", CONNECT_S))}
    told |= {"user": url.username, "password": url.password, "database": url.database}
    if spots := url.query.get("host"):
        parts = [one.rpartition(":") for one in ([spots] if isinstance(spots, str) else spots)]
        told |= {"host": [host for host, _, _ in parts], "port": [int(port) for _, _, port in parts]}
    if asked.pop("prepared_statement_cache_size", "") == "0":
        told["statement_cache_size"] = 0
    if asked.get("sslrootcert") == "system":
        told["ssl"] = ssl.create_default_context()
        asked.pop("sslrootcert")
    if not all(Path(asked[key]).is_file() for key in _FILES if key in asked):
        raise _unusable("a certificate or key file that it names is not there")
    if asked:
        told["dsn"] = f"postgresql://?{urlencode(asked)}"
    return told


async def open_connection(url: URL) -> Connection:
    """A connection by itself, outside every pool. Raises NotReachedError, PostgresError or UnusableAddressError."""
    try:
        return await asyncpg.connect(**driver_arguments(url))
    except (OSError, InternalClientError) as error:
        raise NotReachedError(type(error).__name__) from error
    except (InterfaceError, ValueError) as error:
        raise _not_so() from error


class ReachedDialect(PGDialect_asyncpg):
    """SQLAlchemy's own for asyncpg, which is told more of an address."""

    driver = "reached"
    supports_statement_cache = True

    @override
    def create_connect_args(self, url: URL) -> tuple[list[str], dict[str, Any]]:
        told = driver_arguments(url)
        if is_pooled(url):  # names that no other process' statements have, on connections that all of them share
            return [], told | {
                "prepared_statement_cache_size": 0,
                "prepared_statement_name_func": lambda: f"__{uuid4()}__",
            }
        return [], told | {"prepared_statement_cache_size": STATEMENTS_KEPT}

    @override
    def do_terminate(self, dbapi_connection: Any) -> None:
        """Without a word of farewell: a server that stands still would be waited for, and any other hears of it."""
        dbapi_connection._terminate_force_close()

    @override
    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        if cursor.server_side:  # what comes in parts is asked for in a transaction
            cursor._adapt_connection.isolation_level = None
        cursor.execute(statement, parameters)

    @override
    def connect(self, *args: Any, **told: Any) -> Any:
        try:
            return super().connect(*args, **told)
        except (OSError, InternalClientError) as error:
            raise NotReachedError(type(error).__name__) from error
        except (InterfaceError, ValueError) as error:
            raise _not_so() from error


registry.register("postgresql.reached", __name__, "ReachedDialect")

_FROM_JDBC = {
    "ApplicationName": "application_name",
    "connectTimeout": "connect_timeout",
    "currentSchema": "search_path",
    "targetServerType": "target_session_attrs",
}
"""JDBC's words for what libpq has too."""


def _spot(written: str, port: str) -> str:
    """`host:port` of one of the servers; a folder of sockets has a port too."""
    host, colon, own = written.rpartition(":")
    if not colon or written.endswith("]"):
        host, own = written, port
    host = unquote(host).removeprefix("[").removesuffix("]")
    number = own or str(PORT)
    if not number.isdecimal() or not 0 < int(number) < 65536:
        raise _unusable("the port is no number from 1 to 65535")
    return f"{host}:{int(number)}"


def _asked(told: dict[str, str]) -> dict[str, str]:
    asked = {key: value for key, value in told.items() if key not in _SETS_NOTHING_HERE}
    if asked.pop("pgbouncer", "") == "true" or "0" in {asked.pop(key, "") for key in _NO_STATEMENTS_KEPT}:
        asked["prepared_statement_cache_size"] = "0"
    mode = asked.pop("ssl", "")
    if mode and "sslmode" not in asked:
        asked["sslmode"] = {"true": "require", "false": "disable"}.get(mode, mode)
    if asked.get("sslmode", "prefer") not in _SSL_MODES:
        raise _unusable("sslmode is one of disable, allow, prefer, require, verify-ca and verify-full")
    if asked.pop("channel_binding", "") == "require" and not asked.get("sslmode", "").startswith("verify"):
        raise _unusable(
            "channel_binding=require cannot be kept by the bot's driver. Write sslmode=verify-full, which tells the "
            "right server from a false one by its certificate"
        )
    if "require_auth" in asked:
        raise _unusable("require_auth cannot be kept by the bot's driver: leave it out")
    if not _is_seconds(asked.get("connect_timeout", "1")):
        raise _unusable("connect_timeout is a number of seconds")
    return asked


def _is_seconds(written: str) -> bool:
    try:
        return 0 < float(written) < 3600
    except ValueError:
        return False


def _not_so() -> UnusableAddressError:
    return _unusable("it asks for what the driver cannot do, or for a certificate that is not there")


def _unusable(why: str) -> UnusableAddressError:
    return UnusableAddressError(f"KUNTAYHTEYS_DATABASE_URL cannot be used: {why}.")
