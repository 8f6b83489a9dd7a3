"""Checking the access log from the command line: its chain, and that what was cut off it was cut by the bot."""

from sqlalchemy import inspect

from bot.access_log.access_log import LOG, Checkpoint, Problem, begins_after, head, verify
from bot.access_log.log_cutting import is_lawful
from bot.access_log.tables import AccessLogCut
from bot.cli.beside_database import secrets_file
from bot.cli.keys import refuse_other_pepper
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.secrets import local_secrets
from config.database import Database, is_there
from config.settings import Settings


class NoLogError(Exception):
    """There is no access log to check."""


async def check_log(settings: Settings, kept: Checkpoint | None) -> tuple[list[Problem], Checkpoint, int]:
    """What is wrong with the log, where it ends, and the number of its first row. Makes and changes nothing.

    Raises NoLogError when there is none, UnusableSecretError when the pepper is not the one of the database.
    """
    if not is_there(settings.database_url):
        raise NoLogError
    if pepper := _pepper(settings):
        await refuse_other_pepper(settings.database_url, pepper)
    signer = Pseudonymiser(pepper) if pepper else None
    database = Database(settings.database_url)
    try:
        return await _check(database, signer, kept)
    finally:
        await database.close()


async def _check(
    database: Database, signer: Pseudonymiser | None, kept: Checkpoint | None
) -> tuple[list[Problem], Checkpoint, int]:
    def lawful(cut: AccessLogCut) -> bool:
        return signer is not None and is_lawful(cut, signer)

    async with database.read() as connection:
        if not await connection.run_sync(lambda sync: inspect(sync).has_table(LOG.name)):
            raise NoLogError
        end, cut = await head(connection), await begins_after(connection)
        return await verify(connection, kept, lawful), end, cut.last_id + 1 if cut else 1


def _pepper(settings: Settings) -> str:
    """Of the settings, or the one made on this machine; empty without any: no cut is lawful then."""
    if pepper := settings.pepper.get_secret_value():
        return pepper
    file = secrets_file(settings.database_url)
    return local_secrets(file).pepper if file.exists() else ""
