"""What becomes of a matter when somebody of it has left: taken back, asked on, told. See decision 0029.

`load` is how everything else comes by a consultation, so nothing is done in one before this has been.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.access_log.access_log import AccessEntry
from bot.consultation.acting import moving_on
from bot.consultation.acting.becoming import becomes
from bot.consultation.acting.leaver_matters import doubtful, numbers_of
from bot.consultation.acting.leaver_notices import tell_of_asker, tell_of_receivers, was_asked
from bot.consultation.rules import own_worker, refusals
from bot.consultation.rules.model import NO_PART, Consultation, Receiver, Someone
from bot.consultation.rules.standing import as_it_stands, is_entry, person_of, successor
from bot.consultation.sight import in_step, posting_places
from bot.consultation.stored import store
from bot.consultation.waiting import waiting_rules
from bot.consultation.waiting.clocks import KnownClocks
from bot.outbox.posting import WORDS, KnownPosts, card_activity, change, mark, posts_of, take_away, text_activity
from bot.outbox.tables import Post
from bot.turns.services import Services
from bot.turns.work import Work, by_itself
from cards.kit.k_number import consultation_label
from cards.kit.sentence import SentenceView, sentence_card
from directory.areas.plans import Action
from directory.people.contacts import Contact, Directory, DirectoryId
from directory.routing.ranking import Situation
from directory.time.calendar import WORKING_WEEK, helsinki_date, is_open

ACTION = "part_ended"
FORMER = "former"
"""The kind of a post that showed the matter to somebody who has no part of it any more."""
_WITHOUT_CONTENT = frozenset({"notice", "switched_off", FORMER})
AT_ONCE = 200
"""Matters of one transaction; the round does the rest, and nothing of them is shown meanwhile."""


async def load(work: Work, number: int, *, lock: bool = False) -> Consultation:
    """The consultation as the directory stands now. With `lock` nobody else changes it until the transaction ends, and
    whatever somebody's leaving asks for is done first. Raises Expected when there is none with this number."""
    return (await load_with_directory(work, number, lock=lock))[1]


async def load_with_directory(work: Work, number: int, *, lock: bool = False) -> tuple[Work, Consultation]:
    """The same, and the work with the directory that it was read by."""
    found = await store.load_all(work.connection, [number], lock=lock)
    if lock:
        work.forget(KnownPosts, KnownClocks)
    # Asked once the lock is held: whoever removed somebody meanwhile has committed, and this sees it.
    work = replace(work, directory=await work.services.directory.as_of(work.connection))
    if not found:  # only now, after the same reads: who may know of none is not told by the time it takes
        await posts_of(work, number)
        raise refusals.unknown(number)
    if lock:
        return work, await settle(work, found[0])
    return work, as_it_stands(found[0], work.directory, helsinki_date(work.now))


async def open_for(work: Work, person: Someone, *, limit: int = 50) -> list[Consultation]:
    """What is open for this person, as the directory stands now; oldest deadline first."""
    return await store.open_for(work.connection, person, work.directory, helsinki_date(work.now), limit=limit)


async def settle(work: Work, case: Consultation) -> Consultation:
    """The locked matter as the directory stands, with all that follows from it; the same one when nobody has left."""
    after = as_it_stands(case, work.directory, helsinki_date(work.now))
    gone = [one for one in _parties(case) if not any(one.is_same_as(other) for other in _parties(after))]
    if after == case and not gone:
        return after
    shown_to = [one for one in gone if await _withdraw(work, case, one)]
    for one in gone if after != case else shown_to:
        work.log(_entry(work, case, one))
    await _note_ids(work, case, after)
    if after == case:
        return after
    saved = await becomes(work, case, after) if after.state == "closed" else await _go_on(work, case, after)
    return replace(saved, without=after.without)


async def settle_matters_of(work: Work, moved: Sequence[Contact]) -> None:
    """The open matters of entries that have just been changed or removed, as `work.directory` stands now. `moved`: as
    the entries were, and as they are."""
    for number in (await numbers_of(work, moved))[:AT_ONCE]:
        await settle(work, await store.load(work.connection, number, lock=True))


async def settle_all(services: Services) -> int:
    """The round: open matters whose people have left in a way that no turn saw, or whose absences have ended."""
    directory, today = services.directory.current, helsinki_date(services.clock())
    async with services.database.read() as connection:
        numbers = await doubtful(connection, directory)
        changed = [
            case.number
            for start in range(0, len(numbers), AT_ONCE)
            for case in await store.load_all(connection, numbers[start : start + AT_ONCE])
            if (after := as_it_stands(case, directory, today)) != case
            and not (_only_deputies_end(case, after) and _is_closed(directory, case, services.clock()))
        ]
    for number in changed:
        async with by_itself(services) as work:
            await load(work, number, lock=True)
    return len(changed)


def _only_deputies_end(case: Consultation, after: Consultation) -> bool:
    """Whether nobody has left, and only deputies have no part any more: midnight ends an absence, and wakes nobody."""
    stay = _parties(after)
    lost = [one for one in case.receivers if one.state not in NO_PART and not _is_among(one.person, stay)]
    others = [case.asker, *([case.taker] if case.taker else [])]
    same = (after.asker, after.asker_left, after.taker) == (case.asker, case.asker_left, case.taker)
    return same and bool(lost) and all(one.in_place_of and not _is_among(one.person, others) for one in lost)


def _is_among(person: Someone, people_there: Sequence[Someone]) -> bool:
    return any(person.is_same_as(one) for one in people_there)


def _is_closed(directory: Directory, case: Consultation, now: datetime) -> bool:
    """Whether those who were asked are not at work."""
    hours = directory.rule_on(case.receiving_organisation, helsinki_date(now)).working_hours
    return not is_open(hours or WORKING_WEEK, now)


async def without_asker(work: Work, number: int, organisation: str) -> Consultation | None:
    """The open matter of the organisation whose asker has left it, locked; None for any other."""
    found = await store.load_all(work.connection, [number], lock=True)
    if not found or found[0].asking_organisation != organisation or found[0].state == "closed":
        return None
    case = await settle(work, found[0])
    return case if case.asker_left else None


async def name_asker(work: Work, case: Consultation, colleague: Contact) -> Consultation:
    """Who asks on in the place of an asker who has left; both sides are told."""
    after = replace(case, asker=person_of(colleague), asker_contact_id=colleague.id, asker_left=False)
    saved = await becomes(work, case, after)
    await tell_of_asker(work, case, saved)
    return saved


async def _note_ids(work: Work, case: Consultation, after: Consultation) -> None:
    """Cards are found by their reader's entry: what was shown to somebody whose entry has another id gets that id."""
    before = {one.person: one.contact_id for one in case.receivers}
    for one in after.receivers:
        if before.get(one.person, one.contact_id) != one.contact_id:
            entry = before[one.person]
            shown = [post for post in await posts_of(work, case.number) if _is_of(post, one.person, entry)]
            await mark(work, shown, {"contact_id": one.contact_id})


def _is_of(shown: Post, person: Someone, contact_id: str) -> bool:
    whose = (shown.tenant_id, shown.recipient_aad_object_id, shown.contact_id)
    return whose == (person.tenant_id, person.aad_object_id, contact_id)


async def _go_on(work: Work, case: Consultation, after: Consultation) -> Consultation:
    given_back = case.taker is not None and after.taker is None
    waited = waiting_rules.Waited(after)
    if after.state == "waiting" and not after.is_paused:
        if given_back or not after.still_asked:
            after = waiting_rules.ask_also(after, _successors(work, case, after))
        actions: tuple[Action, ...] = ("remind",) if given_back else ()
        waited = waiting_rules.waited(after, actions, work.directory, Situation(work.now))
    saved = await becomes(work, case, waited.case)
    if not saved.asker.is_same_as(case.asker) or saved.asker_left != case.asker_left:
        await tell_of_asker(work, case, saved)
    await tell_of_receivers(work, case, saved)
    asked_now = tuple(one for one in saved.still_asked if not was_asked(case, one))
    if saved.is_paused:  # nobody new is shown the question before it has a basis again
        asked_now = ()
    if own_worker.just_asked(case, saved):
        await posting_places.post_to_receivers(work, saved)
        asked_now = ()
    reminded = tuple(one for one in waited.reminded if was_asked(case, one))
    # Of a question that nobody had taken, the plan tells the asker to wait no more: once, at its next step.
    nobody_left = waited.nobody_left and given_back
    now = replace(waited, asked_now=asked_now, reminded=reminded, nobody_left=nobody_left)
    await moving_on.move_on(work, saved, now)
    return saved


def _parties(case: Consultation) -> list[Someone]:
    """Who takes part, each account once."""
    asked = [one.person for one in case.receivers if one.state not in NO_PART]
    taker = [case.taker] if case.taker else []
    asker = [] if case.asker_left else [case.asker]
    each = {DirectoryId(one.tenant_id, one.aad_object_id): one for one in (*asked, *taker, *asker)}
    return [one for one in each.values() if not any(one.is_same_as(other) for other in case.without)]


def _successors(work: Work, before: Consultation, after: Consultation) -> list[Contact]:
    """The deputies of those who have gone, as far as they belong to the organisation that was asked."""
    today, directory = helsinki_date(work.now), work.directory
    have = [one for one in after.receivers if one.state not in NO_PART]
    had = [one for one in before.receivers if one.state not in NO_PART]
    gone = [one for one in had if not any(_has_part_of(other, one) for other in have)]
    found = (successor(directory, directory.contacts.get(one.contact_id), one.person, today) for one in gone)
    return [one for one in found if one is not None and is_entry(one, after.receiving_organisation)]


def _has_part_of(now: Receiver, before: Receiver) -> bool:
    return now.contact_id == before.contact_id or now.person.is_same_as(before.person)


async def _withdraw(work: Work, case: Consultation, person: Someone) -> bool:
    """What the person's own chat shows of the matter becomes one sentence; what has not been sent is not sent. Whether
    there was something."""
    found = False
    for shown in await posts_of(work, case.number):
        if not _is_theirs(shown, person) or shown.kind in _WITHOUT_CONTENT:
            continue
        found = True
        now = "notice" if shown.kind == WORDS else FORMER
        await mark(work, [shown], {"kind": now, "message_id": None})
        if shown.state == "pending":
            await take_away(work, shown)
        else:
            t = in_step.reading_for(work, shown).t
            text = t("{label} is no longer yours.", label=consultation_label(case.number))
            card = sentence_card(SentenceView(text), t)
            activity = text_activity(text) if shown.kind == WORDS else card_activity(card, text)
            await change(work, shown, activity)
    return found


def _is_theirs(shown: Post, person: Someone) -> bool:
    account = (shown.tenant_id.lower(), shown.recipient_aad_object_id.lower())
    return account == (person.tenant_id.lower(), person.aad_object_id.lower())


def _entry(work: Work, case: Consultation, person: Someone) -> AccessEntry:
    asking = person.is_same_as(case.asker)
    organisation = case.asking_organisation if asking else case.receiving_organisation
    return AccessEntry(work.now, "", "", organisation, ACTION, case.number, basis=case.basis)
