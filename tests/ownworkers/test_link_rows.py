"""Tables of own workers: every writing of headings and days, each bad row told by its number, nothing quoted."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.errors import Expected
from bot.ownworkers.link_files import sheets_of_file
from bot.ownworkers.link_rows import BadRow, TableRules, fault_words, read_sheets, read_table
from bot.ownworkers.model import Link, checked_end, latest_end, months_later
from bot.privacy.hetu import parse
from bot.privacy.pseudonyms import Pseudonymiser
from config.texts import LANGUAGES, texts
from directory.exchange.written_names import Names
from directory.reference import KELA
from tests.directory.exchange.hurried_files import book, csv, hidden_first, rewritten, strict
from tests.known import DIRECTORY, READER, REFERENCE
from tests.ownworkers.codes import codes
from tests.privacy.identity_codes import codes as any_codes

TODAY = date(2026, 11, 24)
PSEUDONYMS = Pseudonymiser("a pepper of the tests that is long enough")
RULES = TableRules("11", DIRECTORY, Names(REFERENCE, READER), PSEUDONYMS, TODAY)
HEADINGS = ["Henkilötunnus", "Omatyöntekijä", "Voimassa", "Kunta"]
CODE, OTHER = codes(2)


def read(*rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> list[Link | BadRow]:
    return list(read_table([headings, *rows], RULES))


def test_a_row_becomes_a_link_of_pseudonyms() -> None:
    (link,) = read([CODE, "Maija Esimerkki", "31.12.2026", "Imatra"])
    assert link == Link("11", PSEUDONYMS.pseudonym(parse(CODE, TODAY), "11", KELA), "11-01", date(2026, 12, 31), "153")


@pytest.mark.parametrize(
    "worker", ["maija esimerkki", "11-01", "MAIJA.ESIMERKKI@ekhva.example"], ids=["name", "id", "email"]
)
def test_the_worker_goes_by_name_id_or_email(worker: str) -> None:
    (link,) = read([CODE, worker, "", ""])
    assert isinstance(link, Link)
    assert (link.contact_id, link.until) == ("11-01", date(2027, 11, 24))


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["", "11-01", "", ""], "client_missing"),
        (["010594-903", "11-01", "", ""], "client_wrong"),
        ([OTHER, "", "", ""], "worker_missing"),
        ([OTHER, "10-01", "", ""], "worker_unknown"),
        ([OTHER, "Ritva Keksitty", "", ""], "worker_unknown"),
        ([OTHER, CODE, "", ""], "worker_unknown"),
        ([OTHER, "11-01", "31.12.26", ""], "until_wrong"),
        ([OTHER, "11-01", "23.11.2026", ""], "until_past"),
        ([OTHER, "11-01", "2028-11-25", ""], "until_far"),
        ([OTHER, "11-01", "", "Kotka"], "municipality_unknown"),
        ([CODE.lower().replace("-", " - "), "11-02", "", ""], "client_twice"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_row_is_told_by_its_number_without_its_content(row: list[str], fault: str) -> None:
    good, bad = read([CODE, "11-01", "", ""], row)
    assert isinstance(good, Link)
    assert isinstance(bad, BadRow)
    assert (bad.number, bad.fault) == (3, fault)
    for language in LANGUAGES:
        words = fault_words(bad, texts(language))
        assert "3" in words
        assert not [cell for cell in row if cell and cell in words]


@pytest.mark.parametrize(
    "headings",
    [["hetu", "työntekijä"], ["PERSONBETECKNING", "Egen kontaktperson"], ["Worker", "x", "Identity code"]],
    ids=["fi", "sv", "en"],
)
def test_headings_are_known_in_three_languages_and_any_order(headings: list[str]) -> None:
    cells = {"hetu": CODE, "personbeteckning": CODE, "identity code": CODE}
    row = [cells.get(name.casefold(), "11-01" if name != "x" else "") for name in headings]
    assert [type(one) for one in read_table([["Omatyöntekijät 2026"], headings, row, ["", ""]], RULES)] == [Link]


def test_without_headings_nothing_is_read() -> None:
    with pytest.raises(Expected) as refusal:
        list(read_table([[CODE, "11-01"]], RULES))
    assert refusal.value.code == "no_headings"
    assert CODE not in refusal.value.sentence(texts("fi"))


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_csv_and_xlsx_are_read_alike() -> None:
    rows = [HEADINGS, [CODE, "Maija Esimerkki", "31.12.2026", "Imatra"]]
    text = "\n".join(";".join(row) for row in rows)
    found = [
        list(read_sheets(sheets_of_file(content, name), RULES))
        for content, name in (
            (text.encode(), "a.csv"),
            (text.encode("cp1252"), "a.csv"),
            (text.replace(";", "\t").encode("utf-8-sig"), "a.TXT"),
            (workbook(rows), "a.xlsx"),
            (workbook([HEADINGS, [CODE, "Maija Esimerkki", date(2026, 12, 31), "Imatra"]]), "a.xlsx"),
        )
    ]
    assert found == [found[0]] * 5
    assert isinstance(found[0][0], Link)


LINK = (CODE, "Maija Esimerkki", "15.1.2027", "Imatra")


@pytest.mark.parametrize(
    "heading", ["Voimassa asti", "Päättymispäivä", "VOIMASSA *", "Giltig t.o.m.", "Valid until", "Viimeinen\npäivä"]
)
def test_the_last_day_is_never_lost_for_its_heading(heading: str) -> None:
    (link,) = read(LINK[:3], headings=["Hetu", "Työntekijä", heading])
    assert isinstance(link, Link)
    assert link.until == date(2027, 1, 15)


def test_a_column_that_is_not_known_is_told_and_nothing_is_stored() -> None:
    with pytest.raises(Expected) as refusal:
        read(LINK[:3], headings=["Hetu", "Työntekijä", "Sopimus loppuu"])
    assert "sopimus loppuu" in refusal.value.sentence(texts("fi"))
    with pytest.raises(Expected) as refusal:
        read(LINK[:3], headings=["Hetu", "Työntekijä", OTHER])
    assert OTHER not in refusal.value.sentence(texts("fi"))
    assert len(read((*LINK[:2], ""), headings=["Hetu", "Työntekijä", "Huomautus"])) == 1


@pytest.mark.parametrize(
    "row",
    [
        (f" {CODE}\u200b", "Maija Esimerkki", "15.1.2027", "Imatra"),
        (CODE, "Esimerkki, Maija", "15.1.2027", "Imatra"),
        (CODE, "MAIJA\u00a0 ESI\u00admerkki", "15.1.2027", "Imatra"),
        (CODE, "mailto:maija.esimerkki@ekhva.example", "15.1.2027", "Imatra"),
        (CODE, "Maija Esimerkki", "15/01/2027", "Imatra"),
        (CODE, "Maija Esimerkki", "46402", "Imatra"),
        (CODE, "Maija Esimerkki", "2027-01-15 00:00:00", "Imatran kaupunki"),
        (CODE, "Maija Esimerkki", "2027-01-15T00:00:00", "153"),
    ],
)
def test_a_cell_is_read_as_in_a_table_of_contacts(row: Sequence[str]) -> None:
    assert read(row) == read(LINK)


def test_two_columns_for_one_thing_take_what_is_there_and_never_guess() -> None:
    headings = ["Hetu", "Työntekijä", "Voimassa", "Kunta", "Kotikunta"]
    assert read((*LINK[:3], "", "Imatra"), headings=headings) == read(LINK)
    (bad,) = read((*LINK[:3], "Lemi", "Imatra"), headings=headings)
    assert isinstance(bad, BadRow)
    assert bad.fault == "columns_differ"


OWN = (HEADINGS, LINK)
OWN_FILES: Mapping[str, Callable[[], bytes]] = {
    "title line with the other separator": lambda: csv((("Omatyöntekijät, 2026, sisäinen",), *OWN)),
    "empty first line": lambda: b"\r\n" + csv(OWN, ","),
    "heading over two lines": lambda: csv((("Hetu", "Omatyöntekijä", '"Voimassa\r\nasti"', "Kunta"), LINK)),
    "Unicode text of Excel": lambda: csv(OWN, "\t", "utf-16"),
    "stale dimensions": lambda: rewritten(book(OWN), ('ref="A1:D2"', 'ref="A1"')),
    "strict Open XML": lambda: strict(book(OWN)),
    "hidden first sheet": lambda: book((HEADINGS, (OTHER, "Otto Testi", "", "")), OWN, change=hidden_first),
    "a sheet of instructions first": lambda: book((("Täytä keltaiset solut",),), OWN),
    "two sheets": lambda: book(OWN, (HEADINGS,)),
}


@pytest.mark.parametrize("name", OWN_FILES)
def test_a_file_made_in_a_hurry_is_read_as_one_of_contacts(name: str) -> None:
    assert list(read_sheets(sheets_of_file(OWN_FILES[name](), "a.xlsx"), RULES)) == read(LINK)


def test_a_wrong_row_of_several_sheets_bears_the_place_of_its_sheet() -> None:
    content = book(OWN, (HEADINGS, (OTHER, "Tuntematon", "", "")))
    *_, bad = read_sheets(sheets_of_file(content, "a.xlsx"), RULES)
    assert isinstance(bad, BadRow)
    assert fault_words(bad, texts("fi")).startswith("Taulukkosivu 2, rivi 2: ")


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.xlsx"])
def test_what_is_no_table_is_refused(name: str) -> None:
    with pytest.raises(Expected):
        list(map(list, sheets_of_file(b"\x00\x01", name)))


@given(table=st.lists(st.lists(st.text(max_size=20), max_size=5), max_size=8))
def test_no_table_raises_anything_but_its_sentence(table: list[list[str]]) -> None:
    for one in read_table([HEADINGS, *table], RULES):
        assert isinstance(one, Link | BadRow)


@given(code=any_codes(right=True), first=st.sampled_from(["11", "10", "02"]), second=st.sampled_from(["01", "90"]))
@settings(max_examples=50)
def test_two_counties_know_the_same_client_by_different_pseudonyms(code: object, first: str, second: str) -> None:
    client = parse(str(code), TODAY)
    one, other = (PSEUDONYMS.pseudonym(client, county, KELA) for county in (first, second))
    assert one != other
    assert one == PSEUDONYMS.pseudonym(client, KELA, first)


@given(day=st.dates(date(2000, 1, 1), date(2080, 1, 1)), months=st.integers(0, 40))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and months_later(later, 1).day >= later.day)


@given(day=st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_a_link_ends_within_two_years(day: date) -> None:
    if TODAY <= day <= latest_end(TODAY):
        assert checked_end(day, TODAY) == day
    else:
        with pytest.raises(Expected):
            checked_end(day, TODAY)
