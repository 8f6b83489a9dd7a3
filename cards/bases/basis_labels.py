"""What the properties of a legal basis are called: on the form that edits them and where their changes are shown."""

from cards.kit.text import Language, Translate


def name_label(language: Language, t: Translate) -> str:
    """Of its name in one language."""
    return {"fi": t("Name in Finnish"), "sv": t("Name in Swedish"), "en": t("Name in English")}[language]


def explanation_label(language: Language, t: Translate) -> str:
    """Of the sentence that tells when it holds."""
    return {
        "fi": t("When it holds, in Finnish"),
        "sv": t("When it holds, in Swedish"),
        "en": t("When it holds, in English"),
    }[language]


def asks_label(t: Translate, *, of_kela: bool) -> str:
    """Of whether the organisation's own people may choose it when they ask."""
    return t("May be used when asking a county") if of_kela else t("May be used when asking Kela")


def own_worker_label(t: Translate, *, of_kela: bool) -> str:
    """Of whether the client's own worker may be told under it."""
    if of_kela:
        return t("The county may tell Kela the own worker")
    return t("The own worker may be told in the own county")
