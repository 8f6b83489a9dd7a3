"""Where a question goes: from what was asked and by whom, to the contacts, the telephone or a sentence. Pure."""

from dataclasses import dataclass
from typing import Literal

from directory.areas.areas import AreaRule, ServiceLine
from directory.people.contacts import Contact, Directory, Organisation
from directory.people.standing_in import deputies_of
from directory.reference import ALAND, KELA, Reference
from directory.routing.ranking import Ranked, Situation, Wish, rank
from directory.time.calendar import helsinki_date

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
    urgency_settled: bool = False
    """The asker has said that the matter can wait, or is a demanding one that the area's rule lets through."""
    within_kela: bool = False
    """A Kela handler asks Kela's own contacts for the area, who know it and turn to it (Pirttikoski 2021, 7.1)."""


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    """Whom to call in an urgent matter; None where the directory knows no number."""

    authority: ServiceLine | None
    """For the worker: Kela's line for authorities."""
    client: ServiceLine | None
    """For the client: Kela's service number."""
    emergency: ServiceLine | None
    on_call: ServiceLine | None
    """The area's social emergency services."""


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
    in_kela = _not_to_oneself(question, _kela_contacts(question, area, directory, situation))
    is_kela_contact = any(one.id == question.asker_contact_id for one in directory.named_contacts(KELA, area))
    if question.within_kela:
        return WithinKela(area, in_kela, is_kela_contact)
    rule = directory.rule_on(area, helsinki_date(situation.now))
    if _phone_only(question, rule, reference):
        return PhoneOnly(area, rule, _numbers(directory, area), rule.urgency == "demanding_only")
    organisation = directory.organisations.get(area)
    if organisation is not None and organisation.switched_off:
        return SwitchedOff(organisation)
    ranked = _ranked(question, directory.named_contacts(area, area), area, directory, situation)
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
    return Contacts(organisation, area, ranked, rule, notes, beside, kela_first)


def _not_to_oneself(question: Question, ranked: tuple[Ranked, ...]) -> tuple[Ranked, ...]:
    """Without those in whose place the asker would get their own question."""
    return tuple(one for one in ranked if one.receiver is None or one.receiver.id != question.asker_contact_id)


def _from_county(question: Question, directory: Directory, reference: Reference, situation: Situation) -> Route:
    own = question.asker.code
    kela = directory.organisations.get(KELA)
    contacts = _kela_contacts(question, own, directory, situation)
    if question.area == own:
        return OwnOrganisation(own, contacts)
    if question.area not in {"", KELA}:
        return OtherCounty(question.area)
    if kela is not None and kela.switched_off:
        return SwitchedOff(kela)
    rule = directory.rule_on(own, helsinki_date(situation.now))
    if _phone_only(question, rule, reference):
        return PhoneOnly(own, rule, _numbers(directory, own), rule.urgency == "demanding_only")
    if kela is None or not contacts:
        authority = directory.line(KELA, "authority")
        return NoNamedContact(kela, own, rule, (), asker_is_kela_contact=False, advice=None, authority=authority)
    notes: tuple[Note, ...] = () if is_named_asker(question, rule, directory) else ("named_contacts_ask",)
    beside = _beside(contacts, directory.line(KELA, "authority"))
    return Contacts(kela, own, contacts, rule, notes + _trust(rule), beside)


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


def reason_is_needed(topic: str, rule: AreaRule, reference: Reference) -> bool:
    """Whether this may be asked only as a demanding case, for which the asker writes the reason."""
    return is_urgent(topic, reference) and rule.urgency == "demanding_only"


def _phone_only(question: Question, rule: AreaRule, reference: Reference) -> bool:
    return is_urgent(question.topic, reference) and not question.urgency_settled and rule.urgency != "allowed"


def _numbers(directory: Directory, area: str) -> EmergencyNumbers:
    return EmergencyNumbers(
        authority=directory.line(KELA, "authority"),
        client=directory.line(KELA, "client"),
        emergency=directory.line(KELA, "emergency"),
        on_call=directory.line(area, "on_call"),
    )


def _trust(rule: AreaRule) -> tuple[Note, ...]:
    if rule.state == "agreed":
        return ()
    return ("no_agreement_known",) if rule.state == "no_rule" else ("rule_not_verified",)


def _kela_contacts(question: Question, area: str, directory: Directory, situation: Situation) -> tuple[Ranked, ...]:
    return _ranked(question, directory.named_contacts(KELA, area), area, directory, situation)


def _ranked(
    question: Question, candidates: tuple[Contact, ...], area: str, directory: Directory, situation: Situation
) -> tuple[Ranked, ...]:
    wish = Wish(area, question.municipality, question.topic, question.language)
    others = (contact for contact in candidates if contact.id != question.asker_contact_id)
    return rank(others, wish, directory, situation)
