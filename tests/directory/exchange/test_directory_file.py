"""The directory as a file, and what is wrong with files."""

import io
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from directory.exchange.directory_file import Format, from_csv, read_file, write_file
from directory.exchange.workbooks import ExchangeError
from directory.people.contacts import Contact, DirectoryContent
from directory.records.fields import Fault
from directory.records.merging import Import, plan_import
from directory.records.records import to_records
from directory.reference import load_reference
from directory.stored.sample import SAMPLE, sample_content
from tests.directory.sample_people import EKHVA, KELA, KYMENHVA, contact

REFERENCE = load_reference()
FORMATS: tuple[Format, ...] = ("json", "csv", "xlsx")
EMPTY = DirectoryContent()
ORGANISATIONS = DirectoryContent((KELA, EKHVA, KYMENHVA))


def there_and_back(content: DirectoryContent, file_format: Format) -> Import:
    return plan_import(read_file(write_file(to_records(content), file_format), file_format), EMPTY, REFERENCE)


def contacts_table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def faults(plan: Import) -> set[tuple[int, str, Fault]]:
    return {(problem.row, problem.column, problem.fault) for problem in plan.problems}


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_sample_goes_out_and_comes_back_exactly(file_format: Format) -> None:
    content = sample_content(REFERENCE, date(2026, 11, 24))
    assert there_and_back(content, file_format) == Import(content)


def test_the_shipped_sample_is_in_the_export_format() -> None:
    exported = json.loads(write_file(to_records(sample_content(REFERENCE, date(2026, 11, 24))), "json"))
    shipped = json.loads(SAMPLE.read_bytes())
    assert {**exported, "absences": []} == {**shipped, "contacts": sorted(shipped["contacts"], key=by_organisation)} | {
        "organisations": exported["organisations"],
        "service_lines": exported["service_lines"],
    }


def by_organisation(one: dict[str, str]) -> tuple[str, str]:
    return one["organisation"], one["id"]


names = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)
titles = st.one_of(names, st.builds(str.__add__, st.sampled_from("=+-@'"), names))


@settings(max_examples=50)
@given(st.sampled_from(FORMATS), titles, titles, st.lists(st.text("abcdefö -", min_size=1, max_size=8), max_size=3))
def test_any_text_comes_back_as_it_went(file_format: Format, name: str, title: str, skills: list[str]) -> None:
    written = contact("x", name=name, title=title, skills=tuple(dict.fromkeys(s.strip() for s in skills if s.strip())))
    plan = there_and_back(replace(ORGANISATIONS, contacts=(written,)), file_format)
    refused = {problem.fault for problem in plan.problems}
    assert refused <= {"identity_code", "not_a_name", "markup"}
    if not refused:
        assert plan.content.contacts == (written,)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_no_cell_is_a_formula(file_format: Format) -> None:
    dangerous = contact("x", title="=HYPERLINK(1)", team="'=1", place="@sum", phone="+3585000001", name="-Maija")
    written = write_file(to_records(replace(ORGANISATIONS, contacts=(dangerous,))), file_format)
    if file_format == "csv":
        cells = [cell.strip('"') for line in written.decode("utf-8-sig").splitlines() for cell in line.split(";")]
    else:
        sheets = load_workbook(io.BytesIO(written)).worksheets
        assert all(cell.data_type != "f" for sheet in sheets for row in sheet.iter_rows() for cell in row)
        cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [cell for cell in cells if cell[:1] in set("=+-@")]
    assert there_and_back(replace(ORGANISATIONS, contacts=(dangerous,)), file_format).content.contacts == (dangerous,)


def test_a_table_of_contacts_from_a_spreadsheet_is_read() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "name", "organisation", "areas", "municipalities", "phone_hours", "verified_on"])
    sheet.append(["x", "Nimi\xa0Malli", 11, "11", "153; 405", "arkisin klo 9–10", "3.11.2026"])
    file = io.BytesIO()
    book.save(file)
    plan = plan_import(read_file(file.getvalue(), "xlsx"), ORGANISATIONS, REFERENCE)
    assert plan.problems == ()
    one = plan.content.contacts[0]
    assert (one.name, one.municipalities, one.verified_on) == ("Nimi Malli", ("153", "405"), date(2026, 11, 3))


def test_zeros_eaten_by_a_spreadsheet_come_back() -> None:
    table = contacts_table("id,name,organisation,areas,municipalities", "x,Nimi,KELA,2,91")
    plan = plan_import(read_file(table, "csv"), ORGANISATIONS, REFERENCE)
    assert faults(plan) == {(2, "municipalities", "municipality_elsewhere")}, "091 is Helsinki, not in 02"


def test_every_wrong_row_is_told_and_nothing_is_taken_over() -> None:
    table = contacts_table(
        "id,name,organisation,areas,municipalities,topics,email,aad_object_id,phone_hours,deputy_id,skills,colour",
        "a,Oikea,11,11,,,a@x.example,,,,,",
        "b,,11,99,999,olematon,ei-osoite,ei-guid,joskus,,,sininen",
        "c,Nimi,11,11,091,,,,,,asiakas 010594-9032,",
        "a,Toinen,11,11,,,,,,,,",
        "d,Neljäs,11,11,,,A@x.example,,,,,",
    )
    plan = plan_import(read_file(table, "csv"), ORGANISATIONS, REFERENCE)
    assert plan.content == ORGANISATIONS
    assert faults(plan) == {
        (3, "name", "missing"),
        (3, "areas", "unknown_area"),
        (3, "municipalities", "unknown_municipality"),
        (3, "topics", "unknown_topic"),
        (3, "email", "not_an_email"),
        (3, "aad_object_id", "not_a_guid"),
        (3, "phone_hours", "bad_hours"),
        (3, "colour", "unknown_column"),
        (4, "municipalities", "municipality_elsewhere"),
        (4, "skills", "identity_code"),
        (5, "id", "duplicate_key"),
        (6, "email", "duplicate_email"),
    }
    assert not any("010594" in problem.value for problem in plan.problems)


def test_contradictions_with_what_is_there_already_are_told_of_the_row_in_the_file() -> None:
    known = replace(ORGANISATIONS, contacts=(contact("a", deputy_id="b"), contact("b")))
    table = contacts_table(
        "id,name,organisation,areas,email,deputy_id,tenant_id",
        f"b,Nimi,11,11,b@x.example,a,{EKHVA.tenant_id}",
        f"c,Nimi,11,10,c@x.example,puuttuu,{KELA.tenant_id}",
        "d,Nimi,77,11,a@ekhva.example,,",
    )
    assert faults(plan_import(read_file(table, "csv"), known, REFERENCE)) == {
        (0, "deputy_id", "deputy_cycle"),
        (2, "deputy_id", "deputy_cycle"),
        (3, "areas", "area_of_another"),
        (3, "deputy_id", "unknown_contact"),
        (3, "tenant_id", "wrong_tenant"),
        (4, "email", "duplicate_email"),
        (4, "organisation", "unknown_organisation"),
    }


def test_absences_that_overlap_or_end_before_they_begin_are_refused() -> None:
    known = replace(ORGANISATIONS, contacts=(contact("a"),))
    table = contacts_table("section;contact_id;starts_on;ends_on", "absences;a;2026-07-01;2026-06-01")
    assert faults(plan_import(read_file(table, "csv"), known, REFERENCE)) == {(2, "ends_on", "ends_before_start")}
    table = contacts_table(
        "section;contact_id;starts_on;ends_on",
        "absences;a;1.7.2026;31.7.2026",
        "absences;a;31.7.2026;2.8.2026",
        "absences;zz;1.7.2026;31.7.2026",
    )
    plan = plan_import(read_file(table, "csv"), known, REFERENCE)
    assert faults(plan) == {(3, "starts_on", "absences_overlap"), (4, "contact_id", "unknown_contact")}


def test_a_record_replaces_its_namesake_and_the_rest_stays() -> None:
    known = replace(ORGANISATIONS, contacts=(contact("a"), contact("b")))
    changed: Contact = contact("b", title="Sosiaaliohjaaja")
    plan = plan_import(
        read_file(write_file(to_records(DirectoryContent(contacts=(changed,))), "csv"), "csv"), known, REFERENCE
    )
    assert plan.content.contacts == (contact("a"), changed)


@pytest.mark.parametrize("file_format", FORMATS)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_records_or_refused(file_format: Format, content: bytes) -> None:
    try:
        read_file(content, file_format)
    except ExchangeError:
        return


@pytest.mark.parametrize("content", [b"[]", b"{", b'{"contacts": {}}', b'{"contacts": ["a"]}'])
def test_json_of_another_shape_is_refused(content: bytes) -> None:
    with pytest.raises(ExchangeError):
        read_file(content, "json")


def test_a_file_without_rows_says_so() -> None:
    assert faults(plan_import(read_file(b"{}", "json"), ORGANISATIONS, REFERENCE)) == {(0, "", "nothing_found")}


def test_a_csv_as_finnish_excel_saves_it_is_read() -> None:
    records = from_csv("nimi;sähköposti\nÅke Öhman;ake.ohman@ekhva.example\n".encode("cp1252"))
    assert [one.fields["nimi"] for one in records] == ["Åke Öhman"]
