"""What a run of bench/timers.py did, against what it should have done: in the database, and as people got it.

Every post of the database is one message to one place, and keeps the id under which Teams has it. A message that no
post knows is a second copy. Teams gives no means to ask whether a message has arrived, so one that reached Teams
when its sender was killed, before that was written down, is sent again (decision 0002): its first copy came through a
connection that the killed process left behind. Those are counted apart, as `sent_again`; any other is `doubled`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import RowMapping, func, select

from bench.paced_clock import START
from bench.recorder import Got, Recorder
from bench.waiting_questions import is_taken
from bot.consultation.waiting import clocks
from bot.outbox.posting import POST
from bot.timers.timer_queue import TIMER
from config.database import Database

WRITTEN_DOWN_WITHIN_S = 10.0
"""A living process has written down by then that a message has arrived, also on a busy machine."""
TOLD_AT_LAST = "nobody has taken it. Do not wait"
IN_ORDER = ("has not answered, so", "Now asked too", TOLD_AT_LAST)
"""What an asker is told of a question, in the order of its steps."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds at the end."""

    end: datetime
    """By when all that was due should have been done."""
    steps: Sequence[RowMapping]
    posts: Sequence[RowMapping]
    cards_twice: int
    """Receivers' cards beyond one for each person and question."""


async def read(database: Database, end: datetime) -> Stored:
    """Everything that is judged."""
    columns = (POST.c.activity_id, POST.c.state)
    cards = select(POST.c.consultation_id, POST.c.contact_id, func.count().label("n")).where(POST.c.kind == "receiver")
    async with database.read() as connection:
        steps = (await connection.execute(select(TIMER).where(TIMER.c.kind == clocks.KIND))).mappings().all()
        posts = (await connection.execute(select(*columns))).mappings().all()
        per_card = await connection.execute(cards.group_by(POST.c.consultation_id, POST.c.contact_id))
        twice = sum(row.n - 1 for row in per_card)
    return Stored(end, steps, posts, twice)


def judge(stored: Stored, recorder: Recorder) -> dict[str, int]:
    """The counts of the last line."""
    known = {one["activity_id"] for one in stored.posts}
    copies = [one for one in recorder.got if one.id not in known]
    again = sum(one.sender_died_within(WRITTEN_DOWN_WITHIN_S) for one in copies)
    there = {one.id for one in recorder.got}
    due = [one for one in stored.steps if one["due_at"] <= stored.end]
    return {
        "steps": sum(one["state"] == "done" for one in stored.steps),
        "caught_up": sum(_is_caught_up(one, stored.steps) for one in stored.steps if one["state"] == "cancelled"),
        "lost": sum(one["activity_id"] not in there for one in stored.posts) + _lost_steps(due, recorder.got),
        "doubled": len(copies) - again + stored.cards_twice,
        "sent_again": again,
        "early": _early(stored.steps, recorder.got),
        "reordered": _reordered(stored.steps) + _told_in_another_order(recorder.got),
        "messages": len(recorder.got),
    }


def _lost_steps(steps: Sequence[RowMapping], got: Sequence[Got]) -> int:
    """Steps that were due and neither done nor caught up with an earlier one, and askers never told at last."""
    told = {_label(one.said) for one in got if TOLD_AT_LAST in one.said}
    undone = sum(
        one["state"] != "done" and not _is_of_a_stopped_clock(one) and not _is_caught_up(one, steps) for one in steps
    )
    last = [_last_of(one) for one in steps if one["state"] == "done"]
    return int(undone + sum(label not in told for label in last if label))


def _last_of(step: RowMapping) -> str:
    """The question whose plan this step ends, as people know it; empty for any other step."""
    ends = step["step"].startswith("waiting/") and step["step"].endswith("/coordinator")
    return f"K-{step['subject'].partition('/')[2]}" if ends else ""


def _is_of_a_stopped_clock(step: RowMapping) -> bool:
    """The question was taken at once, so its first waiting ended."""
    number = int(step["subject"].partition("/")[2])
    return step["state"] == "cancelled" and is_taken(number) and step["step"].startswith(f"waiting/{START.isoformat()}")


def _is_caught_up(step: RowMapping, steps: Sequence[RowMapping]) -> bool:
    """An earlier step of the same clock was done so late that it did this one's as well."""
    clock = _clock(step)
    return step["state"] == "cancelled" and any(
        one["subject"] == step["subject"]
        and _clock(one) == clock
        and one["done_at"]
        and one["done_at"] >= step["due_at"]
        for one in steps
    )


def _clock(step: RowMapping) -> str:
    name: str = step["step"]
    return name.rsplit("/", 2)[0]


def _early(steps: Sequence[RowMapping], got: Sequence[Got]) -> int:
    """Steps done before their moment, and askers told at last before the plan says so."""
    ends: dict[str, datetime] = {_last_of(one): one["due_at"] for one in steps if _last_of(one) and one["done_at"]}
    told = [one for one in got if TOLD_AT_LAST in one.said]
    early = sum(one["done_at"] is not None and one["done_at"] < one["due_at"] for one in steps)
    too_soon = [one for one in told if _label(one.said) not in ends or one.at < ends[_label(one.said)]]
    return int(early + len(too_soon))


def _reordered(steps: Sequence[RowMapping]) -> int:
    """Steps of one question done before a step with an earlier moment."""
    by_subject: dict[str, list[tuple[datetime, datetime]]] = {}
    for one in steps:
        if one["done_at"] is not None:
            by_subject.setdefault(one["subject"], []).append((one["due_at"], one["done_at"]))
    wrong = 0
    for moments in by_subject.values():
        done = [when for _, when in sorted(moments)]
        wrong += sum(later < earlier for earlier, later in pairwise(done))
    return wrong


def _told_in_another_order(got: Sequence[Got]) -> int:
    """Askers who were told of a later step first, or of a step before they had the question's own card."""
    heard: dict[tuple[str, str], list[int]] = {}
    for one in got:
        rank = next((place for place, words in enumerate(IN_ORDER, 1) if words in one.said), 0)
        heard.setdefault((one.conversation, _label(one.said)), []).append(rank)
    told = [ranks for (_, label), ranks in heard.items() if label and any(ranks)]
    return sum(later < earlier for ranks in told for earlier, later in pairwise(ranks)) + sum(
        ranks[0] != 0 for ranks in told
    )


def _label(said: str) -> str:
    return said.partition(":")[0] if said.startswith("K-") else ""
