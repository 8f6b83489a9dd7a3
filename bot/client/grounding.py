"""The end of a consent, told by the asking side or come with its last day; and choosing another legal basis."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from bot.access_log.access_log import AccessEntry
from bot.bases.consent_wording import ended_words
from bot.bases.grounds import Ended, EndedWhy, ground_of
from bot.client import withholding
from bot.client.client_fields import AboutClient
from bot.client.revealing import client_place
from bot.consultation.acting import leavers
from bot.consultation.acting.acting import Acting
from bot.consultation.acting.becoming import becomes
from bot.consultation.rules import ground_rules, own_worker
from bot.consultation.rules.model import Consultation, ask_next
from bot.consultation.sight import notices, posting_places
from bot.consultation.stored.store import CONSULTATION
from bot.errors import Expected, Wording
from bot.followups import followup_cards
from bot.followups import store as followups
from bot.outbox.posting import posts_of
from bot.outbox.tables import Post
from bot.privacy.hetu import Hetu
from bot.timers.timer_queue import Timer, set_timers
from bot.turns import logged
from bot.turns.work import Work
from cards.client.ground import destroyed_text, ended_text
from cards.kit.k_number import consultation_label
from config.clock import HELSINKI
from config.texts import Translate
from directory.time.calendar import helsinki_date

KIND = "consent"
ENDED, EXPIRED, CHANGED = "consent_ended", "consent_expired", "basis_changed"
"""What the access log calls it: told by the asking side, come with the last day, and another basis chosen."""


async def end(act: Acting, why: EndedWhy) -> Consultation:
    """The consent has been withdrawn or narrowed: the client's code is destroyed and both sides learn it.

    Raises Expected for anybody but the asking side, and when there is no consent behind the matter.
    """
    after = ground_rules.end_consent(act.case, act.person, why, act.work.now, channel_side=act.channel_side)
    if after == act.case:
        return act.case
    case = await withholding.withhold(act.work, await act.becomes(after))
    await _follow_ups_in_step(act.work, case)
    await notices.notify(act.work, case, await _posts(act.work, case), "receiving", _paused(case))
    logged.note(act.work, act.turn, ENDED, case.number, basis=_logged(case))
    return case


async def change(act: Acting, about: AboutClient) -> Consultation:
    """The matter goes on on another basis, about the same client or none.

    Raises Expected: not the asking side, or the code of another client.
    """
    work = act.work
    ground = ground_of(about.basis, about.consent)
    after = ask_next(ground_rules.stand_on(act.case, ground, act.person, channel_side=act.channel_side))
    pseudonym = await _same_client(act, about.client) if about.client else ""
    case = await act.becomes(after)
    if about.client is not None:
        await _seal(work, case, about.client, pseudonym)
    if own_worker.just_asked(act.case, case):
        await posting_places.post_to_receivers(work, case)
    else:
        await withholding.bring_the_question(work, case)
    await watch(work, case)
    await notices.notify(work, case, act.posts, "receiving", _changed(case))
    logged.note(work, act.turn, CHANGED, case.number, basis=_logged(case), pseudonym=pseudonym)
    return case


async def watch(work: Work, case: Consultation) -> None:
    """Sets the clock of a consent with a last day: it ends when that day is over in Finland."""
    given = case.ground.consent if case.ground else None
    if given is None or given.until is None:
        return
    midnight = datetime.combine(given.until + timedelta(days=1), datetime.min.time(), HELSINKI)
    timer = Timer(KIND, f"{KIND}/{case.number}", given.until.isoformat(), midnight.astimezone(UTC))
    await set_timers(work.connection, [timer], work.now)


async def expire(work: Work, timer: Timer) -> datetime | None:
    """The last day of a consent is over. Nothing for a matter that is closed and keeps no client, or stands on
    something else by now."""
    before = await leavers.load(work, int(timer.subject.partition("/")[2]), lock=True)
    given = before.ground.consent if before.ground else None
    over = before.state == "closed" and before.client != "sealed"
    if over or given is None or not given.has_expired(helsinki_date(work.now)):
        return None
    after = ground_rules.ended(before, "expired", work.now)
    if after == before:
        return None
    case = await withholding.withhold(work, await becomes(work, before, after))
    await _follow_ups_in_step(work, case)
    posts = await _posts(work, case)
    await notices.notify(work, case, posts, "asking", _paused(case))
    await notices.notify(work, case, posts, "receiving", _paused(case))
    entry = AccessEntry(work.now, "", "", case.asking_organisation, EXPIRED, case.number, basis=_logged(case))
    work.log(entry)
    return None


async def _follow_ups_in_step(work: Work, case: Consultation) -> None:
    """The cards of a closed matter's follow-up show its client no more."""
    followup = await followups.load(work.connection, case.number) if case.state == "closed" else None
    if followup is not None:
        await followup_cards.keep_in_step(work, case, followup)


async def _posts(work: Work, case: Consultation) -> tuple[Post, ...]:
    return await posts_of(work, case.number)


async def _same_client(act: Acting, client: Hetu) -> str:
    """The client's pseudonym, when it is the client whom the matter is about or the first one named in it."""
    case, work = act.case, act.work
    made = work.services.pseudonymiser.pseudonym(client, case.asking_organisation, case.receiving_organisation)
    known = await work.connection.scalar(
        select(CONSULTATION.c.client_pseudonym).where(CONSULTATION.c.number == case.number)
    )
    if known and known != made:
        raise Expected(
            lambda t: t("This is not the client of the question. Ask about another client with /consult."),
            code="another_client",
            keeps_card=True,
        )
    return made


async def _seal(work: Work, case: Consultation, client: Hetu, pseudonym: str) -> None:
    this = CONSULTATION.c.number == case.number
    draft = await work.connection.scalar(select(CONSULTATION.c.draft).where(this))
    code = work.services.sealer.seal(client.in_clear(), client_place(str(draft)))
    await work.connection.execute(
        update(CONSULTATION).where(this).values(client_sealed=code, client_pseudonym=pseudonym)
    )


def _logged(case: Consultation) -> str:
    return case.ground.logged if case.ground else case.basis


def _paused(case: Consultation) -> Wording:
    label, ended = consultation_label(case.number), _end_of(case)

    text = ended_text if case.state != "closed" else destroyed_text

    def wording(t: Translate) -> str:
        return f"{label}: {ended_words(ended, t)}. {text(t)}"

    return wording


def _end_of(case: Consultation) -> Ended:
    if case.ground is None or case.ground.ended is None:
        raise LookupError("only an ended consent is told of")
    return case.ground.ended


def _changed(case: Consultation) -> Wording:
    label = consultation_label(case.number)
    if case.client == "sealed":
        return lambda t: t("{label} goes on: the legal basis has been changed.", label=label)
    return lambda t: t("{label} goes on in general: do not write of the client any more.", label=label)
