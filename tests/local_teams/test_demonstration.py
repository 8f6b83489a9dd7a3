"""The demonstration as a newcomer meets it: a question goes from Kela to a county and the answer comes back."""

from pathlib import Path

import pytest

from bot.demo import demonstration
from bot.local_teams.people.teams_client import Persona, personas
from config.settings import Settings

LIISA, MAIJA = "3c9d1f62-7a40-4e58-b1c6-20d8f5a7e914", "9265d5aa-b3d0-40de-adfa-1ef0df15b697"
STRANGER = "a4e07b15-2c6d-49f3-8e91-5d30c7b2f486"


async def asked(liisa: Persona) -> None:
    await liisa.say("/consult Eksote asumismenot")
    form = await liisa.wait_for_card("consultation.send")
    await liisa.press(form, "consultation.send", question="Onko erityinen peruste tiedossa?")


async def test_a_question_is_taken_and_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with (
        demonstration(Settings(port=0), 0) as teams,
        personas(teams.page_url, LIISA, MAIJA, STRANGER) as (liisa, maija, stranger),
    ):
        await asked(liisa)
        question = await maija.wait_for_card("consultation.claim")
        assert question.says("Onko erityinen peruste tiedossa?")
        assert (await maija.press(question, "consultation.claim")).kind == "card"
        await maija.say("On annettu.")
        await liisa.wait_for_text("On annettu.")
        await stranger.say("/consult Eksote asumismenot")
        assert not any(one.card for one in await stranger.messages())
    assert (tmp_path / "var" / "demo.db").is_file()
