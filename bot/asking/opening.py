"""*Lähetä*: the form becomes a consultation, once, with its cards on both sides."""

from collections.abc import Mapping
from dataclasses import replace

from bot.asking import own_worker_first
from bot.asking.facts import rule_details
from bot.asking.form_reading import Faulty, Filled
from bot.asking.urgency_told import SAID_NOT_URGENT
from bot.bases.grounds import Ground
from bot.client import grounding
from bot.client.revealing import client_place
from bot.consultation.acting.acting import acting, someone
from bot.consultation.acting.becoming import begins
from bot.consultation.rules import own_worker, refusals
from bot.consultation.rules.model import Consultation, Receiver, Someone
from bot.consultation.rules.standing import is_entry, person_of
from bot.consultation.rules.urgent_facts import NO_HURRY, told_details
from bot.consultation.sight import in_step, posting_places
from bot.consultation.stored import drafts, store
from bot.consultation.stored.drafts import Draft
from bot.deadlines import counting
from bot.errors import Expected
from bot.outbox.posting import becomes_main_card
from bot.ownworkers import looking_up
from bot.privacy.hetu import Hetu
from bot.turns import known_writers, logged
from bot.turns.danger_first import dangers_told
from bot.turns.services import Services
from bot.turns.turn import Turn
from bot.turns.work import Work
from bot.upkeep.checks import evidence
from cards.asking.consult_view import ANYONE
from cards.kit.k_number import consultation_label
from config.texts import Translate
from directory.people.contacts import Contact, DirectoryId
from directory.people.presence import PresenceReading
from directory.people.reachability import Moment
from directory.people.standing_in import may_stand_in, stand_in
from directory.reference import KELA
from directory.time.calendar import helsinki_date
from directory.time.decision_time import answer_needed_by
from directory.urgency.dangers import Danger, dangers_named

Presences = Mapping[DirectoryId, PresenceReading]


async def presence_of_offered(services: Services, turn: Turn, draft: Draft, filled: Filled | Faulty) -> Presences:
    """Who of those offered is there, when the question is urgent. Asks Graph, so not inside a transaction."""
    if not isinstance(filled, Filled) or filled.receiver != ANYONE or not _cannot_wait(turn, draft, filled):
        return {}
    contacts = (services.directory.current.contacts.get(contact_id) for contact_id in draft.offered)
    return await services.presence_of(one.directory_id for one in contacts if one is not None)


async def send(work: Work, turn: Turn, draft: Draft, filled: Filled, presence: Presences) -> Consultation | Expected:
    """Opens the consultation of a locked form, or gives the one it has already become. `presence`: who is there now.

    Raises Expected when nobody who was offered can be asked any more. Gives the refusal when only the client's own
    worker could have been asked: that it was asked for is logged, so it commits.
    """
    if draft.number is not None:
        return (await acting(work, turn, draft.number, lock=False)).case
    if draft.organisation and work.directory.organisations[draft.organisation].switched_off:
        raise _switched_off()
    asker = someone(work, turn)
    there = await _there(work, draft, presence) if _cannot_wait(turn, draft, filled) else frozenset()
    receivers = _receivers(work, draft, filled.receiver, asker, there)
    client = _sealed(work, turn, draft, filled.client) if filled.client else None
    worker = await _own_worker(work, draft, filled, client)
    line = own_worker_first.in_line(work, worker, receivers) if worker is not None else ()
    if client is not None and draft.asks_own_worker_only and not line:
        return _no_own_worker(work, turn, filled.ground, client.pseudonym)
    if not (line or receivers):
        raise _nobody_left()
    opened = _consultation(work, turn, draft, filled, line or receivers)
    opened = replace(opened, own_worker_id=worker.id if worker is not None and line else "")
    case = await begins(work, opened, draft.id, client)
    await drafts.save(work.connection, replace(draft, number=case.number, place_words="", topic_words="", told=()))
    await _show_to_asker(work, turn, case, draft)
    await posting_places.post_to_receivers(work, case)
    await grounding.watch(work, case)
    if filled.arrived is not None:
        await counting.begin_with(work, turn, case, filled.arrived)
    pseudonym = client.pseudonym if client else ""
    if case.own_worker_id and own_worker.may_name(case):
        logged.note(work, turn, looking_up.ASKED, case.number, basis=filled.ground.logged, pseudonym=pseudonym)
    logged.note(work, turn, "open", case.number, basis=filled.ground.logged, pseudonym=pseudonym)
    return case


def _cannot_wait(turn: Turn, draft: Draft, filled: Filled) -> bool:
    """Whether only those are asked who are there, if anybody is."""
    return bool(filled.needs or _dangers(turn, draft))


def _dangers(turn: Turn, draft: Draft) -> frozenset[Danger]:
    return dangers_named(draft.told) | dangers_told(turn)


def _consultation(
    work: Work, turn: Turn, draft: Draft, filled: Filled, receivers: tuple[Receiver, ...]
) -> Consultation:
    organisation = work.directory.organisation_of_tenant(turn.actor.tenant_id)
    if organisation is None or not draft.organisation:
        raise refusals.stale_form()
    asker = someone(work, turn)
    listed = work.directory.person(DirectoryId(asker.tenant_id, asker.aad_object_id))
    decide_by = counting.time_from(work, draft.topic, filled.arrived).due_on if filled.arrived else None
    return Consultation(
        number=0,
        state="waiting",
        version=1,
        asking_organisation=organisation.code,
        receiving_organisation=draft.organisation,
        area=draft.area,
        municipality=draft.municipality,
        topic=draft.topic,
        audience="anyone" if filled.receiver == ANYONE else "person",
        question=filled.question,
        basis=filled.basis,
        ground=filled.ground,
        answer_by=answer_needed_by(filled.answer_by, decide_by, work.now) if decide_by else filled.answer_by,
        asker=asker,
        asker_contact_id=listed.id if listed else "",
        created_at=work.now,
        details=(
            *filled.details,
            *_rule_details(work, turn, draft, filled),
            *told_details(filled.needs, _dangers(turn, draft)),
            *([(NO_HURRY, "yes")] if SAID_NOT_URGENT in draft.told else []),
        ),
        situation=filled.situation,
        client="sealed" if filled.client else "none",
        receivers=receivers,
        decide_by=decide_by,
    )


def _rule_details(work: Work, turn: Turn, draft: Draft, filled: Filled) -> tuple[tuple[str, str], ...]:
    directory = work.directory
    organisation = directory.organisation_of_tenant(turn.actor.tenant_id)
    me = directory.person(DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id))
    if organisation is None:
        return ()
    return rule_details(filled.reason, draft, organisation, me.id if me else "", directory, work.now)


async def _there(work: Work, draft: Draft, presence: Presences) -> frozenset[str]:
    """Those offered who can be reached now or soon, by id; nobody where the details of all these are doubtful."""
    moment = Moment(work.directory, work.now, presence)
    offered = (work.directory.contacts.get(one) for one in draft.offered)
    there = [one for one in offered if one is not None and moment.reachability(one).reach in {"now", "soon"}]
    doubts = await evidence.doubts(work.connection, there, helsinki_date(work.now))
    return frozenset(one.id for one in there) if any(one.id not in doubts for one in there) else frozenset()


def _receivers(work: Work, draft: Draft, chosen: str, asker: Someone, there: frozenset[str]) -> tuple[Receiver, ...]:
    """The offered contacts, or the chosen one; a deputy in the place of each who is away today.

    `there`: the question is urgent, so of those offered these alone are asked, if they still are offered.
    """
    today = helsinki_date(work.now)
    asked: dict[str, Receiver] = {}
    offered = (work.directory.contacts.get(one) for one in (draft.offered if chosen == ANYONE else (chosen,)))
    contacts = tuple(one for one in offered if one is not None and _still_offered(draft, one))
    contacts = tuple(one for one in contacts if one.id in there) or contacts
    for contact in contacts:
        present = stand_in(work.directory, contact, today)
        if present is None or person_of(present).is_same_as(asker):
            continue
        if present is contact or present.id not in asked:
            in_place_of = "" if present is contact else contact.id
            asked[present.id] = Receiver(present.id, person_of(present), whose=in_place_of)
    return tuple(asked.values())


def _still_offered(draft: Draft, contact: Contact) -> bool:
    """Whether who was offered when the form was shown may still be asked: a contact, or the client's own worker."""
    is_worker = contact.id == draft.own_worker_id and may_stand_in(contact)
    return is_entry(contact, draft.organisation) and (contact.is_a("contact") or is_worker)


async def _own_worker(work: Work, draft: Draft, filled: Filled, client: store.SealedClient | None) -> Contact | None:
    """The client's own worker in the county asked, unless the asker chose somebody."""
    if client is None or draft.organisation == KELA or filled.receiver != ANYONE:
        return None
    if draft.asks_own_worker_only and not own_worker.tells_own_worker(filled.ground):
        return None
    return await own_worker_first.known(work, draft.organisation, client.pseudonym)


def _no_own_worker(work: Work, turn: Turn, ground: Ground, pseudonym: str) -> Expected:
    """Why nobody was asked. On a basis that does not let the county tell, without having looked."""
    tells = own_worker.tells_own_worker(ground)
    logged.note(
        work,
        turn,
        looking_up.NOT_KNOWN if tells else looking_up.ASKED,
        basis=ground.logged,
        pseudonym=pseudonym,
        refused=not tells,
    )
    if tells:
        return Expected(
            lambda t: t(
                "The client's own worker is not known or is away without a deputy, so nothing was sent. "
                "Find others shows the telephone numbers."
            ),
            code="own_worker_not_known",
            keeps_card=True,
        )
    return Expected(
        lambda t: t(
            "On this basis a question cannot go to the own worker alone, so nothing was sent. "
            "Choose another basis if one holds, or call."
        ),
        code="own_worker_basis",
        keeps_card=True,
    )


def _sealed(work: Work, turn: Turn, draft: Draft, client: Hetu) -> store.SealedClient:
    organisation = work.directory.organisation_of_tenant(turn.actor.tenant_id)
    pair = (organisation.code if organisation else "", draft.organisation)
    pseudonym = work.services.pseudonymiser.pseudonym(client, *pair)
    return store.SealedClient(draft.id, pseudonym, work.services.sealer.seal(client.in_clear(), client_place(draft.id)))


async def _show_to_asker(work: Work, turn: Turn, case: Consultation, draft: Draft) -> None:
    """In a 1:1 chat the form itself becomes the asker's card; from a channel a thread opens.

    From a group chat the card goes to the asker's own chat: the others of the group take no part.
    """
    if draft.channel_id:
        await posting_places.post_to_asker(work, turn, case, draft)
    elif turn.place.kind == "group":
        language = await known_writers.language(work, turn)
        await posting_places.post_to_askers_chat(work, case, language, draft.service_url)
    elif draft.post_id is not None:
        await becomes_main_card(work, draft.post_id, case.number, "asker")
        await in_step.keep_in_step(work, case)


def sent_elsewhere(turn: Turn, case: Consultation, draft: Draft, t: Translate) -> str:
    """What the form becomes when the question goes on in another place; empty when the form becomes its card."""
    label = consultation_label(case.number)
    if draft.channel_id:
        return t("{label} was sent. Its thread is in this channel.", label=label)
    if turn.place.kind == "group":
        return t("{label} was sent. It is in the chat between you and the bot.", label=label)
    return ""


def _switched_off() -> Expected:
    return Expected(
        lambda t: t(
            "The other organisation cannot be reached through Kuntayhteys now, so nothing was sent. "
            "Search again with /consult: it tells whom to call."
        ),
        code="switched_off",
        keeps_card=True,
    )


def _nobody_left() -> Expected:
    return Expected(
        lambda t: t("None of these contacts can be asked any more, so nothing was sent. Search again with /consult."),
        code="nobody_left",
    )
