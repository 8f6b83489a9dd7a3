"""One run of `kuntayhteys own-workers import`: settings, database and file brought together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.cli.keys import refuse_other_secrets, settle_secrets
from bot.errors import Expected
from bot.ownworkers import batch
from bot.ownworkers.link_files import csv_rows, sheets_of_file
from bot.ownworkers.link_rows import Rows, TableRules, fault_words
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.secrets import Secrets, UnusableSecretError, secrets_in
from config.clock import Clock
from config.database import Database
from config.migrate import migrate_if_empty
from config.settings import Settings
from config.texts import texts
from directory.exchange.delimited import encoding_of
from directory.exchange.workbooks import ExchangeError
from directory.exchange.written_names import Names
from directory.reading.reader import Reader
from directory.reference import load_reference
from directory.stored.store import load_directory
from directory.time.calendar import helsinki_date


class CannotImport(Exception):  # noqa: N818 - a sentence for whoever runs it
    """Nothing was stored; the message says what to correct."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    file: Path
    county: str
    skip_bad_rows: bool = False
    forget_others: bool = False
    even_if_most_go: bool = False


async def run_import(settings: Settings, wanted: Wanted, clock: Clock, tell: Callable[[str], None]) -> str:
    """What was done, as a sentence; bad rows go to `tell`. Raises CannotImport."""
    secrets = await _secrets(settings)
    pseudonymiser = Pseudonymiser(secrets.pepper)
    await migrate_if_empty(settings.database_url)
    database = Database(settings.database_url)
    try:
        await settle_secrets(database, secrets)
        rules = await _rules(database, wanted.county, pseudonymiser, clock)
        nightly = batch.Nightly(lambda: _sheets(wanted.file), rules, wanted.forget_others, wanted.even_if_most_go)
        checked = batch.check(nightly)
        for one in checked.first_bad:
            tell(fault_words(one, texts("en")))
        if checked.bad and not wanted.skip_bad_rows:
            raise CannotImport(f"{checked.bad} rows have to be corrected. Nothing was stored.")
        await batch.refuse_to_forget_most(database, nightly, checked)
        changed = await batch.take_over(database, nightly, checked, clock)
    except batch.TooManyGo as refused:
        raise CannotImport(_too_many_words(refused)) from refused
    except UnusableSecretError as error:
        raise CannotImport(str(error)) from error
    except Expected as refusal:
        raise CannotImport(refusal.sentence(texts("en"))) from refusal
    except OSError as error:
        raise CannotImport(f"{wanted.file} cannot be read: {error.strerror}") from error
    finally:
        await database.close()
    return f"{checked.good} clients read, {changed} changed."


def _too_many_words(refused: batch.TooManyGo) -> str:
    if refused.nameless:
        return (
            f"{refused.nameless} rows do not tell whose they are, so it is not known who is missing. Nothing was "
            "stored. Correct the rows, or leave --forget-others out."
        )
    return (
        f"{refused.gone} of the {refused.known} clients known are not in the file and would be forgotten. Nothing was "
        "stored. Look whether the file is whole; if it is, add --even-if-most-go."
    )


async def _secrets(settings: Settings) -> Secrets:
    """Those that the bot uses: under another pepper nobody would find the clients again."""
    try:
        secrets = secrets_in(settings)
        await refuse_other_secrets(settings.database_url, secrets)
    except UnusableSecretError as error:
        raise CannotImport(str(error)) from error
    return secrets


async def _rules(database: Database, county: str, pseudonymiser: Pseudonymiser, clock: Clock) -> TableRules:
    async with database.read() as connection:
        directory = await load_directory(connection)
    found = directory.organisations.get(county)
    if found is None or found.kind != "county":
        raise CannotImport(f"There is no county {county} in the directory. Nothing was stored.")
    reference = load_reference()
    return TableRules(found.code, directory, Names(reference, Reader(reference)), pseudonymiser, helsinki_date(clock()))


def _sheets(file: Path) -> Sequence[Rows]:
    """A CSV file line by line: a large one is never in memory as a whole."""
    return [_csv_rows(file)] if file.suffix.lower() == ".csv" else sheets_of_file(file.read_bytes(), file.name)


def _csv_rows(file: Path) -> Iterator[Sequence[str]]:
    try:
        with file.open("rb") as content:
            encoding = encoding_of(content)
    except ExchangeError as error:
        raise CannotImport(f"{file} is not a CSV file in UTF-8, UTF-16 or Windows-1252. Nothing was stored.") from error
    with file.open(encoding=encoding) as lines:
        yield from csv_rows(lines)
