"""Cutting one organisation off at once, and letting it in again: done on the command line by whoever runs the bot.

It is a mark on the organisation in the directory, so every replica sees it within two seconds and the outbox at once.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import AccessEntry, record
from bot.timers.timer_queue import Timer, set_timers
from directory.stored.store import load_content, switch_organisation

KIND, SUBJECT = "switched", "organisation"
"""The timer that brings the other organisations' cards into step."""
OPERATOR = "command-line"


class UnknownOrganisationError(LookupError):
    """The directory does not know the organisation."""


async def switch(connection: AsyncConnection, code: str, now: datetime, *, off: bool) -> bool:
    """Switches it off or on; whether anything changed. Logged. Raises UnknownOrganisationError."""
    content = await load_content(connection)
    if code not in {one.code for one in content.organisations}:
        raise UnknownOrganisationError(code)
    if not await switch_organisation(connection, code, off=off):
        return False
    word = "off" if off else "on"
    await set_timers(connection, [Timer(KIND, subject_of(code), f"{word} {now.isoformat()}", now)], now)
    entry = AccessEntry(
        at=now,
        actor_tenant_id="",
        actor_aad_object_id=OPERATOR,
        organisation=code,
        role=OPERATOR,
        action=f"organisation_{word}",
    )
    await record(connection, entry)
    return True


def subject_of(code: str) -> str:
    """What the timer is about."""
    return f"{SUBJECT}/{code}"
