"""What waited for a choice that nobody made: the words it holds go, here and on its card in Teams."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.stored import held_lines
from bot.consultation.stored.drafts import DRAFT
from bot.consultation.stored.held_lines import HELD
from bot.outbox.posting import POST, card_activity, change, stored_post
from bot.outbox.tables import Post
from cards.kit.sentence import SentenceView, sentence_card
from config.texts import Translate, language_of, texts
from config.transaction import Transaction

HELD_FOR = timedelta(days=1)
FORM_FOR = timedelta(days=30)
_CARDS_AT_ONCE = 20
"""So many cards change in one transaction."""


async def forget_held_lines(connection: AsyncConnection, now: datetime) -> int:
    """Lines whose writer has not said within a day where or how they go."""
    query = select(HELD.c.id, HELD.c.conversation_id).where(HELD.c.created_at < now - HELD_FOR).limit(_CARDS_AT_ONCE)
    lines = (await connection.execute(query)).all()
    ids = [one.id for one in lines]
    posts = select(POST).where(
        POST.c.conversation_id.in_([one.conversation_id for one in lines]),  # the card is where the line was typed
        POST.c.kind.in_([held_lines.card_kind(one) for one in ids]),
    )
    for row in (await connection.execute(posts)).mappings().all():
        await _say(connection, stored_post(row), _not_chosen, now)
    await connection.execute(delete(HELD).where(HELD.c.id.in_(ids)))
    return len(ids)


async def forget_forms(connection: AsyncConnection, now: datetime) -> int:
    """Forms that were never sent."""
    old = (DRAFT.c.created_at < now - FORM_FOR) & DRAFT.c.number.is_(None)
    query = select(DRAFT.c.id, DRAFT.c.post_id).where(old).limit(_CARDS_AT_ONCE)
    forms = (await connection.execute(query)).all()
    posts = select(POST).where(POST.c.id.in_([one.post_id for one in forms]))
    for row in (await connection.execute(posts)).mappings().all():
        await _say(connection, stored_post(row), _expired, now)
    await connection.execute(delete(DRAFT).where(DRAFT.c.id.in_([one.id for one in forms])))
    return len(forms)


async def _say(connection: AsyncConnection, shown: Post, words: Callable[[Translate], str], now: datetime) -> None:
    t = texts(language_of(shown.language))
    card = sentence_card(SentenceView(words(t)), t)
    await change(Transaction(connection, now), shown, card_activity(card, words(t)))


def _not_chosen(t: Translate) -> str:
    return t("No choice was made within a day, so the message was not sent.")


def _expired(t: Translate) -> str:
    return t("This form has expired. Nothing was sent.")
