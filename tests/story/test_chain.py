"""Kela's own chain (Pirttikoski 2021, 7.1): any handler, Kela's contact for the client's municipality, the county."""

from tests.story.town import Town

QUESTION = "Voiko muuttokulut ottaa huomioon?"
KIRSI, ANNA, MAIJA = "Kirsi Mukaelma", "Anna Luonnos", "Maija Esimerkki"
"""Kela's contacts for South Karelia who serve housing costs, and one of the county's."""


async def test_a_question_within_kela_goes_to_the_contacts_of_the_clients_municipality(town: Town) -> None:
    await town.liisa.say("/konsultoi Kela asumismenot")
    asked = await town.liisa.wait_for_card("Missä kunnassa asiakas asuu?")
    await town.liisa.press(asked, "Hae", inputs={"place": "Lappeenranta (Etelä-Karjala)", "topic": "Asumismenot"})
    form = await town.liisa.wait_for_card("consultation.send")
    assert form.says("Tämä kysymys pysyy Kelassa")
    await town.liisa.press(form, "consultation.send", inputs={"question": QUESTION})
    kirsi = town.people[KIRSI]
    received = await kirsi.wait_for_card("consultation.claim")
    assert received.says(QUESTION)
    await kirsi.press(received, "consultation.claim")
    await town.liisa.wait_for_card(f"{KIRSI} otti tämän")
    asked_people = await town.rows("SELECT name FROM consultation_receiver ORDER BY name")
    assert asked_people == [(ANNA,), (KIRSI,)], "nobody of another area"
    await town.nothing_comes(town.maija)


async def test_from_the_county_form_the_question_goes_along_to_kelas_contact_and_back(town: Town) -> None:
    await town.liisa.say("/konsultoi Lappeenranta asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    assert form.says(MAIJA)
    await town.liisa.press(form, f"Kysy ensin Kelan yhteyshenkilöltä: {KIRSI}", inputs={"question": QUESTION})
    inside = await town.liisa.wait_for_card("Tämä kysymys pysyy Kelassa")
    assert QUESTION in str(inside.card)
    await town.liisa.press(inside, "Kysy alueelta", inputs={"question": f"{QUESTION} Kiitos."})
    back = await town.liisa.wait_for_card("Kysy ensin Kelan yhteyshenkilöltä")
    assert f"{QUESTION} Kiitos." in str(back.card)
    await town.liisa.press(back, "consultation.send", inputs={"question": QUESTION})
    await town.maija.wait_for_card("consultation.claim")
