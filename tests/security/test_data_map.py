"""Every table tells what it holds of people and what ends its rows; docs/privacy.md tells it to people."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Table
from sqlalchemy.orm import Mapper, registry

from bot.cli.data_map_table import DOCUMENT, document
from bot.consultation.stored.tables import ConsultationRow
from bot.rooms import sweeps
from bot.tables import data_map, metadata, wiped
from config.data_map import Told

ROOT = Path(__file__).parents[2]
TOLD = {one.table.name: one for one in data_map()}


def untold(tables: set[str], told: dict[str, Told]) -> set[str]:
    """Tables of which nobody has said what they hold."""
    return tables - told.keys()


def without_end(told: dict[str, Told], swept: set[str]) -> set[str]:
    """Tables of which no wipe, no sweep and no reason says what ends their rows, or more than that is said."""
    return {name for name, one in told.items() if bool(one.wiped or one.emptied or name in swept) == bool(one.ended_by)}


def test_the_classes_of_tables_are_ready_before_the_first_turn() -> None:
    stored = Table("late", MetaData(), Column("id", Integer, primary_key=True))
    late: Mapper[Any] = registry().map_imperatively(type("Late", (), {}), stored)
    assert not late.configured
    metadata()
    assert late.configured


def test_every_table_is_told_once() -> None:
    assert untold(set(metadata().tables), TOLD) == set()
    assert len(TOLD) == len(data_map())


def test_every_table_says_what_ends_its_rows() -> None:
    assert without_end(TOLD, {one.name for one in sweeps()}) == set()


def test_a_sweep_is_of_a_table() -> None:
    assert {one.name for one in sweeps()} <= TOLD.keys()


def test_a_new_table_is_missed_until_somebody_speaks_of_it() -> None:
    assert untold({"consultation", "new"}, TOLD) == {"new"}
    silent = {"new": Told(ConsultationRow, why="–", kept="1 year")}
    assert without_end(silent, swept=set()) == {"new"}
    assert without_end(silent, swept={"new"}) == set()


@pytest.mark.parametrize("one", data_map(), ids=TOLD)
def test_every_column_is_told_once(one: Told) -> None:
    told = (*one.personal.split(), *one.other.split())
    assert sorted(told) == sorted(column.name for column in one.table.columns)


@pytest.mark.parametrize("one", data_map(), ids=TOLD)
def test_it_says_why_and_how_long(one: Told) -> None:
    assert one.why
    assert one.kept
    assert not one.ended_by.startswith(("bot/", "directory/")) or (ROOT / one.ended_by).is_file()


def test_the_page_tells_what_the_tables_tell() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "run: python -m bot.cli.data_map_table"


def test_whatever_is_about_a_consultation_goes_with_it_or_says_what_else_ends_it() -> None:
    numbered = {table.name for table in metadata().tables.values() if "number" in table.columns}
    with_it = {one.table.name for one in wiped()}
    # Wrong turns belong to the directory: they tell whose questions of a topic are.
    counting = {"directory_version", "words_version", "access_log", "access_log_binding"}
    assert numbered - with_it == {"misroute"} | counting


def test_a_wipe_leaves_nothing_personal_in_a_row_that_stays() -> None:
    for one in wiped():
        assert one.wiped or set(one.personal.split()) <= one.emptied.keys(), one.table.name


def test_rows_that_name_others_are_wiped_before_them() -> None:
    order = [one.table for one in wiped()]
    for place, table in enumerate(order):
        assert not {key.column.table for key in table.foreign_keys} & set(order[:place])
