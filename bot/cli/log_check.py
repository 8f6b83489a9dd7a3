"""Checking the access log from the command line: its chains, and that what was cut off was cut by the bot."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import inspect

from bot.access_log.access_log import LOG, Ends, Problem, ends
from bot.access_log.bindings import OF_BINDINGS
from bot.access_log.log_checking import NOTHING_KEPT, verify
from bot.access_log.log_cutting import cuts
from bot.cli.beside_database import secrets_file
from bot.cli.keys import refuse_other_pepper
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.secrets import local_secrets
from config.database import Database, is_there
from config.migrate import refuse_other_version
from config.settings import Settings


class NoLogError(Exception):
    """There is no access log to check."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found."""

    problems: Sequence[Problem]
    ends: Ends
    """Where the log ended: what is kept as a checkpoint."""
    rows: int
    cut_off: int
    """Rows that are gone because their time was over."""


async def check_log(settings: Settings, kept: Ends | None) -> Checked:
    """What is wrong with the log, where it ends, and how long it is. Makes and changes nothing.

    Raises NoLogError when there is none, CannotMigrate when the tables are of another version, UnusableSecretError when
    the pepper is not the one of the database.
    """
    if not is_there(settings.database_url):
        raise NoLogError
    await refuse_other_version(settings.database_url)
    if pepper := _pepper(settings):
        await refuse_other_pepper(settings.database_url, pepper)
    signer = Pseudonymiser(pepper) if pepper else None
    database = Database(settings.database_url)
    try:
        return await _check(database, signer, kept or NOTHING_KEPT)
    finally:
        await database.close()


async def _check(database: Database, signer: Pseudonymiser | None, kept: Ends) -> Checked:
    async with database.read() as connection:
        if not await connection.run_sync(lambda sync: inspect(sync).has_table(LOG.name)):
            raise NoLogError
        now = await ends(connection)
        off = sum(one.last_number for one in (await cuts(connection)).values())
        rows = sum(end.number for chain, end in now.items() if chain != OF_BINDINGS) - off
        return Checked(await verify(connection, kept, signer), now, rows, off)


def _pepper(settings: Settings) -> str:
    """Of the settings, or the one made on this machine; empty without any: no cut and no binding is believed then."""
    if pepper := settings.pepper.get_secret_value():
        return pepper
    file = secrets_file(settings.database_url)
    return local_secrets(file).pepper if file.exists() else ""
