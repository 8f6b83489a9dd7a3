"""The country's day and the soak, as small as they can be: what they count at the end would tell of a loss."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pgserver.postgres_server import PostgresServer

from bench.national import Book, Scale, country, measure, topics_of, towns_of
from bench.soak import Reading, soak
from bench.soak import told as told_of_soak
from directory.reference import KELA
from tests.databases import with_database
from tests.known import REFERENCE

ROOT = Path(__file__).parents[2]
TINY = Scale(consultations=2, staff=8, contacts=200, at_a_time=2, areas=2)


async def test_a_small_day_loses_and_doubles_nothing(postgres: PostgresServer) -> None:
    postgres.psql("CREATE DATABASE small_day;")
    found = await measure(TINY, with_database(postgres.get_uri(), "small_day"), ())
    assert (found["consultations"], found["lost"], found["doubled"], found["backlog_s"] < 60) == (2, 0, 0, True)
    assert {"consult", "send", "claim", "reply", "close", "answer_arrives"} == found["p50_ms"].keys()


async def test_a_short_soak_tells_memory_and_handles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    readings, _ = await soak("sqlite", 1, tmp_path, questions=2)
    assert [one.turns > 0 for one in readings] == [False, True]
    assert all(one.rss_mb > 10 and one.handles > 3 for one in readings)


def test_every_town_has_somebody_for_every_topic() -> None:
    contacts = country(REFERENCE, Scale(consultations=1)).contacts
    topics = set(topics_of(REFERENCE))
    assert len(contacts) == 10_000
    for towns in towns_of(REFERENCE, 22).values():
        for town in towns:
            assert topics == {topic for one in contacts if town in one.municipalities for topic in one.topics}
    for area in towns_of(REFERENCE, 22):
        of_kela = [one for one in contacts if one.organisation == KELA and one.areas == (area,)]
        assert topics == {topic for one in of_kela for topic in one.topics}


def test_who_gets_something_twice_is_counted() -> None:
    book = Book()
    book.asked[1] += ["a:one", "a:other", "a:one"]
    book.answered[1] += ["a:asker", "a:asker", "a:asker"]
    assert book.twice() == 3


def test_a_soak_that_grows_is_seen() -> None:
    readings = [Reading(turns, 100 + turns / 10_000, 50) for turns in range(0, 200_001, 2_000)]
    grows = told_of_soak(readings, 30.0)
    assert (grows["rss_50k_mb"], grows["rss_200k_mb"], grows["growth"]) == (105.0, 120.0, 0.1429)
    flat = told_of_soak([replace(one, rss_mb=110.0) for one in readings], 30.0)
    assert (flat["growth"], flat["mb_per_1000_turns"]) == (0, 0)
    assert grows["mb_per_1000_turns"] == 0.1


@pytest.mark.parametrize("name", ["national", "soak", "turns"])
def test_a_bench_is_run_by_its_file_from_anywhere(name: str, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "bench" / f"{name}.py"), "--help"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert b"usage:" in done.stdout
