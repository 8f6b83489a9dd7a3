"""Deciding a message: a post in a place and the row that sends it, in the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import configure_mappers

from bot.outbox import outbox_queue
from bot.outbox.tables import Post
from bot.privacy.sealed_texts import Row, sealer_of
from cards.kit.text import visible
from config.quick_json import written
from config.sql import table
from config.transaction import Transaction

configure_mappers()  # what `stored_post` makes can be read only after this
POST = table(Post)
_POSTS = select(POST).where(POST.c.consultation_id == bindparam("number")).order_by(POST.c.id)
_DIGEST = update(POST).where(POST.c.id == bindparam("post")).values(digest=bindparam("content"))
_BECOMES = (
    update(POST)
    .where(POST.c.id == bindparam("post"))
    .values(kind=bindparam("became"), consultation_id=bindparam("number"))
    .returning(POST)
)
CARD_TYPE = "application/vnd.microsoft.card.adaptive"
Json = Mapping[str, object]
Activity = dict[str, object]
"""A Bot Framework message as it is sent."""
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


def card_activity(card: Json, summary: str | None = None) -> Activity:
    """A message that is one card; `summary` is what the notification says, by default what the card says in one line.

    The card comes without a text: Teams would make two messages of them.
    """
    return {
        "type": "message",
        "summary": card["fallbackText"] if summary is None else summary,
        "attachments": [{"contentType": CARD_TYPE, "content": dict(card)}],
        "channelData": {"notification": {"alert": True}},
    }


def text_activity(text: str) -> Activity:
    """A message that is one plain text, shown as written."""
    text = visible(text)
    return {
        "type": "message",
        "text": text,
        "textFormat": "plain",
        "summary": text[:120],
        "channelData": {"notification": {"alert": True}},
    }


@dataclass(frozen=True, slots=True)
class NewPost:
    """A message still to be decided."""

    address: Address
    about: About
    activity: Activity


@dataclass(slots=True)
class KnownPosts:
    """The posts of consultations as a transaction has read and changed them, by number."""

    of: dict[int, tuple[Post, ...]] = field(default_factory=dict)

    def add(self, post: Post) -> None:
        """One more."""
        if post.consultation_id in self.of:
            self.of[post.consultation_id] += (post,)

    def change(self, digests: Mapping[int, str]) -> None:
        """Those with these ids have another content."""
        for number, posts in self.of.items():
            self.of[number] = tuple(_with(one, digest=digests.get(one.id or 0, one.digest)) for one in posts)

    def forget(self, posts: Iterable[Post]) -> None:
        """Those of a consultation are read again once one of them is another."""
        ids = {one.id for one in posts}
        for number in [number for number, known in self.of.items() if any(one.id in ids for one in known)]:
            del self.of[number]


async def post(writing: Transaction, address: Address, about: About, activity: Activity) -> int:
    """Decides a new message; the post's id."""
    return (await post_all(writing, [NewPost(address, about, activity)]))[0]


async def post_all(writing: Transaction, new: Sequence[NewPost]) -> list[int]:
    """Decides new messages; the posts' ids, in order."""
    posts = [_not_yet(writing, one) for one in new]
    ids = await outbox_queue.new_posts(writing.connection, posts)
    await outbox_queue.enqueue_sends(
        writing.connection, {key: written(one.activity) for key, one in zip(ids, new, strict=True)}, writing.now
    )
    for key, one in zip(ids, posts, strict=True):
        writing.known(KnownPosts).add(_with(one, id=key))
    return ids


async def change(writing: Transaction, shown: Post, activity: Activity) -> None:
    """Decides a post's new content; nothing is sent when it already shows exactly this."""
    await change_all(writing, [(shown, activity)])


async def change_all(writing: Transaction, wanted: Iterable[tuple[Post, Activity]]) -> None:
    """Decides posts' new contents; nothing is sent to one that already shows exactly this."""
    sealer = sealer_of(writing.connection)
    contents: dict[int, str] = {}
    digests: dict[int, str] = {}
    for shown, activity in wanted:
        content = written(activity, sorted_keys=True)
        if shown.id is None or shown.state in {"refused", "deleted"} or sealer.is_fingerprint(shown.digest, content):
            continue
        contents[shown.id], digests[shown.id] = written(activity), sealer.fingerprint(content)
    if not digests:
        return
    rows = [{"post": key, "content": digest} for key, digest in digests.items()]
    await writing.connection.execute(_DIGEST, rows)
    await outbox_queue.enqueue_updates(writing.connection, contents, writing.now)
    writing.known(KnownPosts).change(digests)


async def take_away(writing: Transaction, shown: Post) -> None:
    """Decides that a post disappears; one that has not been sent is not sent."""
    if shown.id is not None:
        await outbox_queue.enqueue_delete(writing.connection, shown.id, writing.now)
    writing.known(KnownPosts).forget([shown])


async def mark(writing: Transaction, posts: Sequence[Post], values: Mapping[str, object]) -> None:
    """Changes what is kept of posts beside their content: what they are to the room that made them."""
    these = POST.c.id.in_([one.id for one in posts])
    await writing.connection.execute(update(POST).where(these).values(**values))
    writing.known(KnownPosts).forget(posts)


async def becomes_case_card(writing: Transaction, shown: Post, number: int, kind: str = CASE_CARD) -> None:
    """A message about no consultation, such as a list, shows this one from now on: it is wiped with it."""
    now = kind if shown.kind == "notice" else shown.kind
    this = (POST.c.id == shown.id) & POST.c.consultation_id.is_(None)
    await writing.connection.execute(update(POST).where(this).values(consultation_id=number, kind=now))
    writing.known(KnownPosts).of.pop(number, None)


async def becomes_main_card(writing: Transaction, post_id: int, number: int, kind: str) -> None:
    """A form shows from now on the consultation that it has become, which no other post shows yet."""
    row = (await writing.connection.execute(_BECOMES, {"post": post_id, "number": number, "became": kind})).mappings()
    writing.known(KnownPosts).of[number] = tuple(stored_post(one) for one in row)


def stored_post(row: Row) -> Post:
    """A row of POST, to be read only: that nothing in it is set through SQLAlchemy makes it seven times as quick."""
    return Post.model_construct(**row)


def _with(post: Post, **values: object) -> Post:
    return stored_post(post.model_dump() | values)


async def posts_of(reading: Transaction, number: int) -> tuple[Post, ...]:
    """The posts that show a consultation, oldest first."""
    known = reading.known(KnownPosts).of
    if number not in known:
        rows = (await reading.connection.execute(_POSTS, {"number": number})).mappings()
        known[number] = tuple(stored_post(row) for row in rows)
    return known[number]


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


def _not_yet(writing: Transaction, new: NewPost) -> Post:
    address, about = new.address, new.about
    return Post.model_construct(
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
        created_at=writing.now,
        digest=sealer_of(writing.connection).fingerprint(written(new.activity, sorted_keys=True)),
    )


def _root(conversation_id: str) -> str:
    """The conversation without the thread in it."""
    return conversation_id.partition(";")[0]
