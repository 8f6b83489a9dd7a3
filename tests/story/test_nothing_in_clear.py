"""After a whole day nothing that was said of a client can be read in the files of the database or in the logs."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.tables import metadata
from tests.story.town import Town

pytestmark = pytest.mark.each_database

CODE = "010594Y9032"
CLIENT = "Ilmatar Kekseliäs"
SAID = {
    "query": "vuokravelkajuttu",
    "question": f"Voiko alue auttaa, kun {CLIENT} muuttaa? Kysymysrusetti.",
    "answer": "Kyllä voi, vastausrusetti.",
    "edited": "Ei sittenkään, muokkausrusetti.",
    "thanks": "Kiitos, kiitosrusetti.",
    "deleted": "Väärä asia, poistorusetti.",
    "reason": "Olen lomalla, syyrusetti.",
    "named": "Rusettiyksikkö",
    "note": "Tarkistetaan muistorusetti.",
    "held": "Kummalle tämä menee, odotusrusetti?",
}


async def asks(town: Town, question: str) -> None:
    await town.liisa.say(f"/consult Eksote asumismenot {SAID['query']}")
    form = await town.liisa.wait_for_card("consultation.send")
    answers = {"question": question, "basis": "evident_need", "client": CODE, "situation": "income,housing"}
    await town.liisa.press(form, "consultation.send", inputs=answers)


async def a_day(town: Town) -> None:
    """A question with a client, passed on, taken, talked about, handed over and closed; another one still open."""
    await asks(town, SAID["question"])
    received = await town.kalle.wait_for_card("consultation.release")
    await town.kalle.press(received, "consultation.release", reason=SAID["reason"], named=SAID["named"])
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "consultation.claim")
    line = await town.maija.say(SAID["answer"])
    await town.liisa.wait_for_card(SAID["answer"])
    await town.maija.edit(line, SAID["edited"])
    await town.liisa.wait_for_card(SAID["edited"])
    wrong = await town.liisa.say(SAID["deleted"])
    await town.maija.wait_for_card(SAID["deleted"])
    await town.liisa.delete(wrong)
    await town.liisa.say(SAID["thanks"])
    await town.maija.wait_for_card(SAID["thanks"])
    await town.maija.say("/siirrä K-1001 Kalle Malli")
    await town.maija.wait_for_text("on siirretty")
    mine = await town.liisa.wait_for_card("consultation.close")
    closing = {"outcome": "kela_can_decide", "followup_on": "2026-12-09", "followup_note": SAID["note"]}
    await town.liisa.press(mine, "consultation.close", inputs=closing)
    await town.liisa.wait_for_card("Sulki: Liisa Näyte")
    for question in ("Toinen kysymysrusetti?", "Kolmas kysymysrusetti?"):
        await asks(town, question)
    await town.liisa.say(SAID["held"])
    await town.liisa.wait_for_card("Mihin kysymykseen tämä kuuluu?")


def in_files(url: str) -> bytes:
    """Everything in the files of a SQLite database."""
    path = Path(url.removeprefix("sqlite:///"))
    files = [Path(f"{path}{ending}") for ending in ("", "-wal", "-shm")]
    assert files[0].stat().st_size > 100_000
    return b"".join(one.read_bytes() for one in files if one.exists())


async def in_tables(town: Town) -> bytes:
    """Every row of every table as PostgreSQL writes it."""
    async with town.bot.services.database.read() as connection:
        queries = [text(f'SELECT t::text FROM "{one}" t') for one in metadata().tables]  # noqa: S608 - our own names
        rows = [(await connection.execute(query)).scalars() for query in queries]
        return "\n".join(str(row) for found in rows for row in found).encode()


async def test_nothing_said_is_in_clear_in_the_database_or_the_logs(
    town: Town, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await a_day(town)
    assert "odotusrusetti" in await town.everything_stored()
    raw = in_files(database_url) if database_url.startswith("sqlite") else await in_tables(town)
    assert b"kela_can_decide" in raw
    logs = capsys.readouterr()
    assert "delivery" in logs.out + logs.err
    for place in (raw.decode("utf-8", "replace"), logs.out, logs.err):
        low = place.casefold()
        for planted in ("rusetti", SAID["query"], CLIENT, "ilmatar", "kekseli", CODE, "010594", "y9032"):
            assert planted.casefold() not in low, planted
            assert planted.casefold().encode("unicode_escape").decode() not in low, planted
