"""The choices of the place and topic fields, in the reader's language."""

from cards.kit.template import Option
from config.texts import Language
from directory.reference import KELA, Reference


def place_options(reference: Reference, language: Language) -> tuple[Option, ...]:
    """Areas and Kela, for clients that cannot search municipalities."""
    names = sorted(reference.area_name(code, language) for code in reference.areas)
    return tuple(Option(name, name) for name in (*names, reference.area_name(KELA, language)))


def topic_options(reference: Reference, language: Language) -> tuple[Option, ...]:
    """All topics by name."""
    return tuple(Option(name, name) for name in sorted(one.name(language) for one in reference.topics.values()))
