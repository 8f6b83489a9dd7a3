"""A process' connections to PostgreSQL: how many, how long anybody waits for them, and what it is known by there."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from config.postgres_driver import is_pooled, with_defaults


class KeptWaitingError(Exception):
    """The database or a connection to it was not to be had in time. Nothing has been committed."""


class UnheardCommitError(ConnectionError):
    """Time ran out at a commit: whether it happened, nobody here can tell."""


_LIMIT = "limit"
"""Under this name a connection in use bears the limit of time of what it is used for."""
_WITHOUT_LIMITS = text(
    "SELECT set_config('lock_timeout', '0', true), set_config('statement_timeout', '0', true),"
    " set_config('idle_in_transaction_session_timeout', '0', true)"
)


@dataclass(frozen=True, slots=True)
class Connections:
    """On which terms a process uses PostgreSQL; seconds throughout, and 0 stands for no limit."""

    kept: int = 10
    """Connections kept open."""
    more: int = 10
    """Connections opened beside them while there is much to do."""
    wait_s: float = 30
    """For a connection, while all are in use."""
    lock_s: float = 0
    """For what another transaction holds."""
    statement_s: float = 0
    """For one statement, its waiting included."""
    idle_s: float = 0
    """How long the server keeps a transaction of a process that says nothing any more, such as one that was stopped."""
    transaction_s: float = 0
    """For a whole transaction, also by a server that does not answer any more."""

    def asked(self) -> dict[str, str]:
        """What the server is asked for with each connection."""
        limits = {
            "lock_timeout": self.lock_s,
            "statement_timeout": self.statement_s,
            "idle_in_transaction_session_timeout": self.idle_s,
        }
        return {name: str(int(seconds * 1000)) for name, seconds in limits.items() if seconds}


PATIENT = Connections()
"""For the command line, which imports, exports and checks whatever takes long: nobody waits for a turn there."""


def postgres_url_for(url: URL, connections: Connections) -> URL:
    """The address with what a process asks for, where the address does not ask for something else.

    A pooler takes no limits with a connection: they are its role's there (`ALTER ROLE ... SET lock_timeout = ...`).
    """
    return with_defaults(url, {"application_name": "kuntayhteys", **({} if is_pooled(url) else connections.asked())})


def postgres_engine(url: URL, connections: Connections, carried: Mapping[str, object]) -> AsyncEngine:
    """Connections as wanted. One that the server or something between has closed is not given to anybody."""
    engine = create_async_engine(
        postgres_url_for(url, connections),
        pool_size=connections.kept,
        max_overflow=connections.more,
        pool_timeout=connections.wait_s,
        hide_parameters=True,
        execution_options=dict(carried),
    )

    @event.listens_for(engine.sync_engine, "checkout")
    def still_open(connection: PoolProxiedConnection, _: ConnectionPoolEntry, __: object) -> None:
        # The event loop has heard of the end; asking the server would be a way there and back for each transaction.
        driver = connection.driver_connection
        if driver is None or driver.is_closed():
            raise DisconnectionError

    return engine


def bear_limit(connection: AsyncConnection, limit: asyncio.Timeout) -> None:
    """By `limit` that for which the connection is used has to have ended."""
    connection.info[_LIMIT] = limit


def is_over(connection: AsyncConnection) -> bool:
    """Whether the time has run out for what the connection is used for."""
    limit = connection.info.get(_LIMIT)
    return limit is not None and limit.expired()


async def take_time(connection: AsyncConnection) -> None:
    """From here on the transaction takes what it takes: for what is large, and for what nobody waits for."""
    limit = connection.info.get(_LIMIT)
    if limit is not None and limit.when() is not None:
        limit.reschedule(None)
        await connection.execute(_WITHOUT_LIMITS)
