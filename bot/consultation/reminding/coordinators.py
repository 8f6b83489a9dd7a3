"""Telling the receiving side's coordinators of a question that waits: where and what about, never what was asked."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.consultation.rules.model import Consultation
from bot.outbox.posting import posts_of
from bot.turns.speaking import write_to
from bot.turns.work import Work
from cards.kit.frame import Card
from cards.kit.k_number import consultation_label
from cards.kit.sentence import SentenceView, sentence_card
from config.texts import Language, Translate, texts
from directory.naming import place_name


@dataclass(frozen=True, slots=True)
class About:
    """What may be said of a question to people who take no part in it, in their language."""

    label: str
    place: str
    topic: str


async def tell_coordinators(
    work: Work, case: Consultation, wording: Callable[[About, Translate], str], *, organisation: str = ""
) -> None:
    """One warning to each coordinator of the receiving side, or of the `organisation`."""

    def card(language: Language) -> Card:
        t, reference = texts(language), work.services.reference
        about = About(
            consultation_label(case.number),
            place_name(reference, case.area, case.municipality, language),
            _inside(reference.topics[case.topic].name(language)),
        )
        asked = "" if organisation else _asked(case, t)
        return sentence_card(SentenceView(f"{wording(about, t)}{asked}", tone="warning"), t)

    posts = await posts_of(work, case.number)
    service_url = next((one.service_url for one in posts), "")
    for contact in work.directory.with_role(organisation or case.receiving_organisation, "coordinator"):
        await write_to(work, contact, service_url, card, number=case.number)


def _inside(name: str) -> str:
    """A topic's name inside a sentence."""
    return f"{name[:1].lower()}{name[1:]}"


def _asked(case: Consultation, t: Translate) -> str:
    """Whom the coordinator can turn to: those of their own people who have been asked, while nobody has taken it."""
    names = ", ".join(one.person.name for one in case.still_asked) if case.taker is None else ""
    return f" {t('Asked: {names}.', names=names)}" if names else ""
