"""What bench.turns tells at its end: the figures that goals are set in, and which way they go."""

import json

import pytest

from bench.turns import AT_A_TIME, KINDS, Cost, Rounds, told

SEEN = {
    "rss_mb": {"sqlite": 130.0, "postgres": 131.0},
    "cold_start_s": {"sqlite": 1.2, "postgres": 1.3},
    "statements": {"sqlite": dict.fromkeys(KINDS, 8.0), "postgres": dict.fromkeys(KINDS, 9.0)},
}


def costs(*cpu_ms: float) -> list[Cost]:
    """Of one kind of turn, round by round."""
    return [Cost(one, server_cpu_ms=0, per_s=1, p50_ms=1, p99_ms=1, statements=0) for one in cpu_ms]


def rounds(of_ours: list[Cost]) -> Rounds:
    """A stock echo that takes 10 ms, an Agents SDK echo that takes 2 ms, and ours on both databases."""
    ours = dict.fromkeys(KINDS, of_ours)
    return {
        "stock": {"echo": costs(99, 10, 10, 10)},
        "agents": {"echo": costs(99, 2, 2, 2)},
        "sqlite": ours,
        "postgres": ours,
    }


def test_every_figure_of_the_goals_is_told() -> None:
    figures = json.loads(json.dumps(told({AT_A_TIME: rounds(costs(99, 5, 5, 5))}, SEEN)))
    goals = {f"{kind}{mark}_vs_stock" for kind in ("help", "consult", "send", "claim") for mark in ("", "_pg")}
    assert goals | {"help_vs_agents", "statements", "rss_mb", "cold_start_s"} <= figures.keys()


@pytest.mark.parametrize(
    ("name", "times"), [("send_vs_stock", 2.0), ("send_pg_vs_stock", 2.0), ("help_vs_agents", 0.4)]
)
def test_a_bot_that_costs_half_of_an_echo_is_twice_as_good(name: str, times: float) -> None:
    assert told({AT_A_TIME: rounds(costs(99, 5, 5, 5))}, SEEN)[name] == times


def test_the_first_round_and_one_bad_round_change_no_ratio() -> None:
    assert told({AT_A_TIME: rounds(costs(500, 5, 80, 5))}, SEEN)["claim_vs_stock"] == 2.0


def test_the_goals_are_read_from_eight_at_a_time() -> None:
    found = told({1: rounds(costs(99, 20, 20, 20)), AT_A_TIME: rounds(costs(99, 5, 5, 5))}, SEEN)
    assert found["consult_vs_stock"] == 2.0
