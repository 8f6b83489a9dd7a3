"""The client's own worker over HTTP: told by the county, asked first by Kela, kept right, and never a client's data."""

import pytest

from bot.access_log.log_checking import verify
from bot.local_teams.people.on_screen import Answer
from bot.local_teams.people.teams_client import Persona
from bot.ownworkers.link_rounds import keep_own_workers
from tests.ownworkers.codes import codes
from tests.story.town import Town

CODE = "010594Y9032"
OTHER = "020516C903K"
KEUSOTE = "Tarja Tyyppitapaus"


async def tells(worker: Persona, **inputs: str) -> None:
    """The worker tells to be the client's own."""
    await worker.say("/oma lisää")
    form = await worker.wait_for_card("ownworker.save")
    answer = await worker.press(form, "ownworker.save", inputs={"client": CODE, "basis": "client_care", **inputs})
    assert answer.says("Tallennettu")


async def asks(handler: Persona, **inputs: str) -> Answer:
    """A Kela handler asks who the own worker is."""
    await handler.say("/own")
    form = await handler.wait_for_card("ownworker.find")
    given = {"client": CODE, "basis": "consent", "consent": "client-orally", "place": "Etelä-Karjala", **inputs}
    return await handler.press(form, "ownworker.find", inputs=given)


async def consults(handler: Persona, where: str = "Eksote", basis: str = "consent", client: str = CODE) -> Answer:
    await handler.say(f"/consult {where} asumismenot")
    form = await handler.wait_for_card("consultation.send")
    inputs = {"question": "Milloin voi tavata?", "basis": basis, "consent": "client-orally", "client": client}
    return await handler.press(form, "consultation.send", inputs=inputs)


async def test_from_the_countys_word_to_a_question_that_comes_to_the_own_worker(town: Town) -> None:
    await tells(town.otto)
    told = await asks(town.liisa)
    assert told.says("Omatyöntekijä: Otto Testi")
    card = await town.liisa.wait_for_card("Kysy omatyöntekijältä")
    await town.liisa.press(card, "Kysy omatyöntekijältä")
    topics = await town.liisa.wait_for_card("consultation.choose")
    await town.liisa.press(topics, "Asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    assert form.says("Otto Testi")
    await town.liisa.press(form, "consultation.send", question="Milloin voi tavata?")
    await town.otto.wait_for_card("consultation.claim")
    assert not await town.maija.cards()


async def test_the_own_worker_first_then_the_contact_persons_and_the_next_time_the_one_who_helped(town: Town) -> None:
    await tells(town.otto)
    asked = await consults(town.liisa)
    assert asked.says("Kysymys meni ensin asiakkaan omatyöntekijälle")
    received = await town.otto.wait_for_card("consultation.claim")
    assert not await town.maija.cards()
    await town.otto.press(received, "consultation.release")
    await town.liisa.wait_for_text("Kysymys meni nyt alueen yhteyshenkilöille")
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "consultation.claim")
    mine = await town.liisa.wait_for_card("Maija Esimerkki otti tämän")
    await town.liisa.press(mine, "consultation.close", outcome="kela_can_decide")
    receipt = await town.maija.wait_for_card("ownworker.save")
    remembered = await town.maija.press(receipt, "ownworker.save", consent="client-orally")
    assert remembered.says("merkitty asiakkaan omatyöntekijäksi")
    again = await consults(town.liisa)
    assert again.says("Maija Esimerkki")
    assert again.says("Kysymys meni ensin asiakkaan omatyöntekijälle")


async def test_where_nobody_is_named_the_own_worker_is_asked(town: Town) -> None:
    await tells(town.people[KEUSOTE])
    await town.liisa.say("/consult Keusote asumismenot")
    ways = await town.liisa.wait_for_card("Kysy omatyöntekijältä")
    await town.liisa.press(ways, "Kysy omatyöntekijältä")
    form = await town.liisa.wait_for_card("consultation.send")
    inputs = {"question": "Milloin voi tavata?", "basis": "totul_18", "client": CODE}
    answer = await town.liisa.press(form, "consultation.send", inputs=inputs)
    assert answer.says(KEUSOTE)
    await town.people[KEUSOTE].wait_for_card("consultation.claim")


async def test_one_county_learns_nothing_of_anothers(town: Town) -> None:
    await tells(town.otto)
    jaana = town.people["Jaana Kokeilija"]
    await jaana.say("/oma")
    form = await jaana.wait_for_card("ownworker.find")
    answer = await jaana.press(form, "ownworker.find", inputs={"client": CODE, "basis": "client_care"})
    assert answer.says("Omatyöntekijä ei ole tiedossa")
    assert (await asks(town.liisa, place="Kymenlaakso")).says("Omatyöntekijä ei ole tiedossa")
    assert (await asks(town.liisa, basis="evident_need")).says("ei voi kertoa")
    logged = await town.rows("SELECT action, result FROM access_log WHERE action LIKE 'own_%' ORDER BY id")
    assert logged == [
        ("own_worker_added", "done"),
        ("own_worker_not_known", "done"),
        ("own_worker_not_known", "done"),
        ("own_worker_asked", "refused"),
    ]


async def test_a_code_typed_in_the_chat_is_not_used_and_nothing_is_kept_of_it(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    await tells(town.otto)
    await town.liisa.say(f"/own {CODE} Imatra")
    shown = await town.liisa.wait_for_card("Poista viesti keskustelusta")
    assert not shown.says("Otto")
    await asks(town.liisa)
    await consults(town.liisa)
    logs = capsys.readouterr()
    assert CODE not in await town.everything_stored() + logs.out + logs.err
    bots = [one for person in (town.liisa, town.otto) for one in await person.messages() if one.by_bot]
    assert not [one for one in bots if CODE in str(one.json)]
    async with town.bot.services.database.read() as connection:
        assert await verify(connection) == []


async def test_a_table_of_300_clients_with_7_bad_rows(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    ritva, planted = town.people["Ritva Keksitty"], list(codes(293))
    good = [f"{code};Otto Testi;31.12.2027;Imatra" for code in planted]
    bad = ["010594-903X;Otto Testi;;", f"{planted[0]};Otto Testi;;", *(f"{OTHER};{name};;" for name in "abcde")]
    content = "\n".join(["hetu;omatyöntekijä;voimassa;kunta", *good, *bad]).encode()
    await ritva.attach("omat.csv", content, "/oma tuo")
    shown = await ritva.wait_for_card("7 riviä on korjattava")
    assert await town.rows("SELECT count(*) FROM own_worker") == [(0,)]
    stored = await town.everything_stored()
    assert not [code for code in planted if code in stored]
    assert (await ritva.press(shown, "Tuo virheettömät rivit")).says("uusia 293")
    stored, logs = await town.everything_stored(), capsys.readouterr()
    assert not [code for code in [*planted, OTHER] if code in stored + logs.out + logs.err]
    assert (await asks(town.liisa, client=planted[150])).says("Omatyöntekijä: Otto Testi")


async def test_when_the_worker_leaves_the_coordinator_names_another(town: Town) -> None:
    ritva = town.people["Ritva Keksitty"]
    await tells(town.otto)
    await ritva.say("/contact remove Otto Testi")
    asked = await ritva.wait_for_card("Otto Testi")
    await ritva.press(asked, "Poista")
    await ritva.wait_for_text("M-1")
    assert (await asks(town.liisa)).says("Omatyöntekijä ei ole tiedossa")
    await keep_own_workers(town.bot.services)
    await keep_own_workers(town.bot.services)
    left = await ritva.wait_for_card("1 asiakkaan omatyöntekijä on poistunut")
    assert len([one for one in await ritva.cards() if one.says("on poistunut")]) == 1
    await ritva.press(left, "Siirrä kaikki", worker="Maija Esimerkki")
    assert (await asks(town.liisa)).says("Omatyöntekijä: Maija Esimerkki")


async def test_a_link_is_asked_about_before_it_ends_and_forgotten_after(town: Town) -> None:
    await tells(town.otto, until="2026-12-10")
    await keep_own_workers(town.bot.services)
    card = await town.otto.wait_for_card("Jatka 12 kk")
    ((key,),) = await town.rows("SELECT id FROM own_worker")
    await town.otto.press(card, "Jatka 12 kk", links=str(key))
    town.clock.forward(days=365)
    await keep_own_workers(town.bot.services)
    assert await town.rows("SELECT count(*) FROM own_worker") == [(1,)]
    town.clock.forward(days=1)
    await keep_own_workers(town.bot.services)
    assert await town.rows("SELECT count(*) FROM own_worker") == [(0,)]
