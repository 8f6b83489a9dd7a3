"""`/own`: who a client's own worker is, and the county's ways to tell it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.consultation.acting.acting import acting, numbered
from bot.consultation.acting.pressed_cards import answer_with_case
from bot.consultation.stored import drafts
from bot.errors import Denied, Expected
from bot.ownworkers import adding, leaving, link_import, looking_up, own_worker_cards, remembering, renewing
from bot.ownworkers.model import WORKING_ROLES, by_title, workers
from bot.ownworkers.own_worker_form import Faulty, Filled, FormRules, is_coordinator, nameable, read_form
from bot.turns import known_writers
from bot.turns.answers import Answer, Choice, NoAnswer, SearchAnswer
from bot.turns.authorisation import OWN_WORKERS, coordinator
from bot.turns.command import Button, Command
from bot.turns.logged import note
from bot.turns.pressed import answer_with_card, pressed_post
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Search, Turn
from bot.turns.work import begin, language_of_writer
from cards.buttons.own_worker_data import OwnWorkerFindData, OwnWorkerSaveData
from cards.kit.frame import Card
from cards.kit.sentence import SentenceView, sentence_card
from cards.own_workers.own_form import Doing, OwnAnswers
from config.texts import Translate, texts
from directory.guard.finding import holds_hetu
from directory.naming import Place, place_title
from directory.people.contacts import DirectoryId
from directory.people.presence import PresenceReading
from directory.time.calendar import helsinki_date

LONGEST_WORDS = 1000
WORDS: Mapping[str, Doing] = {
    **dict.fromkeys(("add", "lisää", "lägg"), "add"),
    **dict.fromkeys(("remove", "poista", "bort"), "remove"),
}
IMPORT = frozenset({"import", "tuo", "importera"})
"""What may follow the command, in three languages; anything else is a place."""
SaveHandler = Callable[[Services, Turn, Press, OwnWorkerSaveData], Awaitable[Answer]]


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """Answers with the form. An identity code in the words is not used: it belongs in the form's own field."""
    rules = _rules(services, turn)
    first, _, words = rest[:LONGEST_WORDS].partition(" ")
    if first.casefold() in IMPORT:
        return await _import(services, turn)
    doing = WORDS.get(first.casefold(), "find")
    if doing != "find" and rules.asker == "kela":
        raise _told_by_counties()
    read = services.reader.read(words if doing != "find" else rest[:LONGEST_WORDS])
    async with begin(services, turn) as work:
        language = await known_writers.language(work, turn)
        place = place_title(services.reference, Place(read.area, read.municipality), language) if read.area else ""
        problems = (_typed_code(texts(language)),) if holds_hetu(rest) else ()
        answers = OwnAnswers(place=place) if doing == "find" else None
        card = own_worker_cards.form_card(rules, doing, language, answers, problems)
        await show(work, turn, card, kind="form")
    return NoAnswer()


async def _import(services: Services, turn: Turn) -> Answer:
    """Shows what the table would change; only pseudonyms wait for its acceptance."""
    editor = coordinator(services.directory.current, turn)
    if editor.organisation.kind == "kela":
        raise _told_by_counties()
    found = await link_import.read(services, turn, editor)
    async with begin(services, turn) as work:
        county, t = editor.organisation.code, texts(await known_writers.language(work, turn))
        changes = await link_import.compare(work, county, found)
        waiting = await link_import.wait_for_acceptance(work, turn, county, found) if found.links else ""
        card = own_worker_cards.import_card(found, changes, waiting, t)
        await show(work, turn, card)
    return NoAnswer()


async def find(services: Services, turn: Turn, press: Press, data: OwnWorkerFindData) -> Answer:
    """The filled form: the answer in its place, or the form again with what to correct."""
    rules, language = _rules(services, turn, looking_up.ASKED), await language_of_writer(services, turn)
    filled = read_form(data, "find", rules, texts(language))
    if isinstance(filled, Faulty):
        card = own_worker_cards.form_card(rules, "find", language, filled.answers, filled.problems)
        return await _once_more(services, turn, press, card)
    around = own_worker_cards.Around(services.clock(), await _presence(services, filled, rules))
    async with begin(services, turn) as work:
        answer = await looking_up.ask(work, turn, filled, rules)
        if rules.asker == "kela":
            shown = await pressed_post(work, turn, press)
            draft = replace(
                drafts.new_draft(turn, work.now),
                area=filled.county,
                own_worker_id=answer.worker.id if answer.worker else "",
                post_id=shown.id if shown else None,
            )
            await drafts.create(work.connection, draft)
            around = replace(around, draft=draft.id)
        card = own_worker_cards.answer_card(rules, answer, filled.county, language, around)
        return await answer_with_card(work, turn, press, card)


async def save(services: Services, turn: Turn, press: Press, data: OwnWorkerSaveData) -> Answer:
    """What was told on a form, or decided on a card."""
    return await SAVES[data.step](services, turn, press, data)


async def workers_named(services: Services, turn: Turn, search: Search) -> SearchAnswer:
    """Typeahead over those whom the searcher may name as an own worker."""
    words = search.query.casefold().split()
    titles = by_title(nameable(_rules(services, turn)))
    found = [one for one in titles if all(word in one.casefold() for word in words)]
    return SearchAnswer(tuple(Choice(one, one) for one in found[search.skip :][: search.top]))


async def _add(services: Services, turn: Turn, press: Press, data: OwnWorkerSaveData) -> Answer:
    rules, language = _rules(services, turn, adding.ADDED), await language_of_writer(services, turn)
    filled = read_form(data, "add", rules, texts(language))
    if isinstance(filled, Faulty):
        card = own_worker_cards.form_card(rules, "add", language, filled.answers, filled.problems)
        return await _once_more(services, turn, press, card)
    async with begin(services, turn) as work:
        before = await adding.known(work, filled, rules)
        answer = await answer_with_card(work, turn, press, own_worker_cards.added_card(filled, before, texts(language)))
        await adding.add(work, turn, filled, rules)
    return answer


async def _remove(services: Services, turn: Turn, press: Press, data: OwnWorkerSaveData) -> Answer:
    rules, language = _rules(services, turn, adding.REMOVED), await language_of_writer(services, turn)
    filled = read_form(data, "remove", rules, texts(language))
    if isinstance(filled, Faulty):
        card = own_worker_cards.form_card(rules, "remove", language, filled.answers, filled.problems)
        return await _once_more(services, turn, press, card)
    async with begin(services, turn) as work:
        before = await adding.known(work, filled, rules)
        refused = not adding.may_remove(before, rules)
        answer: Answer = NoAnswer()
        if not refused:
            answer = await answer_with_card(work, turn, press, own_worker_cards.removed_card(before, texts(language)))
        await adding.remove(work, turn, filled, refused=refused)
    if refused and before is not None:
        raise adding.of_a_colleague(before)
    return answer


async def _remember(services: Services, turn: Turn, press: Press, data: OwnWorkerSaveData) -> Answer:
    async with begin(services, turn) as work:
        act = await acting(work, turn, numbered(data.consultation))
        case = await remembering.remember(act, remembering.chosen_consent(data.consent))
        return await answer_with_case(work, turn, press, case)


async def _settle(services: Services, turn: Turn, press: Press, data: OwnWorkerSaveData) -> Answer:
    """The worker has chosen which of the links that end soon go on."""
    rules = _rules(services, turn)
    if rules.myself is None:
        raise adding.not_for_you()
    async with begin(services, turn) as work:
        language = await known_writers.language(work, turn)
        await renewing.settle(work, turn, rules.myself, data)
        card = await renewing.remaining_card(work, rules.myself, language)
        return await answer_with_card(work, turn, press, card)


async def _move(services: Services, turn: Turn, press: Press, data: OwnWorkerSaveData) -> Answer:
    """The coordinator has named who takes over from those who have left."""
    editor = coordinator(services.directory.current, turn)
    offered = workers(services.directory.current, editor.organisation.code)
    chosen = by_title(offered).get(data.worker)
    if chosen is None:
        raise _choose_worker()
    async with begin(services, turn) as work:
        t = texts(await known_writers.language(work, turn))
        count = await leaving.move_all(work, editor.organisation.code, chosen)
        told = t(
            "{count} client has a new own worker: {name}.",
            plural="{count} clients have a new own worker: {name}.",
            count=count,
            name=chosen.name,
        )
        card = sentence_card(SentenceView(told), t)
        note(work, turn, leaving.MOVED)
        return await answer_with_card(work, turn, press, card)


async def _accept(services: Services, turn: Turn, press: Press, data: OwnWorkerSaveData) -> Answer:
    editor = coordinator(services.directory.current, turn)
    async with begin(services, turn) as work:
        t = texts(await known_writers.language(work, turn))
        taken = await link_import.accept(work, turn, editor, data.draft, forget_others=data.forget_others)
        return await answer_with_card(work, turn, press, own_worker_cards.taken_card(taken, t))


async def _drop(services: Services, turn: Turn, press: Press, data: OwnWorkerSaveData) -> Answer:
    async with begin(services, turn) as work:
        t = texts(await known_writers.language(work, turn))
        await link_import.drop(work, turn, data.draft)
        return await answer_with_card(work, turn, press, sentence_card(SentenceView(t("Nothing was changed.")), t))


def _rules(services: Services, turn: Turn, tried: str = "") -> FormRules:
    """Raises Denied for a county's people who are not in the directory: to be a client is itself secret."""
    directory = services.directory.current
    organisation = directory.organisation_of_tenant(turn.actor.tenant_id)
    if organisation is None:
        raise LookupError("the pipeline lets only known tenants through")
    myself = directory.person(DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id))
    rules = FormRules(services, directory, organisation, myself, helsinki_date(services.clock()))
    may_use = myself is not None and (is_coordinator(rules) or not WORKING_ROLES.isdisjoint(myself.roles))
    if rules.asker == "county" and not may_use:
        raise adding.not_for_you(tried)
    return rules


async def _once_more(services: Services, turn: Turn, press: Press, card: Card) -> Answer:
    async with begin(services, turn) as work:
        return await answer_with_card(work, turn, press, card)


async def _presence(services: Services, filled: Filled, rules: FormRules) -> Mapping[DirectoryId, PresenceReading]:
    """Asked before the transaction, and only of a worker who will be told."""
    async with services.database.read() as connection:
        worker = (await looking_up.look(connection, filled, rules)).worker
    return await services.presence_of([worker.directory_id]) if worker else {}


def _typed_code(t: Translate) -> tuple[str, str]:
    return (
        t("The message held an identity code"),
        t("It was not used or saved. Delete the message from the chat and give the code in the field below."),
    )


def _told_by_counties() -> Denied:
    return Denied(
        lambda t: t("Own workers are told by the counties. To ask who a client's own worker is: /own"),
        code="told_by_counties",
    )


def _choose_worker() -> Expected:
    return Expected(
        lambda t: t("Choose the new worker from the list. Nothing was changed."), code="no_worker", keeps_card=True
    )


SAVES: Mapping[str, SaveHandler] = {
    "add": _add,
    "remove": _remove,
    "remember": _remember,
    "extend": _settle,
    "end": _settle,
    "move": _move,
    "accept": _accept,
    "drop": _drop,
}
COMMAND = Command(
    name="own",
    aliases=("oma", "egen"),
    example=lambda t: t("/own Lappeenranta"),
    help=lambda t: t("Who is the client's own worker?"),
    run=run,
    words=IMPORT | WORDS.keys(),
    reads_table=True,
    order=25,
)
PRESSES = (Button(OwnWorkerFindData, find), Button(OwnWorkerSaveData, save))
SEARCHES = {"own_workers": workers_named}
NEEDS = {
    "/own": OWN_WORKERS,
    "ownworker.find": OWN_WORKERS,
    "ownworker.save": OWN_WORKERS,
    "typeahead own_workers": OWN_WORKERS,
}
