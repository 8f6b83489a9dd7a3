"""Every bad input gets a sentence that says what to do, in the user's language, and changes nothing."""

import pytest

from bot.local_teams.people.on_screen import Answer, Seen, find_button
from tests.story.town import Town

# What is stored is told, on both databases, in the other stories.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CODE = "010594Y9032"


async def consultations(town: Town) -> int:
    return len(await town.rows("SELECT number FROM consultation"))


async def form(town: Town, query: str = "/consult Eksote asumismenot") -> Seen:
    await town.liisa.say(query)
    return await town.liisa.wait_for_card("consultation.send")


async def sent(town: Town) -> Seen:
    await town.liisa.press(await form(town), "consultation.send", question="Voiko alue osallistua vuokraan?")
    return await town.maija.wait_for_card("consultation.claim")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("/consult Atlantis asumismenot", "Mikä alue tai kunta?"),
        ("/consult blorb", "Haku ei osunut mihinkään"),
        ("/consult Salossa", "Salo: mistä on kyse?"),
        ("/consult", "Minne ja mistä aiheesta?"),
        ("/consult karjala vuokrarästi", "Kumpi näistä?"),
        ("/consult Maarianhamina asumismenot", "Ahvenanmaalla"),
        ("huomenta", "Viestiä ei ymmärretty"),
        ("/reply", "Avoimia kysymyksiä ei ole"),
        ("/reply K-9999 hei", "K-9999"),
        ("/close K-9999", "K-9999"),
        ("/language klingon", "Valitse suomi, svenska tai English"),
    ],
)
async def test_a_command_that_cannot_be_carried_out_says_what_to_do(town: Town, typed: str, sentence: str) -> None:
    await town.liisa.say(typed)
    await town.liisa.wait_for_text(sentence)
    assert await consultations(town) == 0


async def test_the_sentence_is_in_the_readers_language(town: Town) -> None:
    await town.svea.say("god morgon")
    await town.svea.wait_for_text("Meddelandet förstods inte")


@pytest.mark.parametrize(
    ("inputs", "title"),
    [
        ({"question": ""}, "Kysymys puuttuu"),
        ({"question": "x" * 4_050}, "Kysymys on liian pitkä"),
        ({"question": f"Asiakas {CODE} odottaa"}, "Kysymyksessä oli henkilötunnus"),
        ({"question": "Kysymys", "client": CODE}, "Peruste puuttuu"),
        ({"question": "Kysymys", "basis": "consent", "client": "010594Y9033"}, "Henkilötunnus ei ole oikein"),
        ({"question": "Kysymys", "basis": "consent", "client": ""}, "Henkilötunnus puuttuu"),
        ({"question": "Kysymys", "answer_by": "2020-01-01T10:00:00+00:00"}, "Vastausaika on jo mennyt"),
    ],
)
async def test_a_form_that_is_not_in_order_comes_back_with_what_to_correct(
    town: Town, inputs: dict[str, str], title: str
) -> None:
    answer = await town.liisa.press(await form(town), "consultation.send", inputs=inputs, checked=False)
    assert answer.says(title)
    assert await consultations(town) == 0
    assert not await town.maija.cards()


async def test_an_old_client_gets_the_same_correction_in_the_message(town: Town) -> None:
    await town.liisa.press(await form(town), "consultation.send", as_submit=True, question="")
    await town.liisa.wait_for_card("Kysymys puuttuu")


async def test_what_was_typed_is_kept_cleaned_and_the_code_is_nowhere(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"Asiakkaan {CODE} vuokra ylittää enimmäismäärän."
    answer = await town.liisa.press(await form(town), "consultation.send", question=text)
    assert answer.says("[henkilötunnus poistettu]") or "[henkilötunnus poistettu]" in str(answer.card)
    assert CODE not in str(answer.card)
    assert CODE not in await town.everything_stored()
    logs = capsys.readouterr()
    assert CODE not in logs.out + logs.err


@pytest.mark.parametrize("typed", [f"/consult Eksote asumismenot {CODE}", f"/reply K-1001 {CODE}", f"hän on {CODE}"])
async def test_a_code_typed_anywhere_is_stored_nowhere(
    town: Town, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await sent(town)
    await town.liisa.say(typed)
    await town.liisa.wait_for(lambda one: one.by_bot and (one.says("enkilötunnu") or one.says("Henkilötieto")))
    assert CODE not in await town.everything_stored()
    logs = capsys.readouterr()
    assert CODE not in logs.out + logs.err


async def test_somebody_elses_button_does_nothing(town: Town) -> None:
    received = await sent(town)
    stranger = town.people["Heikki Harjoite"]
    answer = await _press_as(town, stranger.aad_id, received)
    assert answer.says("ei löytynyt")
    assert await town.rows("SELECT state FROM consultation") == [("waiting",)]


async def _press_as(town: Town, aad_id: str, shown: Seen) -> Answer:
    person = next(one for one in town.people.values() if one.aad_id == aad_id)
    await person.say("/open")
    own = await person.wait_for_card("Avoimet kysymykset")
    action = find_button(shown.card, "consultation.claim").action
    return await person.send_press({"action": action, "inputs": {}, "id": own.id, "conversation": own.conversation})


async def test_a_closed_consultation_stays_closed_and_shows_its_state(town: Town) -> None:
    received = await sent(town)
    mine = await town.liisa.wait_for_card("Perun kysymyksen")
    await town.liisa.press(mine, "Perun kysymyksen")
    await town.maija.wait_for_card("Kysymys peruttiin")
    answer = await town.maija.press(received, "consultation.claim")
    assert answer.says("on suljettu")
    await town.maija.say("/reply K-1001 vastaus")
    await town.maija.wait_for_text("on suljettu")
    assert await town.rows("SELECT state FROM consultation") == [("closed",)]


async def test_a_form_already_sent_shows_what_it_became(town: Town) -> None:
    shown = await form(town)
    for _ in range(2):
        answer = await town.liisa.press(shown, "consultation.send", question="Voiko alue osallistua vuokraan?")
        assert answer.says("K-1001")
    assert await consultations(town) == 1


async def test_a_person_of_an_unknown_tenant_is_told_how_to_join(town: Town) -> None:
    await town.veikko.say("/consult Eksote asumismenot")
    await town.veikko.wait_for_text("Organisaatio ei vielä käytä Kuntayhteyttä")
    assert await town.rows("SELECT id FROM consultation_draft") == []


async def test_a_county_s_urgent_matter_gets_numbers_instead_of_a_thread(town: Town) -> None:
    await town.maija.say("/consult Kela kiirehtiminen")
    shown = await town.maija.wait_for_card("Soita")
    assert shown.says("Viranomaislinja")
    assert "consultation.send" not in shown.verbs
    answer = await town.maija.press(shown, "Asia ei ole kiireellinen")
    assert answer.says("Anna Luonnos")


async def test_kela_s_urgent_matter_gets_the_county_s_numbers_and_goes_on_as_urgent(town: Town) -> None:
    await town.liisa.say("/konsultoi Imatra häätö huomenna")
    shown = await town.liisa.wait_for_card("Soita ensin hyvinvointialueelle")
    assert shown.says("05 000 0003")
    assert not shown.says("Viranomaislinja")
    await town.liisa.press(shown, "Kysyn Kuntayhteydessä")
    form = await town.liisa.wait_for_card("consultation.send")
    await town.liisa.press(form, "consultation.send", question="Kuka teillä hoitaa asiaa?")
    await town.kalle.wait_for_card("Kiireellinen: asunto menossa tai yösija puuttuu")


async def test_an_area_without_named_contacts_shows_the_ways_that_remain(town: Town) -> None:
    await town.liisa.say("/consult Keusote vuokrarästi")
    shown = await town.liisa.wait_for_card("ei ole nimettyjä yhteyshenkilöitä")
    assert shown.says("Pekka Koe")
    assert shown.says("Aikuissosiaalityön neuvonta")
    answer = await town.liisa.press(shown, "Kysy Kelan yhteyshenkilöltä")
    assert answer.card is not None
    await town.liisa.wait_for_card("consultation.send")


async def test_a_county_does_not_reach_another_county(town: Town) -> None:
    await town.maija.say("/consult Kotka asumismenot")
    await town.maija.wait_for_text("Kelan ja hyvinvointialueiden")
    assert await consultations(town) == 0


async def test_an_old_form_does_not_send_to_a_place_chosen_later(town: Town) -> None:
    old = await form(town)
    choice = await town.liisa.press(old, "Korjaa")
    assert choice.card is not None
    shown = await town.liisa.wait_for_card("consultation.choose")
    await town.liisa.press(shown, "Hae", place="Kymenlaakso", topic="Lääkkeet ja maksusitoumus")
    await town.liisa.wait_for_card("Kymenlaakso · lääkkeet")
    answer = await town.liisa.press(old, "consultation.send", question="Voiko Eksote auttaa?")
    assert answer.says("ei ole enää voimassa")
    assert await consultations(town) == 0


@pytest.mark.parametrize("months", ["61", "-1", "kolme", "1.5", "9999999"])
async def test_a_number_that_cannot_be_is_asked_again_and_the_question_kept(town: Town, months: str) -> None:
    shown = await form(town, "/consult Eksote vuokrarästi")
    inputs = {"question": "Onko maksusuunnitelmaa?", "field_months": months}
    answer = await town.liisa.press(shown, "consultation.send", inputs=inputs, checked=False)
    assert answer.says("Tarkista: Kuukausia rästissä")
    assert answer.says("0–60")
    assert "Onko maksusuunnitelmaa?" in str(answer.card)
    assert await consultations(town) == 0


@pytest.mark.parametrize("months", ["", "0", "60"])
async def test_a_number_may_be_left_out_or_be_at_its_bounds(town: Town, months: str) -> None:
    shown = await form(town, "/consult Eksote vuokrarästi")
    inputs = {"question": "Onko maksusuunnitelmaa?", "field_months": months}
    await town.liisa.press(shown, "consultation.send", inputs=inputs, checked=False)
    await town.liisa.wait_for_card("Kukaan ei ole vielä ottanut kysymystä")
    details = (await town.rows("SELECT details FROM consultation"))[0][0]
    assert ("months" in str(details)) == bool(months)


@pytest.mark.parametrize(
    "code", ["0 1 0 5 9 4 Y 9 0 3 2", "010594\u00adY9032", "０１０５９４Y９０３２", "010594 9032", "01.05.94-9032"]
)
async def test_a_code_in_a_search_in_any_writing_is_cut_out_and_the_rest_is_read(town: Town, code: str) -> None:
    await town.liisa.say(f"/consult Eksote {code} asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    assert form.says("Etelä-Karjala")
    assert form.says("Henkilötieto poistettiin hausta")
    stored = await town.everything_stored()
    assert code not in stored
    assert "010594" not in stored
