"""What this room does by itself."""

from datetime import datetime, timedelta

from sqlalchemy import exists
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import LOG
from bot.rooms import Sweep
from bot.turns.known_writers import PERSON
from bot.turns.work import SEEN
from config.sql import delete_some

SEEN_FOR = timedelta(days=7)
"""Far longer than Teams repeats an activity."""
PERSON_FOR = timedelta(days=2 * 365)
"""Somebody who has not written for so long, unless the access log still needs the name."""


async def forget_seen(connection: AsyncConnection, now: datetime) -> int:
    """Once-only marks of activities that Teams does not repeat any more."""
    return await delete_some(connection, SEEN, SEEN.c.seen_at < now - SEEN_FOR)


async def forget_people(connection: AsyncConnection, now: datetime) -> int:
    """How to reach people who have not written for long."""
    in_the_log = exists().where(
        LOG.c.actor_tenant_id == PERSON.c.tenant_id, LOG.c.actor_aad_object_id == PERSON.c.aad_object_id
    )
    return await delete_some(connection, PERSON, PERSON.c.updated_at < now - PERSON_FOR, ~in_the_log)


SWEEPS = (Sweep("seen_activity", forget_seen), Sweep("person", forget_people))
