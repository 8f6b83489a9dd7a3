"""Deciding a message: a post in a place and the row that sends it, in the caller's transaction."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox import outbox_queue
from bot.outbox.tables import Post
from bot.privacy.sealed_texts import sealer_of
from cards.kit.text import visible
from config.sql import table

POST = table(Post)
CARD_TYPE = "application/vnd.microsoft.card.adaptive"
Json = Mapping[str, object]
WORDS = "words"
"""The kind of a sentence of the bot's that tells what somebody wrote; a sentence that does not is a notice."""
CASE_CARD = "card"
"""The kind of a post that shows a consultation as it was when somebody asked for it."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a post goes: a known conversation, a person still without one, or a new thread in a channel."""

    tenant_id: str
    service_url: str
    conversation_id: str = ""
    channel_id: str = ""
    recipient_aad_object_id: str = ""
    recipient_teams_id: str = ""
    targeted: bool = False
    """Only the recipient sees it, in the channel conversation given."""
    thread_post_id: int | None = None
    """The post whose channel thread this one continues."""


@dataclass(frozen=True, slots=True)
class About:
    """What a post is to the room that makes it."""

    kind: str
    """asker, receiver, message, notice or form."""
    language: str
    number: int | None = None
    message_id: int | None = None
    contact_id: str = ""


def card_activity(card: Json, summary: str | None = None) -> dict[str, object]:
    """A message that is one card; `summary` is what the notification says, by default what the card says in one line.

    The card comes without a text: Teams would make two messages of them.
    """
    return {
        "type": "message",
        "summary": card["fallbackText"] if summary is None else summary,
        "attachments": [{"contentType": CARD_TYPE, "content": dict(card)}],
        "channelData": {"notification": {"alert": True}},
    }


def text_activity(text: str) -> dict[str, object]:
    """A message that is one plain text, shown as written."""
    text = visible(text)
    return {
        "type": "message",
        "text": text,
        "textFormat": "plain",
        "summary": text[:120],
        "channelData": {"notification": {"alert": True}},
    }


async def post(
    connection: AsyncConnection, address: Address, about: About, activity: dict[str, object], now: datetime
) -> int:
    """Decides a new message; the post's id."""
    post_id = await outbox_queue.new_post(
        connection,
        Post(
            tenant_id=address.tenant_id,
            service_url=address.service_url,
            conversation_id=address.conversation_id,
            channel_id=address.channel_id,
            recipient_aad_object_id=address.recipient_aad_object_id,
            recipient_teams_id=address.recipient_teams_id,
            targeted=address.targeted,
            thread_post_id=address.thread_post_id,
            kind=about.kind,
            language=about.language,
            consultation_id=about.number,
            message_id=about.message_id,
            contact_id=about.contact_id,
            created_at=now,
            digest=sealer_of(connection).fingerprint(_content(activity)),
        ),
    )
    await outbox_queue.enqueue_send(connection, post_id, activity, now)
    return post_id


async def change(connection: AsyncConnection, shown: Post, activity: dict[str, object], now: datetime) -> None:
    """Decides a post's new content; nothing is sent when it already shows exactly this."""
    sealer, content = sealer_of(connection), _content(activity)
    if shown.id is None or shown.state in {"refused", "deleted"} or sealer.is_fingerprint(shown.digest, content):
        return
    digest = sealer.fingerprint(content)
    await connection.execute(update(POST).where(POST.c.id == shown.id).values(digest=digest))
    await outbox_queue.enqueue_update(connection, shown.id, activity, now)


async def becomes_case_card(connection: AsyncConnection, shown: Post, number: int, kind: str = CASE_CARD) -> None:
    """A message about no consultation, such as a list, shows this one from now on: it is wiped with it."""
    now = kind if shown.kind == "notice" else shown.kind
    this = (POST.c.id == shown.id) & POST.c.consultation_id.is_(None)
    await connection.execute(update(POST).where(this).values(consultation_id=number, kind=now))


def stored_post(row: RowMapping) -> Post:
    """A row of POST, to be read only: that nothing in it is set through SQLAlchemy makes it seven times as quick."""
    return Post.model_construct(**row)


async def posts_of(connection: AsyncConnection, number: int) -> list[Post]:
    """The posts that show a consultation, oldest first."""
    query = select(POST).where(POST.c.consultation_id == number).order_by(POST.c.id)
    return [stored_post(row) for row in (await connection.execute(query)).mappings()]


async def behind(connection: AsyncConnection, number: int) -> set[int]:
    """The posts of a consultation that still show what they showed before: their change waits."""
    query = (
        select(outbox_queue.OUTBOX.c.post_id)
        .join(POST, POST.c.id == outbox_queue.OUTBOX.c.post_id)
        .where(POST.c.consultation_id == number)
        .where(outbox_queue.OUTBOX.c.operation == "update", outbox_queue.OUTBOX.c.state == "pending")
    )
    return set((await connection.execute(query)).scalars())


async def post_shown_as(connection: AsyncConnection, place: Address, activity_id: str) -> Post | None:
    """The post that Teams knows by this activity id in this place: the same id may occur in another conversation."""
    if not activity_id:
        return None
    query = select(POST).where(POST.c.activity_id == activity_id, POST.c.tenant_id == place.tenant_id)
    found = [stored_post(row) for row in (await connection.execute(query)).mappings()]
    return next((one for one in found if _root(one.conversation_id) == _root(place.conversation_id)), None)


async def post_under_way(connection: AsyncConnection, place: Address, kind: str) -> Post | None:
    """The newest post of a kind in a conversation whose id has not come back from Teams yet: somebody was quicker."""
    query = select(POST).where(
        POST.c.tenant_id == place.tenant_id,
        POST.c.conversation_id == place.conversation_id,
        POST.c.kind == kind,
        POST.c.state == "pending",
    )
    row = (await connection.execute(query.order_by(POST.c.id.desc()).limit(1))).mappings().first()
    return stored_post(row) if row is not None else None


async def load_post(connection: AsyncConnection, post_id: int) -> Post:
    """One post by its id."""
    return stored_post((await connection.execute(select(POST).where(POST.c.id == post_id))).mappings().one())


async def thread_number(connection: AsyncConnection, tenant_id: str, conversation_id: str) -> int | None:
    """The consultation whose thread this channel conversation is; None for any other thread."""
    if ";messageid=" not in conversation_id:
        return None
    query = select(POST.c.consultation_id).where(
        POST.c.tenant_id == tenant_id,
        POST.c.conversation_id == conversation_id,
        POST.c.kind.in_(["asker", "receiver"]),
        POST.c.channel_id != "",
    )
    number: int | None = (await connection.execute(query)).scalar()
    return number


async def newest_number(connection: AsyncConnection, place: Address) -> int | None:
    """What the newest post in a conversation is about; None for none, or for something that is no consultation."""
    query = select(POST.c.consultation_id).where(
        POST.c.conversation_id == place.conversation_id, POST.c.tenant_id == place.tenant_id
    )
    number: int | None = (await connection.execute(query.order_by(POST.c.id.desc()).limit(1))).scalar()
    return number


def thread_of(shown: Post) -> Address:
    """The place of a post, for what follows it there: the same chat, or the same channel thread."""
    if shown.channel_id:
        return Address(
            shown.tenant_id, shown.service_url, shown.conversation_id, shown.channel_id, thread_post_id=shown.id
        )
    return Address(
        shown.tenant_id,
        shown.service_url,
        shown.conversation_id,
        recipient_aad_object_id=shown.recipient_aad_object_id,
        recipient_teams_id=shown.recipient_teams_id,
    )


def _root(conversation_id: str) -> str:
    """The conversation without the thread in it."""
    return conversation_id.partition(";")[0]


def _content(activity: Json) -> str:
    return json.dumps(activity, sort_keys=True)
