"""A closed matter in the course of time: its day is told, its texts are offered for copying, then nothing is left."""

import pytest
from sqlalchemy import text

from bot.local_teams.people.teams_client import Persona
from tests.story.test_nothing_in_clear import CLIENT, CODE, SAID, a_day, in_files, in_tables
from tests.story.town import Town

pytestmark = pytest.mark.each_database

GONE = "Viestin sisältö on poistettu säilytysajan päätyttyä."


async def said_by_the_bot(person: Persona) -> str:
    """Everything that the bot's messages show this person now."""
    return "\n".join(str(one.json) for one in await person.messages() if one.by_bot)


async def test_after_its_time_nothing_of_a_matter_is_left_anywhere(town: Town, database_url: str) -> None:
    await a_day(town)
    closed = await town.liisa.wait_for_card("Sulki: Liisa Näyte")
    assert closed.says("poistetaan Kuntayhteydestä aikaisintaan 24.12.2026")
    token = str((await raw(town, "SELECT question FROM consultation WHERE number = 1001"))[0][0])
    town.clock.forward(days=34, hours=1)  # Monday 28.12.
    for person in (town.liisa, town.kalle):
        offered = await person.wait_for_card("Kopioi tarvittavat tiedot")
        assert offered.says("Tiedot poistetaan Kuntayhteydestä")
        assert SAID["edited"] in str(offered.json)
    town.clock.forward(days=7)
    await town.liisa.wait_for_card(GONE)
    await town.settle()
    for person in (town.liisa, town.maija, town.kalle):
        shown = await said_by_the_bot(person)
        assert GONE in shown
        # The unit that was named instead is the coordinators' until they have decided on the wrong turn.
        for word in ("question", "answer", "edited", "thanks", "reason", "note"):
            assert SAID[word] not in shown, (person.aad_id, word)
    assert CLIENT not in await town.everything_stored()
    await town.bot.services.database.empty_log()
    files = in_files(database_url) if database_url.startswith("sqlite") else await in_tables(town)
    assert token.encode() not in files
    assert CODE.encode() not in files
    assert await town.rows("SELECT outcome FROM consultation WHERE number = 1001") == [("kela_can_decide",)]


async def raw(town: Town, query: str) -> list[tuple[object, ...]]:
    """Rows as they are stored."""
    async with town.bot.services.database.read() as connection:
        return [tuple(row) for row in await connection.execute(text(query))]
