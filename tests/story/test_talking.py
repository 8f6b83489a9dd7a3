"""Lines between the two sides: replies, edits, deletions; and no text goes anywhere its writer did not choose."""

from bot.local_teams.people.on_screen import Seen
from tests.story.town import Town, gone


async def ask(town: Town, query: str = "/consult Eksote asumismenot", question: str = "Voiko alue auttaa?") -> None:
    await town.liisa.say(query)
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", question=question)


async def taken(town: Town) -> Seen:
    """Maija has taken Liisa's question."""
    await ask(town)
    received = await town.maija.wait_for_card("consultation.claim")
    await town.maija.press(received, "consultation.claim")
    await town.liisa.wait_for_text("otti kysymyksen K-1001")
    return received


async def test_an_edit_follows_to_the_other_side(town: Town) -> None:
    await taken(town)
    line = await town.maija.say("Lausunto tulee tänään")
    await town.liisa.wait_for_card("Lausunto tulee tänään")
    await town.maija.edit(line, "Lausunto tulee huomenna")
    copy = await town.liisa.wait_for_card("Lausunto tulee huomenna")
    assert copy.says("Muokattu")
    await gone(town.liisa, "tulee tänään")


async def test_a_deletion_follows_and_the_text_is_gone(town: Town) -> None:
    await taken(town)
    line = await town.maija.say("Väärän asiakkaan asia")
    await town.liisa.wait_for_card("Väärän asiakkaan asia")
    await town.maija.delete(line)
    await town.liisa.wait_for_card("Kirjoittaja poisti tämän viestin")
    await gone(town.liisa, "Väärän asiakkaan asia")
    assert "Väärän asiakkaan asia" not in str(await town.rows("SELECT text FROM consultation_message"))


async def test_answering_from_the_card_takes_the_matter(town: Town) -> None:
    await ask(town)
    received = await town.kalle.wait_for_card("consultation.reply")
    await town.kalle.press(received, "consultation.reply", text="Kyllä voi")
    answer = await town.liisa.wait_for_card("Kyllä voi")
    assert answer.says("Kalle Malli")
    assert await town.rows("SELECT state, taker_name FROM consultation") == [("taken", "Kalle Malli")]


async def test_reply_by_command_names_its_question(town: Town) -> None:
    await taken(town)
    await town.maija.say("/vastaa K-1001 Lausunto on matkalla")
    await town.liisa.wait_for_card("Lausunto on matkalla")
    await town.maija.wait_for_text("Viesti on lähetetty kysymykseen K-1001")


async def test_with_several_open_questions_a_line_waits_until_its_writer_has_chosen(town: Town) -> None:
    await ask(town)
    await ask(town, question="Entä takuuvuokra?")
    await town.maija.wait_for_card("Entä takuuvuokra?")
    await town.liisa.say("Asiakas soitti juuri")
    choice = await town.liisa.wait_for_card("Mihin kysymykseen tämä kuuluu?")
    await town.nothing_comes(town.maija)
    assert not [one for one in await town.maija.messages() if one.says("Asiakas soitti juuri")]
    await town.liisa.press(choice, "K-1002 · asumismenot")
    said = await town.maija.wait_for_card("Asiakas soitti juuri")
    assert said.says("K-1002")
    assert await town.rows("SELECT number FROM consultation_message") == [(1002,)]
    assert await town.rows("SELECT id FROM held_line") == []


async def test_a_held_line_can_be_thrown_away(town: Town) -> None:
    await ask(town)
    await ask(town, question="Entä takuuvuokra?")
    await town.liisa.wait_for_card("K-1002")
    await town.liisa.say("Lounaalle?")
    choice = await town.liisa.wait_for_card("Mihin kysymykseen tämä kuuluu?")
    answer = await town.liisa.press(choice, "Ei mihinkään näistä")
    assert answer.says("ei lähetetty kenellekään")
    assert "Lounaalle?" not in await town.everything_stored()


async def test_somebody_only_asked_speaks_to_nobody_by_accident(town: Town) -> None:
    await ask(town)
    await town.maija.wait_for_card("consultation.claim")
    await town.maija.say("Kuka ottaa tämän?")
    await town.maija.wait_for_card("Mihin kysymykseen tämä kuuluu?")
    assert not [one for one in await town.liisa.messages() if one.says("Kuka ottaa tämän?")]


async def test_the_asker_can_add_to_an_open_question_and_all_who_were_asked_see_it(town: Town) -> None:
    await ask(town)
    await town.kalle.wait_for_card("consultation.claim")
    await town.liisa.say("Vuokra on 700 euroa")
    for person in (town.maija, town.kalle):
        await person.wait_for_card("Vuokra on 700 euroa")


async def test_not_mine_names_the_right_person_and_the_matter_moves_at_once(town: Town) -> None:
    ids = {one.name: one.id for one in town.bot.services.directory.current.contacts.values()}
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", question="Voiko alue auttaa?", receiver=ids["Maija Esimerkki"])
    received = await town.maija.wait_for_card("consultation.release")
    await town.maija.press(received, "consultation.release", whose=ids["Kalle Malli"], reason="Imatran asia")
    told = await town.liisa.wait_for_text("ettei kysymys kuulu")
    assert told.says("Kalle Malli")
    assert told.says("Imatran asia")
    await town.kalle.wait_for_card("consultation.claim")
    await town.maija.wait_for_card("Tämä jätettiin muille")


async def test_when_everybody_passes_the_asker_hears_what_to_do(town: Town) -> None:
    contacts = town.bot.services.directory.current.contacts.values()
    kalle = next(one.id for one in contacts if one.name == "Kalle Malli")
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", question="Onko aikaa?", receiver=kalle)
    received = await town.kalle.wait_for_card("consultation.release")
    await town.kalle.press(received, "consultation.release")
    await town.liisa.wait_for_text("Muilta ei ole kysytty")


async def test_open_lists_what_is_open_and_shows_each(town: Town) -> None:
    await taken(town)
    await town.maija.say("/avoimet")
    listed = await town.maija.wait_for_card("Avoimet kysymykset")
    assert listed.says("K-1001")
    answer = await town.maija.press(listed, "Näytä")
    assert answer.says("Kela kysyy")


async def test_close_by_command_brings_the_card_with_the_outcomes(town: Town) -> None:
    await taken(town)
    await town.maija.say("sulje K-1001")
    shown = await town.maija.wait_for_card("consultation.close")
    await town.maija.press(shown, "Vastasin")
    await town.liisa.wait_for_text("Maija Esimerkki sulki kysymyksen K-1001")


async def test_once_the_only_answer_is_deleted_the_question_is_not_shown_as_answered(town: Town) -> None:
    await taken(town)
    line = await town.maija.say("Väärän asian vastaus")
    await town.liisa.wait_for_card("Maija Esimerkki vastasi")
    await town.maija.delete(line)
    await town.liisa.wait_for_card("Maija Esimerkki otti tämän")
    assert await town.rows("SELECT state, answered_at FROM consultation") == [("taken", None)]
    assert await town.rows("SELECT clock FROM escalation") != [("",)], "the taker's time runs again"
