"""The access log's row of a turn: who did what, to which consultation or client, on which basis."""

from bot.privacy.access_log import AccessEntry, Result, record
from bot.turns.turn import Turn
from bot.turns.work import Work


async def note(
    work: Work,
    turn: Turn,
    action: str,
    number: int | None = None,
    *,
    basis: str = "",
    pseudonym: str = "",
    refused: bool = False,
) -> None:
    """Adds the row. The last thing in a transaction: log writers take turns until they commit."""
    organisation = work.directory.organisation_of_tenant(turn.actor.tenant_id)
    entry = AccessEntry(
        at=work.now,
        actor_tenant_id=turn.actor.tenant_id,
        actor_aad_object_id=turn.actor.aad_object_id,
        organisation=organisation.code if organisation else "",
        action=action,
        consultation_id=number,
        pseudonym=pseudonym,
        basis=basis,
        result=Result.REFUSED if refused else Result.DONE,
    )
    await record(work.connection, entry)
