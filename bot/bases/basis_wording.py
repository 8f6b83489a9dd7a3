"""A legal basis in words: what it allows, and each property that a change of the list gives another value."""

from bot.bases.bases import Basis, law_words, reminded
from bot.bases.basis_lists import BasisLists, Version, own_direction, own_side
from cards.bases.basis_changes import PropertyView
from cards.bases.basis_labels import asks_label, explanation_label, name_label, own_worker_label
from cards.client.basis_choice import BasisOption
from config.texts import LANGUAGES, Language, Translate
from directory.reference import KELA, Reference


def basis_option(basis: Basis, language: Language, t: Translate) -> BasisOption:
    """As it is offered in a form, with what has to hold for it to be chosen."""
    return BasisOption(basis.code, basis.title(language, t), basis.explanation(language))


def says(basis: Basis, reference: Reference, language: Language, t: Translate) -> list[str]:
    """What it allows and asks, shortly."""
    client = t("a client may be referred to") if basis.allows_client else t("no client")
    parts = [client[:1].upper() + client[1:]]
    parts += [t("asks for consent")] if basis.asks_consent else []
    names = _topics(basis, reference, language)
    return [*parts, t("only: {topics}", topics=names)] if names else parts


def law(basis: Basis, t: Translate) -> str:
    """The law, with the reminder where it has not been checked."""
    words = law_words(basis.law, t)
    return reminded(words, t) if basis.verify_law else words


def properties_changed(
    version: Version, lists: BasisLists, reference: Reference, language: Language, t: Translate
) -> tuple[PropertyView, ...]:
    """Each property that differs from what was in force before the version, old and new; of a new basis, every one.

    Whoever accepts sees the texts in all three languages: they accept them all.
    """
    before = lists.before(version)
    if not version.in_use:
        return ()
    new = _properties(version.basis, version.organisation, reference, language, t)
    old = _properties(before, version.organisation, reference, language, t) if before else {}
    return tuple(PropertyView(name, old.get(name, ""), value) for name, value in new.items() if old.get(name) != value)


def _properties(
    basis: Basis, organisation: str, reference: Reference, language: Language, t: Translate
) -> dict[str, str]:
    kela = organisation == KELA
    return {
        **{name_label(one, t): basis.names[one] for one in LANGUAGES},
        t("Law and section"): law_words(basis.law, t),
        t("The law has been checked"): _yes(not basis.verify_law, t),
        t("A client may be referred to"): _yes(basis.allows_client, t),
        t("Asks for the client's consent"): _yes(basis.asks_consent, t),
        asks_label(t, of_kela=kela): _yes(own_direction(organisation) in basis.directions, t),
        own_worker_label(t, of_kela=kela): _yes(own_side(organisation) in basis.own_worker, t),
        t("Topics"): _topics(basis, reference, language) or t("all topics"),
        **{explanation_label(one, t): basis.explanations[one] or t("empty") for one in LANGUAGES},
    }


def _topics(basis: Basis, reference: Reference, language: Language) -> str:
    return ", ".join(reference.topics[one].name(language) for one in sorted(basis.topics) if one in reference.topics)


def _yes(on: bool, t: Translate) -> str:
    return t("yes") if on else t("no")
