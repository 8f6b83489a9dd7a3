"""Coverage for a coordinator: a county's own area, or Kela's contacts in every area. Nothing of other counties."""

from dataclasses import dataclass

from bot.turns.authorisation import Member
from bot.turns.work import Work
from bot.upkeep.checks.worklists import worklist
from cards.contacts.coverage_card import AreaRowView, CoverageView, GapView, SummaryView
from config.texts import Language, Translate, texts
from directory.naming import where
from directory.reference import KELA
from directory.routing.coverage import Coverage, Fault, coverage
from directory.routing.coverage_wording import CoverageWords
from directory.time.calendar import helsinki_date
from directory.time.time_wording import weekday_words


@dataclass(frozen=True, slots=True)
class Found:
    """What a coordinator is shown, and whether anything in it may leave somebody without an answer."""

    view: CoverageView
    is_wrong: bool


async def found(work: Work, editor: Member, language: Language, area: str = "") -> Found:
    """The coordinator's coverage today. `area`: one area, as Kela serves it; a county sees only its own."""
    own = editor.organisation.code
    waiting = await worklist(work, own)
    pressing = sum(one.is_pressing for one in waiting)
    if own == KELA and area not in work.directory.organisations.keys() - {KELA}:
        return _summary(work, language, pressing)
    return _one_area(work, language, (own, area if own == KELA else own), pressing)


def _one_area(work: Work, language: Language, whose: tuple[str, str], pressing: int) -> Found:
    organisation, area = whose
    t, reference = texts(language), work.services.reference
    seen = coverage(work.directory, reference, organisation, area, helsinki_date(work.now))
    words = CoverageWords(work.directory, reference, organisation, area, language, t)
    place = reference.area_name(area, language)
    heading = t("Kela's contacts: {place}", place=place) if organisation == KELA else place
    view = CoverageView(
        title=_dated(work, heading, t),
        contacts=seen.contacts,
        own_workers=seen.own_workers,
        nobody=_gaps(seen, "nobody", words),
        absent=_gaps(seen, "absent", words),
        alone=_gaps(seen, "only_one", words),
        contradictions=tuple(words.contradiction(one) for one in seen.contradictions),
        waiting=pressing,
    )
    return Found(view, seen.is_wrong or pressing > 0)


def _summary(work: Work, language: Language, pressing: int) -> Found:
    """Kela's own contacts by area, the wrong ones first; of the counties only whether they have named contacts."""
    t, reference, today = texts(language), work.services.reference, helsinki_date(work.now)
    areas = [code for code in reference.areas if code in work.directory.organisations]
    seen = [coverage(work.directory, reference, KELA, area, today) for area in areas]
    counties = _counties(work, areas, language)

    def named(found: list[Coverage]) -> str:
        return ", ".join(reference.area_name(one.area, language) for one in found)

    summary = SummaryView(
        wrong=tuple(
            AreaRowView(one.area, reference.area_name(one.area, language), _told(one, t))
            for one in seen
            if one.is_wrong
        ),
        alone=named([one for one in seen if one.gaps and not one.is_wrong]),
        several=named([one for one in seen if not one.gaps and not one.is_wrong]),
        counties=counties,
    )
    view = CoverageView(_dated(work, t("Kela's contacts by area"), t), summary=summary, waiting=pressing)
    return Found(view, any(one.is_wrong for one in seen) or pressing > 0)


def _counties(work: Work, areas: list[str], language: Language) -> str:
    """In how many areas the county has named contacts, and which have none, with or without a rule that says so."""
    t, reference, today = texts(language), work.services.reference, helsinki_date(work.now)
    without = [area for area in areas if not work.directory.named_contacts(area, area)]
    by_rule = [area for area in without if work.directory.rule_on(area, today).prefers == "own_worker"]
    parts = [t("{count} of {all} areas.", count=len(areas) - len(without), all=len(areas))]
    if none := ", ".join(where(reference, area, language) for area in without if area not in by_rule):
        parts.append(t("None: {places}.", places=none))
    if own := ", ".join(where(reference, area, language) for area in by_rule):
        parts.append(t("Own workers are asked: {places}.", places=own))
    return " ".join(parts)


def _told(one: Coverage, t: Translate) -> str:
    faults = {gap.fault for gap in one.gaps}
    parts = [t("Contacts: {count}", count=one.contacts)]
    if one.contacts and "nobody" in faults:
        parts.append(t("topics or municipalities without anybody"))
    if "absent" in faults:
        parts.append(t("only absent ones"))
    if one.contradictions:
        parts.append(t("contradictory details"))
    return " · ".join(parts)


def _gaps(seen: Coverage, fault: Fault, words: CoverageWords) -> tuple[GapView, ...]:
    return tuple(
        GapView(words.municipalities(gap.municipalities), words.topics(gap.topics), words.people(gap.contacts))
        for gap in seen.gaps
        if gap.fault == fault
    )


def _dated(work: Work, title: str, t: Translate) -> str:
    return t("{title}, coverage on {date}", title=title, date=weekday_words(helsinki_date(work.now), t))
