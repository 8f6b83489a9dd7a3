"""Stops free text that holds a personal identity code before it is stored, sent or logged."""

from bot.errors import Expected
from bot.privacy.guard import holds_hetu
from config.texts import Translate


def refuse_identity_codes(*texts: str) -> None:
    """Lets texts pass that hold no identity code, each alone or read one after another. Raises Expected otherwise.

    Give all free-text fields of a form at once: a code may be split over two of them. The refusal says nothing of
    the text.
    """
    if any(map(holds_hetu, texts)) or (len(texts) > 1 and holds_hetu("\n".join(texts))):
        raise Expected(_stopped, code="hetu_in_text", keeps_card=True)


def _stopped(t: Translate) -> str:
    return t(
        "The text seems to hold a personal identity code, so it was neither sent nor saved. "
        "Take the code out and send again. The client is given in the field Client."
    )
