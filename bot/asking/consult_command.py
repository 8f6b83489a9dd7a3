"""`/consult`: reads where and what, shows who can be asked, and sends the question."""

from collections.abc import Mapping
from dataclasses import replace

from bot.asking import asking_back, composing, form_reading, opening
from bot.asking.composing import Composed, Filling, Wanted
from bot.asking.facts import LONGEST_REASON
from bot.asking.form_opening import begin_form
from bot.asking.form_rules import rules_for
from bot.asking.urgency_told import said_not_urgent, with_dangers
from bot.consultation.acting import pressed_cards
from bot.consultation.acting.acting import acting, numbered
from bot.consultation.rules import refusals
from bot.consultation.stored import drafts
from bot.consultation.stored.drafts import Draft
from bot.errors import Expected
from bot.lines.doubting import SENT_AS_IT_IS
from bot.outbox.posting import card_activity, change, load_post
from bot.turns import known_writers
from bot.turns.answers import Answer, CardAnswer, Choice, NoAnswer, SearchAnswer
from bot.turns.authorisation import ANYBODY, OWN_FORM
from bot.turns.command import Button, Command
from bot.turns.danger_first import dangers_told
from bot.turns.known_writers import KnownPeople
from bot.turns.logged import note
from bot.turns.pressed import becomes_case
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Search, Turn
from bot.turns.work import Work, begin, language_of_writer, looking
from bot.upkeep.words import corrections
from cards.asking.consult_view import Answers
from cards.buttons.asking_data import ChooseData, SendData
from cards.kit.limits import MESSAGE_LENGTH
from config.texts import Language, texts
from directory import naming
from directory.guard.finding import Kind, check, holds_hetu
from directory.reading import typeahead
from directory.reading.asked_from import about_place, as_asked_by_county
from directory.reading.reading import Reading, Removed
from directory.reference import KELA

LONGEST_QUERY = 1000
CUT_AS: Mapping[Kind, Removed] = {
    Kind.HETU: "hetu",
    Kind.HETU_PIECE: "hetu",
    Kind.IBAN: "account",
    Kind.EMAIL: "email",
    Kind.PHONE: "phone",
    Kind.ADDRESS: "address",
}


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """Reads the words and answers with the form, or with what has to be asked first."""
    if len(rest) > LONGEST_QUERY:
        raise _too_long(len(rest))
    read = _read(services, rest)
    organisation = services.directory.current.organisation_of_tenant(turn.actor.tenant_id)
    if organisation is not None and organisation.kind == "county":
        wanted = Wanted(as_asked_by_county(read, organisation.code))
    else:
        wanted = Wanted(about_place(read), within_kela=read.names_kela)
    return await begin_form(services, turn, replace(wanted, query="" if read.removed else rest, typed=rest))


def _read(services: Services, typed: str) -> Reading:
    """What is left without personal data: the guard knows more writings of an identity code than the reader."""
    found = check(typed, dict.fromkeys(Kind, " "))
    read = services.reader.read(found.cleaned)
    cut = tuple(dict.fromkeys((*read.removed, *(CUT_AS[kind] for kind in Kind if kind in found.kinds))))
    return replace(read, removed=cut)


async def choose(services: Services, turn: Turn, press: Press, data: ChooseData) -> Answer:
    """A reading was chosen, corrected, or a card asked to be shown."""
    match data.step:
        case "start":
            return await begin_form(services, turn, Wanted(Reading("unknown")))
        case "show":
            return await _show(services, turn, press, data)
        case _:
            return await _choose(services, turn, press, data)


async def send(services: Services, turn: Turn, press: Press, data: SendData) -> Answer:
    """The filled form: sent when it is in order, shown again with what to correct when it is not."""
    draft_id = drafts.checked_id(data.draft)
    async with looking(services) as before:
        draft = await drafts.load(before.connection, turn, draft_id)
        language = await known_writers.language(before, turn)
    _check_same(draft, data)
    read = form_reading.read_form(data, draft, rules_for(services, turn, draft, language), texts(language))
    if isinstance(read, form_reading.Faulty) and draft.number is None:
        composed = await composing.compose(
            services, turn, draft, _wanted_again(services, turn, draft), Filling(read.answers, read.problems)
        )
        return await _keep(services, turn, press, composed)
    presence = await opening.presence_of_offered(services, turn, draft, read)
    async with begin(services, turn, before.known(KnownPeople)) as work:
        draft = await drafts.load(work.connection, turn, draft_id, lock=True)
        _check_same(draft, data)
        case = (
            await opening.send(work, turn, draft, read, presence)
            if isinstance(read, form_reading.Filled)
            else (await acting(work, turn, draft.number or 0, lock=False)).case
        )
        if not isinstance(case, Expected):
            if isinstance(read, form_reading.Filled) and read.with_personal_data and draft.number is None:
                note(work, turn, SENT_AS_IT_IS, case.number, basis=case.basis)
            if sentence := opening.sent_elsewhere(turn, case, draft, texts(language)):
                return await pressed_cards.answer_with_sentence(work, turn, press, sentence)
            return await pressed_cards.answer_with_case(work, turn, press, case)
    raise case


def _check_same(draft: Draft, data: SendData) -> None:
    """An older card of a form that has since been turned to another place sends nothing. Raises Expected."""
    if draft.number is None and data.about not in {"", draft.about}:
        raise refusals.stale_form()


async def places(services: Services, turn: Turn, search: Search) -> SearchAnswer:
    """Typeahead over areas, municipalities and Kela."""
    language = await language_of_writer(services, turn)
    limit = search.skip + search.top
    return _choices(search, typeahead.places(services.reference, services.reader, search.query, language, limit))


async def topics(services: Services, turn: Turn, search: Search) -> SearchAnswer:
    """Typeahead over topics."""
    language = await language_of_writer(services, turn)
    known = services.reference.topics.values()
    limit = search.skip + search.top
    return _choices(search, typeahead.topics(known, services.reader, search.query, language, limit))


async def _choose(services: Services, turn: Turn, press: Press, data: ChooseData) -> Answer:
    draft_id = drafts.checked_id(data.draft)
    async with looking(services) as work:
        draft = await drafts.load(work.connection, turn, draft_id)
        language = await known_writers.language(work, turn)
    if draft.number is not None:
        async with begin(services, turn) as work:
            case = (await acting(work, turn, draft.number, lock=False)).case
            return await pressed_cards.answer_with_case(work, turn, press, case)
    question = data.question
    kept = "" if holds_hetu(question) or len(question) > MESSAGE_LENGTH else question
    if data.step in {"correct", "others"}:
        read = _read_before(services, turn, draft)
        card = asking_back.place_and_topic(services.reference, language, draft.id, read, why="correct", question=kept)
        composed = Composed(card, with_dangers(draft, dangers_told(turn)))
        composed = composing.danger_on_top(services, turn, composed, language)
    else:
        carries = data.step in {"within_kela", "county"} and bool(draft.topic)
        answers = _carried(services, turn, draft, data, language) if carries else Answers()
        filling = Filling(replace(answers, question=kept))
        wanted = _chosen(services, turn, draft, data)
        draft = said_not_urgent(draft) if data.step == "not_urgent" else draft
        composed = await composing.compose(services, turn, draft, wanted, filling)
        return await _keep(services, turn, press, composed, wanted.read)
    return await _keep(services, turn, press, composed)


def _carried(services: Services, turn: Turn, draft: Draft, data: ChooseData, language: Language) -> Answers:
    """What the form held, for the form to others: without the receiver, and what was told of a consent's recipient."""
    answers = form_reading.answers_in(data, draft, rules_for(services, turn, draft, language))
    reason = "" if holds_hetu(answers.reason) else answers.reason[:LONGEST_REASON]
    return replace(answers, receiver=data.to, reason=reason, consent=replace(answers.consent, names_us=False))


async def _keep(
    services: Services, turn: Turn, press: Press, composed: Composed, chosen: Reading | None = None
) -> Answer:
    """The form as composed, unless it was sent while it was being composed: then the consultation it became.

    What was `chosen` other than the form was read as is kept as a correction.
    """
    async with begin(services, turn) as work:
        now = await drafts.load(work.connection, turn, composed.draft.id, lock=True)
        if now.number is not None:
            case = (await acting(work, turn, now.number, lock=False)).case
            return await pressed_cards.answer_with_case(work, turn, press, case)
        draft = replace(composed.draft, post_id=now.post_id, place_words=now.place_words, topic_words=now.topic_words)
        organisation = work.directory.organisation_of_tenant(turn.actor.tenant_id)
        if chosen is not None and organisation is not None:
            read = _read_before(services, turn, now)
            draft = await corrections.keep(work, organisation.code, draft, read, chosen)
        kept = replace(composed, draft=draft)
        await drafts.save(work.connection, kept.draft)
        return await _replace_card(work, press, kept)


def _chosen(services: Services, turn: Turn, draft: Draft, data: ChooseData) -> Wanted:
    """What a press chose: a whole reading on a button, or the place and topic fields."""
    from_kela = not _is_of_county(services, turn)
    if data.step in {"within_kela", "county", "urgent", "not_urgent", "own_worker", "own"}:
        again = _wanted_again(services, turn, draft)
        stays = again.within_kela and data.step != "county"
        return replace(
            again,
            within_kela=from_kela and (stays or data.step == "within_kela"),
            ask_own_worker=data.step == "own_worker",
            urgency_settled=data.step in {"urgent", "not_urgent"} or draft.urgency_settled,
        )
    reference = services.reference
    area, municipality = data.area, data.municipality
    if place := data.place[:LONGEST_QUERY]:
        named = naming.place_named(reference, place)
        read = services.reader.read(place)
        area, municipality = (named.area, named.municipality) if named else (read.area, read.municipality)
    topic = naming.topic_named(reference, data.topic)
    known_area = area in reference.areas or area == KELA
    known_municipality = municipality in reference.municipalities
    read = Reading(
        "ok" if known_area else "unknown",
        area if known_area else "",
        municipality if known_area and known_municipality else "",
        topic,
    )
    if from_kela:
        return Wanted(about_place(read), typed=place, within_kela=KELA in {read.area, draft.organisation})
    return Wanted(read, typed=place)


def _read_before(services: Services, turn: Turn, draft: Draft) -> Reading:
    """What the form stands on. A county's form is for Kela, though its contacts are those of the county's area."""
    area = KELA if _is_of_county(services, turn) and draft.organisation == KELA else draft.area
    return Reading("ok" if area else "unknown", area, draft.municipality, draft.topic)


def _wanted_again(services: Services, turn: Turn, draft: Draft) -> Wanted:
    return Wanted(
        _read_before(services, turn, draft),
        urgency_settled=draft.urgency_settled,
        within_kela=draft.organisation == KELA and not _is_of_county(services, turn),
        ask_own_worker=draft.asks_own_worker_only,
    )


def _is_of_county(services: Services, turn: Turn) -> bool:
    organisation = services.directory.current.organisation_of_tenant(turn.actor.tenant_id)
    return organisation is not None and organisation.kind == "county"


async def _replace_card(work: Work, press: Press, composed: Composed) -> Answer:
    """The new card in the place of the pressed one, for the presser at once and for good."""
    if composed.draft.post_id is not None:
        shown = await load_post(work.connection, composed.draft.post_id)
        await change(work, shown, card_activity(composed.card))
    return CardAnswer(composed.card) if press.wants == "card" else NoAnswer()


async def _show(services: Services, turn: Turn, press: Press, data: ChooseData) -> Answer:
    """A row of /open: the matter's card in the place of the list."""
    number = numbered(data.consultation)
    card = await pressed_cards.current_card(services, turn, press)
    if card is None:
        raise pressed_cards.not_found(number)
    async with begin(services, turn) as work:
        shown = await becomes_case(work, turn, press, number)
        if press.wants != "card" and shown is None:
            await show(work, turn, card, number=number)
        elif press.wants != "card" and shown is not None:
            await change(work, shown, card_activity(card))
    return CardAnswer(card) if press.wants == "card" else NoAnswer()


def _choices(search: Search, found: list[typeahead.Choice]) -> SearchAnswer:
    """A choice goes by its title: see directory.naming.place_named."""
    return SearchAnswer(tuple(Choice(one.title, one.title) for one in found[search.skip :]))


def _too_long(length: int) -> Expected:
    return Expected(
        lambda t: t(
            "The search is too long ({length} characters). Type only the place and the topic; "
            "the question itself goes on the form.",
            length=length,
        ),
        code="too_long",
    )


COMMAND = Command(
    name="consult",
    aliases=("konsultoi", "konsultera"),
    example=lambda t: t("/consult Lappeenranta housing costs"),
    help=lambda t: t("Ask: where and what, in any order"),
    run=run,
    any_words=True,
    order=10,
)
PRESSES = (Button(ChooseData, choose), Button(SendData, send))
SEARCHES = {"places": places, "topics": topics}
NEEDS = {
    "/consult": ANYBODY,
    "consultation.choose": OWN_FORM,
    "consultation.send": OWN_FORM,
    "typeahead places": ANYBODY,
    "typeahead topics": ANYBODY,
}
