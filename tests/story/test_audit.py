"""The auditor's day: who has done what, and a client's report as a card and a workbook in their own files."""

import io

from openpyxl import load_workbook

from bot.local_teams.people.teams_client import Persona
from tests.story.test_client import CODE, about_a_client
from tests.story.town import Town


def auditor(town: Town) -> Persona:
    return town.people["Risto Tarkiste"]


async def test_the_auditor_reads_the_log_and_narrows_it_down(town: Town) -> None:
    await about_a_client(town)
    await auditor(town).say("/loki")
    log = await auditor(town).wait_for_card("Liisa Näyte: lähetti kysymyksen")
    narrowed = await auditor(town).press(log, "Hae", inputs={"matter": "K-1001"})
    assert narrowed.says("Liisa Näyte: lähetti kysymyksen")
    nobody = await auditor(town).press(log, "Hae", inputs={"person": "Olematon"})
    assert nobody.says("Tämännimistä ei löytynyt")


async def test_a_clients_report_comes_as_a_card_and_a_workbook(town: Town) -> None:
    received = await about_a_client(town)
    await town.maija.press(received, "consultation.claim")
    await town.maija.press(await town.maija.wait_for_card("Näytä asiakas"), "Näytä asiakas")
    await auditor(town).say("/loki asiakas")
    form = await auditor(town).wait_for_card("audit.client")
    answer = await auditor(town).press(form, "Tee raportti", inputs={"client": CODE})
    assert answer.says("Liisa Näyte: lähetti kysymyksen")
    assert answer.says("Etelä-Karjalan hyvinvointialue: katsoi asiakkaan henkilötunnuksen")
    assert not answer.says("Maija")

    offer = await auditor(town).wait_for_file(".xlsx")
    assert await auditor(town).accept_file(offer)
    given = await auditor(town).wait_for_file(".xlsx", "file")
    sheet = load_workbook(io.BytesIO(await auditor(town).download(given))).worksheets[0]
    told = {row[3].value for row in sheet.iter_rows(min_row=2)}
    assert {"lähetti kysymyksen", "otti kysymyksen", "katsoi asiakkaan henkilötunnuksen"} <= told
    assert not [one for one in await auditor(town).messages() if CODE in str(one.json)]
    assert CODE not in await town.everything_stored()
