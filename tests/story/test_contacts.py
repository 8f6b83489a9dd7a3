"""A coordinator keeps the contacts by chat, and a Kela handler sees the right person at each point."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from bot.local_teams.people.on_screen import DidNotCome, Seen, find_button
from bot.local_teams.people.teams_client import Persona
from tests.story.town import Town

HEADINGS = ("Nimi", "Sähköposti", "Kunnat", "Aiheet", "Puhelin")
ADD = "/yhteys lisää Maija Uusi, maija.uusi@ekhva.example, Imatra, asumismenot vuokrarästi, puh 05 000 0099 ma-pe 9-10"


def row(number: int) -> tuple[str, ...]:
    return (f"Henkilö {number:03}", f"henkilo{number:03}@ekhva.example", "Savitaipale", "edunvalvonta", "05 000 0100")


def workbook(rows: list[tuple[str, ...]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Lista")
    for one in (HEADINGS, *rows):
        sheet.append(one)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


async def form_for(person: Persona, asked: str) -> Seen:
    """What a Kela handler is shown for a question."""
    before = {one.id for one in await person.messages()}
    await person.say(f"/konsultoi {asked}")
    return await person.wait_for(lambda one: one.id not in before and "consultation.send" in one.verbs)


async def new_card(person: Persona, part: str, before: set[str]) -> Seen:
    return await person.wait_for(lambda one: one.id not in before and bool(one.card) and one.says(part))


async def test_from_an_added_contact_to_an_undone_import(town: Town) -> None:
    ritva = town.people["Ritva Keksitty"]
    assert not (await form_for(town.liisa, "Imatra asumismenot")).says("Maija Uusi")
    await ritva.say(ADD)
    form = await ritva.wait_for_card("contact.save")
    assert form.says("viestit eivät mene perille")
    picked = await ritva.pick("Otto")
    await ritva.press(form, "contact.save", person=picked)
    refused = await ritva.wait_for_card("Korjaa nämä")
    assert refused.says("Sama henkilö")
    await ritva.press(refused, "contact.save", person="")
    await ritva.wait_for_card("M-1")
    assert (await form_for(town.liisa, "Imatra asumismenot")).says("Maija Uusi")

    bad = [("Virhe", "ei-osoite", "Savitaipale", "", "")] * 3 + [("Virhe", "", "Olematon", "", "")] * 4
    rows = [*bad, *(row(number) for number in range(293))]
    await ritva.attach("lista.xlsx", workbook(rows))
    diff = await ritva.wait_for_card("Korjattavia rivejä 7, virheettömiä 293")
    assert diff.says("Rivi 2, Virhe, sähköposti")
    assert not (await form_for(town.liisa, "Savitaipale edunvalvonta")).says("Henkilö 0")
    await ritva.press(diff, "Tuo virheettömät rivit")
    await ritva.wait_for_card("Tallennettu")
    assert (await form_for(town.liisa, "Savitaipale edunvalvonta")).says("Henkilö 0")
    await ritva.say("/kumoa")
    asked = await ritva.wait_for_card("Kumotaanko tämä muutos?")
    await ritva.press(asked, "Kumoa")
    await ritva.wait_for_card("Kumottu. Tiedot ovat kuten ennen muutosta.")
    assert not (await form_for(town.liisa, "Savitaipale edunvalvonta")).says("Henkilö 0")
    assert (await form_for(town.liisa, "Imatra asumismenot")).says("Maija Uusi")
    await ritva.say("/historia")
    history = await ritva.wait_for_card("Muutokset: Etelä-Karjalan hyvinvointialue")
    assert history.says("293 uutta")


async def test_a_list_that_shrinks_is_accepted_by_a_second_coordinator(town: Town) -> None:
    ritva = town.people["Ritva Keksitty"]
    await ritva.attach("lista.xlsx", workbook([row(number) for number in range(6)]))
    await ritva.press(await ritva.wait_for_card("change.decide"), "Hyväksy")
    await ritva.wait_for_card("Tallennettu")
    before = {one.id for one in await ritva.messages()}
    await ritva.paste_table([("Nimi", "Puhelin"), ("Maija Esimerkki", "05 000 0555")])
    diff = await new_card(ritva, "Poista ne, joita taulukossa ei ole: 8", before)
    await ritva.press(diff, "Hyväksy", remove_missing="true")
    waiting = await ritva.wait_for_card("Odottaa toisen hakemistovastaavan hyväksyntää")
    asked = await town.kalle.wait_for_card("Ritva Keksitty pyytää toisen hakemistovastaavan hyväksynnän.")
    with pytest.raises(DidNotCome, match="no button 'Hyväksy'"):
        find_button(waiting.card, "Hyväksy")
    await town.kalle.press(asked, "Hylkää")
    await ritva.wait_for_text("Kalle Malli hylkäsi muutoksen")
    assert (await form_for(town.liisa, "Savitaipale edunvalvonta")).says("Henkilö 0")


async def test_an_export_is_given_as_a_file_and_read_back_as_no_change(town: Town) -> None:
    ritva = town.people["Ritva Keksitty"]
    await ritva.say("/yhteys vie")
    offer = await ritva.wait_for(lambda one: bool(one.file))
    name = str(offer.file.get("name"))
    assert name.endswith(".xlsx")
    await ritva.accept_file(offer)
    content = await ritva.download(await ritva.wait_for_file(name, "file"))
    sheets = load_workbook(io.BytesIO(content), read_only=True).sheetnames
    assert "contacts" in sheets
    await ritva.attach("takaisin.xlsx", content)
    await ritva.wait_for_text("Tiedot ovat jo näin.")


async def test_another_countys_coordinator_gets_nothing_and_is_told_why(town: Town) -> None:
    harri = town.people["Harri Hahmotelma"]
    await harri.say("/yhteys näytä Maija Esimerkki")
    await harri.wait_for_text("Tällaista yhteyshenkilöä ei ole omassa organisaatiossa")
    await town.maija.say("/yhteys lisää Uusi Henkilö")
    await town.maija.wait_for_text("Ritva Keksitty")
    await harri.attach("lista.docx", b"x")
    await harri.wait_for_text("CSV- tai XLSX-muodossa")
