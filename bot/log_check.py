"""Checking the access log from the command line: its chain, and that what was cut off it was cut by the bot."""

from bot.beside_database import secrets_file
from bot.privacy.access_log import AccessLogCut, Checkpoint, Problem, begins_after, head, verify
from bot.privacy.log_cutting import is_lawful
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.secrets import local_secrets
from config.database import Database
from config.settings import Settings


async def check_log(
    database: Database, settings: Settings, kept: Checkpoint | None
) -> tuple[list[Problem], Checkpoint, int]:
    """What is wrong with the log, where it ends, and the number of its first row."""
    signer = _signer(settings)

    def lawful(cut: AccessLogCut) -> bool:
        return signer is not None and is_lawful(cut, signer)

    async with database.read() as connection:
        end, cut = await head(connection), await begins_after(connection)
        return await verify(connection, kept, lawful), end, cut.last_id + 1 if cut else 1


def _signer(settings: Settings) -> Pseudonymiser | None:
    """Under the pepper of the settings, or the one made on this machine; None without any: no cut is lawful then."""
    if pepper := settings.pepper.get_secret_value():
        return Pseudonymiser(pepper)
    file = secrets_file(settings.database_url)
    return Pseudonymiser(local_secrets(file).pepper) if file.exists() else None
