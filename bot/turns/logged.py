"""The access log's row of a turn: who did what, in which role, to which consultation or client, on which basis."""

from bot.errors import Expected
from bot.privacy.access_log import AccessEntry, Result, record
from bot.services import Services
from bot.sql import insert_once
from bot.turns.turn import Press, Turn
from bot.turns.work import SEEN, Work, once_only_key
from directory.contacts import Directory, DirectoryId

NOT_LISTED = "not_listed"
"""The role of somebody who works in the organisation and is not in the directory."""
DENIALS = frozenset(
    {
        "not_yours",
        "not_the_asker",
        "unknown_consultation",
        "not_a_coordinator",
        "not_an_auditor",
        "not_data_protection",
        "not_your_organisation",
        "own_role",
    }
)
"""Refusals, by code, of what the person has no right to; any other refusal asks for a correction."""


async def note(
    work: Work,
    turn: Turn,
    action: str,
    number: int | None = None,
    *,
    basis: str = "",
    pseudonym: str = "",
    refused: bool = False,
) -> int:
    """Adds the row; its number. The last thing in a transaction: log writers take turns until they commit."""
    organisation = work.directory.organisation_of_tenant(turn.actor.tenant_id)
    entry = AccessEntry(
        at=work.now,
        actor_tenant_id=turn.actor.tenant_id,
        actor_aad_object_id=turn.actor.aad_object_id,
        organisation=organisation.code if organisation else "",
        role=_role(work.directory, turn),
        action=action,
        consultation_id=number,
        pseudonym=pseudonym,
        basis=basis,
        result=Result.REFUSED if refused else Result.DONE,
    )
    return (await record(work.connection, entry)).row_id


async def note_denial(services: Services, turn: Turn, refusal: Expected) -> None:
    """Adds a row when somebody was refused what is not theirs; once, however often Teams repeats the activity.

    The refused turn's own transaction has been rolled back, so this is one of its own.
    """
    if refusal.code not in DENIALS:
        return
    async with services.database.write() as connection:
        now = services.clock()
        if await insert_once(connection, SEEN, {"key": f"denied/{once_only_key(turn)}", "seen_at": now}):
            work = Work(connection, now, services.directory.current, services)
            await note(work, turn, refusal.code, _number(turn), refused=True)


def _role(directory: Directory, turn: Turn) -> str:
    """The person's roles in the directory, joined by `+`: in which of them they acted, the action tells."""
    found = directory.person(DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id))
    return "+".join(found.roles) or NOT_LISTED if found else NOT_LISTED


def _number(turn: Turn) -> int | None:
    """The consultation a pressed card names; a typed number stays out, since nobody may know whether it exists."""
    value = turn.doing.data.get("consultation") if isinstance(turn.doing, Press) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**9 else None
