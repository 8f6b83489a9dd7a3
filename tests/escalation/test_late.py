"""The watchdog, which reads the database alone, means the same by a clock in step as the rule that sets it."""

from dataclasses import replace
from itertools import product
from typing import get_args

from sqlalchemy import update

from bot.consultation.rules.model import State
from bot.consultation.stored import store
from bot.consultation.waiting.clocks import ESCALATION, clock_of
from bot.escalation import late
from bot.turns.work import by_itself
from tests.escalation.waiting import QUESTION
from tests.turns.consents import CODE, ORAL
from tests.turns.office import Office


async def test_a_clock_is_in_step_in_the_database_when_it_is_so_by_the_rule(office: Office) -> None:
    liisa = office.of("KELA", "Liisa")
    await liisa.asks("Eksote asumismenot", QUESTION, client=CODE, **ORAL)
    async with office.services.database.read() as connection:
        going_on = await store.load(connection, 1001)
    await liisa.types("/peruste K-1001 peruttu")
    wanted: set[str] = set()
    async with by_itself(office.services) as work:
        before = paused = await store.load(work.connection, 1001)
        takers = (None, before.receivers[0].person)
        for case, state, taker, answered_at in product(
            (going_on, paused), get_args(State), takers, (None, office.clock())
        ):
            after = replace(case, state=state, taker=taker, answered_at=answered_at)
            await store.save(work.connection, before, after)
            before = await store.load(work.connection, 1001)
            wanted.add(clock_of(before))
            for clock, found in ((clock_of(before), set()), ("another", {1001})):
                await work.connection.execute(update(ESCALATION).values(clock=clock, began_at=work.now))
                assert (await late.find(work.connection, work.now)).out_of_step == found, (state, taker, answered_at)
    assert len(wanted) == 3
