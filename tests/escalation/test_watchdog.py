"""What did not happen is found, set going again, and told once to the receiving side's coordinator."""

import asyncio
import time

from prometheus_client import CollectorRegistry
from sqlalchemy import text

from bot.escalation.watchdog import STANDS_AFTER_S, Pulse, Watchdog
from bot.jobs.housekeeping import forget_old
from tests.escalation.waiting import QUESTION, asked, reminders, time_passes
from tests.turns.consents import CODE, ORAL
from tests.turns.office import Office

NOTHING = {
    "clock_out_of_step": 0,
    "step_without_timer": 0,
    "timer_overdue": 0,
    "timer_failed": 0,
    "message_unsent": 0,
}


def watchdog(office: Office) -> Watchdog:
    return Watchdog(office.services, CollectorRegistry())


async def broken(office: Office, statement: str) -> None:
    """Somebody changes the database by hand."""
    async with office.services.database.write() as connection:
        await connection.execute(text(statement))


def told(office: Office) -> int:
    """How many warnings the county's coordinator has."""
    return sum("ei tapahtunut ajallaan" in one.words for one in office.contact("Ritva Keksitty").sees())


async def looked(office: Office, dog: Watchdog) -> dict[str, int]:
    """What this look finds; five minutes later the next may come."""
    office.clock.forward(minutes=5)
    await dog.look()
    await office.delivery.run_until_idle()
    return {kind: count for kind, count in dog.found.items() if count}


async def test_while_everything_goes_as_it_should_nothing_is_found(office: Office) -> None:
    dog = watchdog(office)
    maija = await asked(office)
    assert await looked(office, dog) == {}
    await time_passes(office, hours=2)
    await maija.presses(maija.card_of("nudge.claim"), "nudge.claim")
    assert await looked(office, dog) == {}
    await time_passes(office, days=5)
    assert await looked(office, dog) == {}
    assert dog.found == NOTHING
    assert told(office) == 0


async def test_a_clock_out_of_step_runs_again_and_its_step_comes(office: Office) -> None:
    dog, maija = watchdog(office), await asked(office)
    await broken(office, "UPDATE escalation SET clock = '', began_at = NULL")
    await broken(office, "DELETE FROM timer")
    assert await looked(office, dog) == {"clock_out_of_step": 1}
    assert await looked(office, dog) == {}
    assert told(office) == 1
    await time_passes(office, hours=2.1)
    assert reminders(maija) == 1


async def test_steps_whose_timers_are_gone_get_them_back(office: Office) -> None:
    dog, maija = watchdog(office), await asked(office)
    await broken(office, "DELETE FROM timer")
    assert await looked(office, dog) == {"step_without_timer": 1}
    assert await looked(office, dog) == {}
    assert await office.rows("SELECT count(*) FROM timer WHERE state = 'pending'") == [(4,)]
    await time_passes(office, hours=2)
    assert reminders(maija) == 1


async def test_a_question_whose_consent_has_ended_rightly_has_no_clock(office: Office) -> None:
    dog, liisa = watchdog(office), office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", QUESTION, client=CODE, **ORAL)
    await liisa.types("/peruste K-1001 peruttu")
    assert await office.rows("SELECT clock FROM escalation") == [("",)]
    assert await looked(office, dog) == {}
    assert told(office) == 0


async def test_a_question_from_before_there_were_clocks_gets_one_without_a_warning(office: Office) -> None:
    dog = watchdog(office)
    await asked(office)
    await broken(office, "DELETE FROM timer")
    await broken(office, "DELETE FROM escalation")
    assert await looked(office, dog) == {"clock_out_of_step": 1}
    assert await looked(office, dog) == {}
    assert told(office) == 0


async def test_a_timer_that_was_given_up_is_tried_again_once_a_day(office: Office) -> None:
    dog, maija = watchdog(office), await asked(office)
    await broken(office, "UPDATE timer SET state = 'failed', attempts = 8 WHERE step LIKE '%/remind'")
    assert await looked(office, dog) == {"timer_failed": 1}
    await time_passes(office, hours=2)
    assert reminders(maija) == 1
    await broken(office, "UPDATE timer SET state = 'failed', attempts = 8 WHERE step LIKE '%/deputy'")
    await looked(office, dog)
    await broken(office, "UPDATE timer SET state = 'failed', attempts = 8 WHERE step LIKE '%/deputy'")
    assert await looked(office, dog) == {"timer_failed": 1}
    assert await office.rows("SELECT state FROM timer WHERE step LIKE '%/deputy'") == [("failed",)]
    office.clock.forward(days=1)
    await looked(office, dog)
    assert await office.rows("SELECT state FROM timer WHERE step LIKE '%/deputy'") == [("pending",)]
    assert told(office) == 1


async def test_after_a_standstill_the_machine_may_catch_up_before_it_is_called_late(office: Office) -> None:
    dog = watchdog(office)
    await asked(office)
    await broken(office, "UPDATE timer SET retry_at = '2026-12-24 10:00:00+00:00'")
    await broken(office, "UPDATE outbox SET state = 'pending'")
    office.clock.forward(hours=3)
    assert await looked(office, dog) == {}
    assert "timer_overdue" in await looked(office, dog)
    assert dog.found["message_unsent"] == 0
    assert await office.rows("SELECT count(*) FROM timer WHERE retry_at IS NOT NULL AND step LIKE '%/remind'") == [(0,)]
    assert told(office) == 1


async def test_messages_that_do_not_leave_are_counted(office: Office) -> None:
    dog = watchdog(office)
    await asked(office)
    await broken(office, "UPDATE outbox SET state = 'pending', leased_until = '9999-12-31 00:00:00+00:00'")
    office.clock.forward(hours=1)
    await looked(office, dog)
    assert (await looked(office, dog))["message_unsent"] > 0


async def test_of_several_replicas_one_repairs(office: Office) -> None:
    await asked(office)
    await broken(office, "DELETE FROM timer")
    office.clock.forward(minutes=5)
    dogs = [watchdog(office) for _ in range(3)]
    await asyncio.gather(*(dog.look() for dog in dogs))
    await office.delivery.run_until_idle()
    assert any(dog.found["step_without_timer"] for dog in dogs)
    assert told(office) == 1


async def test_after_three_days_of_standstill_the_asker_is_told_once_whom_to_call(office: Office) -> None:
    await asked(office)
    await time_passes(office, days=3)
    liisa = office.of("KELA", "Liisa")
    assert sum("Älä odota vastausta, vaan soita" in one.words for one in liisa.sees()) == 1


def test_the_engine_stands_when_the_timers_have_not_run_for_minutes() -> None:
    pulse = Pulse()
    assert not pulse.stands
    pulse.beat()
    assert not pulse.stands
    pulse.beat_at = time.monotonic() - STANDS_AFTER_S - 1
    assert pulse.stands


async def test_a_question_that_has_been_open_for_a_year_is_not_late_because_old_timers_were_forgotten(
    office: Office,
) -> None:
    dog = watchdog(office)
    await asked(office)
    await time_passes(office, days=366)
    office.clock.forward(days=366)
    await forget_old(office.services.database, office.clock())
    assert await looked(office, dog) == {}


async def test_timers_of_closed_questions_are_forgotten_after_a_year(office: Office) -> None:
    await asked(office)
    liisa = office.of("KELA", "Liisa")
    await liisa.presses(liisa.card_of("consultation.close"), "consultation.close", outcome="withdrawn")
    office.clock.forward(days=368)
    await forget_old(office.services.database, office.clock())
    assert await office.rows("SELECT count(*) FROM timer WHERE kind = 'escalate'") == [(0,)]
