"""`kuntayhteys own-workers`: what a county's own system runs at night."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from config.clock import system_clock
from config.settings import Settings

own_workers = typer.Typer(no_args_is_help=True, help="Clients' own workers, told by their county.")


@own_workers.callback()
def _group() -> None:
    """Keeps `import` a word of its own while it is the only command."""


@own_workers.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="A .csv or .xlsx file: identity code, worker, until, municipality.")],
    organisation: Annotated[str, typer.Option(help="The code of the county, such as 11.")],
    skip_bad_rows: Annotated[bool, typer.Option("--skip-bad-rows", help="Store the good rows all the same.")] = False,
    forget_others: Annotated[
        bool, typer.Option("--forget-others", help="Clients who are not in the file have no own worker any more.")
    ] = False,
    even_if_most_go: Annotated[
        bool,
        typer.Option("--even-if-most-go", help="With --forget-others: also when more than a tenth would be forgotten."),
    ] = False,
) -> None:
    """Takes a county's own workers over. Identity codes become pseudonyms before anything is stored."""
    from bot.cli.night_run import CannotImport, Wanted, run_import

    wanted = Wanted(file, organisation, skip_bad_rows, forget_others, even_if_most_go)
    try:
        typer.echo(asyncio.run(run_import(Settings(), wanted, system_clock, lambda one: typer.echo(one, err=True))))
    except CannotImport as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
