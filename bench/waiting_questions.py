"""Many questions that wait, all asked at the same moment: the load of bench/timers.py."""

from collections.abc import Sequence
from dataclasses import replace

from bench.paced_clock import START
from bot.app import Running
from bot.consultation.acting.becoming import becomes, begins
from bot.consultation.rules import model
from bot.consultation.rules.model import Consultation, Receiver, Someone
from bot.consultation.sight import posting_places
from bot.turns.work import by_itself
from directory.people.contacts import Contact, Directory
from directory.time.calendar import end_of_next_working_day

QUESTIONS_EACH = 10
"""How many of them one person in Kela asks."""
IN_ONE_TRANSACTION = 20


def is_taken(number: int) -> bool:
    """One in four is taken at once by somebody who then stays silent, so that it is given back and waits anew."""
    return number % 4 == 0


async def ask_many(bot: Running, count: int, teams: str) -> None:
    """So many questions from Kela to the counties; half of them to one person."""
    directory, services = bot.services.directory.current, bot.services
    counties = [code for code in directory.organisations if directory.named_contacts(code, code)]
    kela = directory.organisations["KELA"].tenant_id
    for first in range(0, count, IN_ONE_TRANSACTION):
        async with by_itself(services) as opened:
            work = replace(opened, now=START)
            for one in range(first, min(first + IN_ONE_TRANSACTION, count)):
                asker = Someone(kela, f"00000000-0000-4000-8000-{one // QUESTIONS_EACH:012}", "Liisa Näyte")
                asked = _question(directory, counties[one % len(counties)], one, asker)
                case = await begins(work, asked, f"draft-{one}", None)
                await posting_places.post_to_askers_chat(work, case, "en", teams)
                await posting_places.post_to_receivers(work, case)
                if is_taken(case.number):
                    taken = model.claim(case, case.receivers[0].person, START, channel_side=None)
                    await becomes(work, case, taken)


def _question(directory: Directory, county: str, one: int, asker: Someone) -> Consultation:
    asked: Sequence[Contact] = directory.named_contacts(county, county)[: 1 if one % 2 else 3]
    receivers = tuple(Receiver(each.id, Someone(each.tenant_id, each.aad_object_id, each.name)) for each in asked)
    return Consultation(
        number=0,
        state="waiting",
        version=1,
        asking_organisation="KELA",
        receiving_organisation=county,
        area=county,
        municipality="",
        topic="asumismenot",
        audience="anyone",
        question="?",
        basis="general",
        answer_by=end_of_next_working_day(START),
        asker=asker,
        created_at=START,
        receivers=receivers,
    )
