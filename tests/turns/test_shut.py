"""A message whose key is missing waits for it; the others go on."""

import structlog
from sqlalchemy import text

from bot.outbox.posting import About, Address, post, text_activity
from config.transaction import Transaction
from tests.turns.office import URL, Office


async def test_a_message_that_does_not_open_waits_for_its_key_and_the_others_go_on(office: Office) -> None:
    database = office.services.database
    async with database.write() as connection:
        for conversation in ("a:1", "a:2"):
            address = Address("t", URL, conversation)
            writing = Transaction(connection, office.clock())
            await post(writing, address, About("notice", "fi"), text_activity(f"Viesti {conversation}"))
        stored = str((await connection.execute(text("SELECT activity FROM outbox ORDER BY id"))).scalars().first())
        shut = text("UPDATE outbox SET activity = :activity WHERE post_id = (SELECT min(id) FROM post)")
        await connection.execute(shut, {"activity": f"s1:{stored[13:]}"})
    with structlog.testing.capture_logs() as logged:
        await office.delivery.run_until_idle()
    told = [(line["log_level"], line["outcome"], line["code"]) for line in logged if line["row"] == 1]
    assert told == [("error", "cannot_open", "cannot_open")], "once, and not again and again"
    assert [one.conversation for one in office.teams.shown] == ["a:2"]
    assert await office.rows("SELECT last_error FROM outbox WHERE state = 'pending'") == [("cannot_open",)]
    async with database.write() as connection:
        await connection.execute(shut, {"activity": stored})
    office.clock.forward(minutes=5)
    await office.delivery.run_until_idle()
    assert [one.words for one in office.teams.shown] == ["Viesti a:2", "Viesti a:1"]
