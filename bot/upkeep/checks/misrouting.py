"""*Ei kuulu minulle* repairs the directory: what was said of a wrong turn is kept, and the coordinator decides once."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select

from bot.errors import Denied, Expected
from bot.outbox.posting import POST, card_activity, change, stored_post
from bot.turns import logged
from bot.turns.authorisation import coordinator
from bot.turns.speaking import show_to
from bot.turns.turn import Turn
from bot.turns.work import Work
from bot.upkeep.changes import changing
from bot.upkeep.changes.changing import Request
from bot.upkeep.changes.model import change_label
from bot.upkeep.checks import evidence, misroute_store
from bot.upkeep.checks.misroute_store import MisrouteState, Told
from cards.contacts.misroute import MisrouteView, misroute_card
from cards.kit.frame import Card
from cards.kit.k_number import consultation_label
from cards.kit.template import Option
from config.texts import LANGUAGES, Language, Translate, language_of, texts
from directory.naming import place_name
from directory.people.contacts import Contact, Directory, DirectoryContent
from directory.records.changes import put
from directory.reference import Reference
from directory.routing.misroutes import Misroute, Repair, patterns, repairs
from directory.stored.store import lock_directory
from directory.time.time_wording import moment_words

_KIND = "misroute"


def kind_of(told: Told) -> str:
    """Ties the coordinators' cards to the wrong turn they ask about."""
    return f"{_KIND} {told.misroute.id}"


async def note(work: Work, turn: Turn, misroute: Misroute, number: int) -> None:
    """Keeps a wrong turn. The coordinators get a card when somebody was named and this is not before them already."""
    await evidence.passed_on(work.connection, misroute.contact_id, work.now)
    told = await misroute_store.create(work.connection, misroute, number)
    stored = await misroute_store.load(work.connection, told, misroute.organisation)
    if stored is None or not (misroute.named_contact_id or misroute.named):
        return
    if await misroute_store.asked_already(work.connection, stored.misroute):
        return
    views = {language: await card(work, stored, language) for language in LANGUAGES}
    for one in work.directory.with_role(misroute.organisation, "coordinator"):
        await show_to(work, turn, one, views.__getitem__, kind=kind_of(stored))


async def correct(work: Work, turn: Turn, misroute_id: int, wish: str) -> Told:
    """*Korjaa hakemisto*: the chosen correction, or the likeliest one, is made. Decided already: nothing happens.

    Raises Expected for whoever may not decide, and when nothing can be corrected any more.
    """
    await lock_directory(work.connection)
    told = await find(work, turn, misroute_id)
    if told.state != "open":
        return told
    misroute, reference = told.misroute, work.services.reference
    offered = tuple(_repairs(misroute, work.directory, reference))
    kind = next((one for one in offered if one == wish), next(iter(offered), None))
    if kind is None:
        raise _nothing_to_correct()
    request = Request(
        "correction", lambda known: _repaired(known, misroute, kind, reference), consultation_label(told.number)
    )
    await evidence.excused(work.connection, misroute.contact_id)
    made = await changing.change(work, turn, request)
    return await _decide(work, told, "corrected", made.id)


async def leave(work: Work, turn: Turn, misroute_id: int) -> Told:
    """*Ei muutosta*: the directory stays, and this is not asked again. Raises Expected for whoever may not decide."""
    await lock_directory(work.connection)  # one decision at a time: it is over all that are alike
    told = await find(work, turn, misroute_id)
    if told.state != "open":
        return told
    left = await _decide(work, told, "left")
    logged.note(work, turn, "correction_left", told.number)
    return left


async def find(work: Work, turn: Turn, misroute_id: int) -> Told:
    """A wrong turn of the coordinator's own organisation. Raises Expected."""
    editor = coordinator(work.directory, turn)
    told = await misroute_store.load(work.connection, misroute_id, editor.organisation.code)
    if told is None:
        raise Denied(
            lambda t: t("There is no such correction in your organisation. /contact verify lists what waits."),
            code="unknown_misroute",
        )
    return told


async def _decide(work: Work, told: Told, state: MisrouteState, change_id: int | None = None) -> Told:
    """Decides over the wrong turn and those alike; every card of them shows that. Gives the wrong turn as it is now."""
    decided = await misroute_store.alike(work.connection, told.misroute)
    await misroute_store.decide(work.connection, decided, state, change_id)
    for misroute_id in decided:
        await _keep_in_step(work, misroute_id, told.misroute.organisation)
    return replace(told, state=state, change_id=change_id)


async def _keep_in_step(work: Work, misroute_id: int, organisation: str) -> None:
    told = await misroute_store.load(work.connection, misroute_id, organisation)
    shown_to = (await work.connection.execute(select(POST).where(POST.c.kind == f"{_KIND} {misroute_id}"))).mappings()
    for shown in [stored_post(row) for row in shown_to]:
        if told is not None:
            now = await card(work, told, language_of(shown.language))
            await change(work, shown, card_activity(now))


async def card(work: Work, told: Told, language: Language) -> Card:
    """The wrong turn as it is now, for a coordinator."""
    misroute, directory = told.misroute, work.directory
    t, reference = texts(language), work.services.reference
    refuser, named = directory.contacts.get(misroute.contact_id), directory.contacts.get(misroute.named_contact_id)
    alike = [
        pattern
        for pattern in patterns(
            await misroute_store.waiting(work.connection, misroute.organisation, work.now), work.now
        )
        if misroute in pattern.misroutes
    ]
    found = _repairs(misroute, directory, reference) if told.state == "open" else {}
    options = (Option(kind, _correction(directory, misroute, after, t)) for kind, after in found.items())
    name = reference.topics[misroute.topic].name(language)
    view = MisrouteView(
        misroute=misroute.id,
        state=told.state,
        when=moment_words(misroute.at, t),
        place=place_name(reference, misroute.area, misroute.municipality, language),
        topic=name[:1].lower() + name[1:],
        refuser=refuser.name if refuser else t("A former contact"),
        refuser_id=misroute.contact_id,
        named=named.name if named else misroute.named,
        count=len(alike[0].misroutes) if alike else 1,
        repairs=tuple(options),
        change=change_label(told.change_id) if told.change_id else "",
    )
    return misroute_card(view, t)


def _correction(directory: Directory, misroute: Misroute, after: tuple[Contact, ...], t: Translate) -> str:
    """What a correction does, in words: `Maija Esimerkki: ei enää tätä aihetta; Kalle Malli: saa nämä jatkossa`."""
    parts = []
    for one in after:
        before = directory.contacts[one.id]
        if one.id == misroute.contact_id and one.topics != before.topics:
            parts.append(t("{name}: no longer this topic", name=one.name))
        elif one.id == misroute.contact_id:
            parts.append(t("{name}: no longer this municipality", name=one.name))
        else:
            parts.append(t("{name}: gets these from now on", name=one.name))
    return "; ".join(parts)


def _repairs(misroute: Misroute, directory: Directory, reference: Reference) -> Mapping[Repair, tuple[Contact, ...]]:
    refuser = directory.contacts.get(misroute.contact_id)
    if refuser is None:
        return {}
    return repairs(misroute, refuser, directory.contacts.get(misroute.named_contact_id), reference)


def _repaired(known: DirectoryContent, misroute: Misroute, kind: Repair, reference: Reference) -> DirectoryContent:
    """The content after the correction, made from what it is now and not from what a card showed."""
    contacts = {one.id: one for one in known.contacts}
    refuser = contacts.get(misroute.contact_id)
    if refuser is None:
        return known
    found = repairs(misroute, refuser, contacts.get(misroute.named_contact_id), reference)
    return put(known, *found.get(kind, ()))


def _nothing_to_correct() -> Expected:
    return Expected(
        lambda t: t("There is nothing left to correct here. Edit the details with /contact edit."),
        code="nothing_to_correct",
    )
