"""`kuntayhteys tenant`: cuts one organisation off at once, and lets it in again."""

import asyncio
from typing import Annotated

import typer

from config.clock import system_clock
from config.database import Database
from config.migrate import migrate_if_empty
from config.settings import Settings

tenant = typer.Typer(no_args_is_help=True, help="Cuts one organisation off at once, and lets it in again.")
Organisation = Annotated[str, typer.Argument(help="KELA or the code of a county, such as 11.")]


@tenant.command()
def off(organisation: Organisation) -> None:
    """Nothing of its people is read and nothing is sent to them; the other side's cards tell whom to call."""
    _switch(organisation, off=True)


@tenant.command()
def on(organisation: Organisation) -> None:
    """What waits is sent, and everything goes on."""
    _switch(organisation, off=False)


def _switch(organisation: str, *, off: bool) -> None:
    from bot.upkeep.organisations.switching_off import UnknownOrganisationError, switch

    code = organisation.strip().upper()

    async def run() -> bool:
        settings = Settings()
        await migrate_if_empty(settings.database_url)
        database = Database(settings.database_url)
        try:
            async with database.write() as connection:
                return await switch(connection, code, system_clock(), off=off)
        finally:
            await database.close()

    word = "off" if off else "on"
    try:
        changed = asyncio.run(run())
    except UnknownOrganisationError:
        typer.echo(f"No organisation {code} is in the directory.", err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{code} is switched {word}." if changed else f"{code} was switched {word} already.")
