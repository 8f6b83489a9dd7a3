"""Files as people in a hurry make them: everybody in them is read rightly, or told of with a row."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

import pytest

from config.texts import LANGUAGES, texts
from directory.exchange.directory_file import Format, read_file
from directory.exchange.table_import import TableImport, plan_table
from directory.exchange.workbooks import ExchangeError
from directory.people.contacts import Contact
from directory.records.problem_wording import problem_words
from tests.directory.exchange.hurried_files import FIRST, SECOND, Hurried
from tests.directory.exchange.test_contact_rows import GROUND

FILES: Mapping[str, Hurried] = {**FIRST, **SECOND}


def planned(file: Hurried) -> TableImport:
    content = file.content()
    kind: Format = "xlsx" if content.startswith(b"PK") else "csv"
    return plan_table(read_file(content, kind), replace(GROUND, new_id=map("11-new{}".format, count()).__next__))


@pytest.mark.parametrize("name", [name for name, one in FILES.items() if not one.unreadable])
def test_a_file_made_in_a_hurry_gives_its_people_and_tells_of_the_rest(name: str) -> None:
    file = FILES[name]
    found = planned(file)
    people = [one for one in found.items if isinstance(one, Contact)]
    assert {one.name: (one.email, one.phone, one.municipalities) for one in people} == file.people
    assert {(one.row, one.fault) for one in found.problems} == file.told
    for language in LANGUAGES:
        for one in found.problems:
            assert problem_words(one, texts(language))


@pytest.mark.parametrize("name", [name for name, one in FILES.items() if one.unreadable])
def test_a_file_that_cannot_be_read_removes_nobody_and_says_why(name: str) -> None:
    with pytest.raises(ExchangeError) as refused:
        planned(FILES[name])
    assert refused.value.fault == FILES[name].unreadable


@pytest.mark.parametrize("name", ["CSV named as a workbook"])
def test_what_a_file_is_decides_not_its_name(name: str) -> None:
    assert read_file(FILES[name].content(), "xlsx") == read_file(FILES[name].content(), "csv")
