"""A file that was offered is given or declined, also by somebody who is quicker than Teams' answer to the offer."""

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.posting import POST, Address, post_shown_as
from bot.outbox.tables import Post
from bot.turns import offered_files
from bot.turns.turn import FileAnswer
from tests.turns.office import Office


async def test_an_offer_declined_while_teams_answer_to_it_is_written_down_disappears(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ritva = office.contact("Ritva Keksitty")
    await ritva.types("/yhteys vie csv")
    [(post_id,)] = await office.rows("SELECT id FROM post WHERE kind = 'file_offer'")

    async def becomes(state: str, activity_id: str) -> None:
        async with office.services.database.write() as connection:
            await connection.execute(
                update(POST).where(POST.c.id == post_id).values(state=state, activity_id=activity_id)
            )

    async def looked_for_too_early(connection: AsyncConnection, place: Address, activity_id: str) -> Post | None:
        found = await post_shown_as(connection, place, activity_id)
        await becomes("delivered", activity_id)
        return found

    offered = ritva.last.id
    await becomes("pending", "")
    monkeypatch.setattr(offered_files, "post_shown_as", looked_for_too_early)
    await ritva.does("invoke/fileConsent", FileAnswer({"verb": "contact.export"}, None, offered))
    assert await office.rows("SELECT state FROM post WHERE kind = 'file_offer'") == [("deleted",)]
