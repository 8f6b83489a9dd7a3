"""People use the bot in any order while anything fails in any order: hypothesis chooses, the witness judges."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from typing_extensions import override

from tests.faults.failing_teams import HOWS, Fault
from tests.faults.matters import Matter, new_matter
from tests.faults.mortal_office import Installation
from tests.faults.witness import Verdict, Witness

MOST_OPEN = 4
"""Questions that are open at a time."""


@dataclass(frozen=True, slots=True)
class Failing:
    """What fails in one step."""

    dies_at: int = 0
    """The point at which the bot dies, 0 if it does not."""
    teams: tuple[Fault | None, ...] = ()
    """What comes of the next requests to Teams."""
    repeated: int = 0
    """How often Teams sends the step's turns again, although they were answered."""


def _something(chance: Random) -> Failing:
    """Most often more than one thing."""
    faults = [None, None, *(Fault(how, accepted) for how in HOWS for accepted in (False, True))]
    return Failing(
        dies_at=chance.choice((0, chance.randint(1, 100))),
        teams=tuple(chance.choice(faults) for _ in range(chance.randint(0, 6))),
        repeated=chance.choice((0, 0, 0, 1, 2)),
    )


MANY = 2000
_CHANCE = Random(2026)
FAILING = st.sampled_from((Failing(), *(_something(_CHANCE) for _ in range(MANY))))
"""Made beforehand: of what it draws itself hypothesis begins with little, and few examples would fail in few ways."""
WITHOUT_SHRINKING = (Phase.explicit, Phase.generate)
"""To look for a smaller example of what failed takes minutes; take it in when there is something to be found."""


class AnyFaults(RuleBasedStateMachine):
    """What people do in one installation, and what fails meanwhile. Made by `any_faults`."""

    found: ClassVar[Verdict]

    @staticmethod
    def installed() -> AbstractContextManager[Installation]:
        """A new one, not yet started."""
        raise NotImplementedError

    @initialize()
    def begins(self) -> None:
        self.runner = asyncio.Runner()
        self.opened = self.installed()
        self.office = self.opened.__enter__()
        self.witness, self.matters = Witness(), list[Matter]()
        self.runner.run(self.office.start())

    @rule(failing=FAILING)
    @precondition(lambda self: len(self.open_matters()) < MOST_OPEN)
    def somebody_asks(self, failing: Failing) -> None:
        matter = new_matter(self.office, self.witness)
        self.do(matter.consult, failing)
        self.do(matter.send, failing)
        self.matters.append(matter)

    @rule(failing=FAILING, which=st.integers(0, MOST_OPEN))
    @precondition(lambda self: any(not one.taken for one in self.open_matters()))
    def somebody_takes_it(self, failing: Failing, which: int) -> None:
        waiting = [one for one in self.open_matters() if not one.taken]
        self.do(waiting[which % len(waiting)].claim, failing)

    @rule(failing=FAILING, which=st.integers(0, MOST_OPEN), what=st.sampled_from((Matter.reply, Matter.ask_on)))
    @precondition(lambda self: any(one.taken for one in self.open_matters()))
    def they_talk(self, failing: Failing, which: int, what: Callable[[Matter], Awaitable[None]]) -> None:
        taken = [one for one in self.open_matters() if one.taken]
        matter = taken[which % len(taken)]
        self.do(lambda: what(matter), failing)

    @rule(failing=FAILING, which=st.integers(0, MOST_OPEN))
    @precondition(lambda self: any(one.taken for one in self.open_matters()))
    def it_is_closed(self, failing: Failing, which: int) -> None:
        taken = [one for one in self.open_matters() if one.taken]
        self.do(taken[which % len(taken)].close, failing)

    @rule(which=st.integers(0, 1000))
    @precondition(lambda self: self.office.turns)
    def teams_sends_an_old_turn_again(self, which: int) -> None:
        turn = self.office.turns[which % len(self.office.turns)]
        self.runner.run(self.office.handle(turn))
        self.runner.run(self.office.run_until_idle())
        self.found.runs += 1

    def open_matters(self) -> list[Matter]:
        return [one for one in self.matters if not one.closed]

    def do(self, step: Callable[[], Awaitable[None]], failing: Failing) -> None:
        self.runner.run(self._done(step, failing))

    async def _done(self, step: Callable[[], Awaitable[None]], failing: Failing) -> None:
        office, before = self.office, len(self.office.turns)
        deaths, met = office.deaths, office.teams.met
        office.process.points.die_at(failing.dies_at)
        office.teams.faults.extend(failing.teams)
        await step()
        office.process.points.nothing_fails()
        office.teams.faults.clear()
        for turn in office.turns[before:] * failing.repeated:
            await office.handle(turn)
            self.found.runs += 1
        await office.run_until_idle()
        self.found.runs += office.deaths - deaths + office.teams.met - met

    @override
    def teardown(self) -> None:
        if not hasattr(self, "office"):
            return
        try:
            verdict = self.runner.run(self.witness.judge(self.office))
            self.found.add(verdict)
            assert verdict.is_whole, verdict.told
        finally:
            self.runner.run(self.office.stop())
            self.runner.close()
            self.opened.__exit__(None, None, None)


def any_faults(made: Callable[[], AbstractContextManager[Installation]]) -> type[AnyFaults]:
    """A machine whose installations are made so, and which sums up in `found` what came of all of them."""

    class Machine(AnyFaults):
        found = Verdict()

        @staticmethod
        @override
        def installed() -> AbstractContextManager[Installation]:
            return made()

    return Machine
