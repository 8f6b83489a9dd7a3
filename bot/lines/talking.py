"""Lines between the two sides: written, edited, deleted; each goes only where its writer chose."""

import asyncio
from dataclasses import dataclass, replace

from bot.consultation.acting import leavers
from bot.consultation.acting.acting import Acting, side_of_channel, someone
from bot.consultation.acting.becoming import becomes
from bot.consultation.rules import model, refusals
from bot.consultation.rules.model import Consultation, Line
from bot.consultation.sight import notices
from bot.consultation.stored import store
from bot.errors import Denied, Expected, Wording
from bot.outbox.posting import posts_of
from bot.privacy.guarding import refuse_identity_codes, refuse_new_personal_data
from bot.turns import known_writers, logged
from bot.turns.bounds import LONGEST_LINE, too_long
from bot.turns.turn import Turn
from bot.turns.work import Work
from bot.upkeep.checks import evidence
from cards.kit.k_number import consultation_label
from config.texts import Translate, texts
from directory.guard.code_pieces import Around
from directory.people.contacts import DirectoryId


@dataclass(frozen=True, slots=True)
class Written:
    """A line as it was given: its text, the key that makes a repetition harmless, and the activity it was typed as."""

    text: str
    key: str
    conversation_id: str = ""
    activity_id: str = ""


async def write(act: Acting, written: Written) -> Consultation:
    """Relays a line to the other side. The first answer of somebody who was asked also takes the matter.

    Raises Expected: empty, too long, with an identity code, or nobody to receive it.
    """
    work, before = act.work, act.case
    check(written.text)
    after = model.answer(before, act.person, work.now, channel_side=act.channel_side)
    side = model.speaker_side(before, act.person, channel_side=act.channel_side)
    new = store.NewLine(
        before.number,
        written.key,
        side,
        act.person,
        written.text,
        work.now,
        written.conversation_id,
        written.activity_id,
    )
    line = await store.add_line(work.connection, new)
    if line is None:
        return before
    case = await act.becomes(replace(after, lines=(*after.lines, line)))
    if await notices.relay(work, case, act.posts, line) == 0:
        raise _nobody_there(case.number)
    contact = work.directory.person(DirectoryId(act.person.tenant_id, act.person.aad_object_id))
    if side == "receiving" and contact is not None:
        await evidence.answered(work.connection, contact.id, work.now)
    logged.note(work, act.turn, "reply", case.number, basis=case.basis)
    return case


async def edit(work: Work, turn: Turn, text: str, number: int | None = None) -> Consultation | None:
    """The writer changed a line in Teams: its copies change too. The matter; None when it was no relayed line.

    `number`: the consultation that the changed line names. Raises Expected when that is another one than before.
    """
    found = await _own_line(work, turn)
    if found is None:
        return None
    case, line = found
    if number not in {None, case.number}:
        raise _stays(case.number)
    if text == line.text and line.deleted_at is None:
        return case
    if case.state == "closed":
        raise refusals.closed(case.number)
    if case.is_paused:
        raise refusals.paused(case.number)
    check(text)
    await check_edit(work, turn, line.text, text, case.said_by(line.author, line.id))
    edited = replace(line, text=text, edited_at=work.now, deleted_at=None)
    logged.note(work, turn, "edit", case.number, basis=case.basis)
    return await becomes(work, case, model.with_line(case, edited))


async def remove(work: Work, turn: Turn) -> bool:
    """The writer deleted a line in Teams: its text is wiped here and in the copies. Whether it was a relayed line."""
    found = await _own_line(work, turn)
    if found is None:
        return False
    case, line = found
    await becomes(work, case, model.with_line(case, replace(line, text="", deleted_at=work.now)))
    logged.note(work, turn, "delete", case.number, basis=case.basis)
    return True


def edited_in_vain(t: Translate) -> str:
    """What is said of an edit of what has not been passed on, or was written by somebody else."""
    return t("An edited message is not read again, so nothing was sent. Write it as a new message.")


async def _own_line(work: Work, turn: Turn) -> tuple[Consultation, Line] | None:
    conversation, activity = turn.place.conversation_id, turn.activity_id
    found = await store.find_line(work.connection, turn.actor.tenant_id, conversation, activity)
    if found is None:
        return None
    not_theirs = Denied(edited_in_vain, code="not_your_line", number=found[0])
    if not found[1].author.is_same_as(someone(work, turn)):
        raise not_theirs
    case = await leavers.load(work, found[0], lock=True)
    channel_side = side_of_channel(work.directory, turn, await posts_of(work, case.number))
    if case.side_of(found[1].author, channel_side) is None:
        raise not_theirs
    return case, next(one for one in case.lines if one.id == found[1].id)


def check(text: str) -> None:
    """Whether a line may be passed on. Raises Expected: empty, too long, or with an identity code."""
    if not text.strip():
        raise Expected(
            lambda t: t("The message is empty, so nothing was sent. Write the message first."),
            code="empty",
            keeps_card=True,
        )
    if len(text) > LONGEST_LINE:
        raise too_long(len(text))
    refuse_identity_codes(text)


async def check_edit(work: Work, turn: Turn, before: str, after: str, around: Around) -> None:
    """Whether an edit may be followed. Raises Expected when it brings new personal data into the line.

    `around`: what the writer says besides in the matter; the line must not become a piece of an identity code.
    """
    t = texts(await known_writers.language(work, turn))
    await asyncio.to_thread(refuse_new_personal_data, before, after, work.directory, t, around)


def _stays(number: int) -> Expected:
    label = consultation_label(number)
    return Expected(
        lambda t: t("An edited message stays in {label}. To send it elsewhere, write a new message.", label=label),
        code="edit_stays",
    )


def _nobody_there(number: int) -> Expected:
    label = consultation_label(number)
    wording: Wording = lambda t: t(  # noqa: E731
        "Nobody on the other side of {label} can be reached here, so nothing was sent. "
        "Call instead; the numbers are on the card.",
        label=label,
    )
    return Expected(wording, code="nobody_there")
