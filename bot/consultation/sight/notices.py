"""Who hears what: relayed lines and short notices, each in the place where the person follows the matter."""

from collections.abc import Callable

from bot.consultation.rules.model import Consultation, Line, Side
from bot.consultation.sight import in_step
from bot.errors import Wording
from bot.outbox.posting import WORDS, About, NewPost, post_all, text_activity, thread_of
from bot.outbox.tables import Post
from bot.turns.work import Work
from cards.kit.k_number import consultation_label
from config.texts import Translate, language_of, texts


def audience(case: Consultation, posts: tuple[Post, ...], side: Side) -> list[Post]:
    """The main cards under which one side follows the matter. Once taken in a 1:1 chat, only the taker's."""
    kind = "asker" if side == "asking" else "receiver"
    standing = [one for one in posts if one.kind == kind and one.state in {"pending", "delivered"}]
    if side == "asking":
        return standing
    taker = case.receiver(case.taker) if case.taker else None
    own = [one for one in standing if taker is not None and one.contact_id == taker.contact_id]
    channel = [one for one in standing if one.channel_id]
    if channel:
        return own or channel
    asked = {taker.contact_id} if taker else {one.contact_id for one in case.still_asked}
    return [one for one in standing if one.contact_id in asked]


async def relay(work: Work, case: Consultation, posts: tuple[Post, ...], line: Line) -> int:
    """Sends a line to the other side; to how many places."""
    to: Side = "receiving" if line.side == "asking" else "asking"
    heard = audience(case, posts, to)
    await post_all(work, [_copy(work, case, line, shown) for shown in heard])
    return len(heard)


async def notify(
    work: Work,
    case: Consultation,
    posts: tuple[Post, ...],
    side: Side,
    wording: Callable[[Translate], str],
    *,
    kind: str = "notice",
) -> None:
    """One short sentence to a side, in each reader's language. `kind`: WORDS when it tells what somebody wrote."""
    await post_all(work, [_told(work, case, shown, wording, kind) for shown in audience(case, posts, side)])


async def tell(
    work: Work, case: Consultation, shown: Post, wording: Callable[[Translate], str], *, kind: str = "notice"
) -> None:
    """One short sentence under one main card. `kind`: WORDS when it tells what somebody wrote."""
    await post_all(work, [_told(work, case, shown, wording, kind)])


def nobody_takes(case: Consultation) -> Wording:
    """Nobody who was asked is left, said without their names."""
    label = consultation_label(case.number)
    return lambda t: t(
        "{label}: nobody who was asked takes the question. Ask somebody else with /consult "
        "or call; the numbers are on the card.",
        label=label,
    )


def _copy(work: Work, case: Consultation, line: Line, shown: Post) -> NewPost:
    about = About("message", shown.language, case.number, message_id=line.id, contact_id=shown.contact_id)
    return NewPost(thread_of(shown), about, in_step.line_activity(work, case, line, shown))


def _told(work: Work, case: Consultation, shown: Post, wording: Wording, kind: str) -> NewPost:
    language = language_of(shown.language)
    about = About(kind, language, case.number, contact_id=shown.contact_id)
    sentence = wording(texts(language))
    activity = in_step.words_activity(work, case, sentence, shown) if kind == WORDS else text_activity(sentence)
    return NewPost(thread_of(shown), about, activity)
