"""What wrong turns say of the directory: which correction each calls for, and when several make a pattern."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from directory.people.contacts import Contact
from directory.reference import Reference

Repair = Literal["topic", "municipality", "named_only"]
"""topic: the refuser no longer has the topic. municipality: the refuser no longer serves the municipality. named_only:
the refuser stays as is. In each, the named contact gets the topic and municipality where they are missing."""
PATTERN_WITHIN = timedelta(days=90)
PATTERN_OF = 3


@dataclass(frozen=True, slots=True)
class Misroute:
    """One question that came to the wrong person. Nothing of its client."""

    id: int
    organisation: str
    """Whose contact was asked."""
    area: str
    municipality: str
    topic: str
    contact_id: str
    """Who passed it on."""
    at: datetime
    named_contact_id: str = ""
    named: str = ""
    """The right person or unit in the refuser's words, when no contact of the directory was named."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The same wrong turn several times: one municipality and topic, one refuser or one named target."""

    misroutes: tuple[Misroute, ...]
    """Oldest first."""

    @property
    def newest(self) -> Misroute:
        """The one whose correction is proposed: the newest that names somebody, else the newest."""
        naming = [one for one in self.misroutes if one.named_contact_id or one.named]
        return (naming or self.misroutes)[-1]


def patterns(misroutes: Iterable[Misroute], now: datetime) -> tuple[Pattern, ...]:
    """Wrong turns told at least three times in 90 days; each misroute counts in one pattern, the greatest first."""
    recent = sorted((one for one in misroutes if now - one.at <= PATTERN_WITHIN), key=lambda one: (one.at, one.id))
    groups: Mapping[tuple[str, ...], list[Misroute]] = defaultdict(list)
    for one in recent:
        matter = (one.organisation, one.area, one.municipality, one.topic)
        groups[*matter, "from", one.contact_id].append(one)
        if target := one.named_contact_id or one.named.casefold():
            groups[*matter, "to", target].append(one)
    found: list[Pattern] = []
    counted: set[int] = set()
    for _, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        left = [one for one in group if one.id not in counted]
        if len(left) >= PATTERN_OF:
            found.append(Pattern(tuple(left)))
            counted |= {one.id for one in left}
    return tuple(found)


def repairs(
    misroute: Misroute, refuser: Contact, named: Contact | None, reference: Reference
) -> Mapping[Repair, tuple[Contact, ...]]:
    """Each correction that would change something, with the contacts as they would be then, the likeliest first.

    The last topic or municipality is never taken away: an empty list would mean all of them.
    """
    gained = _serving(named, misroute) if named else None
    gain = (gained,) if gained is not None and gained != named else ()
    less: Mapping[Repair, Contact] = {
        "topic": _without_topic(refuser, misroute.topic, reference),
        "municipality": _without_municipality(refuser, misroute, reference),
    }
    found: dict[Repair, tuple[Contact, ...]] = {kind: (one, *gain) for kind, one in less.items() if one != refuser}
    if misroute.municipality and refuser.municipalities and "municipality" in found:
        found = {"municipality": found.pop("municipality"), **found}
    if gain:
        found["named_only"] = gain
    return found


def _serving(named: Contact, misroute: Misroute) -> Contact:
    """The named contact with the topic and municipality, where limited to others; a deputy becomes a named contact."""
    topics, municipalities = named.topics, named.municipalities
    if topics and misroute.topic not in topics:
        topics = tuple(sorted((*topics, misroute.topic)))
    if municipalities and misroute.municipality and misroute.municipality not in municipalities:
        municipalities = tuple(sorted((*municipalities, misroute.municipality)))
    areas = named.areas if misroute.area in named.areas else tuple(sorted((*named.areas, misroute.area)))
    roles = named.roles if named.is_a("contact") else ("contact", *named.roles)
    return replace(named, topics=topics, municipalities=municipalities, areas=areas, roles=roles)


def _without_topic(refuser: Contact, topic: str, reference: Reference) -> Contact:
    had = refuser.topics or tuple(reference.topics)
    left = tuple(sorted(one for one in had if one != topic))
    return replace(refuser, topics=left) if left and len(left) < len(had) else refuser


def _without_municipality(refuser: Contact, misroute: Misroute, reference: Reference) -> Contact:
    served = refuser.municipalities or tuple(
        one.code for area in refuser.areas for one in reference.municipalities_of(area)
    )
    left = tuple(sorted(one for one in served if one != misroute.municipality))
    return replace(refuser, municipalities=left) if left and len(left) < len(served) else refuser
