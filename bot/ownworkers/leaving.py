"""When an own worker leaves, their links are told to nobody, and the county's coordinators name another worker."""

from bot.ownworkers import store
from bot.ownworkers.model import by_title, may_be_own_worker, workers
from bot.turns.services import Services
from bot.turns.speaking import personal, write_to
from bot.turns.work import Work, by_itself, looking
from cards.kit.frame import Card
from cards.kit.template import Option
from cards.own_workers.own_form import LISTED_AT_MOST
from cards.own_workers.own_renewal import LeftView, left_card
from config.texts import Language, texts
from directory.people.contacts import Contact, Directory
from directory.time.calendar import WORKING_WEEK, helsinki_date, is_open

MOVED = "own_workers_moved"
"""What the access log calls it."""
LISTED_FORMER = 10
Left = dict[str, int]
"""The number of clients of each worker who has left, by contact id."""


async def tell_coordinators(services: Services) -> int:
    """Tells each coordinator once a week while there are such clients, in working hours; how many were told."""
    if not is_open(WORKING_WEEK, services.clock()):
        return 0
    async with looking(services) as work:
        by_county = await left_by_county(work)
    told = 0
    for county, left in by_county.items():
        for coordinator in services.directory.current.with_role(county, "coordinator"):
            async with by_itself(services) as work:
                told += await _tell(work, coordinator, left)
    return told


async def left_by_county(work: Work) -> dict[str, Left]:
    """The links in force whose worker is gone from the directory or has other work."""
    found: dict[str, Left] = {}
    for (county, contact_id), count in (await store.count_by_worker(work.connection, helsinki_date(work.now))).items():
        contact = work.directory.contacts.get(contact_id)
        if contact is None or not may_be_own_worker(contact, county):
            found.setdefault(county, {})[contact_id] = count
    return found


async def move_all(work: Work, county: str, to: Contact) -> int:
    """Gives the clients of all who have left to one worker; how many they were."""
    left = (await left_by_county(work)).get(county, {})
    return await store.move(work.connection, county, left, to.id) if left else 0


def left_view(directory: Directory, county: str, left: Left) -> LeftView:
    """What the coordinator sees; a name only of those whom the directory still knows."""
    known = {contact_id: directory.contacts[contact_id].name for contact_id in left if contact_id in directory.contacts}
    former = tuple(sorted((name, left[contact_id]) for contact_id, name in known.items())[:LISTED_FORMER])
    offered = tuple(Option(one, one) for one in by_title(workers(directory, county)))[:LISTED_AT_MOST]
    return LeftView(sum(left.values()), former, offered)


async def _tell(work: Work, coordinator: Contact, left: Left) -> int:
    address, _ = await personal(work, coordinator, "")
    year, week, _ = helsinki_date(work.now).isocalendar()
    if not address.service_url or not await work.once(f"own workers left {year}-{week} {coordinator.id}"):
        return 0
    view = left_view(work.directory, coordinator.organisation, left)

    def card(language: Language) -> Card:
        return left_card(view, texts(language))

    await write_to(work, coordinator, "", card)
    return 1
