"""A coordinator's work-list: whose details are not fresh and which wrong turns wait, worst first."""

from dataclasses import dataclass
from datetime import date

from bot.turns.work import Work
from bot.upkeep.checks import evidence, misroute_store
from directory.people.contacts import Contact, Directory
from directory.people.freshness import NO_EVIDENCE, Freshness, freshness, urgency
from directory.people.standing_in import ROLES_THAT_STAND_IN
from directory.routing.misroutes import Misroute, patterns
from directory.time.calendar import helsinki_date


@dataclass(frozen=True, slots=True)
class StaleContact:
    """A contact whose details need a look."""

    contact: Contact
    freshness: Freshness
    asked_on: date | None

    @property
    def is_pressing(self) -> bool:
        """Whether askers already suffer from it."""
        return self.freshness.trust == "doubtful"


@dataclass(frozen=True, slots=True)
class WrongTurn:
    """A correction that waits for a decision, or the newest of several wrong turns of the same kind."""

    misroute: Misroute
    count: int

    @property
    def is_pressing(self) -> bool:
        """Whether askers already suffer from it."""
        return True


Item = StaleContact | WrongTurn


async def worklist(work: Work, organisation: str) -> tuple[Item, ...]:
    """Everything that waits in an organisation: doubtful contacts, wrong turns, then those to be asked."""
    today = helsinki_date(work.now)
    people = confirming(work.directory, organisation)
    known = await evidence.evidence_of(work.connection, [one.id for one in people])
    seen = [(one, known.get(one.id, NO_EVIDENCE)) for one in people]
    stale = sorted(
        (
            StaleContact(one, state, found.asked_on)
            for one, found in seen
            if (state := freshness(one, found, today)).trust != "fresh"
        ),
        key=lambda item: (*urgency(item.freshness), item.contact.name),
    )
    doubtful = [one for one in stale if one.is_pressing]
    return (*doubtful, *await _wrong_turns(work, organisation), *stale[len(doubtful) :])


def confirming(directory: Directory, organisation: str) -> tuple[Contact, ...]:
    """Those of an organisation whose details are looked after: whoever may be asked or stand in."""
    return tuple(
        one
        for one in directory.content.contacts
        if one.organisation == organisation and any(one.is_a(role) for role in ROLES_THAT_STAND_IN)
    )


async def _wrong_turns(work: Work, organisation: str) -> list[WrongTurn]:
    waiting = await misroute_store.waiting(work.connection, organisation, work.now)
    repeated = patterns(waiting, work.now)
    counted = {one.id for pattern in repeated for one in pattern.misroutes}
    named = [one for one in waiting if one.id not in counted and (one.named_contact_id or one.named)]
    return [*(WrongTurn(one.newest, len(one.misroutes)) for one in repeated), *(WrongTurn(one, 1) for one in named)]
