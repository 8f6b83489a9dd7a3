"""What a room says in its `duties.py` is found, in one order, and nothing that it does by itself is said elsewhere."""

import ast
import importlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from bot import rooms
from bot.consultation.reminding import nudging
from bot.rooms import Sweep
from bot.timers import rounds as going
from bot.timers.kinds import TimerKind, timer_kinds
from bot.timers.rounds import Round, rounds

ROOT = Path(__file__).parents[2]
WITH_RUNNERS_OF_THEIR_OWN = {nudging.KIND, going.KIND}
"""Reminders ask for presence first; rounds are gone after their timer has been set on."""
BROUGHT = {"TimerKind": ("TIMERS", TimerKind), "Round": ("ROUNDS", Round), "Sweep": ("SWEEPS", Sweep)}


def calls(source: str, name: str) -> Iterator[ast.Call]:
    """Where the source calls this name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def sources() -> Iterator[tuple[Path, str]]:
    """The bot's files, and what stands in them."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if "local_teams" not in path.parts:
            yield path.relative_to(ROOT), path.read_text("utf-8")


def kind_set_by(call: ast.Call, module: ModuleType) -> str | None:
    """The kind of a timer made there; None where it is that of another timer or row."""
    if not call.args or not isinstance(call.args[0], ast.Name):
        return None
    return str(getattr(module, call.args[0].id))


def test_every_timer_that_is_set_has_a_handler() -> None:
    made = {
        kind
        for path, source in sources()
        for call in calls(source, "Timer")
        if (kind := kind_set_by(call, importlib.import_module(".".join(path.with_suffix("").parts))))
    }
    assert made == timer_kinds().keys() | WITH_RUNNERS_OF_THEIR_OWN


@pytest.mark.parametrize("kind", BROUGHT)
def test_whatever_a_room_does_by_itself_is_said_where_it_is_found(kind: str) -> None:
    what, type_ = BROUGHT[kind]
    said = Counter(path.stem for path, source in sources() for _ in calls(source, kind))
    assert said == {"duties": len(rooms.brought(what, type_))}


def test_a_wipe_deletes_the_timers_of_every_room_that_sets_some_of_a_consultation() -> None:
    wiped = {one.subject for one in timer_kinds().values() if one.wiped}
    assert wiped == {"consent", "consultation", "decision", "followup"}


def test_rounds_go_in_the_order_in_which_people_hear_of_them() -> None:
    """Coordinators hear of what is missing before their morning card, and of that before their week."""
    order = [one.name for one in rounds()]
    told = [name for name in order if name in {"contacts", "coverage", "morning", "digest"}]
    assert told == ["contacts", "coverage", "morning", "digest"]
    assert order.index("retention") < order.index("housekeeping")


@dataclass(frozen=True)
class One:
    name: str
    after: tuple[str, ...] = ()


def test_what_waits_for_another_comes_behind_it() -> None:
    found = [One("a", ("c",)), One("b", ("a",)), One("c")]
    assert [one.name for one in rooms.in_order(found)] == ["c", "a", "b"]


@pytest.mark.parametrize(
    "found",
    [[One("a"), One("a", ("b",))], [One("a", ("nobody",))], [One("a", ("b",)), One("b", ("a",))]],
    ids=["one name twice", "after nobody", "after each other"],
)
def test_what_has_no_order_is_refused(found: list[One]) -> None:
    with pytest.raises(ValueError, match=r"claim|called|cycle"):
        rooms.in_order(found)


def test_anything_else_among_what_is_brought_is_refused() -> None:
    with pytest.raises(TypeError, match="no int of TIMERS"):
        rooms.brought("TIMERS", int)
