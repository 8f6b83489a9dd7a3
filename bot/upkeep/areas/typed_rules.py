"""Changing the own organisation's rule and telephone services: a filled form, checked, and the change it asks for."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from bot.errors import Expected
from bot.privacy.guarding import refuse_identity_codes
from bot.turns.authorisation import Member
from bot.turns.turn import Turn
from bot.turns.work import Work
from bot.upkeep.changes.changing import Request, change
from bot.upkeep.changes.model import Change
from cards.buttons.area_data import AreaSaveData, RuleFields
from config.texts import LANGUAGES, Translate
from directory.areas.areas import (
    FALL_BACKS,
    PREFERENCES,
    URGENCIES,
    WHO_MAY_ASK,
    AreaRule,
    FallBack,
    LineKind,
    ServiceLine,
    ThreadPlace,
)
from directory.areas.plans import TAKEN_ACTIONS, USUAL, WAITING_ACTIONS, Plan, Step, in_order, read_when
from directory.areas.web_addresses import is_web_address
from directory.people.contacts import DirectoryContent
from directory.records.changes import put, without
from directory.reference import KELA
from directory.time.calendar import helsinki_date
from directory.time.hours import HoursError, WeeklyHours, parse_hours

AHEAD_AT_MOST = timedelta(days=730)
LONGEST = 200
NO_STEP = "none"
PHONE = re.compile(r"\+?[0-9][0-9 ]{1,24}")
TYPED_LINE = re.compile(r"(\S+)\s+(\+?[0-9][0-9 ]{0,23}[0-9])\s*(.*)")
LINE_WORDS: Mapping[str, LineKind] = {
    **dict.fromkeys(("advice", "neuvonta", "rådgivning"), "advice"),
    **dict.fromkeys(("on-call", "päivystys", "sosiaalipäivystys", "jour", "socialjour"), "on_call"),
    **dict.fromkeys(("authority", "viranomaislinja", "myndighetslinje"), "authority"),
    **dict.fromkeys(("client", "palvelunumero", "servicenummer"), "client"),
    **dict.fromkeys(("emergency", "hätänumero", "nödnummer"), "emergency"),
}
HERE = "here"
"""The place of a form filled in a channel: that very channel."""
T = TypeVar("T", bound=str)


def lines_of(organisation: str) -> tuple[LineKind, ...]:
    """The telephone services that an organisation has."""
    return ("authority", "client", "emergency") if organisation == KELA else ("advice", "on_call")


async def save_rule(work: Work, turn: Turn, data: AreaSaveData, editor: Member) -> Change:
    """The filled form becomes the rule from its day on; another coordinator accepts it. Raises Expected."""
    rule = filled_rule(work, turn, data, editor)
    request = Request("area_rule", lambda known: put(known, rule), data.why)
    return await change(work, turn, request)


def filled_rule(work: Work, turn: Turn, fields: RuleFields, editor: Member) -> AreaRule:
    """The rule that the form asks for; one that says what the present one does only confirms it. Raises Expected."""
    today = helsinki_date(work.now)
    before = work.directory.rule_on(editor.organisation.code, today)
    rule = read_rule(fields, turn, before, today)
    same = replace(rule, valid_from=before.valid_from, checked_on=before.checked_on) == before
    return replace(rule, valid_from=before.valid_from) if same else rule


async def save_plan(work: Work, turn: Turn, data: AreaSaveData, editor: Member) -> Change:
    """The chosen steps become the plan from their day on, also of rules that are planned after it. Raises Expected."""
    area, today = editor.organisation.code, helsinki_date(work.now)
    before, plan = work.directory.rule_on(area, today), _plan(data)
    kept = None if plan == USUAL else plan
    day = before.valid_from if kept == before.escalation else _day(data, today)
    later = [one for one in work.directory.rules.get(area, ()) if one.valid_from > day]
    rules = [replace(before, valid_from=day, escalation=kept), *(replace(one, escalation=kept) for one in later)]
    return await change(work, turn, Request("area_rule", lambda known: put(known, *rules), data.why))


async def save_lines(work: Work, turn: Turn, data: AreaSaveData, editor: Member) -> Change:
    """The filled form becomes the telephone services at once. Raises Expected."""
    owner = editor.organisation.code
    read = [_line(data, owner, kind) for kind in lines_of(owner)]
    kept = [one for one in read if one.phone]
    gone = [one for one in read if not one.phone]

    def wanted(known: DirectoryContent) -> DirectoryContent:
        return put(without(known, *gone), *kept)

    return await change(work, turn, Request("service_line", wanted, data.why))


def typed_line(words: str, owner: str) -> ServiceLine | None:
    """A telephone service as it is typed: `neuvonta 05 000 0002 ma-pe 9-11`; None for other words. Raises Expected."""
    found = TYPED_LINE.fullmatch(words)
    kind = LINE_WORDS.get(found[1].casefold()) if found else None
    if found is None or kind not in lines_of(owner):
        return None
    refuse_identity_codes(words)
    return ServiceLine(owner, kind, found[2], _hours(found[3]))


def read_rule(fields: RuleFields, turn: Turn, before: AreaRule, today: date) -> AreaRule:
    """The rule of a filled form, confirmed today by its own organisation. Raises Expected; the form stays as it is."""
    website, source = fields.website, fields.source
    refuse_identity_codes(website, source)
    if website and not is_web_address(website):
        raise _wrong(lambda t: t("A website begins with https://. Nothing was changed."), "website")
    if max(len(website), len(source)) > LONGEST:
        raise _wrong(lambda t: t("{limit} characters fit in a field. Nothing was changed.", limit=LONGEST), "too_long")
    rule = replace(
        before,
        valid_from=_day(fields, today),
        state="agreed",
        who_may_ask=_one_of(fields.who_may_ask, WHO_MAY_ASK, before.who_may_ask),
        urgency=_one_of(fields.urgency, URGENCIES, before.urgency),
        prefers=_one_of(fields.prefers, PREFERENCES, before.prefers),
        working_hours=_hours(fields.working_hours),
        languages=tuple(one for one in LANGUAGES if one in fields.languages.split(",")),
        fall_backs=_fall_backs(fields, before),
        website=website,
        source=source,
        checked_on=today,
    )
    return _placed(rule, fields.place, turn)


def _placed(rule: AreaRule, wanted: str, turn: Turn) -> AreaRule:
    places: dict[str, ThreadPlace] = {"chat": "chat", "channel": "channel", HERE: "channel"}
    place = places.get(wanted, rule.place)
    if wanted == HERE:
        if turn.place.kind != "channel":
            raise _wrong(
                lambda t: t("Open the form in the channel in which questions are to open: /area edit."), "no_channel"
            )
        return replace(rule, place=place, team_id=turn.place.team_id, channel_id=turn.place.channel_id)
    if place == "channel" and not rule.channel_id:
        raise _wrong(
            lambda t: t("Open the form in the channel in which questions are to open: /area edit."), "no_channel"
        )
    return replace(rule, place=place)


def _day(fields: RuleFields, today: date) -> date:
    try:
        day = date.fromisoformat(fields.valid_from)
    except ValueError as error:
        raise _wrong(lambda t: t("Choose the day from which the rule is in force."), "bad_date") from error
    if day < today:
        raise _wrong(
            lambda t: t("A rule cannot begin in the past. Choose today or a later day. Nothing was changed."), "past"
        )
    if day > today + AHEAD_AT_MOST:
        raise _wrong(lambda t: t("A rule begins within two years. Nothing was changed."), "far_ahead")
    return day


def _plan(data: AreaSaveData) -> Plan:
    """Each step by its field, `waiting_remind` and so on; a step without a moment does not happen."""
    waiting, taken = (
        tuple(Step(action, when) for action in actions if (when := read_when(chosen.get(action, ""))) is not None)
        for chosen, actions in ((data.waiting, WAITING_ACTIONS), (data.taken, TAKEN_ACTIONS))
    )
    if not any(step.action == "coordinator" for step in waiting):
        raise _wrong(lambda t: t("Choose when the coordinator is told. Nothing was changed."), "no_coordinator")
    chosen_moments = [data.waiting.get(one, "") for one in WAITING_ACTIONS]
    chosen_moments += [data.taken.get(one, "") for one in TAKEN_ACTIONS]
    if any(read_when(one) is None for one in chosen_moments if one not in {"", NO_STEP}):
        raise _wrong(lambda t: t("Choose each step from its list. Nothing was changed."), "no_such_moment")
    return Plan(in_order(waiting), in_order(taken))


def _fall_backs(fields: RuleFields, before: AreaRule) -> tuple[FallBack, ...]:
    written = [fields.fall_backs.get(str(number), "") for number in range(1, len(FALL_BACKS) + 1)]
    chosen = [known for value in written for known in FALL_BACKS if known == value]
    if len(set(chosen)) < len(chosen):
        raise _wrong(
            lambda t: t("The same way is there twice under 'If nobody is named'. Nothing was changed."), "twice"
        )
    return tuple(chosen) or before.fall_backs


def _hours(written: str) -> WeeklyHours | None:
    try:
        return parse_hours(written) if written else None
    except HoursError as error:
        raise _wrong(
            lambda t: t('"{value}" is not read as hours. Write for example ma-pe 9-10.', value=written[:40]),
            "bad_hours",
        ) from error


def _line(data: AreaSaveData, owner: str, kind: LineKind) -> ServiceLine:
    phone, hours = data.phones.get(kind, ""), data.hours.get(kind, "")
    refuse_identity_codes(phone, hours)
    if phone and not PHONE.fullmatch(phone):
        raise _wrong(
            lambda t: t('"{value}" is not a telephone number. Nothing was changed.', value=phone[:40]), "bad_phone"
        )
    return ServiceLine(owner, kind, phone, _hours(hours))


def _one_of(chosen: str, allowed: Iterable[T], before: T) -> T:
    return next((one for one in allowed if one == chosen), before)


def _wrong(sentence: Callable[[Translate], str], code: str) -> Expected:
    return Expected(sentence, code=code, keeps_card=True)
