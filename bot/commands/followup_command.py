"""`/followup`, `/followup K-1042 9.12. tarkista päätös`, and a follow-up's buttons."""

from datetime import date

from bot.asking import form_opening
from bot.asking.composing import Wanted
from bot.consultation.acting import leavers
from bot.consultation.acting.acting import Acting, acting, someone
from bot.consultation.rules import refusals
from bot.consultation.rules.model import Consultation, Side, Someone
from bot.consultation.sight import notices
from bot.consultation.sight.reader_view import Reading
from bot.errors import Expected, Wording
from bot.followups import followup_cards, setting, store
from bot.followups.model import LONGEST_AHEAD, Followup, first_reminder
from bot.privacy.guarding import refuse_pieces
from bot.retention import offering
from bot.turns import known_writers, logged
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import PARTY, in_role
from bot.turns.command import Button, Command
from bot.turns.pressed import answer_with_card, becomes_case
from bot.turns.services import Services
from bot.turns.speaking import say, show
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin, looking
from cards.buttons.time_data import FollowupData
from cards.kit.k_number import consultation_label, leading_number
from cards.time.followup import FollowupListView, FollowupRowView, followup_list_card
from config.texts import texts
from directory.reading.reading import Reading as Read
from directory.reference import KELA
from directory.time.calendar import helsinki_date
from directory.time.moments import MomentError, find_moment
from directory.time.time_wording import weekday_words


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """Lists what the writer comes back to, or sets a follow-up of an open or closed matter."""
    async with begin(services, turn) as work:
        if not rest.strip():
            return await _list(work, turn)
        found = leading_number(rest)
        if found is None:
            raise _not_understood()
        act = await acting(work, turn, found.number)
        await _set(act, found.rest)
    return NoAnswer()


async def press(services: Services, turn: Turn, press: Press, data: FollowupData) -> Answer:
    """Handled, moved by a week, gone on with, or opened from the list."""
    if data.step == "ask":
        return await form_opening.begin_form(services, turn, await _wanted(services, turn, data.consultation))
    async with begin(services, turn) as work:
        act = await acting(work, turn, data.consultation)
        followup = await _followup_of(act)
        if data.seen == followup.due_on.isoformat() and followup.state != "done":
            if data.step == "done":
                act, followup = await setting.handle(act, followup)
            elif data.step == "week":
                act, followup = await setting.move(act, followup)
            await offering.follow_up_changed(work, act.case)
        reading = await _reading(work, turn)
        await becomes_case(work, turn, press, act.case.number, followup_cards.CARD)
        return await answer_with_card(work, turn, press, followup_cards.card_of(reading, act.case, followup))


async def _followup_of(act: Acting) -> Followup:
    setting.check_party(act)
    followup = await store.load(act.work.connection, act.case.number)
    if followup is None:
        raise refusals.stale_form()
    return followup


async def _set(act: Acting, words: str) -> None:
    """The day and the note; the other side hears of it at once."""
    work, case = act.work, act.case
    setting.check_party(act)
    day, note = _day_and_note(words, work)
    refuse_pieces(note, case.said_by(act.person))
    if note and case.is_paused:
        raise refusals.paused(case.number)
    followup = await setting.begin(work, case.number, day, setting.check_note(note, work.directory))
    case = (await setting.with_client(act, followup)).case
    await offering.follow_up_changed(work, case)
    day = helsinki_date(first_reminder(followup))  # of a Sunday it is Monday
    t = texts(await known_writers.language(work, act.turn))
    label = consultation_label(case.number)
    told = t("I will remind both sides of {label} {date}.", label=label, date=weekday_words(day, t))
    await say(work, act.turn, told, number=case.number)
    side = case.side_of(act.person, act.channel_side)
    other: Side = "receiving" if side == "asking" else "asking"
    await notices.notify(work, case, act.posts, other, _is_set(act, day))
    logged.note(work, act.turn, setting.KIND, case.number, basis=case.basis)


def _day_and_note(words: str, work: Work) -> tuple[date, str]:
    try:
        found = find_moment(words, work.now)
    except MomentError as error:
        raise _not_understood() from error
    today = helsinki_date(work.now)
    if found.moment is None:
        raise _not_understood()
    day = helsinki_date(found.moment)
    if not today <= day <= today + LONGEST_AHEAD:
        raise Expected(
            lambda t: t("Choose a follow-up date from today on, within a year. Nothing was changed."),
            code="followup_out_of_range",
        )
    return day, found.rest


def _is_set(act: Acting, day: date) -> Wording:
    label, name = consultation_label(act.case.number), act.person.name
    return lambda t: t(
        "{label}: {name} set a follow-up {date}. Both sides are reminded then.",
        label=label,
        name=name,
        date=weekday_words(day, t),
    )


async def _list(work: Work, turn: Turn) -> Answer:
    reading, person = await _reading(work, turn), someone(work, turn)
    followups = await store.of_person(work.connection, person)
    mine = [await _row(reading, work, one) for one in followups if await _is_theirs(work, one, person)]
    keeper = in_role(work.directory, turn, "coordinator")
    left: list[FollowupRowView] = []
    if keeper is not None:
        shown = {one.consultation for one in mine}
        others = [
            one for one in await store.left_in(work.connection, [keeper.organisation.code]) if one.number not in shown
        ]
        left = [await _row(reading, work, one, takes_part=False) for one in others]
    card = followup_list_card(FollowupListView(tuple(mine), tuple(left)), reading.t)
    await show(work, turn, card)
    return NoAnswer()


async def _is_theirs(work: Work, followup: Followup, person: Someone) -> bool:
    return (await leavers.load(work, followup.number)).side_of(person) is not None


async def _row(reading: Reading, work: Work, followup: Followup, *, takes_part: bool = True) -> FollowupRowView:
    """Where and what about; who takes part opens it."""
    case = await leavers.load(work, followup.number)
    return FollowupRowView(
        consultation=case.number,
        topic=reading.topic(case),
        place=reading.place(case),
        day=weekday_words(followup.due_on, reading.t),
        seen=followup.due_on.isoformat(),
        can_open=takes_part,
    )


async def _wanted(services: Services, turn: Turn, number: int) -> Wanted:
    """A new question about the same place and topic, from the presser's side to the other."""
    async with looking(services) as work:
        act = await acting(work, turn, number, lock=False)
        setting.check_party(act)
        return Wanted(_again(act.case, turn, work), within_kela=act.case.county_side is None)


def _again(case: Consultation, turn: Turn, work: Work) -> Read:
    organisation = work.directory.organisation_of_tenant(turn.actor.tenant_id)
    if organisation is not None and organisation.kind == "county":
        return Read("ok", KELA, "", case.topic)
    return Read("ok", case.area, case.municipality, case.topic)


async def _reading(work: Work, turn: Turn) -> Reading:
    return Reading(work.services, work.directory, await known_writers.language(work, turn), work.now)


def _not_understood() -> Expected:
    return Expected(
        lambda t: t(
            "The question or the date was not understood. Type for example: /followup K-1042 9.12. check the decision"
        ),
        code="followup_not_understood",
    )


COMMAND = Command(
    name="followup",
    aliases=("seuranta", "uppföljning"),
    example=lambda t: t("/followup K-1042 9.12. check the decision"),
    help=lambda t: t("List follow-ups, or set one"),
    run=run,
    order=23,
    in_manifest=False,
)
PRESSES = (Button(FollowupData, press),)
NEEDS = {"/followup": PARTY, "consultation.followup": PARTY}
