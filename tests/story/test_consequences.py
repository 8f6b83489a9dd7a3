"""Whoever helped hears in one line what the help changed."""

import pytest

from tests.story.town import Town


async def taken(town: Town, **form_fields: str) -> None:
    """Liisa asks, Maija takes it."""
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", inputs={"question": "Voiko alue auttaa?", **form_fields})
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "consultation.claim")
    await town.liisa.wait_for_card("otti tämän")


async def about_a_client(town: Town) -> None:
    await taken(town, basis="consent", consent="client-orally", client="010594Y9032")


async def test_the_helper_hears_what_the_help_changed(town: Town) -> None:
    await about_a_client(town)
    shown = await town.liisa.wait_for_card("consultation.close")
    said = {"outcome": "kela_can_decide", "kelmu": "done", "correction_avoided": "true"}
    await town.liisa.press(shown, "consultation.close", inputs=said)
    told = await town.maija.wait_for_text("Mitä avusta seurasi:")
    assert told.says("Kela voi ratkaista asian. Tarkistuspyynnöltä vältyttiin (arvio). Kelmu-ilmoitus on tehty.")


async def test_whether_the_client_was_reached_is_heard_from_the_county_after_kela_closed(town: Town) -> None:
    await about_a_client(town)
    shown = await town.liisa.wait_for_card("consultation.close")
    await town.liisa.press(shown, "consultation.close", inputs={"outcome": "county_continues"})
    await town.liisa.wait_for_card("Etelä-Karjala voi vielä kertoa, tavoitettiinko asiakas")
    await town.maija.press(await town.maija.wait_for_card("Tavoitettiinko asiakas?"), "Tavoitettiin")
    await town.liisa.wait_for_text("Maija Esimerkki kertoo, että asiakas tavoitettiin")
    await town.liisa.wait_for_card("Etelä-Karjala: asiakas tavoitettiin")


async def test_only_what_the_asker_said_is_told(town: Town) -> None:
    await about_a_client(town)
    shown = await town.liisa.wait_for_card("consultation.close")
    await town.liisa.press(shown, "consultation.close", inputs={"outcome": "county_continues"})
    told = await town.maija.wait_for_text("Mitä avusta seurasi:")
    assert not told.says("Asiakas tavoitettiin")
    assert not told.says("Kelmu")


@pytest.mark.parametrize(
    ("button", "inputs"),
    [("consultation.close", {"outcome": "unresolved"}), ("Perun kysymyksen", {})],
    ids=["unresolved", "withdrawn"],
)
async def test_where_nothing_came_of_it_no_help_is_praised(town: Town, button: str, inputs: dict[str, str]) -> None:
    await about_a_client(town)
    shown = await town.liisa.wait_for_card("consultation.close")
    await town.liisa.press(shown, button, inputs=inputs)
    told = await town.maija.wait_for_text("sulki kysymyksen K-1001")
    assert told.says("Lopputulos:")
    assert not told.says("avusta")


async def test_a_general_question_tells_that_there_was_an_answer(town: Town) -> None:
    await taken(town)
    shown = await town.liisa.wait_for_card("consultation.close")
    await town.liisa.press(shown, "Kyllä, tuli")
    await town.maija.wait_for_text("Mitä avusta seurasi: Vastaus tuli.")


async def test_the_asker_hears_the_outcome_when_the_helper_closes(town: Town) -> None:
    await about_a_client(town)
    shown = await town.maija.wait_for_card("consultation.close")
    await town.maija.press(shown, "consultation.close", inputs={"outcome": "county_continues"})
    assert (await town.liisa.wait_for_text("sulki kysymyksen K-1001")).says("Lopputulos:")
