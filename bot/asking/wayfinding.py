"""Cards for questions that do not open a thread: no named contact, urgent matters, one's own organisation."""

from dataclasses import replace
from datetime import datetime

from bot.consultation.sight.contact_view import person_view
from bot.consultation.sight.reader_view import Reading
from bot.consultation.sight.telephones import off_sentence, phone_view
from bot.consultation.stored.drafts import Draft
from cards.asking.aland import AlandView, aland_card
from cards.asking.no_contact import NoContactView, WayView, no_contact_card
from cards.asking.nobody_in_kela import NobodyInKelaView, nobody_in_kela_card
from cards.asking.urgent import NOT_URGENT, URGENT, CallView, UrgentView, urgent_card
from cards.buttons.asking_data import ChooseData
from cards.kit.frame import Card
from cards.kit.person import PhoneView
from cards.kit.sentence import SentenceView, sentence_card
from config.texts import Language, Translate, texts
from directory.areas.areas import AreaRule, FallBack, ServiceLine
from directory.areas.rule_wording import trust_words
from directory.naming import place_name, where
from directory.people.contact_wording import line_phone, line_title
from directory.reference import KELA, Reference
from directory.routing.routing import (
    Aland,
    CountyFirst,
    NoNamedContact,
    OtherCounty,
    OwnOrganisation,
    PhoneOnly,
    PlaceMissing,
    SwitchedOff,
    WithinKela,
    is_urgent,
)
from directory.routing.routing_wording import refusal_words, urgency_words
from directory.time.time_wording import full_day_words
from directory.urgency.need_wording import needs_words
from directory.urgency.needs import needs_named

WithoutForm = (
    NoNamedContact
    | PhoneOnly
    | CountyFirst
    | Aland
    | OwnOrganisation
    | WithinKela
    | OtherCounty
    | SwitchedOff
    | PlaceMissing
)
"""The ways that open no form."""


def card_without_form(reading: Reading, draft: Draft, way: WithoutForm, question: str) -> Card:
    """What is shown where no question can be sent: who else can help, whom to call, what to type instead."""
    reference, language, t = reading.services.reference, reading.language, reading.t
    match way:
        case NoNamedContact():
            ways = no_contact_view(reference, language, reading.now, draft, way)
            return no_contact_card(replace(ways, question=question), t)
        case PhoneOnly():
            return urgent_card(phone_only_view(reference, language, reading.now, draft, way), t)
        case CountyFirst():
            return urgent_card(county_first_view(reference, language, reading.now, draft, way), t)
        case Aland():
            topic = reference.topics[draft.topic].name(language) if draft.topic else ""
            return aland_card(AlandView(draft.id, topic, link="https://www.kela.fi"), t)
        case OwnOrganisation():
            return own_organisation_card(draft, way, t)
        case WithinKela():
            place = place_name(reference, way.area, draft.municipality, language)
            nobody = NobodyInKelaView(draft.id, place, _topic(reference, draft, language), way.asker_is_contact)
            return nobody_in_kela_card(nobody, t)
        case SwitchedOff(organisation):
            return sentence_card(SentenceView(off_sentence(reading, organisation.code), tone="warning"), t)
        case OtherCounty() | PlaceMissing():
            return sentence_card(SentenceView(refusal_words(way, t), tone="warning"), t)


def no_contact_view(
    reference: Reference, language: Language, now: datetime, draft: Draft, way: NoNamedContact
) -> NoContactView:
    """The ways that remain, in the order that the area's rule gives them."""
    t = texts(language)
    usable: dict[FallBack, WayView | None] = {
        "kela_contact": _kela_contact(way, now, t),
        "responsible_worker": _responsible_worker(reference, way, t),
        "advice": _telephone(way.advice, now, t),
    }
    ways = [*(usable[one] for one in way.rule.fall_backs), _telephone(way.authority, now, t)]
    asks_kela = bool(way.kela_contacts) and "kela_contact" in way.rule.fall_backs
    return NoContactView(
        draft=draft.id,
        place=place_name(reference, way.area, draft.municipality, language),
        topic=_topic(reference, draft, language),
        ways=tuple(one for one in ways if one is not None),
        ask_title=t("Ask Kela's contact person") if asks_kela else "",
        trust=_trust(way.rule, t),
    )


def _trust(rule: AreaRule, t: Translate) -> str:
    """How old the area's ways are: when it was checked with the area, or of which year the source is."""
    if rule.state == "agreed":
        return t("Details checked {date}.", date=full_day_words(rule.checked_on, t)) if rule.checked_on else ""
    return trust_words(rule, t) if rule.state == "not_verified" else ""


def _kela_contact(way: NoNamedContact, now: datetime, t: Translate) -> WayView | None:
    if not way.kela_contacts:
        return None
    title = t("Kela's contact person for this area")
    detail = t("Knows the area's ways of working and contacts social services.")
    return WayView(title, detail, tuple(person_view(one, now, t) for one in way.kela_contacts))


def _responsible_worker(reference: Reference, way: NoNamedContact, t: Translate) -> WayView | None:
    site = way.rule.website or (reference.areas[way.area].website if way.area in reference.areas else "")
    if not site or way.authority is not None:
        return None
    link = site if site.startswith("https://") else f"https://{site}"
    return WayView(
        t("The client's own worker"),
        link=link,
        link_text=t("Contact details on the area's website"),
        ask_title=t("Ask the own worker") if way.organisation is not None else "",
    )


def _telephone(line: ServiceLine | None, now: datetime, t: Translate) -> WayView | None:
    if line is None:
        return None
    after = t("The number is general: expect a queue.")
    return WayView(line_title(line.kind, t), phone=phone_view(line_phone(line, now, t)), after=after)


def numbers(lines: tuple[ServiceLine, ...], now: datetime, t: Translate) -> tuple[tuple[str, PhoneView], ...]:
    """Telephone services with their names, for showing beside people."""
    return tuple(_numbered(line, now, t) for line in lines)


def phone_only_view(
    reference: Reference, language: Language, now: datetime, draft: Draft, way: PhoneOnly
) -> UrgentView:
    """A county's urgent matter that is not asked of Kela here: whom to call instead, as agreed."""
    t, numbers = texts(language), way.numbers
    agreed = way.rule.urgency in {"excluded", "demanding_only"}
    why = t("Agreed in {place}.", place=where(reference, way.area, language)) if agreed else urgency_words(way, t)
    demanding = ((t("Demanding case, broad expertise needed"), URGENT),) if way.demanding_allowed else ()
    misread = is_urgent(draft.topic, reference) and way.demanding_allowed
    return UrgentView(
        draft=draft.id,
        place=place_name(reference, way.area, draft.municipality, language),
        topic=_topic(reference, draft, language),
        first=t("Call. Do not ask about urgent matters in Kuntayhteys."),
        why=_sentences(_read_as_urgent(draft, t), why, t("No question was opened and nothing was sent.")),
        calls=_calls(
            now,
            t,
            (t("A worker calls"), (numbers.authority,)),
            (t("The client calls"), (numbers.client,)),
            (t("The county, urgent"), (numbers.on_call,)),
            (t("Life or safety in danger"), (numbers.emergency,)),
        ),
        ways=(*demanding, *(() if misread else ((t("The matter is not urgent"), NOT_URGENT),))),
    )


def county_first_view(
    reference: Reference, language: Language, now: datetime, draft: Draft, way: CountyFirst
) -> UrgentView:
    """An urgent matter that Kela asks a county about: the county's numbers, then the client's, and the way on."""
    t, numbers = texts(language), way.numbers
    return UrgentView(
        draft=draft.id,
        place=place_name(reference, way.area, draft.municipality, language),
        topic=_topic(reference, draft, language),
        first=t("Call the county first: the matter is urgent."),
        why=_sentences(
            _read_as_urgent(draft, t),
            t("Nothing has been sent yet. The question can be asked in Kuntayhteys too: it goes out marked as urgent."),
        ),
        calls=_calls(
            now,
            t,
            (t("The county, urgent"), (numbers.on_call, numbers.advice)),
            (t("The client calls"), (numbers.client,)),
            (t("Life or safety in danger"), (numbers.emergency,)),
        ),
        ways=((t("I ask in Kuntayhteys"), URGENT), (t("The matter is not urgent"), NOT_URGENT)),
    )


def _read_as_urgent(draft: Draft, t: Translate) -> str:
    """What of the typed words made it urgent, so that a misreading can be seen; empty when the topic did."""
    needs = needs_words(needs_named(draft.told), t)
    return t("Read as urgent: {needs}.", needs=needs) if needs else ""


def _calls(now: datetime, t: Translate, *groups: tuple[str, tuple[ServiceLine | None, ...]]) -> tuple[CallView, ...]:
    known = ((who, tuple(_numbered(line, now, t) for line in lines if line is not None)) for who, lines in groups)
    return tuple(CallView(who, found) for who, found in known if found)


def _sentences(*sentences: str) -> str:
    return " ".join(one for one in sentences if one)


def own_organisation_card(draft: Draft, way: OwnOrganisation, t: Translate) -> Card:
    """The asker asked their own organisation: whom to ask instead, with one press and all that was told so far."""
    names = ", ".join(one.contact.name for one in way.kela_contacts)
    text = f"{refusal_words(way, t)} {names}".strip() if names else refusal_words(way, t)
    kela = ChooseData(draft=draft.id, area=KELA, municipality=draft.municipality, topic=draft.topic)
    return sentence_card(SentenceView(text, tone="warning", button=t("Ask Kela"), press=kela), t)


def _numbered(line: ServiceLine, now: datetime, t: Translate) -> tuple[str, PhoneView]:
    return line_title(line.kind, t), phone_view(line_phone(line, now, t)) or PhoneView(line.phone)


def _topic(reference: Reference, draft: Draft, language: Language) -> str:
    name = reference.topics[draft.topic].name(language) if draft.topic else ""
    return name[:1].lower() + name[1:]
