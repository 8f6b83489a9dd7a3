"""The main job as people live it: from `/consult Eksote asumismenot` to a recorded outcome between two sides."""

import pytest

from tests.story.town import Town, gone

pytestmark = pytest.mark.each_database

QUESTION = "Voiko alue osallistua vuokraan, kun asiakkaan on muutettava?"


async def asked(town: Town, **inputs: str) -> None:
    """Liisa asks Eksote about housing costs."""
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", inputs={"question": QUESTION, **inputs})


async def test_the_answer_names_who_can_be_asked_and_why(town: Town) -> None:
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    for words in ("Etelä-Karjala · asumismenot", "Maija Esimerkki", "Kalle Malli", "Sari Kokeilu", "Aihe täsmää"):
        assert form.says(words), words
    assert form.says("Eksote tarkoittaa tässä: Etelä-Karjalan hyvinvointialue.")
    assert form.says("Paikalla")
    assert form.says("auki 10.00 asti")
    assert form.says("sijainen Otto Testi")


async def test_from_question_to_outcome(town: Town) -> None:
    await asked(town)
    waiting = await town.liisa.wait_for_card("Kukaan ei ole vielä ottanut kysymystä")
    assert waiting.says("K-1001")
    received = await town.maija.wait_for_card("consultation.claim")
    assert received.says("Kela kysyy: asumismenot")
    assert received.says(QUESTION)
    assert received.says("Liisa Näyte")

    await town.maija.press(received, "Otan tämän")
    await town.liisa.wait_for_card("Maija Esimerkki otti tämän")
    others = await town.kalle.wait_for_card("Maija Esimerkki otti tämän")
    assert "consultation.release" not in others.verbs

    await town.maija.say("Kyllä voi. Lähetän lausunnon tänään.")
    answer = await town.liisa.wait_for_card("Kyllä voi. Lähetän lausunnon tänään.")
    assert answer.says("Maija Esimerkki")
    assert answer.says("Etelä-Karjala")
    await town.liisa.say("Kiitos, ratkaisen hakemuksen sen jälkeen.")
    await town.maija.wait_for_card("Kiitos, ratkaisen hakemuksen sen jälkeen.")

    mine = await town.liisa.wait_for_card("consultation.close")
    await town.liisa.press(mine, "Kyllä, tuli")
    await town.maija.wait_for_text("Liisa Näyte sulki kysymyksen K-1001")
    receipt = await town.maija.wait_for_card("Vastaus tuli")
    assert receipt.says("Suljettu")
    assert await town.rows("SELECT state, outcome FROM consultation") == [("closed", "answered")]


async def test_the_county_asks_kela(town: Town) -> None:
    await town.maija.say("/consult Kela lääkkeet")
    form = await town.maija.wait_for_card("consultation.send")
    assert form.says("Kelan yhteyshenkilöt")
    await town.maija.press(form, "consultation.send", question="Onko maksusitoumus tehty?")
    offered = await town.rows("SELECT name FROM consultation_receiver ORDER BY position")
    first = town.people[str(offered[0][0])]
    received = await first.wait_for_card("consultation.claim")
    assert received.says("Etelä-Karjala kysyy: lääkkeet ja maksusitoumus")
    await first.press(received, "consultation.claim")
    await town.maija.wait_for_card("otti tämän")


async def test_a_question_to_one_person_goes_to_that_person_only(town: Town) -> None:
    kalle = next(key for key, one in town.bot.services.directory.current.contacts.items() if one.name == "Kalle Malli")
    await asked(town, receiver=kalle)
    await town.kalle.wait_for_card("consultation.claim")
    assert not await town.maija.cards()


async def test_after_closing_nobody_is_offered_a_button_that_does_nothing(town: Town) -> None:
    await asked(town)
    received = await town.maija.wait_for_card("consultation.claim")
    await town.maija.press(received, "consultation.claim")
    await town.maija.say("Kyllä voi.")
    await town.liisa.wait_for_card("Lähetä vastaus")
    await town.liisa.press(await town.liisa.wait_for_card("consultation.close"), "Kyllä, tuli")
    await town.maija.wait_for_text("Liisa Näyte sulki kysymyksen K-1001")
    others = await town.kalle.wait_for_card("Kysymys on suljettu")
    assert not others.says("Kyllä voi.")
    await gone(town.liisa, "Lähetä vastaus")
    for person in (town.liisa, town.maija, town.kalle):
        assert not {verb for one in await person.cards() for verb in one.verbs}
