"""Danger to life, over HTTP: the numbers that help now come first for whoever typed it and whoever reads it."""

from bot.local_teams.people.on_screen import Seen
from tests.story.town import Town

ON_CALL = "05 000 0003"


def begins_with_numbers(card: Seen) -> bool:
    """Whether 112 and the social emergency services stand before anything else of a card."""
    first, emergency, services, told = card.texts[:4]
    assert first == "Hengenvaara: soita 112."
    return "(tel:112)" in emergency and ON_CALL in services and told.startswith("Kerrottu vaara")


async def test_a_threat_of_suicide_shows_the_numbers_first_and_the_question_still_goes(town: Town) -> None:
    await town.liisa.say("/consult Imatra itsemurhauhka")
    form = await town.liisa.wait_for_card("consultation.send")
    assert begins_with_numbers(form)
    await town.liisa.press(form, "consultation.send", question="Kuka voi soittaa asiakkaalle?")
    received = await town.kalle.wait_for_card("consultation.claim")
    assert begins_with_numbers(received)
    assert received.says("Kuka voi soittaa asiakkaalle?")
    assert begins_with_numbers(await town.liisa.wait_for_card("Kukaan ei ole vielä ottanut"))


async def test_a_danger_in_a_line_shows_both_the_numbers_and_the_line_goes_on(town: Town) -> None:
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    assert not form.says("112")
    await town.liisa.press(form, "consultation.send", question="Voiko alue auttaa?")
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "consultation.claim")
    await town.maija.say("Selvitän")
    await town.liisa.wait_for_card("Selvitän")
    await town.maija.say("hän uhkaa tappaa itsensä")
    told = await town.maija.wait_for_card("Hengenvaara: soita 112.")
    assert begins_with_numbers(told)
    relayed = await town.liisa.wait_for_card("hän uhkaa tappaa itsensä")
    assert begins_with_numbers(relayed)


async def test_an_eviction_tomorrow_shows_the_county_s_numbers_and_goes_out_as_urgent(town: Town) -> None:
    await town.liisa.say("/consult Imatra häätö huomenna")
    numbers = await town.liisa.wait_for_card("Soita ensin hyvinvointialueelle")
    assert numbers.says(ON_CALL)
    assert numbers.texts.index("Hyvinvointialue, kiireellinen") < numbers.texts.index("Asiakas soittaa itse")
    await town.liisa.press(numbers, "Kysyn Kuntayhteydessä")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", question="Onko perheelle jo paikka?")
    received = await town.kalle.wait_for_card("consultation.claim")
    assert received.says("Kiireellinen: asunto menossa tai yösija puuttuu")
    assert not received.says("112")


async def test_the_reason_for_passing_shows_the_asker_the_numbers(town: Town) -> None:
    await town.liisa.say("/consult Eksote asumismenot")
    await town.liisa.press(
        await town.liisa.wait_for_card("consultation.send"), "consultation.send", question="Voiko alue auttaa?"
    )
    asked = await town.maija.wait_for_card("consultation.claim")
    await town.maija.press(asked, "consultation.claim")
    await town.maija.press(asked, "consultation.release", reason="Mies uhkaa puukolla, en voi ottaa")
    assert begins_with_numbers(await town.liisa.wait_for_card("Mies uhkaa puukolla, en voi ottaa"))
