"""What bench/timers.py says of a run: each kind of mistake is counted as itself, and a run without any as clean."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bench.judging import Stored, judge
from bench.paced_clock import START
from bench.recorder import Got, Recorder

LATER = START + timedelta(hours=2)
LAST = START + timedelta(hours=26)
TOLD = "K-1001: nobody has taken it. Do not wait for an answer here."


def step(action: str, due_at: datetime, **changes: object) -> Any:
    done = {"state": "done", "done_at": due_at + timedelta(seconds=1)}
    known = {"subject": "consultation/1001", "step": f"waiting/{START.isoformat()}/0/{action}", "due_at": due_at}
    return {**known, **done, **changes}


def got(key: str, said: str, at: datetime, *, cut: float | None = None) -> Got:
    return Got(key, "a:liisa", said, at, arrived=100.0, connection=None, cut=cut)


CLEAN = Stored(
    end=START + timedelta(hours=27),
    steps=[step("remind", LATER), step("coordinator", LAST)],
    posts=[{"activity_id": "1", "state": "delivered"}, {"activity_id": "2", "state": "delivered"}],  # type: ignore[list-item]
    cards_twice=0,
)
HEARD = [got("1", "K-1001: The question is waiting", START), got("2", TOLD, LAST + timedelta(seconds=2))]


def counts(stored: Stored, heard: list[Got]) -> dict[str, int]:
    judged = judge(stored, Recorder(lambda: stored.end, heard))
    return {name: judged[name] for name in ("lost", "doubled", "sent_again", "early", "reordered") if judged[name]}


def test_a_run_without_mistakes_is_clean() -> None:
    assert counts(CLEAN, HEARD) == {}
    assert judge(CLEAN, Recorder(lambda: LAST, HEARD))["steps"] == 2


def test_a_step_that_was_not_done_is_lost_and_one_still_to_come_is_not() -> None:
    pending = step("everybody", LATER, state="pending", done_at=None)
    assert counts(replace(CLEAN, steps=[*CLEAN.steps, pending]), HEARD) == {"lost": 1}
    to_come = step("everybody", CLEAN.end + timedelta(hours=1), state="pending", done_at=None)
    assert counts(replace(CLEAN, steps=[*CLEAN.steps, to_come]), HEARD) == {}


def test_an_asker_who_was_not_told_and_a_post_that_did_not_come_are_lost() -> None:
    assert counts(CLEAN, HEARD[:1]) == {"lost": 2}


def test_a_step_caught_up_with_an_earlier_one_is_not_lost() -> None:
    late = step("remind", LATER, done_at=LATER + timedelta(hours=3))
    merged = step("deputy", LATER + timedelta(hours=2), state="cancelled", done_at=None)
    stored = replace(CLEAN, steps=[late, merged, step("coordinator", LAST)])
    assert counts(stored, HEARD) == {}
    assert judge(stored, Recorder(lambda: LAST, HEARD))["caught_up"] == 1


def test_a_second_copy_is_doubled_unless_its_sender_was_killed_before_it_could_note_the_first() -> None:
    assert counts(CLEAN, [*HEARD, got("3", TOLD, LAST + timedelta(seconds=2))]) == {"doubled": 1}
    assert counts(CLEAN, [*HEARD, got("3", TOLD, LAST + timedelta(seconds=2), cut=102.0)]) == {"sent_again": 1}
    assert counts(CLEAN, [*HEARD, got("3", TOLD, LAST + timedelta(seconds=2), cut=190.0)]) == {"doubled": 1}


def test_two_cards_for_one_person_are_doubled() -> None:
    assert counts(replace(CLEAN, cards_twice=1), HEARD) == {"doubled": 1}


def test_a_step_or_a_message_before_its_moment_is_early() -> None:
    early = step("remind", LATER, done_at=LATER - timedelta(seconds=1))
    assert counts(replace(CLEAN, steps=[early, CLEAN.steps[1]]), HEARD) == {"early": 1}
    assert counts(CLEAN, [HEARD[0], got("2", TOLD, LAST - timedelta(minutes=1))]) == {"early": 1}


def test_steps_and_messages_in_another_order_are_reordered() -> None:
    late = step("remind", LATER, done_at=LAST + timedelta(hours=1))
    assert counts(replace(CLEAN, steps=[late, CLEAN.steps[1]]), HEARD) == {"reordered": 1}
    asked_too = got("3", "K-1001: nobody has taken it yet. Now asked too: Otto Testi.", LAST + timedelta(seconds=3))
    posts = [*CLEAN.posts, {"activity_id": "3", "state": "delivered"}]
    assert counts(replace(CLEAN, posts=posts), [*HEARD, asked_too]) == {"reordered": 1}  # type: ignore[arg-type]
