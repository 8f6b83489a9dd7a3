"""Stops free text that holds a personal identity code before it is stored, sent or logged; asks about other personal
data."""

from collections.abc import Collection, Iterable, Mapping

from bot.errors import Expected
from config.texts import Translate
from directory.guard.code_pieces import ALONE, Around
from directory.guard.finding import Findings, Kind, check, holds_hetu, makes_a_code, public_form
from directory.people.contacts import Directory


def refuse_identity_codes(*texts: str) -> None:
    """Lets texts pass that hold no identity code, each alone or read one after another. Raises Expected otherwise.

    Give all free-text fields of a form at once: a code may be split over two of them. The refusal says nothing of
    the text.
    """
    if any(map(holds_hetu, texts)) or (len(texts) > 1 and holds_hetu("\n".join(texts))):
        raise Expected(_stopped, code="hetu_in_text", keeps_card=True)


def refuse_pieces(text: str, around: Around) -> None:
    """Lets a text pass that makes no identity code with its writer's texts `around`. Raises Expected otherwise."""
    if makes_a_code(text, around):
        raise Expected(_stopped, code="hetu_in_text", keeps_card=True)


def refuse_edited_pieces(text: str, around: Iterable[Around]) -> None:
    """The same for an edited text, with each of several. Raises Expected."""
    if any(makes_a_code(text, one) for one in around):
        raise Expected(_edited, code="personal_data_edited")


def removed_words(t: Translate) -> Mapping[Kind, str]:
    """What stands in a cleaned text in place of each kind, in the reader's language."""
    return {
        Kind.HETU: t("[personal identity code removed]"),
        Kind.HETU_PIECE: t("[personal identity code removed]"),
        Kind.IBAN: t("[account number removed]"),
        Kind.EMAIL: t("[e-mail address removed]"),
        Kind.PHONE: t("[telephone number removed]"),
        Kind.ADDRESS: t("[street address removed]"),
    }


def doubtful(text: str, directory: Directory, t: Translate, around: Around = ALONE) -> Findings:
    """Personal data in a text of which its writer is asked, with a cleaned draft in the writer's language.

    `around`: what the same writer wrote besides; the text may be a piece of an identity code.
    """
    return _checked(text, directory, removed_words(t), around)


def _checked(text: str, directory: Directory, words: Mapping[Kind, str], around: Around = ALONE) -> Findings:
    return check(text, words, directory.public_details, around)


def refuse_personal_data(text: str, directory: Directory) -> None:
    """Lets a short text pass that holds no personal data but what the directory tells everybody. Raises Expected."""
    if kinds := _checked(text, directory, dict.fromkeys(Kind, "")).kinds:
        raise Expected(
            lambda t: t("Leave this out: {found}. Nothing was sent.", found=kind_names(kinds, t)),
            code="personal_data",
            keeps_card=True,
        )


def refuse_new_personal_data(
    before: str, after: str, directory: Directory, t: Translate, around: Around = ALONE
) -> None:
    """Lets an edited text pass that holds no personal data that it did not hold before. Raises Expected otherwise.

    Teams offers no way of asking about an edit before it is seen.
    """
    found = doubtful(after, directory, t, around)
    if not found.asks:
        return
    known = {public_form(part) for part in _parts(before, doubtful(before, directory, t, around))}
    if not {public_form(part) for part in _parts(after, found)} <= known:
        raise Expected(_edited, code="personal_data_edited")


def kind_names(kinds: Collection[Kind], t: Translate) -> str:
    """What was found, inside a sentence: "puhelinnumero, katuosoite"."""
    names = {
        Kind.HETU_PIECE: t("a part of a personal identity code"),
        Kind.IBAN: t("an account number"),
        Kind.EMAIL: t("an e-mail address"),
        Kind.PHONE: t("a telephone number"),
        Kind.ADDRESS: t("a street address"),
    }
    return ", ".join(name for kind, name in names.items() if kind in kinds)


def _parts(text: str, found: Findings) -> list[str]:
    return [text[one.start : one.end] for one in found.found]


def _edited(t: Translate) -> str:
    return t(
        "The edited message seems to hold personal data, so the change was not passed on. "
        "Take it out, or write a new message."
    )


def _stopped(t: Translate) -> str:
    return t(
        "The text seems to hold a personal identity code, so it was neither sent nor saved. "
        "Take the code out and send again. The client is given in the field Client."
    )
