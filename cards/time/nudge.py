"""A reminder: what still waits for the reader, with what can be done about it at once."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.buttons.asking_data import ChooseData
from cards.buttons.time_data import NudgeClaimData, SnoozeData
from cards.kit.actions import button, row
from cards.kit.frame import Card, finished
from cards.kit.k_number import consultation_label
from cards.kit.pieces import fact_row, heading, line, note, run
from cards.kit.text import Translate

SHOWN = 8
"""Rows on one card; the rest is told as a number."""


@dataclass(frozen=True, slots=True)
class NudgeRowView:
    """One question that waits."""

    consultation: int
    version: int
    topic: str
    place: str
    asker: str
    answer_by: str
    taken: bool
    """The reader has taken it and not answered; otherwise nobody has taken it."""


@dataclass(frozen=True, slots=True)
class NudgeView:
    """The oldest wanted answer time first, as the caller orders them."""

    rows: tuple[NudgeRowView, ...]
    notice: str = ""
    """What came of a press, worded."""


def nudge_card(view: NudgeView, t: Translate) -> Card:
    """The reminder; with nothing left to wait, one sentence."""
    title = view.notice or _title(view, t)
    body: list[CardElement] = [heading(title)]
    if not view.rows:
        body += [line(run(_title(view, t)), gap="None")] if view.notice else []
        return finished(body, [], title, t)
    if not view.notice and any(one.taken for one in view.rows):
        body.append(note(t("If there is no time now, give it back or hand it over."), "None"))
    for one in view.rows[:SHOWN]:
        body += _rows(one, t, with_state=len(view.rows) > 1 or bool(view.notice))
    if len(view.rows) > SHOWN:
        body.append(line(run(t("And {count} more.", count=len(view.rows) - SHOWN))))
    soon = button(t("In 2 hours"), SnoozeData(step="hours"))
    tomorrow = button(t("Remind me tomorrow"), SnoozeData(step="tomorrow"))
    return finished(body, [tomorrow, soon], title, t)


def _title(view: NudgeView, t: Translate) -> str:
    match view.rows:
        case ():
            return t("Nothing waits any more.")
        case (only,):
            label = consultation_label(only.consultation)
            if only.taken:
                return t("{label} still waits for an answer.", label=label)
            return t("{label} still waits: nobody has taken it.", label=label)
        case several:
            return t("{count} question still waits", plural="{count} questions still wait", count=len(several))


def _rows(one: NudgeRowView, t: Translate, *, with_state: bool) -> list[CardElement]:
    """The question and what to do; one alone has its state in the title."""
    key = " · ".join((consultation_label(one.consultation), one.topic, one.place))
    state = t("taken by me") if one.taken else t("nobody has taken it")
    told = f"{one.asker} · {t('answer by {time}', time=one.answer_by)}"
    buttons = [button(t("Show"), ChooseData(consultation=one.consultation, version=one.version, step="show"))]
    if not one.taken:
        claim = NudgeClaimData(consultation=one.consultation, version=one.version)
        buttons.insert(0, button(t("I will take this"), claim, filled=True))
    return [fact_row(key, f"{told} · {state}" if with_state else told, separator=True), row(*buttons)]
