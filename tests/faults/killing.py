"""A bot killed at each point of each step of a question, one after another, on one database."""

from collections.abc import Iterable

from tests.faults.matters import STEPS, new_matter
from tests.faults.mortal_office import Installation
from tests.faults.witness import Verdict, Witness


async def killed_at_each(office: Installation, points: Iterable[int], most: int = 10**9) -> Verdict:
    """One question after another, the bot killed in each of its steps at the same number of a point, as long as any
    step has so many, and until it has died `most` times; what came of all of them.
    """
    witness, deaths = Witness(), office.deaths
    for point in points:
        matter, before = new_matter(office, witness), office.deaths
        for step in STEPS:
            office.process.points.die_at(point)
            await step(matter)
            office.process.points.nothing_fails()
        if office.deaths == before or office.deaths - deaths >= most:
            break
    verdict = await witness.judge(office)
    verdict.runs = office.deaths - deaths
    return verdict


async def cut_at_each(office: Installation, points: Iterable[int]) -> Verdict:
    """The same, but the bot loses all its connections to PostgreSQL at that point and lives on."""
    witness, cuts = Witness(), 0

    async def cut() -> None:
        nonlocal cuts
        cuts += 1
        await office.lose_database()

    for point in points:
        matter, before = new_matter(office, witness), cuts
        for step in STEPS:
            office.process.points.cut_at(point, cut)
            await step(matter)
            office.process.points.nothing_fails()
        if cuts == before:
            break
    verdict = await witness.judge(office)
    verdict.runs = cuts
    return verdict
