"""From what was typed after /consult, or chosen on a card, to the card that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.asking import asking_back, own_worker_first
from bot.asking.facts import reason_asked
from bot.asking.form_reading import answer_times
from bot.asking.urgency_told import topic_of_need, with_dangers, with_needs
from bot.asking.wayfinding import card_without_form, numbers
from bot.bases.bases import Direction
from bot.bases.basis_wording import basis_option
from bot.bases.consent_wording import consent_options
from bot.consultation.rules.model import Someone
from bot.consultation.sight.contact_view import contact_view
from bot.consultation.sight.reader_view import Reading
from bot.consultation.stored import store
from bot.consultation.stored.drafts import Draft
from bot.turns import known_writers
from bot.turns.danger_first import Reader, county_of, danger_over, dangers_told
from bot.turns.known_writers import KnownPeople
from bot.turns.services import Services
from bot.turns.turn import Turn
from bot.turns.work import looking
from bot.upkeep.checks import evidence
from cards.asking.consult_form import consult_form_card
from cards.asking.consult_view import ANYONE, Answers, ConsultFormView, KelaFirst, Problem
from cards.client.client_part import GENERAL
from cards.kit.frame import Card
from cards.kit.noticed import with_notice
from cards.kit.person import PhoneView
from config.texts import Language, Translate, texts
from directory.naming import organisation_name, place_name
from directory.people.contacts import Directory, DirectoryId, Organisation
from directory.people.presence import PresenceReading
from directory.people.service_wording import contacts_title
from directory.reading.reading import Reading as Read
from directory.reference import KELA
from directory.routing.application_times import waits_for_decision
from directory.routing.ranking import Ranked, Situation
from directory.routing.routing import (
    Contacts,
    NoNamedContact,
    Question,
    WithinKela,
    people_of_interest,
    route,
)
from directory.routing.routing_wording import note_words
from directory.time.calendar import WORKING_WEEK, helsinki_date, is_open, opens_next
from directory.time.time_wording import clock_words, moment_words
from directory.urgency.dangers import dangers_named, dangers_of_topic
from directory.urgency.needs import needs_named

OFFERED_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the asker is after, as far as it is known."""

    read: Read
    """The reading of the typed words, or of what was chosen."""
    query: str = ""
    """As typed; empty when it held personal data and must not be shown."""
    typed: str = ""
    """What was typed just now, whatever it holds: read for urgent needs and kept nowhere."""
    urgency_settled: bool = False
    within_kela: bool = False
    """A Kela handler turns to Kela's own contacts for the area."""
    ask_own_worker: bool = False
    """The area has no named contact and the asker turns to the client's own worker."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and what is known around them when asking."""

    services: Services
    turn: Turn
    organisation: Organisation
    directory: Directory
    language: Language
    people: KnownPeople
    now: datetime
    situation: Situation

    @property
    def t(self) -> Translate:
        """The asker's translator."""
        return texts(self.language)


@dataclass(frozen=True, slots=True)
class Composed:
    """A card and the form as it stands after it."""

    card: Card
    draft: Draft
    people: KnownPeople = field(default_factory=KnownPeople)
    """Who was read for it: the asker."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What the form already holds when it is shown again."""

    answers: Answers = field(default_factory=Answers)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the form says of the way beside its people, worded."""

    notes: tuple[str, ...] = ()
    beside: tuple[tuple[str, PhoneView], ...] = ()
    """Telephone services, when the details of all the people are doubtful."""
    if_urgent: tuple[tuple[str, PhoneView], ...] = ()
    """The telephone service for when the matter cannot wait."""
    kela_first: Ranked | None = None
    """Kela's contact to whom the asker can turn before asking the county."""


async def compose(
    services: Services, turn: Turn, draft: Draft, wanted: Wanted, filling: Filling | None = None
) -> Composed:
    """The card for what is wanted, a danger to life told so far on top.

    Asks Graph for presence, so it must not run inside a transaction.
    """
    draft = with_needs(replace(draft, topic=wanted.read.topic), wanted.typed, helsinki_date(services.clock()))
    draft = with_dangers(draft, dangers_told(turn))
    wanted = replace(wanted, read=topic_of_need(wanted.read, needs_named(draft.told)))
    asker, question = await _asker(services, turn, wanted)
    composed = replace(_composed(asker, question, draft, wanted, filling or Filling()), people=asker.people)
    return danger_on_top(services, turn, composed, asker.language)


def danger_on_top(services: Services, turn: Turn, composed: Composed, language: Language) -> Composed:
    """The dangers that the form has been told, and those of its topic, put the numbers that help now on its card."""
    draft, directory = composed.draft, services.directory.current
    organisation = directory.organisation_of_tenant(turn.actor.tenant_id)
    area = county_of(services.reference, draft.area, draft.municipality)
    if organisation is not None and organisation.kind == "county":
        area = organisation.code
    reader = Reader(directory, services.reference, language)
    dangers = dangers_named(draft.told) | dangers_of_topic(draft.topic)
    return replace(composed, card=danger_over(composed.card, dangers, area, reader, can_send=bool(draft.organisation)))


def _composed(asker: Asker, question: Question, draft: Draft, wanted: Wanted, filling: Filling) -> Composed:
    draft = replace(
        draft,
        area=wanted.read.area,
        municipality=wanted.read.municipality,
        topic=wanted.read.topic,
        urgency_settled=wanted.urgency_settled,
        offered=(),
        organisation=KELA if wanted.within_kela else "",
    )
    unclear = asking_back.card_if_unclear(
        asker.services,
        asker.language,
        draft.id,
        wanted.read,
        wanted.query,
        asker.organisation,
        within_kela=wanted.within_kela,
    )
    if unclear is not None:
        return Composed(unclear, draft)
    question = replace(question, urgent=bool(needs_named(draft.told)) and not dangers_named(draft.told))
    return _routed(asker, question, draft, wanted, filling)


async def _asker(services: Services, turn: Turn, wanted: Wanted) -> tuple[Asker, Question]:
    directory = services.directory.current
    organisation = directory.organisation_of_tenant(turn.actor.tenant_id)
    if organisation is None:
        raise LookupError("the pipeline lets only known tenants through")
    now = services.clock()
    me = directory.person(DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id))
    async with looking(services) as work:
        language = await known_writers.language(work, turn)
        question = Question(
            asker=organisation,
            area=wanted.read.area,
            municipality=wanted.read.municipality,
            topic=wanted.read.topic,
            language=language,
            asker_contact_id=me.id if me else "",
            urgency_settled=wanted.urgency_settled,
            within_kela=wanted.within_kela,
        )
        myself = Someone(turn.actor.tenant_id, turn.actor.aad_object_id, "")
        experience = await store.experience_of(work.connection, myself)
        doubts = await evidence.doubts(work.connection, people_of_interest(question, directory), helsinki_date(now))
    presence: Mapping[DirectoryId, PresenceReading] = {}
    if (wanted.read.topic and wanted.read.status == "ok") or organisation.kind == "county":
        presence = await services.presence_of(one.directory_id for one in people_of_interest(question, directory))
    days = {contact_id: helsinki_date(at) for contact_id, at in experience.answered.items()}
    situation = Situation(now, presence, experience.load, days, doubts)
    return Asker(services, turn, organisation, directory, language, work.known(KnownPeople), now, situation), question


def _routed(asker: Asker, question: Question, draft: Draft, wanted: Wanted, filling: Filling) -> Composed:
    way = route(question, asker.directory, asker.services.reference, asker.situation)
    t = asker.t
    own = own_worker_first.told_before(asker.directory, draft, asker.situation)
    filling = _choosing(own, filling)
    match way:
        case Contacts():
            notes = tuple(note_words(one, way.rule, t) for one in way.notes)
            if_urgent = numbers((way.if_urgent,) if way.if_urgent else (), asker.now, t)
            remarks = Remarks(notes, numbers(way.beside, asker.now, t), if_urgent, way.kela_first)
            ranked = own_worker_first.at_the_head(own, way.ranked)
            return _form(asker, _asks(draft, way.organisation.code, way.area, ranked), wanted, ranked, remarks, filling)
        case NoNamedContact(organisation=Organisation() as county) if own or wanted.ask_own_worker:
            return _form(asker, _asks(draft, county.code, way.area, own), wanted, own, Remarks(), filling)
        case WithinKela(ranked=ranked) if ranked:
            return _form(asker, _asks(draft, KELA, way.area, ranked), wanted, ranked, Remarks(), filling)
        case _:
            reading = Reading(asker.services, asker.directory, asker.language, asker.now)
            card = card_without_form(reading, draft, way, filling.answers.question)
            for sentence in asking_back.personal_data_removed(wanted.read, t):
                card = with_notice(card, sentence)
            return Composed(card, draft)


def _choosing(own: tuple[Ranked, ...], filling: Filling) -> Filling:
    """The own worker chosen for the asker, who came to ask that very person; what they chose since then stays."""
    if not own or filling.answers != Answers(question=filling.answers.question):
        return filling
    return replace(filling, answers=replace(filling.answers, receiver=own[0].contact.id))


def _asks(draft: Draft, organisation: str, area: str, ranked: tuple[Ranked, ...]) -> Draft:
    offered = tuple(one.contact.id for one in ranked[:OFFERED_AT_MOST])
    return replace(draft, organisation=organisation, area=area, offered=offered)


def _form(
    asker: Asker, draft: Draft, wanted: Wanted, ranked: tuple[Ranked, ...], remarks: Remarks, filling: Filling
) -> Composed:
    services, language, t = asker.services, asker.language, asker.t
    from_kela = asker.organisation.kind == "kela"
    direction: Direction = "kela_to_county" if from_kela else "county_to_kela"
    template = services.templates.of(draft.topic, from_kela=from_kela, language=language)
    answers = filling.answers
    if answers.receiver not in draft.offered:
        answers = replace(answers, receiver=ANYONE)
    shown = ranked[:OFFERED_AT_MOST]
    known_presence = any(one.presence.value != "unknown" for one in shown)
    view = ConsultFormView(
        draft=draft.id,
        about=draft.about,
        place=_place(asker, draft),
        topic=_topic(services, draft.topic, language),
        contacts=tuple(contact_view(one, asker.now, t) for one in shown),
        template=template,
        bases=tuple(
            basis_option(one, language, t)
            for one in services.bases_of(asker.organisation.code).offered(direction, draft.topic, template.basis)
            if one.code != GENERAL and (not draft.asks_own_worker_only or "kela" in one.own_worker)
        ),
        consents=consent_options(t),
        today=helsinki_date(asker.now).isoformat(),
        answer_by=answer_times(asker.now, t),
        read_as=_read_as(asker, draft, wanted),
        notes=(*_former(asker, wanted), *asking_back.personal_data_removed(wanted.read, t), *remarks.notes),
        beside=remarks.beside,
        if_urgent=remarks.if_urgent,
        contacts_title=contacts_title((one.contact for one in shown), draft.organisation, t),
        as_of=clock_words(asker.now, t) if known_presence else "",
        office_opens=_office_opens(asker, draft),
        in_channel=bool(draft.channel_id),
        own_worker=own_worker_first.way_to_ask(draft, from_kela=from_kela),
        reason_asked=reason_asked(draft, asker.organisation, asker.directory, services.reference, asker.now),
        arrival_asked=waits_for_decision(services.reference.topics[draft.topic], asker.organisation),
        within_kela=from_kela and draft.organisation == KELA,
        kela_first=_kela_first(remarks.kela_first),
        answers=answers,
        problems=filling.problems,
    )
    return Composed(consult_form_card(view, t), draft)


def _kela_first(one: Ranked | None) -> KelaFirst | None:
    """Named by who gets the question: of a contact who is away, the deputy."""
    return KelaFirst(one.contact.id, one.receiver.name) if one is not None and one.receiver is not None else None


def _place(asker: Asker, draft: Draft) -> str:
    reference = asker.services.reference
    if draft.organisation == KELA and asker.organisation.kind == "county":
        return reference.area_name(KELA, asker.language)
    return place_name(reference, draft.area, draft.municipality, asker.language)


def _topic(services: Services, slug: str, language: Language) -> str:
    name = services.reference.topics[slug].name(language)
    return name[:1].lower() + name[1:]


def _read_as(asker: Asker, draft: Draft, wanted: Wanted) -> str:
    """What the typed words were taken to mean, when the heading alone does not show it."""
    area = asker.services.reference.area_name(draft.area, asker.language)
    place = _place(asker, draft)
    where = place if place == area or draft.organisation == KELA else f"{place} ({area})"
    kela = asker.services.reference.area_name(KELA, asker.language)
    about = place_name(asker.services.reference, draft.area, draft.municipality, asker.language)
    if draft.organisation == KELA and (draft.municipality or asker.organisation.kind == "kela"):
        where = f"{kela} ({about})"
    return f"{where} · {_topic(asker.services, draft.topic, asker.language)}" if wanted.query else ""


def _former(asker: Asker, wanted: Wanted) -> tuple[str, ...]:
    former, t = wanted.read.former_name, asker.t
    if not former:
        return ()
    if wanted.read.municipality:
        now = place_name(asker.services.reference, wanted.read.area, wanted.read.municipality, asker.language)
        return (t("{former} now belongs to this municipality: {name}.", former=former, name=now),)
    now = organisation_name(asker.services.reference, wanted.read.area, asker.language)
    return (t("{former} means here: {name}.", former=former, name=now),)


def _office_opens(asker: Asker, draft: Draft) -> str:
    hours = asker.directory.rule_on(draft.organisation, helsinki_date(asker.now)).working_hours or WORKING_WEEK
    if is_open(hours, asker.now):
        return ""
    opens = opens_next(hours, asker.now)
    return moment_words(opens, asker.t) if opens else ""
