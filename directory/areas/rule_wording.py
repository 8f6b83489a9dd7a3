"""What an area has agreed, in words: each part of its rule as people read it, and what it becomes."""

import re
from collections.abc import Mapping
from datetime import date

from config.texts import Translate
from directory.areas.areas import AreaRule, FallBack, Prefers, ThreadPlace, Urgency, WhoMayAsk
from directory.areas.plan_wording import moment_rows
from directory.reference import KELA
from directory.time.calendar import WORKING_WEEK
from directory.time.time_wording import full_day_words, hours_words

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def who_words(who: WhoMayAsk, area: str, t: Translate) -> str:
    """Who asks the other side."""
    anyone = t("any handler in Kela") if area == KELA else t("anyone in social services")
    words: dict[WhoMayAsk, str] = {
        "named": t("the named contacts; others when there is a reason"),
        "anyone": anyone,
        "unknown": t("not agreed: anyone may"),
    }
    return words[who]


def urgency_rule_words(urgency: Urgency, t: Translate) -> str:
    """What becomes of urgent matters."""
    words: dict[Urgency, str] = {
        "excluded": t("not in Kuntayhteys: by telephone"),
        "demanding_only": t("by telephone; a demanding case in Kuntayhteys, with its reason"),
        "allowed": t("may be asked in Kuntayhteys"),
        "unknown": t("not agreed: by telephone first"),
    }
    return words[urgency]


def prefers_words(prefers: Prefers, t: Translate) -> str:
    """Whom Kela contacts first."""
    words: dict[Prefers, str] = {
        "named": t("a named contact"),
        "own_worker": t("the client's own worker, if known"),
    }
    return words[prefers]


def place_words(place: ThreadPlace, t: Translate) -> str:
    """Where the receivers see a question."""
    words: dict[ThreadPlace, str] = {
        "chat": t("in each contact's own chat"),
        "channel": t("in the organisation's channel"),
    }
    return words[place]


def fall_back_words(fall_back: FallBack, t: Translate) -> str:
    """What is offered where nobody is named."""
    words: dict[FallBack, str] = {
        "kela_contact": t("Kela's contact person for the area"),
        "responsible_worker": t("the client's own worker (from the website)"),
        "advice": t("adult social work advice by telephone"),
    }
    return words[fall_back]


def fall_backs_words(fall_backs: tuple[FallBack, ...], t: Translate) -> str:
    """All of them in order: `Kelan yhteyshenkilö …, sitten …`."""
    return f", {t('then')} ".join(fall_back_words(one, t) for one in fall_backs)


def languages_words(codes: tuple[str, ...], t: Translate) -> str:
    """The languages, the strongest first; a dash when none is told."""
    names = {"fi": t("Finnish"), "sv": t("Swedish"), "en": t("English")}
    return ", ".join(names[code] for code in codes if code in names) or "–"


def trust_words(rule: AreaRule, t: Translate) -> str:
    """How far the rule can be trusted.

    Of a rule that nobody has confirmed the age of its source is told, not when somebody last looked the source up.
    """
    if rule.state == "no_rule":
        return t("No agreed ways of working are known.")
    if rule.state == "not_verified":
        return " ".join(part for part in (t("Not confirmed."), source_words(rule, t)) if part)
    checked = t("Checked {date}.", date=full_day_words(rule.checked_on, t)) if rule.checked_on else ""
    source = t("Source: {source}.", source=rule.source) if rule.source else ""
    return " ".join(part for part in (t("Agreed."), source, checked) if part)


def source_words(rule: AreaRule, t: Translate) -> str:
    """Where an unconfirmed rule is from, and of which year when the source names one; empty without a source."""
    if not rule.source:
        return ""
    year = _YEAR.search(rule.source)
    if year is None:
        return t("Source: {source}.", source=rule.source)
    return t("Source of {year}: {source}.", year=year[0], source=rule.source)


def since_words(rule: AreaRule, t: Translate) -> str:
    """From when the rule is in force; empty when its beginning is not known."""
    return "" if rule.valid_from == date.min else t("In force from {date}", date=full_day_words(rule.valid_from, t))


def rule_rows(rule: AreaRule, t: Translate) -> tuple[tuple[str, str], ...]:
    """The parts of the rule that are agreed, each with its name."""
    who = t("Who asks the counties") if rule.area == KELA else t("Who asks Kela")
    rows = [(who, begun(who_words(rule.who_may_ask, rule.area, t)))]
    if rule.area != KELA:
        rows.append((t("Urgent matters"), begun(urgency_rule_words(rule.urgency, t))))
        rows.append((t("Kela contacts first"), begun(prefers_words(rule.prefers, t))))
    rows.append((t("A question opens"), begun(place_words(rule.place, t))))
    rows.append((t("Working hours"), hours_words(rule.working_hours or WORKING_WEEK, t)))
    rows.append((t("Languages"), begun(languages_words(rule.languages, t))))
    if rule.area != KELA:
        rows.append((t("If nobody is named"), begun(fall_backs_words(rule.fall_backs, t))))
    return tuple(rows)


def rule_difference(before: AreaRule | None, after: AreaRule | None, t: Translate) -> tuple[tuple[str, str, str], ...]:
    """Each part of a rule that a change touches: its name, its words before and after; empty for no rule."""
    old, new = _parts(before, t), _parts(after, t)
    names = tuple(dict.fromkeys((*new, *old)))
    return tuple((name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name))


def _parts(rule: AreaRule | None, t: Translate) -> Mapping[str, str]:
    if rule is None:
        return {}
    day = "" if rule.valid_from == date.min else full_day_words(rule.valid_from, t)
    agreed = full_day_words(rule.checked_on, t) if rule.state == "agreed" and rule.checked_on else ""
    rows = {t("In force from"): day, **_agreed(rule, t), t("Confirmed by the area"): agreed}
    return rows | {t("Website"): rule.website, t("Where this has been agreed"): rule.source}


def begun(words: str) -> str:
    """The words as the beginning of a line."""
    return words[:1].upper() + words[1:]


def rule_changes(before: AreaRule, after: AreaRule, t: Translate) -> Mapping[str, tuple[str, str]]:
    """What a reader notices of a change: each part's name with its words before and after."""
    later = _agreed(after, t)
    return {name: (words, later[name]) for name, words in _agreed(before, t).items() if later[name] != words}


def _agreed(rule: AreaRule, t: Translate) -> Mapping[str, str]:
    """All that is agreed: the rule's rows and its plan."""
    return {**dict(rule_rows(rule, t)), **moment_rows(rule.escalation, t)}
