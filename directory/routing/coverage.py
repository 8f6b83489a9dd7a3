"""Where the directory leaves somebody without an answer: municipalities and topics of an area with too few contacts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from directory.areas.areas import AreaRule
from directory.people.contacts import Contact, Directory
from directory.people.standing_in import stand_in, why_not
from directory.reference import KELA, Reference, Topic

Fault = Literal["nobody", "absent", "only_one"]
"""nobody: no named contact serves it. absent: all who serve it are away and nobody stands in. only_one: one does."""
FAULTS: tuple[Fault, ...] = ("nobody", "absent", "only_one")
Contradiction = Literal["municipality_elsewhere", "listed_twice", "deputy_cannot", "named_expected", "channel_missing"]
"""municipality_elsewhere: a contact's municipality is in none of the contact's areas. listed_twice: two contacts of the
same name. deputy_cannot: the deputy may not see the contact's matters. named_expected: the area's rule says that named
contacts are asked, and there is none. channel_missing: questions should open in a channel that is not told."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A block of municipalities and topics with the same fault; every pair of the two is meant."""

    fault: Fault
    municipalities: tuple[str, ...]
    topics: tuple[str, ...]
    contacts: tuple[str, ...] = ()
    """Ids of those who do serve it: the only one, or those away."""


@dataclass(frozen=True, slots=True)
class Contradictory:
    """Something that cannot be meant; `contact_id` is empty for an area's rule."""

    kind: Contradiction
    contact_id: str = ""
    other_id: str = ""
    """The namesake, or the deputy."""
    municipalities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """One organisation's coverage of one area on one day."""

    organisation: str
    area: str
    contacts: int
    """Named contacts for the area."""
    own_workers: bool
    """The area has no named contacts because its clients' own workers are asked: no gap."""
    gaps: tuple[Gap, ...] = ()
    contradictions: tuple[Contradictory, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """Whether somebody may be left without an answer: more than that one person alone serves something."""
        return bool(self.contradictions) or any(gap.fault != "only_one" for gap in self.gaps)


def coverage(directory: Directory, reference: Reference, organisation: str, area: str, day: date) -> Coverage:
    """What an organisation's named contacts leave open in an area on this day (Finnish)."""
    named = directory.named_contacts(organisation, area)
    rule = directory.rule_on(area, day) if organisation != KELA else None
    own_workers = not named and rule is not None and rule.prefers == "own_worker"
    gaps = () if own_workers else tuple(_gaps(directory, reference, named, (organisation, area), day))
    return Coverage(
        organisation,
        area,
        len(named),
        own_workers=own_workers,
        gaps=gaps,
        contradictions=(*_of_people(directory, reference, named), *_of_rule(rule, named)),
    )


def topics_asked_of(organisation: str, reference: Reference) -> tuple[Topic, ...]:
    """The topics about which Kela, or a county, is usually asked: those for which somebody should be named."""
    other = "kela_to_municipality" if organisation == KELA else "municipality_to_kela"
    return tuple(one for one in reference.topics.values() if one.direction != other and one.elsewhere is None)


def _gaps(
    directory: Directory, reference: Reference, named: Sequence[Contact], whose: tuple[str, str], day: date
) -> Iterator[Gap]:
    organisation, area = whose
    there = {one.id for one in named if stand_in(directory, one, day) is not None}
    topics = [one.slug for one in topics_asked_of(organisation, reference)]
    by_faults: dict[tuple[tuple[str, Fault, tuple[str, ...]], ...], list[str]] = defaultdict(list)
    for municipality in reference.municipalities_of(area):
        local = [one for one in named if not one.municipalities or municipality.code in one.municipalities]
        found = tuple(
            (topic, *fault)
            for topic in topics
            if (fault := _fault([one.id for one in local if not one.topics or topic in one.topics], there))
        )
        by_faults[found].append(municipality.code)
    yield from _blocks(by_faults)


def _fault(serving: list[str], there: set[str]) -> tuple[Fault, tuple[str, ...]] | None:
    if not serving:
        return "nobody", ()
    if not there & set(serving):
        return "absent", tuple(serving)
    return ("only_one", tuple(serving)) if len(serving) == 1 else None


def _blocks(
    by_faults: Mapping[tuple[tuple[str, Fault, tuple[str, ...]], ...], list[str]],
) -> Iterator[Gap]:
    """Municipalities that are alike together, then topics that are alike in the same municipalities together."""
    alike: dict[tuple[Fault, tuple[str, ...], str], list[str]] = defaultdict(list)
    for faults, municipalities in by_faults.items():
        for topic, fault, contacts in faults:
            alike[fault, contacts, topic] += municipalities
    blocks: dict[tuple[Fault, tuple[str, ...], tuple[str, ...]], list[str]] = defaultdict(list)
    for (fault, contacts, topic), codes in alike.items():
        blocks[fault, contacts, tuple(sorted(codes))].append(topic)
    order = sorted(blocks.items(), key=lambda item: (FAULTS.index(item[0][0]), -len(item[0][2]) * len(item[1])))
    for (fault, contacts, everywhere), topics in order:
        yield Gap(fault, everywhere, tuple(topics), contacts)


def _of_people(directory: Directory, reference: Reference, named: Sequence[Contact]) -> Iterator[Contradictory]:
    by_name: dict[tuple[str, str], str] = {}
    for one in named:
        elsewhere = tuple(
            code
            for code in one.municipalities
            if code not in reference.municipalities or reference.municipalities[code].area_code not in one.areas
        )
        if elsewhere:
            yield Contradictory("municipality_elsewhere", one.id, municipalities=elsewhere)
        deputy = directory.contacts.get(one.deputy_id)
        if deputy is not None and why_not(deputy, one) is not None:
            yield Contradictory("deputy_cannot", one.id, deputy.id)
        first = by_name.setdefault((one.organisation, one.name.casefold()), one.id)
        if first != one.id:
            yield Contradictory("listed_twice", first, one.id)


def _of_rule(rule: AreaRule | None, named: Sequence[Contact]) -> Iterator[Contradictory]:
    if rule is None:
        return
    if not named and rule.prefers == "named" and rule.state == "agreed":
        yield Contradictory("named_expected")
    if rule.place == "channel" and not rule.channel_id:
        yield Contradictory("channel_missing")
