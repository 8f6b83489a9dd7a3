"""The client reference: sealed at once, shown to whoever must know, each look logged, destroyed at the end."""

import pytest

from bot.access_log.log_checking import verify
from bot.local_teams.people.on_screen import Seen
from tests.story.town import Town

CODE = "010594Y9032"


async def about_a_client(town: Town) -> Seen:
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    consent = {"basis": "consent", "consent": "client-orally"}
    answers = {"question": "Voiko alue auttaa?", "client": CODE, "situation": "income,housing", **consent}
    await town.liisa.press(form, "consultation.send", inputs=answers)
    return await town.maija.wait_for_card("consultation.claim")


async def test_a_participant_sees_the_client_in_a_window_of_their_own(town: Town) -> None:
    received = await about_a_client(town)
    await town.maija.press(received, "consultation.claim")
    shown = await town.maija.wait_for_card("Näytä asiakas")
    answer = await town.maija.press(shown, "Näytä asiakas")
    assert (answer.kind, answer.says(CODE)) == ("dialog", True)
    assert answer.says("Katselu kirjattiin lokiin")


async def test_the_code_is_in_no_message_no_row_and_no_log_line(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    received = await about_a_client(town)
    await town.maija.press(received, "consultation.claim")
    await town.maija.press(await town.maija.wait_for_card("Näytä asiakas"), "Näytä asiakas")
    for person in (town.liisa, town.maija, town.kalle):
        assert not [one for one in await person.messages() if CODE in str(one.json)]
    assert CODE not in await town.everything_stored()
    logs = capsys.readouterr()
    assert CODE not in logs.out + logs.err


async def test_once_taken_the_others_do_not_see_the_client_and_the_attempt_is_logged(town: Town) -> None:
    received = await about_a_client(town)
    kalles = await town.kalle.wait_for_card("Näytä asiakas")
    await town.maija.press(received, "consultation.claim")
    answer = await town.kalle.press(kalles, "Näytä asiakas")
    assert not answer.says(CODE)
    assert answer.says("näytetään sille, joka on ottanut")
    looks = await town.rows("SELECT action, result FROM access_log WHERE action = 'reveal'")
    assert looks == [("reveal", "refused")]


async def test_each_look_is_in_the_log_and_the_log_is_whole(town: Town) -> None:
    received = await about_a_client(town)
    await town.maija.press(received, "consultation.claim")
    shown = await town.maija.wait_for_card("Näytä asiakas")
    for _ in range(2):
        await town.maija.press(shown, "Näytä asiakas")
    actions = [row[0] for row in await town.rows("SELECT action FROM access_log ORDER BY id")]
    assert actions == ["open", "claim", "reveal", "reveal"]
    async with town.bot.services.database.read() as connection:
        assert await verify(connection) == []


async def test_closing_destroys_the_sealed_code(town: Town) -> None:
    received = await about_a_client(town)
    await town.maija.press(received, "consultation.claim")
    shown = await town.maija.wait_for_card("consultation.close")
    outcome = {"outcome": "kela_can_decide", "client_reached": "yes", "kelmu": "done", "correction_avoided": "true"}
    await town.maija.press(shown, "consultation.close", inputs=outcome)
    receipt = await town.liisa.wait_for_card("Etelä-Karjala: asiakas tavoitettiin")
    for words in ("Kela voi ratkaista asian", "Kelmu-ilmoitus on tehty", "Tarkistuspyynnöltä vältyttiin"):
        assert receipt.says(words), words
    assert await town.rows("SELECT client_sealed FROM consultation") == [(None,)]
    answer = await town.maija.press(shown, "Näytä asiakas")
    assert answer.says("on suljettu")


async def test_an_old_client_without_windows_is_told_where_to_look(town: Town) -> None:
    received = await about_a_client(town)
    action = {"type": "Action.Submit", "data": {"verb": "consultation.reveal", "consultation": 1001}}
    await town.maija.send_press(
        {"action": action, "inputs": {}, "id": received.id, "conversation": received.conversation}
    )
    said = await town.maija.wait_for_text("ei voi avata ikkunaa")
    assert not said.says(CODE)


async def test_nothing_is_recorded_of_a_kelmu_notice_that_nobody_spoke_of(town: Town) -> None:
    received = await about_a_client(town)
    await town.maija.press(received, "consultation.claim")
    shown = await town.maija.wait_for_card("consultation.close")
    await town.maija.press(shown, "consultation.close", inputs={"outcome": "kela_can_decide"})
    receipt = await town.liisa.wait_for_card("Sulki: Maija Esimerkki")
    assert not receipt.says("Kelmu")
    assert await town.rows("SELECT kelmu FROM consultation") == [("unknown",)]


async def test_a_client_without_a_basis_is_not_sent_and_the_basis_is_asked_for(town: Town) -> None:
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    answer = await town.liisa.press(form, "consultation.send", inputs={"question": "Voiko auttaa?", "client": CODE})
    assert answer.says("Valitse, millä perusteella asiakkaan asiaa käsitellään")
    assert await town.rows("SELECT number FROM consultation") == []
    assert CODE not in await town.everything_stored()
