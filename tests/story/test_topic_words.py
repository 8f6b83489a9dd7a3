"""A coordinator teaches the bot a word, and corrections of readings reach the coordinators without any client."""

from tests.story.town import Town


async def test_the_next_question_is_read_with_the_word_just_added(town: Town) -> None:
    ritva = town.people["Ritva Keksitty"]
    await town.liisa.say("/consult Eksote koirankoppi")
    await town.liisa.wait_for_card("mistä on kyse?")
    await ritva.say("/aihe lisää asumismenot: koirankoppi")
    await ritva.wait_for_card('"koirankoppi" ohjaa nyt aiheeseen Asumismenot.')
    await town.liisa.say("/consult Lappeenranta koirankopista")
    form = await town.liisa.wait_for_card("consultation.send")
    assert form.says("Lappeenranta (Etelä-Karjala) · asumismenot")


async def test_a_word_is_added_on_the_form_and_removed_by_its_button(town: Town) -> None:
    ritva = town.people["Ritva Keksitty"]
    await ritva.say("/aihe")
    words = await ritva.wait_for_card("Sanoja ei ole vielä lisätty.")
    await ritva.press(
        words, "topic.add", inputs={"topic": "Sähkölasku tai sähköjen katkeaminen", "phrase": "lämpöpatteri"}
    )
    added = await ritva.wait_for_card("ohjaa nyt aiheeseen Sähkölasku")
    await ritva.press(added, "topic.remove")
    await ritva.wait_for_card('"lämpöpatteri" poistettiin.')
    assert await town.rows("SELECT * FROM topic_word") == []


async def test_a_correction_is_kept_as_the_words_the_bot_knows(town: Town) -> None:
    ritva = town.people["Ritva Keksitty"]
    await town.liisa.say("/consult Eksote vuokra Möttöskän Seppo")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "Korjaa")
    fields = await town.liisa.wait_for_card("Korjaa alue ja aihe")
    inputs = {"place": "Etelä-Karjala", "topic": "Vuokrarästi tai häädön uhka"}
    await town.liisa.press(fields, "consultation.choose", inputs=inputs)
    await town.liisa.wait_for_card("Etelä-Karjala · vuokrarästi tai häädön uhka")
    assert await town.rows("SELECT words, read_topic, meant_topic FROM reading_correction") == [
        ("vuokra", "asumismenot", "vuokrarasti-haato")
    ]
    await ritva.say("/aihe ehdotukset")
    shown = await ritva.wait_for_card("Useimmin korjatut tulkinnat")
    assert shown.says("vuokra · kerran")
    assert shown.says("Asumismenot → Vuokrarästi tai häädön uhka")
    stored = (await town.everything_stored()).casefold()
    assert "möttösk" not in stored
