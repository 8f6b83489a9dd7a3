"""The cards of an area's rule for one reader: as it is today, and tried out at a moment."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.consultation.sight.options import topic_options
from bot.consultation.sight.telephones import phone_view
from bot.upkeep.areas.typed_rules import lines_of
from bot.upkeep.changes.model import Change, change_label
from cards.areas.area_rule import AreaRuleView, RuleChangeView
from cards.areas.area_simulation import AreaSimulationView, SimulatedRowView
from config.texts import Language, Translate, texts
from directory.areas.areas import AreaRule, next_change
from directory.areas.rule_wording import begun, rule_changes, rule_rows, since_words, trust_words
from directory.naming import organisation_name, place_name
from directory.people.contact_wording import line_name, line_phone
from directory.people.contacts import Directory, directory_of
from directory.records.changes import ChangedMeanwhile, Changeset, applied
from directory.reference import KELA, Reference
from directory.routing.simulating import Case, simulate
from directory.routing.simulation_wording import compared
from directory.time.calendar import WORKING_WEEK, helsinki_date, phone_state
from directory.time.time_wording import full_day_words, full_moment_words, phone_state_words, weekday_words


@dataclass(frozen=True, slots=True)
class DraftRule:
    """A rule that is not in force yet: a change that waits, or a form being filled."""

    edits: Changeset
    label: str
    """ "M-12", or words for what has no number yet."""


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Who looks at rules, at what moment, over which directory."""

    directory: Directory
    reference: Reference
    language: Language
    now: datetime
    coordinates: str = ""
    """Code of the organisation whose coordinator reads; empty for anybody else."""

    @property
    def t(self) -> Translate:
        """The reader's translator."""
        return texts(self.language)

    @property
    def today(self) -> date:
        """The Finnish date."""
        return helsinki_date(self.now)


def rule_view(reader: RuleReader, area: str, waiting: tuple[Change, ...]) -> AreaRuleView:
    """The rule in force today, what stands beside it, and what changes next."""
    t, directory = reader.t, reader.directory
    rule = directory.rule_on(area, reader.today)
    lines = [line for kind in lines_of(area) if (line := directory.line(area, kind))]
    return AreaRuleView(
        area=area,
        name=organisation_name(reader.reference, area, reader.language),
        trust=" ".join(part for part in (_since(rule, t), trust_words(rule, t)) if part),
        rows=tuple((name, _with_state(rule, name, words, reader)) for name, words in rule_rows(rule, t)),
        lines=tuple(
            (begun(line_name(one.kind, t)), phone)
            for one in lines
            if (phone := phone_view(line_phone(one, reader.now, t)))
        ),
        contacts=_contacts(directory, area, t),
        change=_next_change(reader, rule),
        waiting=_waiting(waiting, t),
        may_edit=reader.coordinates == area,
        topics=() if area == KELA else topic_options(reader.reference, reader.language),
    )


def simulation_view(reader: RuleReader, case: Case, draft: DraftRule | None, when: str) -> AreaSimulationView:
    """What would happen, and beside it what the draft would make of it."""
    reference, t = reader.reference, reader.t
    now = simulate(case, reader.directory, reference)
    by_draft = simulate(case, with_draft, reference) if (with_draft := _with(reader.directory, draft)) else None
    topic = reference.topics[case.topic].name(reader.language) if case.topic else t("any topic")
    place = place_name(reference, case.area, case.municipality, reader.language)
    day = weekday_words(helsinki_date(case.moment), t).split(" ", 1)[0]
    return AreaSimulationView(
        area=case.area,
        title=f"{place} · {topic[:1].lower()}{topic[1:]}",
        moment=f"{day} {full_moment_words(case.moment, t)}",
        rows=tuple(SimulatedRowView(row.label, row.now, row.draft) for row in compared(now, by_draft, t)),
        draft=draft.label if draft and by_draft else "",
        topics=topic_options(reference, reader.language),
        topic=reference.topics[case.topic].name(reader.language) if case.topic else "",
        when=when,
    )


def _with(directory: Directory, draft: DraftRule | None) -> Directory | None:
    """The directory as the draft would make it; None when it can no longer be made."""
    try:
        return directory_of(applied(directory.content, draft.edits), before=directory) if draft else None
    except ChangedMeanwhile:
        return None


def _since(rule: AreaRule, t: Translate) -> str:
    since = since_words(rule, t)
    return f"{since}." if since else ""


def _with_state(rule: AreaRule, name: str, words: str, reader: RuleReader) -> str:
    """The working hours say whether somebody is at work now."""
    if name != reader.t("Working hours"):
        return words
    state = phone_state(rule.working_hours or WORKING_WEEK, reader.now)
    return f"{words} · {phone_state_words(state, reader.now, reader.t)}"


def _contacts(directory: Directory, area: str, t: Translate) -> str:
    """How many people stand behind the area, on its own side and on Kela's."""
    named = len(directory.named_contacts(area, "" if area == KELA else area))
    own_workers = len(directory.with_role(area, "own_worker"))
    parts = [t("named contacts: {count}", count=named)]
    if own_workers:
        parts.append(t("own workers: {count}", count=own_workers))
    if area != KELA:
        parts.append(t("Kela's contacts for the area: {count}", count=len(directory.named_contacts(KELA, area))))
    return begun(", ".join(parts))


def _next_change(reader: RuleReader, rule: AreaRule) -> RuleChangeView | None:
    after = next_change(reader.directory.rules.get(rule.area, ()), reader.today)
    if after is None:
        return None
    parts = rule_changes(rule, after, reader.t).items()
    told = tuple((name, words) for name, (_, words) in parts)
    return RuleChangeView(full_day_words(after.valid_from, reader.t), told)


def _waiting(waiting: tuple[Change, ...], t: Translate) -> str:
    labels = ", ".join(change_label(one.id) for one in waiting)
    return t("{labels} waits for another coordinator.", labels=labels) if labels else ""
