"""In which order named contacts are offered, and why each is there.

A contact who serves the place and the topic comes before one who does not (offered only when nobody else is). Then:
- whose details can be trusted (`freshness.py`): a doubtful contact comes last and is not offered alone;
- who can be reached now;
- who fits best: the very municipality, topic and the asker's language; serving a part of the area only counts less;
- who has fewer open questions, in steps of three; who has answered this asker before; fewer open questions; the name.
An absent contact's questions go to the deputy, through as many deputies as it takes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from directory.people.contacts import Contact, Directory, DirectoryId
from directory.people.freshness import Freshness
from directory.people.presence import UNKNOWN, PresenceReading
from directory.people.reachability import Moment, Reach, Reachability
from directory.time.calendar import PhoneState

LOAD_STEP = 3


@dataclass(frozen=True, slots=True)
class ServesMunicipality:
    """The contact is limited to municipalities, and the asked one is among them."""

    municipality: str


@dataclass(frozen=True, slots=True)
class TopicMatches:
    """The contact is limited to topics, and the asked one is among them."""

    topic: str


@dataclass(frozen=True, slots=True)
class WholeArea:
    """The contact serves the whole area; with `all_topics`, in every matter."""

    all_topics: bool


@dataclass(frozen=True, slots=True)
class PartOfArea:
    """No municipality was asked, and the contact serves only some of the area's."""

    municipalities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherTopics:
    """Nobody has the asked topic; this contact has others and may know who."""


@dataclass(frozen=True, slots=True)
class OtherMunicipalities:
    """Nobody serves the asked municipality; this contact serves others of the area."""


@dataclass(frozen=True, slots=True)
class SpecialSkills:
    """The contact knows something that others of the organisation do not, told in its own words. Moves nobody."""

    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnsweredYou:
    """The contact has answered this asker before, last on this day."""

    on: date


@dataclass(frozen=True, slots=True)
class DeputyAnswers:
    """The contact is away and this deputy gets the question."""

    deputy: Contact
    presence: PresenceReading = UNKNOWN
    """The deputy's own."""


@dataclass(frozen=True, slots=True)
class NobodyStandsIn:
    """The contact is away and has no deputy who is there."""


Reason = (
    ServesMunicipality
    | TopicMatches
    | WholeArea
    | PartOfArea
    | OtherTopics
    | OtherMunicipalities
    | SpecialSkills
    | AnsweredYou
    | DeputyAnswers
    | NobodyStandsIn
    | Freshness
)
_MISFITS = (OtherTopics, OtherMunicipalities)
_FITS = (ServesMunicipality, TopicMatches)
_REACH_ORDER: Mapping[Reach, int] = {"now": 0, "soon": 1, "later": 2, "away": 3}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the asker is looking for; empty where nothing was said."""

    area: str
    municipality: str = ""
    topic: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known at the moment of asking, beside the directory itself."""

    now: datetime
    presence: Mapping[DirectoryId, PresenceReading] = field(default_factory=dict)
    open_load: Mapping[str, int] = field(default_factory=dict)
    """Open consultations by contact id."""
    answered: Mapping[str, date] = field(default_factory=dict)
    """When each contact, by id, last answered this asker."""
    doubts: Mapping[str, Freshness] = field(default_factory=dict)
    """The contacts, by id, whose details are doubtful."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A contact in its place, with what the card says about it."""

    contact: Contact
    reachability: Reachability
    reasons: tuple[Reason, ...]

    @property
    def reach(self) -> Reach:
        """How soon the contact can be reached."""
        return self.reachability.reach

    @property
    def receiver(self) -> Contact | None:
        """Who gets the question: the contact, or the deputy of one who is away; None when nobody stands in."""
        return self.reachability.receiver

    @property
    def presence(self) -> PresenceReading:
        """What is known of the contact's presence."""
        return self.reachability.presence

    @property
    def away_until(self) -> date | None:
        """The last day of absence."""
        return self.reachability.away_until

    @property
    def phone(self) -> PhoneState:
        """Whether somebody answers the contact's number now."""
        return self.reachability.phone

    @property
    def is_doubtful(self) -> bool:
        """Whether the contact's details are below the line."""
        return any(isinstance(reason, Freshness) for reason in self.reasons)


def rank(candidates: Iterable[Contact], wish: Wish, directory: Directory, situation: Situation) -> tuple[Ranked, ...]:
    """The candidates who match the wish, best first; if none matches both place and topic, all, each saying so.

    Where the details of all who match are doubtful, the others come too, those with doubtful details left out.
    """
    everybody = tuple(candidates)
    fitting = tuple(contact for contact in everybody if _serves_place(contact, wish) and _serves_topic(contact, wish))
    if fitting and all(contact.id in situation.doubts for contact in fitting):
        fitting += tuple(one for one in everybody if one.id not in situation.doubts)
    moment = Moment(directory, situation.now, situation.presence, situation.open_load)
    ranked = (_placed(contact, wish, moment, situation) for contact in fitting or everybody)
    return tuple(sorted(ranked, key=lambda one: _order(one, wish, situation)))


def who_is_there(ranked: tuple[Ranked, ...]) -> tuple[Ranked, ...]:
    """Those who can be reached now or soon, for what cannot wait; everybody when nobody whose details hold can be."""
    there = tuple(one for one in ranked if one.reach in {"now", "soon"})
    return there if any(not one.is_doubtful for one in there) else ranked


def receivers(ranked: Iterable[Ranked]) -> tuple[Contact, ...]:
    """Who gets a question sent to whoever is first: each once, deputies in the place of those who are away."""
    return tuple({one.receiver.id: one.receiver for one in ranked if one.receiver}.values())


def _placed(contact: Contact, wish: Wish, moment: Moment, situation: Situation) -> Ranked:
    reachability = moment.reachability(contact)
    reasons = [*_fit_reasons(contact, wish)]
    if contact.skills:
        reasons.append(SpecialSkills(contact.skills))
    if contact.id in situation.answered:
        reasons.append(AnsweredYou(situation.answered[contact.id]))
    if reachability.absence:
        receiver = reachability.receiver
        reasons.append(DeputyAnswers(receiver, moment.presence_of(receiver)) if receiver else NobodyStandsIn())
    if contact.id in situation.doubts:
        reasons.append(situation.doubts[contact.id])
    return Ranked(contact, reachability, tuple(reasons))


def _fit_reasons(contact: Contact, wish: Wish) -> Iterable[Reason]:
    if not _serves_place(contact, wish):
        yield OtherMunicipalities()
    elif contact.municipalities:
        yield ServesMunicipality(wish.municipality) if wish.municipality else PartOfArea(contact.municipalities)
    if not _serves_topic(contact, wish):
        yield OtherTopics()
    elif wish.topic and contact.topics:
        yield TopicMatches(wish.topic)
    elif not contact.municipalities:
        yield WholeArea(all_topics=not contact.topics)


def nobody_serves_all(contacts: Iterable[Contact], topic: str, municipalities: Iterable[str]) -> bool:
    """Whether the municipalities are shared out, so that it matters which is meant: each of those who serve the topic
    in one of them leaves another to somebody else.
    """
    wishes = [Wish("", municipality, topic) for municipality in municipalities]
    served = [
        [_serves_place(one, wish) for wish in wishes] for one in contacts if _serves_topic(one, Wish("", "", topic))
    ]
    return any(map(any, served)) and not any(map(all, served))


def _serves_place(contact: Contact, wish: Wish) -> bool:
    return not (wish.municipality and contact.municipalities) or wish.municipality in contact.municipalities


def _serves_topic(contact: Contact, wish: Wish) -> bool:
    return not (wish.topic and contact.topics) or wish.topic in contact.topics


def _order(one: Ranked, wish: Wish, situation: Situation) -> tuple[int, int, int, int, int, int, str, str]:
    load = one.reachability.open_load
    misfits = 0
    fit = int(wish.language in one.contact.languages)
    for reason in one.reasons:
        misfits += isinstance(reason, _MISFITS)
        fit += isinstance(reason, _FITS) - isinstance(reason, PartOfArea)
    reach = _REACH_ORDER[one.reach] + (one.receiver is None)
    answered = one.contact.id in situation.answered
    doubtful = one.contact.id in situation.doubts
    return (doubtful, misfits * 10 + reach, -fit, load // LOAD_STEP, -answered, load, one.contact.name, one.contact.id)
