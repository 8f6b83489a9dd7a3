"""The access log's row of a turn: who did what, in which role, to which consultation or client, on which basis."""

from collections.abc import Sequence

from bot.access_log.access_log import AccessEntry, Result
from bot.errors import Denied
from bot.turns.services import Services
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, by_itself, once_only_key
from directory.people.contacts import Directory, DirectoryId

NOT_LISTED = "not_listed"
"""The role of somebody who works in the organisation and is not in the directory."""


def note(
    work: Work,
    turn: Turn,
    action: str,
    number: int | None = None,
    *,
    basis: str = "",
    pseudonym: str = "",
    refused: bool = False,
) -> None:
    """Adds the row, which is written when the transaction ends."""
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
    work.log(entry)


async def note_now(work: Work, turn: Turn, action: str, pseudonyms: Sequence[str]) -> tuple[int, int]:
    """Writes a row for each pseudonym at once; the ids of the first and the last. Others wait for this person's chain
    from here until the transaction ends: only for what is found again by its own rows."""
    for one in pseudonyms:
        note(work, turn, action, pseudonym=one)
    rows = await work.write_log()
    return rows[0].id, rows[-1].id


async def note_denial(services: Services, turn: Turn, refusal: Denied) -> None:
    """Adds the row of a refusal of what is not theirs; once, however often Teams repeats the activity.

    The refused turn's own transaction has been rolled back, so this is one of its own.
    """
    async with by_itself(services) as work:
        if await work.once(f"denied/{once_only_key(turn)}"):
            number = _number(turn) if refusal.number is None else refusal.number
            note(work, turn, refusal.action, number, refused=True)


def _role(directory: Directory, turn: Turn) -> str:
    """The person's roles in the directory, joined by `+`: in which of them they acted, the action tells."""
    found = directory.person(DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id))
    return "+".join(found.roles) or NOT_LISTED if found else NOT_LISTED


def _number(turn: Turn) -> int | None:
    """The consultation that a pressed card names, for a refusal that came before anybody looked for it."""
    return turn.doing.consultation if isinstance(turn.doing, Press) else None
