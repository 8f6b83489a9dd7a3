"""What follows when a question waits on: whom it is shown to, who is reminded, and what its asker is told."""

from functools import partial

from bot.consultation.reminding import nudging
from bot.consultation.reminding.coordinators import About, tell_coordinators
from bot.consultation.rules.model import Consultation, Receiver
from bot.consultation.sight import notices, posting_places
from bot.consultation.sight.telephones import phone_view, who_helps
from bot.consultation.waiting import clocks
from bot.consultation.waiting.waiting_rules import Waited
from bot.errors import Wording
from bot.outbox.posting import posts_of
from bot.turns.work import Work
from cards.kit.k_number import consultation_label
from cards.kit.person import telephone_in_words
from config.texts import Translate
from directory.people.contact_wording import line_phone, line_title
from directory.reference import KELA


async def move_on(work: Work, case: Consultation, waited: Waited) -> None:
    """Those asked before are reminded, others are asked; where nobody is left, the asker hears whom to call."""
    for receiver in waited.reminded:
        await nudging.nudge(work, receiver.contact_id)
    if waited.asked_now:
        await _ask(work, case, waited.asked_now)
    if waited.nobody_left:
        await tell_asker(work, case, partial(_call_instead, work, case))
        await tell_coordinators(work, case, _waits)


async def tell_asker(work: Work, case: Consultation, told: Wording) -> None:
    """One sentence to the asking side."""
    posts = await posts_of(work, case.number)
    await notices.notify(work, case, posts, "asking", told)


def _call_instead(work: Work, case: Consultation, t: Translate) -> str:
    """What the asker can do now: the numbers that help, with their hours."""
    sentence = t(
        "{label}: nobody has taken it. Do not wait for an answer here. The coordinator has been told.",
        label=consultation_label(case.number),
    )
    return f"{sentence} {_numbers(work, case, t)}".strip()


def with_numbers(work: Work, case: Consultation, told: Wording) -> Wording:
    """Of an urgent question the asker always learns whom to call as well."""
    if not clocks.is_urgent(work.services.reference, case, work.now):
        return told
    return lambda t: f"{told(t)} {_numbers(work, case, t)}".strip()


def _numbers(work: Work, case: Consultation, t: Translate) -> str:
    """The telephone service that answers in the receivers' stead; empty where none is known."""
    whose = who_helps(case)
    line = work.directory.line(whose, "authority" if whose == KELA else "advice")
    phone = phone_view(line_phone(line, work.now, t))
    return f"{line_title(line.kind, t)}: {telephone_in_words(phone, t)}." if line and phone else ""


async def _ask(work: Work, case: Consultation, receivers: tuple[Receiver, ...]) -> None:
    """A card in the chat of each who is asked now; in a channel thread everybody sees the question already."""
    posts = await posts_of(work, case.number)
    if any(one.kind == "receiver" and one.channel_id and one.state in {"pending", "delivered"} for one in posts):
        return
    await posting_places.post_to_contacts(work, case, receivers)


def _waits(about: About, t: Translate) -> str:
    return t(
        "{label} ({place}, {topic}) has not been taken by anybody. The asker has been told whom to call.",
        label=about.label,
        place=about.place,
        topic=about.topic,
    )
