"""The forms of an area's rule and telephone services as one coordinator begins them."""

from bot.consultation.sight.options import topic_options
from bot.upkeep.areas.typed_rules import HERE, lines_of
from bot.upkeep.areas.views import RuleReader
from cards.areas.area_form import AreaFormView, ChoiceView, LineFieldsView, LinesFormView
from cards.areas.area_plan import AreaPlanFormView, AreaPlanView
from cards.kit.template import Option
from config.texts import LANGUAGES, Translate
from directory.areas.areas import FALL_BACKS, PREFERENCES, URGENCIES, WHO_MAY_ASK, AreaRule, ServiceLine
from directory.areas.plan_wording import action_words, plan_rows, when_words
from directory.areas.plans import (
    TAKEN_ACTIONS,
    USUAL,
    WAITING_ACTIONS,
    Action,
    After,
    Morning,
    Step,
    write_when,
)
from directory.areas.rule_wording import (
    begun,
    fall_back_words,
    languages_words,
    place_words,
    prefers_words,
    urgency_rule_words,
    who_words,
)
from directory.naming import organisation_name
from directory.people.contact_wording import line_name
from directory.reference import KELA
from directory.time.calendar import WORKING_WEEK
from directory.time.time_wording import full_day_words, hours_words

OFFERED_MOMENTS: tuple[After | Morning, ...] = (
    *(After(hours) for hours in (0.5, 1, 2, 3, 4, 6, 8, 16)),
    *(Morning(days, hour) for days in (1, 2) for hour in (8, 9, 10, 11, 13)),
)
"""When a step of a plan may come, in the form; a file may say other moments."""


def form_view(reader: RuleReader, area: str, channel_here: str, second: tuple[str, ...]) -> AreaFormView:
    """The form, filled with the rule in force today. `channel_here`: the channel in which it is opened."""
    t, rule = reader.t, reader.directory.rule_on(area, reader.today)
    planned = [one.valid_from for one in reader.directory.rules.get(area, ()) if one.valid_from > reader.today]
    return AreaFormView(
        area=area,
        topics=() if area == KELA else topic_options(reader.reference, reader.language),
        name=organisation_name(reader.reference, area, reader.language),
        valid_from=reader.today.isoformat(),
        choices=_choices(rule, channel_here, t),
        working_hours=hours_words(rule.working_hours or WORKING_WEEK, t),
        website=rule.website,
        source=rule.source,
        second=_second_words(second, t),
        planned=tuple(
            t("A rule is planned from {date}. The same day replaces it.", date=full_day_words(day, t))
            for day in planned
        ),
    )


def plan_view(reader: RuleReader, area: str) -> AreaPlanView:
    """The plan in force today."""
    rule = reader.directory.rule_on(area, reader.today)
    name = organisation_name(reader.reference, area, reader.language)
    return AreaPlanView(area, name, plan_rows(rule.escalation, reader.t), may_edit=reader.coordinates == area)


def plan_form_view(reader: RuleReader, area: str, second: tuple[str, ...]) -> AreaPlanFormView:
    """The form of the plan, one choice per step, filled with the plan in force today."""
    t, plan = reader.t, reader.directory.rule_on(area, reader.today).escalation or USUAL
    parts = (("waiting", plan.waiting, WAITING_ACTIONS), ("taken", plan.taken, TAKEN_ACTIONS))
    names = (name for name, _ in plan_rows(plan, t))
    return AreaPlanFormView(
        area=area,
        name=organisation_name(reader.reference, area, reader.language),
        valid_from=reader.today.isoformat(),
        second=_second_words(second, t),
        clocks=tuple(
            (name, tuple(_step_choice(clock, action, steps, t) for action in actions))
            for name, (clock, steps, actions) in zip(names, parts, strict=True)
        ),
    )


def _step_choice(clock: str, action: Action, steps: tuple[Step, ...], t: Translate) -> ChoiceView:
    """When a step comes; the coordinator always hears of a question that nobody takes."""
    chosen = next((step.when for step in steps if step.action == action), None)
    moments = OFFERED_MOMENTS if chosen is None or chosen in OFFERED_MOMENTS else (chosen, *OFFERED_MOMENTS)
    never = () if (clock, action) == ("waiting", "coordinator") else (Option("none", "–"),)
    options = (*never, *(Option(write_when(when), begun(when_words(when, t))) for when in moments))
    label = begun(action_words(action, t))
    return ChoiceView(f"{clock}_{action}", label, options, write_when(chosen) if chosen else "none")


def _second_words(names: tuple[str, ...], t: Translate) -> str:
    """Who accepts a change of the rule."""
    if names:
        return t("Another coordinator accepts the change: {names}.", names=", ".join(names))
    return t("Another coordinator accepts the change.")


def lines_view(reader: RuleReader, area: str, typed: ServiceLine | None = None) -> LinesFormView:
    """The telephone services as a form, one of them perhaps as it has just been typed."""
    found = [
        (kind, typed if typed and typed.kind == kind else reader.directory.line(area, kind)) for kind in lines_of(area)
    ]
    return LinesFormView(
        area,
        organisation_name(reader.reference, area, reader.language),
        tuple(
            LineFieldsView(
                kind,
                begun(line_name(kind, reader.t)),
                line.phone if line else "",
                hours_words(line.hours, reader.t) if line and line.hours else "",
            )
            for kind, line in found
        ),
    )


def _choices(rule: AreaRule, channel_here: str, t: Translate) -> tuple[ChoiceView, ...]:
    who = ChoiceView(
        "who_may_ask",
        t("Who asks the counties") if rule.area == KELA else t("Who asks Kela"),
        tuple(Option(one, begun(who_words(one, rule.area, t))) for one in WHO_MAY_ASK),
        rule.who_may_ask,
    )
    languages = ChoiceView(
        "languages",
        t("Languages"),
        tuple(Option(one, begun(languages_words((one,), t))) for one in LANGUAGES),
        ",".join(rule.languages),
        several=True,
    )
    if rule.area == KELA:
        return who, _place_choice(rule, channel_here, t), languages
    urgency = tuple(Option(one, begun(urgency_rule_words(one, t))) for one in URGENCIES)
    prefers = tuple(Option(one, begun(prefers_words(one, t))) for one in PREFERENCES)
    return (
        who,
        ChoiceView("urgency", t("Urgent matters"), urgency, rule.urgency),
        ChoiceView("prefers", t("Kela contacts first"), prefers, rule.prefers),
        _place_choice(rule, channel_here, t),
        languages,
        *_fall_back_choices(rule, t),
    )


def _place_choice(rule: AreaRule, channel_here: str, t: Translate) -> ChoiceView:
    options = [Option("chat", begun(place_words("chat", t)))]
    if rule.channel_id:
        options.append(Option("channel", begun(place_words("channel", t))))
    if channel_here and channel_here != rule.channel_id:
        options.append(Option(HERE, t("In this channel")))
    return ChoiceView("place", t("A question opens"), tuple(options), rule.place)


def _fall_back_choices(rule: AreaRule, t: Translate) -> tuple[ChoiceView, ...]:
    options = (Option("none", "–"), *(Option(one, begun(fall_back_words(one, t))) for one in FALL_BACKS))
    return tuple(
        ChoiceView(
            f"fall_back_{place + 1}",
            t("If nobody is named, {number}.", number=place + 1),
            options,
            rule.fall_backs[place] if place < len(rule.fall_backs) else "none",
        )
        for place in range(len(FALL_BACKS))
    )
