"""Whoever is removed from the directory, or replaced on their entry, reads and gets nothing more of their matters."""

from collections.abc import Callable
from dataclasses import replace

from bot.app import Mode, running
from bot.demo import demo_world
from bot.local_teams.local_app import LocalTeams, Options, local_teams
from bot.local_teams.people.on_screen import Seen
from bot.local_teams.people.teams_client import Persona, personas
from config.database import Database
from config.settings import Settings
from directory.exchange.directory_file import read_file, write_file
from directory.people.contacts import DirectoryContent
from directory.records.changes import without
from directory.records.records import to_records
from directory.reference import load_reference
from directory.stored.store import import_directory, load_content, save_content
from tests.story.test_client import CODE, about_a_client
from tests.story.town import APP_ID, QUICK, MovingClock, Town

QUESTION = "Voiko alue auttaa?"
NEW_ACCOUNT = "00000000-0000-4000-8000-00000000abcd"


async def taken(town: Town) -> Seen:
    """The card under which Maija had the matter."""
    await town.maija.press(await about_a_client(town), "consultation.claim")
    return await town.maija.wait_for_card("consultation.close")


async def says_nothing_more(person: Persona, old: Seen) -> None:
    """The old card is one sentence, and its buttons, pressed from a client that still shows them, open nothing."""
    became = await person.wait_for(lambda one: one.id == old.id and one.says("ei ole enää sinun"))
    assert not became.says(QUESTION)
    for verb, typed in (("Näytä asiakas", {}), ("consultation.close", {"outcome": "kela_can_decide"})):
        answer = await person.press(old, verb, inputs=typed)
        assert not [one for one in (CODE, QUESTION) if answer.says(one)], verb
    assert not [one for one in await person.messages() if QUESTION in str(one.json)]


async def test_a_removed_taker_loses_it_at_once_and_the_others_have_it(town: Town) -> None:
    ritva, old = town.people["Ritva Keksitty"], await taken(town)
    await ritva.say("/yhteys poista Maija Esimerkki")
    await ritva.press(await ritva.wait_for_card("Poistetaanko Maija Esimerkki?"), "Poista")
    await town.liisa.wait_for_text("kysymys ei ole enää henkilöllä Maija Esimerkki")
    await says_nothing_more(town.maija, old)
    await town.liisa.say("Saanko vielä kysyä?")
    await town.kalle.press(await town.kalle.wait_for_card("consultation.claim"), "consultation.claim")
    card = await town.kalle.wait_for_card("consultation.close")
    assert card.says("Saanko vielä kysyä?")
    assert (await town.kalle.press(card, "Näytä asiakas")).says(CODE)
    assert not [one for one in await town.maija.messages() if one.says("Saanko vielä kysyä?")]
    refused = await town.rows("SELECT action, result FROM access_log WHERE result = 'refused'")
    assert ("unknown_consultation", "refused") in refused


async def test_an_import_on_the_command_line_that_replaces_an_account_is_seen_by_the_next_press(town: Town) -> None:
    """Nobody has told the bot: it asks the directory anew at each press."""
    old = await taken(town)
    async with town.bot.services.database.write() as connection:
        content = await load_content(connection)
        maija = next(one for one in content.contacts if one.id == "11-01")
        row = DirectoryContent(contacts=(replace(maija, aad_object_id=NEW_ACCOUNT),))
        records = read_file(write_file(to_records(row), "json"), "json")
        assert (await import_directory(connection, records, load_reference())).problems == ()
    answer = await town.maija.press(old, "Näytä asiakas")
    assert not answer.says(CODE)
    assert not [one for one in await town.maija.messages() if CODE in str(one.json)]


async def test_what_waited_when_the_bot_was_stopped_is_not_sent_to_who_was_removed_before_it_started(
    bot_settings: Callable[[LocalTeams], Settings], clock: MovingClock
) -> None:
    world = demo_world()
    ids = {user.name: user.aad_id for user in world.users}
    names = {"liisa": "Liisa Näyte", "maija": "Maija Esimerkki", "kalle": "Kalle Malli"}
    options = Options(app_id=APP_ID, app_password="a-secret-of-the-test", clock=clock)
    async with (
        local_teams(world, options) as teams,
        personas(teams.page_url, *(ids[one] for one in names.values())) as found,
    ):
        people, settings = dict(zip(names, found, strict=True)), bot_settings(teams)
        async with running(settings, Mode(sample_data=True), clock, pace=QUICK) as bot:
            teams.connect(f"http://127.0.0.1:{bot.port}")
            town = Town(teams, bot, clock, people)
            await taken(town)
            teams.faults.put(
                {"refuse": "ServiceUnavailable", "conversation": teams.world.personal(ids[names["maija"]]).id}
            )
            await town.liisa.say("Rivi, joka odotti.")
            await town.liisa.wait_for(lambda one: one.says("Rivi, joka odotti."))
        await removed_while_nothing_runs(settings, names["maija"])
        teams.faults.clear()
        clock.forward(minutes=10)
        async with running(settings, Mode(sample_data=True), clock, pace=QUICK) as bot:
            teams.connect(f"http://127.0.0.1:{bot.port}")
            await town.maija.wait_for_text("ei ole enää sinun")
            await town.kalle.wait_for_card("Rivi, joka odotti.")
        assert not [one for one in await town.maija.messages() if one.says("Rivi, joka odotti.")]


async def removed_while_nothing_runs(settings: Settings, name: str) -> None:
    """As the command line does it."""
    database = Database(settings.database_url)
    async with database.write() as connection:
        content = await load_content(connection)
        await save_content(connection, without(content, next(one for one in content.contacts if one.name == name)))
    await database.close()
