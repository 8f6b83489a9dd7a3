"""Details that are looked after: confirmed with one press, doubted after a bounce, told once to the coordinator."""

import pytest

from bot.upkeep.checks import check_rounds
from directory.routing.coverage import coverage
from directory.time.calendar import helsinki_date
from tests.story.town import Town

RITVA = "Ritva Keksitty"


def is_wrong(town: Town, code: str) -> bool:
    services, today = town.bot.services, helsinki_date(town.clock())
    return code != "KELA" and coverage(services.directory.current, services.reference, code, code, today).is_wrong


async def test_a_contact_confirms_with_one_press(town: Town) -> None:
    await town.maija.say("/contact verify")
    card = await town.maija.wait_for_card("contact.verify")
    for words in ("Ovatko nämä tiedot oikein?", "05 000 0001", "Viimeksi vahvistettu 3.11.2026"):
        assert card.says(words), words
    answer = await town.maija.press(card, "Tiedot ovat oikein")
    assert answer.says("Kiitos, tiedot on vahvistettu")
    assert answer.says("24.11.2026")
    assert await town.rows("SELECT contact_id, confirmed_on FROM contact_evidence") != []


async def test_a_bounce_puts_the_contact_last_and_on_the_work_list_until_it_is_settled(town: Town) -> None:
    await town.maija.install(installed=False)
    await town.liisa.say("/consult Eksote asumismenot")
    await town.liisa.press(
        await town.liisa.wait_for_card("consultation.send"), "consultation.send", question="Onko aikaa?"
    )
    await town.liisa.wait_for_text("ei saanut kysymystä")

    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("viestit eivät ole menneet perille")
    order = [one for text in form.texts for one in ("Kalle Malli", "Maija Esimerkki") if one in text]
    assert order[0] == "Kalle Malli"

    ritva = town.people[RITVA]
    await ritva.say("/contact verify")
    worklist = await ritva.wait_for_card("Tarkistettavat tiedot")
    assert worklist.says("Maija Esimerkki")
    assert worklist.says("viestit eivät ole menneet perille 24.11.2026 alkaen")
    answer = await ritva.press(worklist, "Tiedot oikein")
    assert answer.says("Maija Esimerkki: tiedot vahvistettu.")
    assert answer.says("Kaikki on kunnossa.")


async def test_the_coordinator_has_somebody_asked_now(town: Town) -> None:
    town.clock.forward(days=40)
    ritva = town.people[RITVA]
    await ritva.say("/contact verify")
    worklist = await ritva.wait_for_card("Tarkistettavat tiedot")
    first = next(name for name in ("Kalle Malli", "Maija Esimerkki") if worklist.says(name))
    assert first == "Kalle Malli"
    answer = await ritva.press(worklist, "Kysy")
    assert answer.says("Kalle Malli: vahvistusta pyydetty.")
    await town.kalle.wait_for_card("Ovatko nämä tiedot oikein?")


async def test_the_monthly_card_comes_once_however_often_the_clock_ticks(town: Town) -> None:
    town.clock.forward(days=36)
    services = town.bot.services
    assert await check_rounds.monthly(services) > 0
    while await check_rounds.monthly(services):
        pass
    await town.maija.wait_for_card("Ovatko nämä tiedot oikein?")
    assert len([one for one in await town.maija.cards() if one.says("Ovatko nämä tiedot oikein?")]) == 1
    assert await town.rows("SELECT max(asked_times) FROM contact_evidence") == [(1,)]


async def test_nobody_is_asked_outside_working_hours(town: Town) -> None:
    town.clock.forward(days=40, hours=10)
    assert await check_rounds.monthly(town.bot.services) == 0
    assert await check_rounds.weekly(town.bot.services) == 0


async def test_the_weekly_card_comes_once_and_only_where_something_is_wrong(town: Town) -> None:
    services = town.bot.services
    assert await check_rounds.weekly(services) > 0
    assert await check_rounds.weekly(services) == 0
    told = await town.rows("SELECT contact_id FROM post WHERE kind = 'coverage' ORDER BY contact_id")
    wrong = [code for code in town.bot.services.directory.current.organisations if is_wrong(town, code)]
    coordinators = [
        one.id for code in wrong for one in town.bot.services.directory.current.with_role(code, "coordinator")
    ]
    assert [one for (one,) in told] == sorted(coordinators)
    town.clock.forward(days=7)
    assert await check_rounds.weekly(services) > 0


async def test_coverage_is_for_the_coordinators_own_area_and_for_kela_a_summary(town: Town) -> None:
    ritva, leena = town.people[RITVA], town.people["Leena Ohjenuora"]
    await ritva.say("/kattavuus Kymenlaakso")
    await ritva.wait_for_text("Vain oman alueen kattavuus näytetään")
    await ritva.say("/kattavuus")
    card = await ritva.wait_for_card("kattavuus")
    assert card.says("Etelä-Karjala, kattavuus ti 24.11.")
    assert not card.says("Kymenlaakso")
    await leena.say("/coverage")
    summary = await leena.wait_for_card("Kelan yhteyshenkilöt alueittain")
    assert summary.says("Hyvinvointialueiden nimetyt yhteyshenkilöt")
    assert summary.says("Keski-Uudellamaalla")
    await leena.say("/coverage Kymenlaakso")
    await leena.wait_for_card("Kelan yhteyshenkilöt: Kymenlaakso")


@pytest.mark.parametrize("command", ["/coverage", "/kattavuus"])
async def test_whoever_is_not_a_coordinator_hears_who_is(town: Town, command: str) -> None:
    await town.maija.say(command)
    refusal = await town.maija.wait_for_text(RITVA)
    assert refusal.says("hakemistovastaava")
