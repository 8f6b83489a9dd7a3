"""The command line: `serve`, `demo`, `resolve`, `import`, `export`, `migrate`, `manifest` and groups; see `--help`."""

import asyncio
import csv
import gc
import json
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn, TypeVar

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.cli.own_workers import own_workers
from bot.cli.tenants import tenant
from bot.errors import Expected
from config.clock import system_clock
from config.database import CANNOT_BE_USED, Database
from config.logging import set_up_logging
from config.migrate import CannotMigrate, migrate_if_empty
from config.postgres_driver import UnusableAddressError
from config.private_files import keep_private, open_private
from config.settings import Settings
from config.texts import texts
from directory.time.calendar import helsinki_date

if TYPE_CHECKING:
    from directory.records.fields import Problem as FieldProblem
    from directory.records.merging import Import

cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
cli.add_typer(own_workers, name="own-workers")
cli.add_typer(tenant, name="tenant")
T = TypeVar("T")


@cli.command()
def serve(
    insecure_local: Annotated[
        bool, typer.Option("--insecure-local", help="Ask for no tokens. Listens on this machine only; for trying out.")
    ] = False,
    sample_data: Annotated[
        bool, typer.Option("--sample-data", help="Put the sample directory into an empty database.")
    ] = False,
) -> None:
    """Runs the bot."""
    gc.disable()  # until it has started: most of what a start makes stays, so that looking through it finds nothing
    from bot.app import CannotStart, Mode, running, sweep_seldom
    from bot.privacy.secrets import UnusableSecretError

    settings = Settings()
    set_up_logging(settings.log_level)

    async def run() -> None:
        async with running(settings, Mode(insecure_local, sample_data)) as bot:
            sweep_seldom()
            print(f"Kuntayhteys listens at http://{settings.host}:{bot.port}/api/messages", flush=True)
            await _until_told_to_stop()

    try:
        asyncio.run(run())
    except (CannotStart, UnusableSecretError) as error:
        _fail(str(error))
    except CANNOT_BE_USED:
        raise
    except OSError as error:
        _fail(f"Cannot listen on {settings.host}:{settings.port}: {error.strerror or error}")
    finally:
        gc.enable()


@cli.command()
def demo(port: Annotated[int, typer.Option(help="Where the page opens.")] = 3979) -> None:
    """Runs Local Teams, the bot and the sample directory, and prints the address of the page."""
    from bot.demo import run_demo
    from bot.privacy.secrets import UnusableSecretError

    settings = Settings()
    set_up_logging("WARNING")
    try:
        asyncio.run(run_demo(settings, port, until=_until_told_to_stop))
    except UnusableSecretError as error:
        _fail(str(error))
    except CANNOT_BE_USED:
        raise
    except OSError as error:
        _fail(f"Cannot listen on 127.0.0.1:{port} or {settings.port}: {error.strerror or error}")


@cli.command()
def resolve(
    text: Annotated[str, typer.Argument(help="What somebody would type after /consult.")] = "",
    batch: Annotated[Path | None, typer.Option(help="A CSV file with a column `query`.")] = None,
) -> None:
    """Prints how a text is read: one JSON object, or CSV for a batch."""
    from bot.cli.readings import COLUMNS, resolve_batch, resolve_json
    from directory.reading.reader import Reader
    from directory.reference import load_reference

    reader = Reader(load_reference())
    if batch is None:
        print(json.dumps(resolve_json(reader, text), ensure_ascii=False))
        return
    try:
        rows = list(resolve_batch(reader, batch))
    except (OSError, ValueError) as error:
        _fail(f"{batch} cannot be read: {error}")
    csv.writer(sys.stdout, lineterminator="\n").writerows([COLUMNS, *rows])


@cli.command(name="export")
def export_(
    kind: Annotated[Literal["json", "csv", "xlsx"], typer.Option("--format", help="json, csv or xlsx.")] = "json",
    out: Annotated[Path | None, typer.Option(help="The file to write; without it, standard output.")] = None,
    organisation: Annotated[str, typer.Option(help="Only what this organisation's coordinator keeps.")] = "",
    sample_data: Annotated[
        bool, typer.Option("--sample-data", help="Put the sample directory into an empty database first.")
    ] = False,
) -> None:
    """Prints the directory: organisations, contacts, areas' rules, telephone services, absences."""
    from directory.exchange.directory_file import write_file
    from directory.people.part import part_of
    from directory.records.records import to_records
    from directory.reference import load_reference
    from directory.stored.sample import seed_sample
    from directory.stored.store import load_content

    async def run(database: Database) -> bytes:
        if sample_data:
            async with database.write() as connection:
                await seed_sample(connection, load_reference(), helsinki_date(system_clock()))
        async with database.read() as connection:
            content = await load_content(connection)
            return write_file(to_records(part_of(content, organisation) if organisation else content), kind)

    written = _with_database(run)
    if out is None:
        sys.stdout.buffer.write(written)
        return
    try:
        with open_private(out) as file:
            file.write(written)
        keep_private(out)
    except OSError as error:
        _fail(f"{out} cannot be written: {error.strerror}")


@cli.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="A .json, .csv or .xlsx file in the form that export writes.")],
) -> None:
    """Takes a directory over; nothing is stored unless every row is clean."""
    from directory.exchange.directory_file import read_file
    from directory.exchange.workbooks import ExchangeError
    from directory.records.fields import NOT_READABLE
    from directory.records.problem_wording import problem_words
    from directory.reference import load_reference
    from directory.stored.store import import_directory
    from directory.stored.vocabulary_store import reference_in_force

    kinds: dict[str, Literal["json", "csv", "xlsx"]] = {".json": "json", ".csv": "csv", ".xlsx": "xlsx"}
    kind = kinds.get(file.suffix.lower())
    if kind is None:
        _fail("Give a .json, .csv or .xlsx file.")
    try:
        records = read_file(file.read_bytes(), kind)
    except OSError as error:
        _fail(f"{file} cannot be read: {error.strerror}")
    except ExchangeError:
        _fail(problem_words(NOT_READABLE, texts("en")))

    async def run(database: Database) -> "Import":
        async with database.write() as connection:
            reference = await reference_in_force(connection, load_reference())
            return await import_directory(connection, records, reference)

    outcome = _with_database(run)
    t = texts("en")
    for problem in outcome.problems:
        print(problem_words(problem, t), file=sys.stderr)
    if outcome.problems:
        _fail("Nothing was stored. Correct the rows above and import the file again.")
    print(f"Stored: {len(outcome.content.contacts)} contacts of {len(outcome.content.organisations)} organisations.")


@cli.command()
def migrate() -> None:
    """Brings the database to the tables of this version, while the bot serves; no other command does."""
    from bot.cli.keys import migrate_all
    from bot.privacy.secrets import UnusableSecretError

    try:
        done = asyncio.run(migrate_all(Settings()))
    except UnusableSecretError as error:
        _fail(str(error))
    if done.before == done.after:
        print(f"The tables are of version {done.after} already.")
    else:
        print(f"The tables are now of version {done.after}; before: {done.before or 'none'}.")


@cli.command()
def manifest(
    app_id: Annotated[str, typer.Option("--app-id", help="The bot's Microsoft App ID, a GUID.")],
    domain: Annotated[str, typer.Option(help="Where the bot runs, e.g. bot.example.fi.")],
    out: Annotated[Path, typer.Option(help="The app package to write.")] = Path("app.zip"),
) -> None:
    """Writes the Teams app package: manifest, icons, Finnish, Swedish and English."""
    from bot.app_package.packing import build

    try:
        build(app_id, domain, out)
    except Expected as error:
        _fail(error.sentence(texts("en")))
    print(f"Wrote {out}.")


coordinators = typer.Typer(no_args_is_help=True, help="The first coordinator of an organisation.")
cli.add_typer(coordinators, name="coordinator")


@coordinators.command()
def add(
    organisation: Annotated[str, typer.Option(help="KELA or the code of a county, such as 11.")],
    name: Annotated[str, typer.Option(help="First name and last name.")],
    email: Annotated[str, typer.Option(help="The person's e-mail address.")],
    aad_object_id: Annotated[str, typer.Option(help="The person's object id in the organisation's Entra tenant.")],
    tenant_id: Annotated[str, typer.Option(help="The Entra tenant of an organisation that is not known yet.")] = "",
) -> None:
    """Names a coordinator, who then names others in the chat. Doing it twice changes nothing."""
    from bot.upkeep.organisations.first_coordinator import Appointment, appoint
    from directory.records.problem_wording import problem_words
    from directory.reference import load_reference

    wanted = Appointment(organisation.strip().upper(), name, email, aad_object_id, tenant_id)

    async def run(database: Database) -> "tuple[FieldProblem, ...]":
        async with database.write() as connection:
            return await appoint(connection, wanted, load_reference(), system_clock)

    if problems := _with_database(run):
        _fail("\n".join((*(problem_words(one, texts("en")) for one in problems), "Nothing was stored.")))
    print(f"{name} is a coordinator of {wanted.organisation}.")


audit = typer.Typer(no_args_is_help=True, help="The access log.")
cli.add_typer(audit, name="audit")


@audit.command()
def verify(
    checkpoint: Annotated[
        Path | None,
        typer.Option(help="A file kept outside the database: checks against its last line, then adds a new one."),
    ] = None,
) -> None:
    """Checks that no row of the access log has been changed, removed or moved."""
    from bot.access_log.checkpoints import UnreadableCheckpointError, add_checkpoint, read_checkpoint
    from bot.cli.log_check import NoLogError, check_log
    from bot.privacy.secrets import UnusableSecretError

    try:
        kept = read_checkpoint(checkpoint) if checkpoint else None
        found = asyncio.run(check_log(Settings(), kept))
    except (UnreadableCheckpointError, UnusableSecretError) as error:
        _fail(str(error))
    except NoLogError:
        _fail("There is no access log in this database. Check KUNTAYHTEYS_DATABASE_URL. Nothing was made.")
    except (SQLAlchemyError, OSError) as error:
        _fail(f"The database cannot be read ({type(error).__name__}), so the access log was not checked to its end.")
    for problem in found.problems:
        print(f"row {problem.row}: {problem.fault.value}")
    if found.problems:
        raise typer.Exit(1)
    cut = f" {found.cut_off} more were cut off when their time was over." if found.cut_off else ""
    print(f"The access log is intact: {found.rows} rows.{cut}")
    if checkpoint:
        try:
            add_checkpoint(checkpoint, found.ends)
        except OSError as error:
            _fail(f"{checkpoint} cannot be written: {error.strerror}. The checkpoint was not kept.")


keys = typer.Typer(no_args_is_help=True, help="The sealing keys.")
cli.add_typer(keys, name="keys")


@keys.command()
def rotate() -> None:
    """Puts everything sealed under the newest key, while the bot serves. First give all replicas the new key."""
    from bot.cli.keys import rotate_all
    from bot.privacy.secrets import UnusableSecretError

    try:
        found = asyncio.run(rotate_all(Settings()))
    except UnusableSecretError as error:
        _fail(str(error))
    print(f"Sealed anew: {found.resealed}. Under the newest key already: {found.already_newest}.")
    if found.unopened:
        _fail(
            f"{found.unopened} could not be opened with the keys given. Add the key they were sealed with, and repeat."
        )
    print("The older keys are no longer needed: leave them out of KUNTAYHTEYS_KEYS.")


def main() -> None:
    """The entry point of the command `kuntayhteys`."""
    try:
        cli()
    except (CannotMigrate, UnusableAddressError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except CANNOT_BE_USED as error:
        # Without the error's own words: they may hold what was to be stored.
        what = f"The database cannot be used ({type(error).__name__}): see that it is there and lets the bot in."
        print(what, "Check KUNTAYHTEYS_DATABASE_URL.", file=sys.stderr)
        sys.exit(2)


def _with_database(use: Callable[[Database], Awaitable[T]]) -> T:
    async def run() -> T:
        settings = Settings()
        await migrate_if_empty(settings.database_url)
        database = Database(settings.database_url)
        try:
            return await use(database)
        finally:
            await database.close()

    return asyncio.run(run())


async def _until_told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    await stop.wait()


def _fail(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise typer.Exit(2)


if __name__ == "__main__":
    main()
