"""What a final refusal by Teams means to people: whoever it concerns sees it, and what to do instead."""

from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.acting import leavers
from bot.consultation.acting.becoming import becomes
from bot.consultation.rules import own_worker
from bot.consultation.rules.model import Consultation, Receiver, ask_next
from bot.consultation.sight import in_step, notices, posting_places
from bot.consultation.sight.telephones import phone_views
from bot.consultation.stored import drafts
from bot.errors import Wording
from bot.outbox.delivery_refusals import Refusal
from bot.outbox.posting import About, Address, post, posts_of
from bot.outbox.sending import ActivityJson
from bot.outbox.tables import Post
from bot.turns import known_writers
from bot.turns.services import Services
from bot.turns.work import Work, working
from bot.upkeep.checks import evidence
from cards.kit.k_number import consultation_label
from cards.kit.person import calls
from config.texts import Translate
from config.transaction import Committed, Transaction
from directory.people.contact_wording import contact_phones
from directory.people.contacts import DirectoryId

NOT_INSTALLED = {Refusal.NOT_INSTALLED, Refusal.PERSON_UNKNOWN}


@dataclass(frozen=True, slots=True)
class Undelivered:
    """The outbox's hooks, run in the delivery's own transactions."""

    services: Services

    async def on_refused(
        self, connection: AsyncConnection, refused: Post, refusal: Refusal, activity: ActivityJson
    ) -> None:
        """A post will never arrive: the asker, the writer or the form's owner is told."""
        async with working(self.services, connection, Committed()) as work:
            await evidence.bounced(connection, refused.contact_id, refusal, work.now)
            match refused.kind:
                case "receiver":
                    await _question_not_delivered(work, refused, refusal)
                case "message":
                    await _line_not_delivered(work, refused)
                case "asker" if refused.channel_id:
                    await _asker_to_chat(work, refused)
                case _ if refused.targeted:
                    await _to_own_chat(work, refused, activity)
                case _:
                    pass
            if work.afterwards or work.committed.steps:
                raise LookupError("nothing is done after the transaction of a delivery")

    async def on_conversation(self, connection: AsyncConnection, created: Post, conversation_id: str) -> None:
        """A 1:1 conversation was created: the person can be written to there from now on."""
        if created.recipient_aad_object_id and not created.channel_id:
            who = DirectoryId(created.tenant_id, created.recipient_aad_object_id)
            writing = Transaction(connection, self.services.clock())
            await known_writers.remember_conversation(writing, who, created.service_url, conversation_id)


async def _question_not_delivered(work: Work, refused: Post, refusal: Refusal) -> None:
    """The contact is marked unreached and the asker told. What a channel refuses goes to each contact's chat."""
    if refused.consultation_id is None:
        return
    case = await leavers.load(work, refused.consultation_id, lock=True)
    if case.state == "closed":
        return
    if refused.channel_id:
        await _to_each_chat(work, case)
        return
    unreached = next((one for one in case.still_asked if _was_for(one, refused)), None)
    if unreached is None:  # the card of somebody who has no part of the matter by now
        return
    receivers = tuple(
        replace(one, state="unreached", reason=refusal.value) if one == unreached else one for one in case.receivers
    )
    now_case = await becomes(work, case, ask_next(replace(case, receivers=receivers)))
    if own_worker.just_asked(case, now_case):
        await posting_places.post_to_receivers(work, now_case)
    wording: Wording | None = partial(_not_delivered, work, now_case, unreached, refusal)
    if not own_worker.may_name(now_case):
        wording = None if now_case.still_asked else notices.nobody_takes(now_case)
    if wording is not None:
        posts = await posts_of(work, case.number)
        await notices.notify(work, now_case, posts, "asking", wording)


def _was_for(receiver: Receiver, refused: Post) -> bool:
    """Whether the card went to the account that this contact has now."""
    whose = (refused.tenant_id, refused.recipient_aad_object_id)
    return whose == (receiver.person.tenant_id, receiver.person.aad_object_id)


async def _to_each_chat(work: Work, case: Consultation) -> None:
    await posting_places.post_to_contacts(work, case, case.still_asked)


async def _asker_to_chat(work: Work, refused: Post) -> None:
    """The asker's thread could not be opened: the asker follows the matter in their own chat instead."""
    if refused.consultation_id is None:
        return
    case = await leavers.load(work, refused.consultation_id, lock=True)
    if case.asker_left:
        return
    language = in_step.reading_for(work, refused).language
    await posting_places.post_to_askers_chat(work, case, language, refused.service_url)


async def _line_not_delivered(work: Work, refused: Post) -> None:
    """The writer of the line hears that it did not arrive."""
    if refused.consultation_id is None:
        return
    case = await leavers.load(work, refused.consultation_id, lock=True)
    line = next((one for one in case.lines if one.id == refused.message_id), None)
    if line is None:  # wiped meanwhile
        return
    await in_step.keep_in_step(work, case)
    posts = await posts_of(work, case.number)
    await notices.notify(work, case, posts, line.side, partial(_line_lost, case.number))


async def _to_own_chat(work: Work, refused: Post, activity: ActivityJson) -> None:
    """What a channel did not show to one person goes to that person's 1:1 chat instead, a form with its draft."""
    draft = await drafts.of_post(work.connection, refused.id) if refused.id is not None else None
    if draft is not None and draft.number is not None:
        return
    known = await known_writers.find(work, refused.tenant_id, refused.recipient_aad_object_id)
    address = Address(
        refused.tenant_id,
        refused.service_url,
        known.conversation_id if known else "",
        recipient_aad_object_id=refused.recipient_aad_object_id,
        recipient_teams_id=refused.recipient_teams_id,
    )
    about = About(refused.kind, refused.language, refused.consultation_id)
    post_id = await post(work, address, about, dict(activity))
    if draft is not None:
        await drafts.save(work.connection, replace(draft, post_id=post_id))


def _not_delivered(work: Work, case: Consultation, receiver: Receiver, refusal: Refusal, t: Translate) -> str:
    label, name = consultation_label(case.number), receiver.person.name
    if refusal in NOT_INSTALLED:
        told = t(
            "{name} did not get {label}: the bot is not installed for this contact.",
            label=label,
            name=name,
        )
    else:
        told = t("{name} did not get {label}: Teams refused the message.", label=label, name=name)
    contact = work.directory.contacts.get(receiver.contact_id)
    if contact is not None:
        told = " ".join((told, *calls(phone_views(contact_phones(contact, work.now, t)), t)))
    others = [one.person.name for one in case.still_asked]
    if others:
        return f"{told} {t('Still asked: {names}.', names=', '.join(others))}"
    return f"{told} {t('Nobody else was asked. Search for others with /consult.')}"


def _line_lost(number: int, t: Translate) -> str:
    return t(
        "A message in {label} was not delivered: Teams refused it. Call the other side; the number is on the card.",
        label=consultation_label(number),
    )
