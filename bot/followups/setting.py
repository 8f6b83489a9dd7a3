"""Setting a follow-up, moving it and handling it: by either side, and both sides see it."""

from dataclasses import replace
from datetime import date

from bot.consultation.acting.acting import Acting
from bot.consultation.rules import keeping
from bot.errors import Expected
from bot.followups import followup_cards, model, store
from bot.followups.model import Followup
from bot.privacy.guarding import refuse_identity_codes, refuse_personal_data
from bot.timers.timer_queue import Timer, set_timers
from bot.turns import logged
from bot.turns.work import Work
from directory.people.contacts import Directory
from directory.time.calendar import helsinki_date

KIND = "followup"
LONGEST_NOTE = 200


def check_note(note: str, directory: Directory) -> str:
    """The note as it is kept, on one line. Raises Expected: too long, or with personal data."""
    kept = " ".join(note.split())
    if len(kept) > LONGEST_NOTE:
        raise Expected(
            lambda t: t("Shorten the note to {limit} characters. Nothing was changed.", limit=LONGEST_NOTE),
            code="note_too_long",
            keeps_card=True,
        )
    refuse_identity_codes(kept)
    refuse_personal_data(kept, directory)
    return kept


def check_party(act: Acting) -> None:
    """Whether the follow-up is the actor's. Raises Expected."""
    deputy = model.deputy_of_taker(act.case, act.work.directory, helsinki_date(act.work.now))
    model.check_party(act.case, act.person, channel_side=act.channel_side, deputy=deputy)


async def begin(work: Work, number: int, due_on: date, note: str) -> Followup:
    """A follow-up from now on, in the place of an earlier one; its note has been checked."""
    followup = Followup(number, due_on, note, work.now)
    await _keep(work, followup)
    return followup


async def move(act: Acting, followup: Followup) -> tuple[Acting, Followup]:
    """*Siirrä viikolla*: both sides' cards show the new day; the matter as it then is."""
    check_party(act)
    moved = model.move(followup, act.work.now)
    await _keep(act.work, moved)
    return await _followed(act, moved), moved


async def handle(act: Acting, followup: Followup) -> tuple[Acting, Followup]:
    """*Hoidettu*: nobody is reminded any more, and a client who was kept for it is destroyed."""
    check_party(act)
    handled = replace(followup, state="done")
    await store.save(act.work.connection, handled)
    return await _followed(act, handled), handled


async def with_client(act: Acting, followup: Followup) -> Acting:
    """The matter with its client kept for the follow-up's day, or destroyed when that is over."""
    day = followup.due_on if followup.state == "open" else None
    after = keeping.follow(act.case, day, act.work.now)
    return act if after == act.case else replace(act, case=await act.becomes(after))


async def _followed(act: Acting, followup: Followup) -> Acting:
    after = await with_client(act, followup)
    await followup_cards.keep_in_step(after.work, after.case, followup)
    logged.note(after.work, after.turn, KIND, after.case.number, basis=after.case.basis)
    return after


async def _keep(work: Work, followup: Followup) -> None:
    await store.save(work.connection, followup)
    timer = Timer(KIND, f"{KIND}/{followup.number}", followup.step, model.first_reminder(followup))
    await set_timers(work.connection, [timer], work.now)
