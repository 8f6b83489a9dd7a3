"""An area's own plan in files and in the database."""

from dataclasses import replace
from datetime import date

import pytest

from config.database import Database
from config.texts import texts
from directory.areas.areas import AreaRule
from directory.areas.plan_wording import plan_rows
from directory.areas.plans import USUAL, After, Step, read_plan
from directory.areas.rule_wording import rule_difference
from directory.exchange.directory_file import Format, read_file, write_file
from directory.people.contacts import DirectoryContent
from directory.records.merging import plan_import
from directory.records.records import to_records
from directory.reference import load_reference
from directory.stored.store import load_content, save_content

REFERENCE = load_reference()
PLAN = read_plan("remind 0.5h; deputy 3h; coordinator +2 8 / give_back +1 13; coordinator 16h")
RULES = DirectoryContent(areas=(AreaRule("11"), AreaRule("11", date(2026, 12, 1), state="agreed", escalation=PLAN)))


@pytest.mark.parametrize("file_format", ["json", "csv", "xlsx"])
def test_a_dated_plan_goes_out_and_comes_back(file_format: Format) -> None:
    exported = write_file(to_records(RULES), file_format)
    assert plan_import(read_file(exported, file_format), DirectoryContent(), REFERENCE).content == RULES


@pytest.mark.parametrize(
    "written", ["remind 2h / remind 4h", "joskus", "coordinator 2h", "coordinator 2h; give_back 3h /"]
)
def test_a_plan_that_cannot_be_read_or_leaves_out_the_coordinator_is_told(written: str) -> None:
    table = f'section;area;escalation\nareas;11;"{written}"\n'.encode()
    (problem,) = plan_import(read_file(table, "csv"), DirectoryContent(), REFERENCE).problems
    assert (problem.column, problem.fault) == ("escalation", "bad_plan")


async def test_a_plan_is_kept_with_its_rule(database: Database) -> None:
    async with database.write() as connection:
        await save_content(connection, RULES)
        assert set((await load_content(connection)).areas) == set(RULES.areas)


def test_a_plan_is_told_step_by_step() -> None:
    assert plan_rows(PLAN, texts("fi")) == (
        (
            "Jos kukaan ei ota kysymystä",
            (
                "0,5 työtunnin kuluttua muistutus",
                "3 työtunnin kuluttua kysytään sijaiselta",
                "2. työpäivänä siitä klo 8 tieto hakemistovastaavalle",
            ),
        ),
        (
            "Jos kysymyksen ottanut ei vastaa",
            (
                "Seuraavana työpäivänä klo 13 takaisin kaikille vastaanottajille",
                "16 työtunnin kuluttua tieto hakemistovastaavalle",
            ),
        ),
    )


def test_a_change_of_a_plan_shows_only_the_step_that_moves() -> None:
    """The whole plan before and after does not fit on the card of whoever accepts it."""
    later = replace(USUAL, waiting=(Step("remind", After(1)), *USUAL.waiting[1:]))
    before, after = AreaRule("11"), AreaRule("11", escalation=later)
    assert rule_difference(before, after, texts("fi")) == (
        ("Jos kukaan ei ota kysymystä, muistutus", "2 työtunnin kuluttua", "1 työtunnin kuluttua"),
    )
