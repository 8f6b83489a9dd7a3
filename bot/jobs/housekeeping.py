"""Forgetting what is no longer needed, each kind in its own time; docs/privacy.md tells the times."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import LOG
from bot.access_log.log_cutting import cut
from bot.consultation.reminding import snoozing
from bot.consultation.stored.drafts import DRAFT
from bot.consultation.stored.store import CONSULTATION, RECEIVER
from bot.consultation.waiting import clocks
from bot.outbox.outbox_queue import OUTBOX, POST
from bot.retention import expiring
from bot.timers.timer_queue import TIMER
from bot.turns.known_writers import PERSON
from bot.turns.services import Services
from bot.turns.work import SEEN
from bot.upkeep.changes.tables import ChangePostRow, DirectoryChangeRow
from bot.upkeep.checks.misroute_store import MISROUTE
from bot.upkeep.words import corrections
from config.database import Database
from config.sql import table
from directory.routing.misroutes import PATTERN_WITHIN
from directory.stored.tables import AbsenceRow, FormerContactRow
from directory.time.calendar import helsinki_date

SEEN_FOR = timedelta(days=7)
"""Far longer than Teams repeats an activity; also how long Teams has for taking the last change of a message."""
NOTICE_FOR = ABSENCE_FOR = TIMER_FOR = timedelta(days=365)
"""Messages about no consultation, past absences, and timers that have been done."""
CHANGE_FOR = timedelta(days=2 * 365)
"""Changes of the directory: long enough to ask who changed what, and far longer than anybody undoes one."""
PERSON_FOR = timedelta(days=2 * 365)
"""Somebody who has not written for so long, unless the access log still needs the name."""
CHANGE, CHANGE_POST, ABSENCE = table(DirectoryChangeRow), table(ChangePostRow), table(AbsenceRow)
FORMER = table(FormerContactRow)


async def keep_house(services: Services) -> None:
    """Forgets what is old, and last the rows of the access log whose time is over: until then they keep others."""
    await forget_old(services.database, services.clock())
    async with services.database.write() as connection:
        await cut(connection, services.pseudonymiser, services.clock(), services.settings.log_years)


async def forget_old(database: Database, now: datetime) -> None:
    """Deletes what is older than its time, and on SQLite what is left of it in the files."""
    async with database.write() as connection:
        await _passing(connection, now)
    async with database.write() as connection:
        await _posts(connection, now)
    async with database.write() as connection:
        await _long_past(connection, now)
    await database.empty_log()


async def _passing(connection: AsyncConnection, now: datetime) -> None:
    await connection.execute(delete(SEEN).where(SEEN.c.seen_at < now - SEEN_FOR))
    await expiring.forget_held_lines(connection, now)
    await expiring.forget_forms(connection, now)
    await connection.execute(delete(MISROUTE).where(MISROUTE.c.at < now - PATTERN_WITHIN))
    done = OUTBOX.c.state.in_(["done", "superseded", "refused"])
    await connection.execute(delete(OUTBOX).where(done, OUTBOX.c.created_at < now - SEEN_FOR))
    await snoozing.forget_old(connection, now)
    await corrections.forget_old(connection, helsinki_date(now))


async def _posts(connection: AsyncConnection, now: datetime) -> None:
    """Posts of wiped matters, once nothing of them waits for Teams, and old ones about no matter."""
    wiped = select(CONSULTATION.c.number).where(CONSULTATION.c.wiped_at < now - SEEN_FOR)
    old = and_(POST.c.consultation_id.is_(None), POST.c.created_at < now - NOTICE_FOR)
    over = or_(POST.c.consultation_id.in_(wiped), old)
    await connection.execute(delete(POST).where(over, ~_still_needed()))


def _still_needed() -> ColumnElement[bool]:
    thread = POST.alias("thread")
    return or_(
        exists().where(OUTBOX.c.post_id == POST.c.id),
        exists().where(DRAFT.c.post_id == POST.c.id),
        exists().where(CHANGE_POST.c.post_id == POST.c.id),
        exists().where(
            thread.c.thread_post_id == POST.c.id, thread.c.consultation_id.is_distinct_from(POST.c.consultation_id)
        ),
    )


def _took_part() -> ColumnElement[bool]:
    """Of somebody who has left the directory: that there is still a matter in which they were."""
    account, c = (FORMER.c.tenant_id, FORMER.c.aad_object_id), CONSULTATION.c
    asked = tuple_(c.asker_tenant_id, c.asker_aad_object_id) == tuple_(*account)
    took = tuple_(c.taker_tenant_id, c.taker_aad_object_id) == tuple_(*account)
    received = tuple_(RECEIVER.c.tenant_id, RECEIVER.c.aad_object_id) == tuple_(*account)
    return or_(exists().where(or_(asked, took)), exists().where(received))


def _has_acted() -> ColumnElement[bool]:
    return exists().where(
        LOG.c.actor_tenant_id == FORMER.c.tenant_id, LOG.c.actor_aad_object_id == FORMER.c.aad_object_id
    )


async def _long_past(connection: AsyncConnection, now: datetime) -> None:
    ended = helsinki_date(now) - ABSENCE_FOR
    await connection.execute(delete(ABSENCE).where(ABSENCE.c.ends_on < ended))
    old = and_(TIMER.c.state != "pending", TIMER.c.due_at < now - TIMER_FOR)
    await connection.execute(delete(TIMER).where(old, ~clocks.of_a_running_clock()))
    decided = select(CHANGE.c.id).where(
        CHANGE.c.state.in_(["done", "dropped", "undone"]), CHANGE.c.made_at < now - CHANGE_FOR
    )
    await connection.execute(delete(CHANGE_POST).where(CHANGE_POST.c.change_id.in_(decided)))
    kept = exists().where(MISROUTE.c.change_id == CHANGE.c.id)
    await connection.execute(delete(CHANGE).where(CHANGE.c.id.in_(decided), ~kept))
    in_the_log = exists().where(
        LOG.c.actor_tenant_id == PERSON.c.tenant_id, LOG.c.actor_aad_object_id == PERSON.c.aad_object_id
    )
    await connection.execute(delete(PERSON).where(PERSON.c.updated_at < now - PERSON_FOR, ~in_the_log))
    await connection.execute(delete(FORMER).where(~_took_part(), ~_has_acted()))
