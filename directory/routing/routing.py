"""Where a question goes: from what was asked and by whom, to the contacts, the telephone or a sentence. Pure."""

from dataclasses import dataclass, replace
from typing import Literal

from directory.areas.areas import AreaRule, ServiceLine
from directory.people.contacts import Contact, Directory, Organisation
from directory.people.standing_in import deputies_of
from directory.reference import ALAND, KELA, Reference
from directory.routing.ranking import Ranked, Situation, Wish, rank, who_is_there
from directory.time.calendar import helsinki_date
from directory.urgency.needs import MAY_BE_URGENT

Note = Literal["named_contacts_ask", "kela_contacts_ask", "own_worker_first", "no_agreement_known", "rule_not_verified"]
"""What the asker should know beside the contacts. named_contacts_ask: in the asker's area the named contacts ask Kela,
and the asker is not one. kela_contacts_ask: the same for an asker in Kela. own_worker_first: the area wants the
client's own worker to be asked first. no_agreement_known, rule_not_verified: how far the area's rule can be trusted."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked and by whom. Codes as in the reference data; `area` is an area code, KELA, AX or empty."""

    asker: Organisation
    area: str
    municipality: str = ""
    topic: str = ""
    language: str = "fi"
    asker_contact_id: str = ""
    """The asker's own entry in the directory, if any: nobody is offered to themselves."""
    urgent: bool = False
    """What was told makes it urgent, whatever its topic."""
    urgency_settled: bool = False
    """The asker has seen whom to call and asks all the same: it can wait, or it is one that may be asked about."""
    within_kela: bool = False
    """A Kela handler asks Kela's own contacts for the area, who know it and turn to it (Pirttikoski 2021, 7.1)."""


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    """Whom to call in an urgent matter; None where the directory knows no number."""

    authority: ServiceLine | None
    """For a county's worker: Kela's line for authorities; Kela's own people do not call it."""
    client: ServiceLine | None
    """For the client: Kela's service number."""
    emergency: ServiceLine | None
    on_call: ServiceLine | None
    """The area's social emergency services: they also give urgent support, and advise authorities."""
    advice: ServiceLine | None = None
    """For Kela's worker: the area's own telephone advice."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Named contacts of `organisation`, best first. `area` is what the question is about."""

    organisation: Organisation
    area: str
    ranked: tuple[Ranked, ...]
    rule: AreaRule
    notes: tuple[Note, ...] = ()
    beside: tuple[ServiceLine, ...] = ()
    """The telephone, when the details of all the contacts are doubtful."""
    kela_first: Ranked | None = None
    """Kela's contact for the area to whom a handler who is not a named contact can turn first."""
    if_urgent: ServiceLine | None = None
    """The telephone for a topic in which the matter often cannot wait."""


@dataclass(frozen=True, slots=True)
class WithinKela:
    """A Kela handler's question to Kela's named contacts for an area, best first; the asker is not among them."""

    area: str
    ranked: tuple[Ranked, ...]
    """Empty where Kela has named nobody else for the area."""
    asker_is_contact: bool
    """The asker is Kela's contact for the area."""


@dataclass(frozen=True, slots=True)
class NoNamedContact:
    """Nobody is named in `organisation` for the area: its fall-backs, and Kela's contacts who know the area."""

    organisation: Organisation | None
    """None when the directory does not know an organisation for the area."""
    area: str
    rule: AreaRule
    kela_contacts: tuple[Ranked, ...]
    """Empty for a county's asker, and without the asker."""
    asker_is_kela_contact: bool
    """The asker is Kela's contact for the area: the step "ask Kela's contact" makes no sense."""
    advice: ServiceLine | None
    authority: ServiceLine | None
    """Kela's line for authorities, when Kela is what was asked."""


@dataclass(frozen=True, slots=True)
class PhoneOnly:
    """An urgent matter that the area's rule keeps out of this channel. Nothing is sent."""

    area: str
    rule: AreaRule
    numbers: EmergencyNumbers
    demanding_allowed: bool
    """A demanding case that needs broad benefit expertise may be asked all the same."""


@dataclass(frozen=True, slots=True)
class CountyFirst:
    """An urgent matter that Kela asks a county about: the county's telephones come first, the form is one press away.

    Nothing has been agreed of it: an area's rule on urgent matters is about what the area asks of Kela (Pirttikoski
    2021, 7.1).
    """

    area: str
    numbers: EmergencyNumbers
    then: "Route"
    """Where the press leads."""


@dataclass(frozen=True, slots=True)
class Aland:
    """Åland's municipalities keep social assistance themselves; Kela decides none of it there."""


@dataclass(frozen=True, slots=True)
class OwnOrganisation:
    """A county's worker asked their own county. `kela_contacts`: Kela's contacts for it, who can help all the same."""

    area: str
    kela_contacts: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class OtherCounty:
    """A county's worker asked another county: this channel is between Kela and the counties only."""

    area: str


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """Whoever runs the bot has cut off the organisation that would be asked: its telephones remain."""

    organisation: Organisation


@dataclass(frozen=True, slots=True)
class PlaceMissing:
    """A Kela handler has not said which area, whether the county or Kela's own contacts for it are asked."""


Route = (
    Contacts
    | WithinKela
    | NoNamedContact
    | PhoneOnly
    | CountyFirst
    | Aland
    | OwnOrganisation
    | OtherCounty
    | SwitchedOff
    | PlaceMissing
)


def route(question: Question, directory: Directory, reference: Reference, situation: Situation) -> Route:
    """Decides where the question goes. Presence is used as given in the situation; see `people_of_interest`."""
    if question.area == ALAND:
        return Aland()
    if question.asker.kind == "kela":
        return _from_kela(question, directory, reference, situation)
    return _from_county(question, directory, reference, situation)


def people_of_interest(question: Question, directory: Directory) -> tuple[Contact, ...]:
    """The contacts that `route` may show, with their deputies: whose presence is worth asking before."""
    area = question.asker.code if question.asker.kind == "county" else question.area
    asked = directory.named_contacts(KELA, area) if area else ()
    if area and question.asker.kind == "kela" and not question.within_kela:
        asked += directory.named_contacts(area, area)
    named = (deputy for contact in asked for deputy in deputies_of(directory, contact))
    deputies = (directory.contacts.get(contact_id) for contact_id in named)
    return tuple({one.id: one for one in (*asked, *deputies) if one}.values())


def _from_kela(question: Question, directory: Directory, reference: Reference, situation: Situation) -> Route:
    area = question.area
    if area in {"", KELA}:
        return PlaceMissing()
    in_kela = _not_to_oneself(question, _kela_contacts(question, area, directory, reference, situation))
    is_kela_contact = any(one.id == question.asker_contact_id for one in directory.named_contacts(KELA, area))
    if question.within_kela:
        return WithinKela(area, in_kela, is_kela_contact)
    organisation = directory.organisations.get(area)
    if organisation is not None and organisation.switched_off:
        return SwitchedOff(organisation)
    numbers = _numbers(directory, area, from_kela=True)
    if _calls_first(question, reference) and (numbers.on_call or numbers.advice):
        asked = replace(question, urgency_settled=True)
        return CountyFirst(area, numbers, _from_kela(asked, directory, reference, situation))
    rule = directory.rule_on(area, helsinki_date(situation.now))
    ranked = _ranked(question, directory.named_contacts(area, area), area, directory, reference, situation)
    if organisation is None or not ranked:
        return NoNamedContact(
            organisation=organisation,
            area=area,
            rule=rule,
            kela_contacts=in_kela,
            asker_is_kela_contact=is_kela_contact,
            advice=directory.line(area, "advice"),
            authority=None,
        )
    kela_rule = directory.rule_on(KELA, helsinki_date(situation.now))
    not_named: tuple[Note, ...] = () if is_named_asker(question, kela_rule, directory) else ("kela_contacts_ask",)
    own_worker: tuple[Note, ...] = ("own_worker_first",) if rule.prefers == "own_worker" else ()
    notes = not_named + own_worker + _trust(rule)
    kela_first = next((one for one in in_kela if one.receiver is not None), None) if not_named else None
    beside = _beside(ranked, directory.line(area, "advice"))
    if_urgent = numbers.on_call if question.topic in MAY_BE_URGENT else None
    return Contacts(organisation, area, ranked, rule, notes, beside, kela_first, if_urgent)


def _not_to_oneself(question: Question, ranked: tuple[Ranked, ...]) -> tuple[Ranked, ...]:
    """Without those in whose place the asker would get their own question."""
    return tuple(one for one in ranked if one.receiver is None or one.receiver.id != question.asker_contact_id)


def _from_county(question: Question, directory: Directory, reference: Reference, situation: Situation) -> Route:
    own = question.asker.code
    kela = directory.organisations.get(KELA)
    contacts = _kela_contacts(question, own, directory, reference, situation)
    if question.area == own:
        return OwnOrganisation(own, contacts)
    if question.area not in {"", KELA}:
        return OtherCounty(question.area)
    if kela is not None and kela.switched_off:
        return SwitchedOff(kela)
    rule = directory.rule_on(own, helsinki_date(situation.now))
    if _calls_first(question, reference) and rule.urgency != "allowed":
        return PhoneOnly(own, rule, _numbers(directory, own, from_kela=False), rule.urgency == "demanding_only")
    if kela is None or not contacts:
        authority = directory.line(KELA, "authority")
        return NoNamedContact(kela, own, rule, (), asker_is_kela_contact=False, advice=None, authority=authority)
    notes: tuple[Note, ...] = () if is_named_asker(question, rule, directory) else ("named_contacts_ask",)
    beside = _beside(contacts, directory.line(KELA, "authority"))
    if_urgent = directory.line(KELA, "authority") if question.topic in MAY_BE_URGENT else None
    return Contacts(kela, own, contacts, rule, notes + _trust(rule), beside, if_urgent=if_urgent)


def _beside(ranked: tuple[Ranked, ...], line: ServiceLine | None) -> tuple[ServiceLine, ...]:
    return (line,) if line is not None and all(one.is_doubtful for one in ranked) else ()


def is_named_asker(question: Question, rule: AreaRule, directory: Directory) -> bool:
    """Whether the asker is one of those who ask by the rule of their own side; nobody is stopped for not being one."""
    asker = directory.contacts.get(question.asker_contact_id)
    return rule.who_may_ask != "named" or (asker is not None and (asker.is_a("contact") or asker.is_a("deputy")))


def is_urgent(topic: str, reference: Reference) -> bool:
    """Whether the topic itself is a request to hurry or an acute need."""
    known = reference.topics.get(topic)
    return known is not None and known.urgent


def reason_is_needed(rule: AreaRule, *, urgent: bool) -> bool:
    """Whether a county's worker may ask this only as a demanding case, and writes the reason."""
    return urgent and rule.urgency == "demanding_only"


def _calls_first(question: Question, reference: Reference) -> bool:
    return (question.urgent or is_urgent(question.topic, reference)) and not question.urgency_settled


def _numbers(directory: Directory, area: str, *, from_kela: bool) -> EmergencyNumbers:
    return EmergencyNumbers(
        authority=None if from_kela else directory.line(KELA, "authority"),
        client=directory.line(KELA, "client"),
        emergency=directory.line(KELA, "emergency"),
        on_call=directory.line(area, "on_call"),
        advice=directory.line(area, "advice") if from_kela else None,
    )


def _trust(rule: AreaRule) -> tuple[Note, ...]:
    if rule.state == "agreed":
        return ()
    return ("no_agreement_known",) if rule.state == "no_rule" else ("rule_not_verified",)


def _kela_contacts(
    question: Question, area: str, directory: Directory, reference: Reference, situation: Situation
) -> tuple[Ranked, ...]:
    return _ranked(question, directory.named_contacts(KELA, area), area, directory, reference, situation)


def _ranked(
    question: Question,
    candidates: tuple[Contact, ...],
    area: str,
    directory: Directory,
    reference: Reference,
    situation: Situation,
) -> tuple[Ranked, ...]:
    wish = Wish(area, question.municipality, question.topic, question.language)
    others = (contact for contact in candidates if contact.id != question.asker_contact_id)
    ranked = rank(others, wish, directory, situation)
    return who_is_there(ranked) if question.urgent or is_urgent(question.topic, reference) else ranked
