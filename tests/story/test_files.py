"""Files and tables through the real bot: read where Teams has put them, given when they are accepted."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from bot.local_teams.people.teams_client import Persona
from bot.teams.file_transfer import LARGEST_FILE
from tests.story.town import Town

ROWS = [
    ["Nimi", "Sähköposti", "Kunnat", "Aiheet"],
    ["Elina Uusimalli", "elina.uusimalli@ekhva.example", "Imatra", "asumismenot"],
]


def workbook(rows: list[list[str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def ritva(town: Town) -> Persona:
    return town.people["Ritva Keksitty"]


async def test_a_coordinators_spreadsheet_is_read(town: Town) -> None:
    await ritva(town).attach("uudet.xlsx", workbook(ROWS))
    await ritva(town).wait_for_card("Elina Uusimalli")


async def test_a_coordinators_pasted_table_is_read(town: Town) -> None:
    await ritva(town).paste_table(ROWS)
    await ritva(town).wait_for_card("Elina Uusimalli")


async def test_a_pasted_table_behind_the_command_is_read(town: Town) -> None:
    await ritva(town).paste_table(ROWS, "/yhteys tuo")
    await ritva(town).wait_for_card("Elina Uusimalli")


async def test_an_export_is_offered_accepted_and_opened(town: Town) -> None:
    await ritva(town).say("/yhteys vie")
    offer = await ritva(town).wait_for_file(".xlsx")
    assert await ritva(town).accept_file(offer)
    given = await ritva(town).wait_for_file(".xlsx", "file")
    content = await ritva(town).download(given)
    size = offer.file["size"]
    assert isinstance(size, int)
    assert abs(len(content) - size) < 50, "made anew: the moment in it may be packed otherwise"
    names = {cell.value for row in load_workbook(io.BytesIO(content))["contacts"].iter_rows() for cell in row}
    assert {"Maija Esimerkki", "Ritva Keksitty"} <= names
    assert "Jaana Kokeilija" not in names, "another county's contact"


async def test_an_export_that_is_declined_disappears(town: Town) -> None:
    await ritva(town).say("/yhteys vie csv")
    offer = await ritva(town).wait_for_file(".csv")
    assert await ritva(town).decline_file(offer)
    await ritva(town).wait_for(lambda one: one.id == offer.id and one.deleted)
    assert not [one for one in await ritva(town).messages() if one.file.get("kind") == "file"]


async def test_a_file_that_is_too_large_is_not_read(town: Town) -> None:
    await ritva(town).attach("suuri.csv", b"x" * (LARGEST_FILE + 1))
    await ritva(town).wait_for_text("suurempi kuin 2 Mt")


@pytest.mark.parametrize("accepted", [True, False], ids=["out", "in"])
async def test_files_out_of_reach_are_a_sentence(town: Town, accepted: bool) -> None:
    if accepted:
        await ritva(town).say("/yhteys vie")
        offer = await ritva(town).wait_for_file(".xlsx")
        await ritva(town).faults(files_down=True)
        assert await ritva(town).accept_file(offer)
        await ritva(town).wait_for_text("Tiedostoa ei saatu tallennettua Teamsiin")
    else:
        await ritva(town).faults(files_down=True)
        await ritva(town).attach("uudet.xlsx", workbook(ROWS))
        await ritva(town).wait_for_text("Tiedostoa ei saatu luettua Teamsista")


async def test_somebody_else_than_a_coordinator_gets_no_file_read(town: Town) -> None:
    await town.liisa.attach("uudet.xlsx", workbook(ROWS), "/yhteys tuo")
    await town.liisa.wait_for_text("Omia tietoja ei ole hakemistossa")
    await town.maija.attach("uudet.xlsx", workbook(ROWS), "/yhteys tuo")
    await town.maija.wait_for_text("Hakemistoa voi muuttaa vain hakemistovastaava")
    assert await town.rows("SELECT 1 FROM directory_change") == []
