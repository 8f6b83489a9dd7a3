"""In channels: the form only its writer sees, threads on both sides, colleagues who answer together."""

import pytest

from bot.local_teams.people.on_screen import Seen
from tests.story.town import Town

# What is stored is told, on both databases, in the other stories.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

KELA_CHANNEL = "19:kela-etelainen-kuntayhteistyo@thread.tacv2"
KYMENHVA_CHANNEL = "19:kymenhva-kela@thread.tacv2"


async def asked_in_channel(town: Town, query: str = "/consult Eksote asumismenot") -> Seen:
    await town.liisa.say(query, KELA_CHANNEL, slash=True)
    form = await town.liisa.wait_for_card("consultation.send", conversation=KELA_CHANNEL)
    assert form.targeted
    await town.liisa.press(form, "consultation.send", question="Voiko alue auttaa?")
    return await town.liisa.wait_for_card("Kukaan ei ole vielä ottanut kysymystä", conversation=KELA_CHANNEL)


async def test_the_form_is_seen_by_its_writer_alone(town: Town) -> None:
    await town.liisa.say("/consult Eksote asumismenot", KELA_CHANNEL, slash=True)
    form = await town.liisa.wait_for_card("consultation.send", conversation=KELA_CHANNEL)
    assert form.says("Vain kysyjä näkee") or form.targeted
    assert not await town.svea.cards(KELA_CHANNEL)


async def test_a_question_from_a_channel_opens_a_thread_there_and_answers_come_into_it(town: Town) -> None:
    thread = await asked_in_channel(town)
    assert not thread.targeted
    await town.svea.wait_for_card("K-1001", conversation=KELA_CHANNEL)
    received = await town.maija.wait_for_card("consultation.claim")
    await town.maija.press(received, "consultation.claim")
    await town.maija.say("Kyllä voi")
    answer = await town.liisa.wait_for_card("Kyllä voi", conversation=KELA_CHANNEL)
    assert answer.conversation == thread.conversation


async def test_a_line_in_the_thread_goes_to_the_other_side(town: Town) -> None:
    thread = await asked_in_channel(town)
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "consultation.claim")
    line = await town.liisa.say("Lisätieto: vuokra on 700", KELA_CHANNEL, thread=thread.id)
    said = await town.maija.wait_for_card("Lisätieto: vuokra on 700")
    assert said.says("Liisa Näyte")
    await town.liisa.edit(line, "Lisätieto: vuokra on 650")
    await town.maija.wait_for_card("Lisätieto: vuokra on 650")


async def test_talk_outside_the_threads_is_nobodys_business(town: Town) -> None:
    await town.liisa.say("Kuka lähtee kahville?", KELA_CHANNEL)
    await town.nothing_comes(town.liisa)
    assert "kahville" not in await town.everything_stored()


async def test_an_area_with_a_channel_gets_the_question_there_and_a_colleague_takes_it(town: Town) -> None:
    await town.liisa.say("/consult Kotka asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", question="Voiko alue auttaa?")
    first, second = (one for one in await _members(town) if one != "Liisa Näyte")
    received = await town.people[first].wait_for_card("consultation.claim", conversation=KYMENHVA_CHANNEL)
    await town.people[first].press(received, "consultation.claim")
    await town.liisa.wait_for_card(f"{first} otti tämän")
    seen = await town.people[second].wait_for_card(f"{first} otti tämän", conversation=KYMENHVA_CHANNEL)
    await town.people[second].say("Minäkin tiedän tästä", KYMENHVA_CHANNEL, thread=seen.id)
    said = await town.liisa.wait_for_card("Minäkin tiedän tästä")
    assert said.says(second)


async def _members(town: Town) -> list[str]:
    names = [str(row[0]) for row in await town.rows("SELECT name FROM consultation_receiver ORDER BY position")]
    return names[:2]


async def test_a_channel_that_takes_no_targeted_message_gets_the_form_into_the_chat(town: Town) -> None:
    await town.liisa.say("/help")
    await town.liisa.wait_for_card("Mitä voi kirjoittaa")
    await town.liisa.faults(refuse="BotNotInConversationRoster", conversation=KELA_CHANNEL)
    await town.liisa.say("/consult Eksote asumismenot", KELA_CHANNEL, slash=True)
    form = await town.liisa.wait_for_card("consultation.send")
    assert not form.targeted
