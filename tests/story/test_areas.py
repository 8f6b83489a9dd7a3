"""Areas' rules as coordinators keep them and askers meet them: seen, changed by two, dated, and tried out."""

import pytest

from bot.local_teams.people.on_screen import Seen, find_button
from bot.local_teams.people.teams_client import Persona
from tests.story.town import Town

KELA_CHANNEL = "19:kela-etelainen-kuntayhteistyo@thread.tacv2"
NAMES = {"ritva": "Ritva Keksitty", "leena": "Leena Ohjenuora", "harri": "Harri Hahmotelma"}


def coordinator(town: Town, name: str) -> Persona:
    return town.people[NAMES[name]]


async def rule_of(person: Persona, command: str) -> Seen:
    """The card that answers the command, not an older one."""
    before = {one.id for one in await person.messages()}
    await person.say(command)
    return await person.wait_for(lambda one: one.id not in before and one.says("Kuka alueella kysyy Kelalta"))


async def test_a_kela_handler_sees_how_an_area_works(town: Town) -> None:
    seen = await rule_of(town.liisa, "/alue Eksote")
    for words in (
        "Etelä-Karjalan hyvinvointialue",
        "Nimetyt yhteyshenkilöt; muut, kun siihen on syy",
        "Ei Kuntayhteydessä: soitetaan",
        "Tietoja ei ole vahvistettu. Lähde vuodelta 2021: Pirttikoski 2021, luku 7.1.",
        "auki 16.00 asti",
        "Nimettyjä yhteyshenkilöitä: 3",
        "05 000 0002",
    ):
        assert seen.says(words), words
    assert not seen.says("Tarkistettu"), "what nobody has confirmed is not called checked"
    assert "area.edit" not in seen.verbs


async def test_an_area_without_a_known_rule_says_so(town: Town) -> None:
    seen = await rule_of(town.liisa, "alue Satakunta")
    assert seen.says("Sovittuja toimintatapoja ei ole tiedossa.")


async def test_a_county_sees_its_own_rule_and_kelas_but_no_other(town: Town) -> None:
    assert (await rule_of(town.maija, "/area")).says("Etelä-Karjalan hyvinvointialue")
    await town.maija.say("/area Kela")
    kela = await town.maija.wait_for_card("Kuka Kelassa kysyy alueilta")
    assert kela.says("020 000 0001")
    await town.maija.say("/area Kymsote")
    await town.maija.wait_for_text("Vain oman alueen ja Kelan säännöt näytetään.")
    await town.maija.say("/area Karjala")
    await town.maija.wait_for_text("Tämä voi tarkoittaa useaa: Etelä-Karjala, Pohjois-Karjala.")


async def change_urgency(town: Town, person: Persona, urgency: str, **more: str) -> None:
    await person.say("/alue muuta")
    form = await person.wait_for_card("area.save")
    await person.press(form, "area.save", inputs={"urgency": urgency, **more})


async def test_a_rule_is_changed_by_two_and_takes_force_on_its_day(town: Town) -> None:
    ritva, leena = coordinator(town, "ritva"), coordinator(town, "leena")
    await change_urgency(town, ritva, "allowed", valid_from="2026-12-01", why="Sovittu ohjausryhmässä")
    waits = await leena.wait_for_card("change.decide")
    assert waits.says("Ritva Keksitty")
    assert (await town.rows("SELECT count(*) FROM area_rule WHERE area = '11'")) == [(1,)]
    assert (await rule_of(ritva, "/alue")).says("M-1 odottaa toisen hakemistovastaavan hyväksyntää.")

    await leena.press(waits, "Hyväksy")
    seen = await rule_of(town.liisa, "/alue Eksote")
    assert seen.says("1.12.2026 alkaen")
    await town.maija.say("/consult Kela kiirehtiminen")
    await town.maija.wait_for_card("Soita. Älä kysy kiireellistä asiaa Kuntayhteydessä.")

    town.clock.forward(days=7)
    await town.maija.say("/consult Kela kiirehtiminen")
    form = await town.maija.wait_for_card("consultation.send")
    assert form.says("Anna Luonnos")
    assert (await rule_of(town.liisa, "/alue Eksote")).says("Sovittu.")


async def test_nobody_accepts_their_own_rule_and_others_do_not_see_it(town: Town) -> None:
    ritva, harri = coordinator(town, "ritva"), coordinator(town, "harri")
    await change_urgency(town, ritva, "allowed")
    await town.kalle.wait_for_card("change.decide")
    mine = await ritva.wait_for_card("M-1")
    assert not mine.says("Hyväksy")
    await town.nothing_comes(harri)
    await harri.say("/alue muuta Eksote")
    await harri.wait_for_text("Vain oman alueen ja Kelan säännöt näytetään.")


async def test_only_a_coordinator_changes_the_rule_and_kela_not_a_countys(town: Town) -> None:
    leena = coordinator(town, "leena")
    await town.maija.say("/alue muuta")
    await town.maija.wait_for_text("Hakemistoa voi muuttaa vain hakemistovastaava.")
    await leena.say("/alue muuta Eksote")
    await leena.wait_for_text("Sääntöä voi muuttaa vain kunkin organisaation oma hakemistovastaava.")
    await leena.say("/alue muuta")
    form = await leena.wait_for_card("area.save")
    assert form.says("Kuka Kelassa kysyy alueilta")
    assert not form.says("Kiireelliset asiat")


async def test_what_cannot_be_is_told_and_nothing_is_stored(town: Town) -> None:
    ritva = coordinator(town, "ritva")
    await ritva.say("/alue muuta")
    form = await ritva.wait_for_card("area.save")
    wrong = {
        "Sääntö ei voi alkaa menneestä päivästä.": {"valid_from": "2026-11-23"},
        "Säännön on alettava kahden vuoden kuluessa.": {"valid_from": "2029-01-01"},
        "Valitse päivä": {"valid_from": ""},
        "Kirjoita esimerkiksi ma-pe 9-10.": {"working_hours": "joskus"},
        "Sama tapa on kahdesti": {"fall_back_1": "advice", "fall_back_2": "advice"},
        "Verkkosivun osoite alkaa https://": {"website": "ekhva.fi"},
        "henkilötunnus": {"source": "Sovittu 010594Y9032"},
        "Avaa lomake siinä kanavassa": {"place": "channel"},
    }
    for words, inputs in wrong.items():
        await ritva.press(form, "area.save", inputs=inputs, checked=False)
        assert words in ritva.sentence, (words, ritva.sentence)
    assert await town.rows("SELECT count(*) FROM directory_change") == [(0,)]
    assert "010594Y9032" not in await town.everything_stored()


async def test_telephone_services_change_at_once(town: Town) -> None:
    ritva = coordinator(town, "ritva")
    await ritva.say("/alue puhelin")
    form = await ritva.wait_for_card("area.save")
    await ritva.press(form, "area.save", inputs={"phone_advice": "05 000 0777", "hours_advice": "ma-to 9-15"})
    await ritva.wait_for_card("M-1")
    assert (await rule_of(town.liisa, "/alue Eksote")).says("05 000 0777")
    await ritva.press(form, "area.save", inputs={"phone_advice": "soita meille"}, checked=False)
    assert "ei ole puhelinnumero" in ritva.sentence


async def test_a_number_typed_on_one_line_is_shown_before_it_is_saved(town: Town) -> None:
    ritva = coordinator(town, "ritva")
    await ritva.say("/alue puhelin neuvonta 05 000 0888 ma-pe 9-12")
    form = await ritva.wait_for_card("area.save")
    assert await town.rows("SELECT count(*) FROM directory_change") == [(0,)]
    await ritva.press(form, "area.save")
    await ritva.wait_for_card("M-1")
    line = await town.rows("SELECT phone, hours FROM service_line WHERE owner = '11' AND kind = 'advice'")
    assert line == [("05 000 0888", "ma-pe 9-12")]


async def test_questions_open_in_the_channel_in_which_the_form_was_filled(town: Town) -> None:
    leena, anna = coordinator(town, "leena"), town.people["Anna Luonnos"]
    await leena.say("/alue muuta", KELA_CHANNEL, slash=True)
    form = await leena.wait_for_card("area.save", conversation=KELA_CHANNEL)
    await leena.press(form, "area.save", place="here")
    await anna.press(await anna.wait_for_card("change.decide"), "Hyväksy")
    rules = await town.rows("SELECT place, channel_id FROM area_rule WHERE area = 'KELA' ORDER BY valid_from")
    assert rules == [("chat", ""), ("channel", KELA_CHANNEL)]

    await town.maija.say("/consult Kela lääkkeet")
    form = await town.maija.wait_for_card("consultation.send")
    await town.maija.press(form, "consultation.send", question="Onko maksusitoumus tehty?")
    await town.liisa.wait_for_card("Onko maksusitoumus tehty?", conversation=KELA_CHANNEL)


async def test_kelas_coordinator_keeps_kelas_numbers(town: Town) -> None:
    leena = coordinator(town, "leena")
    await leena.say("/alue numerot")
    form = await leena.wait_for_card("area.save")
    await leena.press(form, "area.save", phone_authority="020 000 0999")
    await town.maija.say("/consult Kela kiirehtiminen")
    card = await town.maija.wait_for_card("Soita. Älä kysy kiireellistä asiaa Kuntayhteydessä.")
    assert card.says("020 000 0999")


async def test_a_trial_tells_what_would_happen_then(town: Town) -> None:
    await town.liisa.say("/alue kokeile Eksote asumismenot 24.12. klo 10")
    eve = await town.liisa.wait_for_card("to 24.12.2026 klo 10.00")
    assert eve.says("Suljettu, avautuu")
    assert eve.says("Maija Esimerkki")
    await town.liisa.say("/area simulate Keusote vuokrarästi huomenna 9")
    keusote = await town.liisa.wait_for_card("ke 25.11.2026 klo 9.00")
    assert keusote.says("Ketään ei ole nimetty. Tarjotaan: 1. Kelan yhteyshenkilö tällä alueella")
    await town.liisa.say("/alue kokeile Eksote asumismenot 32.12. klo 10")
    await town.liisa.wait_for_text("Päivää tai kellonaikaa ei tunnistettu.")
    await town.liisa.say("/alue kokeile")
    await town.liisa.wait_for_text("Kirjoita alue, aihe ja ajankohta")


async def test_a_trial_shows_what_a_draft_changes_to_those_who_decide(town: Town) -> None:
    ritva, leena = coordinator(town, "ritva"), coordinator(town, "leena")
    await change_urgency(town, ritva, "allowed", valid_from="2026-12-01")
    trial = "/alue kokeile Eksote kiirehtiminen 24.12. klo 10"
    for person in (ritva, leena):
        await person.say(trial)
        seen = await person.wait_for_card("Luonnoksen M-1 mukaan")
        assert seen.says("Ohjataan soittamaan")
        assert seen.says("Saa kysyä Kuntayhteydessä")
    await town.liisa.say(trial)
    handler = await town.liisa.wait_for_card("to 24.12.2026 klo 10.00")
    assert not handler.says("Luonnoksen")
    await ritva.say("/alue kokeile Eksote kiirehtiminen 30.11. klo 10")
    assert (await ritva.wait_for_card("30.11.2026")).says("Luonnos M-1 ei muuta tätä.")


async def test_a_form_is_tried_out_before_it_is_saved(town: Town) -> None:
    ritva = coordinator(town, "ritva")
    await ritva.say("/alue muuta")
    form = await ritva.wait_for_card("area.save")
    filled = {
        "valid_from": "2026-12-01",
        "urgency": "allowed",
        "topic": "Hakemuksen kiirehtiminen",
        "when": "24.12. klo 10",
    }
    await ritva.press(form, "area.simulate", inputs=filled)
    trial = await ritva.wait_for_card("to 24.12.2026 klo 10.00")
    assert trial.says("Luonnoksen (ei tallennettu) mukaan")
    assert trial.says("Saa kysyä Kuntayhteydessä")
    assert await town.rows("SELECT count(*) FROM directory_change") == [(0,)]


async def test_a_trial_from_the_card(town: Town) -> None:
    seen = await rule_of(town.liisa, "/alue Kymsote")
    await town.liisa.press(
        seen, "area.simulate", inputs={"topic": "Hakemuksen kiirehtiminen", "when": "24.12. klo 10"}, checked=False
    )
    trial = await town.liisa.wait_for_card("to 24.12.2026 klo 10.00")
    assert trial.says("Vaativasta tilanteesta voi kysyä myös Kuntayhteydessä.")


async def test_a_demanding_case_is_asked_with_its_reason(town: Town) -> None:
    harri = coordinator(town, "harri")
    await harri.say("/consult Kela kiirehtiminen")
    phone = await harri.wait_for_card("Vaativa asia")
    await harri.press(phone, "Vaativa asia, tarvitaan laajaa osaamista")
    form = await harri.wait_for_card("consultation.send")
    assert form.says("Miksi asia on vaativa?")
    await harri.press(form, "consultation.send", question="Voiko maksun jakaa?")
    form = await harri.wait_for_card("Perustelu puuttuu")
    await harri.press(form, "consultation.send", question="Voiko maksun jakaa?", reason="Asiakas 010594Y9032")
    form = await harri.wait_for_card("Perustelussa oli henkilötunnus")
    assert await town.rows("SELECT count(*) FROM consultation") == [(0,)]
    await harri.press(form, "consultation.send", question="Voiko maksun jakaa?", reason="Kaksi etuutta ja muutto")
    receivers = await town.rows("SELECT name FROM consultation_receiver ORDER BY position")
    asked = await town.people[str(receivers[0][0])].wait_for_card("Kaksi etuutta ja muutto")
    assert asked.says("Miksi asiaa kysytään Kuntayhteydessä")
    assert "010594Y9032" not in await town.everything_stored()
    assert asked.says("K-1001")


async def test_a_forged_form_of_another_county_changes_nothing(town: Town) -> None:
    harri = coordinator(town, "harri")
    await harri.say("/alue muuta")
    form = await harri.wait_for_card("area.save")
    action = find_button(form.card, "area.save").action
    forged = {**action, "data": {"verb": "area.save", "area": "11", "step": "rule"}}
    inputs = {"valid_from": "2026-12-01", "urgency": "allowed"}
    answer = await harri.send_press(
        {"action": forged, "inputs": inputs, "id": form.id, "conversation": form.conversation}
    )
    assert "Sääntöä voi muuttaa vain kunkin organisaation oma hakemistovastaava." in answer.text
    assert await town.rows("SELECT count(*) FROM directory_change") == [(0,)]


async def test_undoing_a_rule_asks_a_second_coordinator_too(town: Town) -> None:
    ritva, leena = coordinator(town, "ritva"), coordinator(town, "leena")
    await change_urgency(town, ritva, "allowed")
    await leena.press(await leena.wait_for_card("change.decide"), "Hyväksy")
    count = "SELECT count(*) FROM area_rule WHERE area = '11'"
    assert await town.rows(count) == [(2,)]
    await ritva.say("/kumoa")
    asks = await ritva.wait_for_card("Kumotaanko tämä muutos?")
    await ritva.press(asks, "Kumoa")
    assert await town.rows(count) == [(2,)]
    asked = await leena.wait_for_card("M-2")
    assert asked.says("M-2 · Muutoksen M-1 kumoaminen")
    assert asked.says("Ei Kuntayhteydessä: soitetaan")
    await leena.press(asked, "Hyväksy")
    assert await town.rows(count) == [(1,)]


@pytest.mark.parametrize(
    ("command", "heading"),
    [
        ("/område pröva Eksote boendeutgifter 24.12. kl. 10", "Södra Karelen · boendeutgifter"),
        ("/område pröva Eksote boendekostnader i morgon 9", "Södra Karelen · boendeutgifter"),
        ("/area simulate Eksote housing costs 24.12. at 10", "Södra Karelen · boendeutgifter"),
    ],
)
async def test_what_the_sentences_advise_to_type_is_understood(town: Town, command: str, heading: str) -> None:
    await town.svea.say(command)
    trial = await town.svea.wait_for_card(heading)
    assert trial.says("Maija Esimerkki")
