"""The sentences that tell a coordinator why a word or a topic was not added or taken away, and what to do."""

from bot.errors import Denied, Expected, Wording
from cards.kit.text import language_code
from config.texts import Translate
from directory.naming import organisation_name
from directory.reading.new_words import LONGEST, MOST_WORDS, SHORTEST, Fault
from directory.reference import Reference


def faulty(fault: Fault, phrase: str, reference: Reference) -> Expected:
    """Why this phrase cannot be added."""
    return Expected(lambda t: fault_words(fault, phrase, reference, t), code=fault.problem, keeps_card=True)


def fault_words(fault: Fault, phrase: str, reference: Reference, t: Translate) -> str:
    """The sentence of a fault. What may be personal data is not repeated."""
    if fault.problem == "other_topic":
        return t(
            '"{phrase}" already tells the topic {topic}. A word tells one topic: add a longer phrase.',
            phrase=phrase,
            topic=reference.topics[fault.topic].name(language_code(t)),
        )
    if fault.problem == "everyday" and fault.word != phrase:
        return t(
            '"{phrase}" would be read in the everyday word "{word}" too. Add a longer phrase.',
            phrase=phrase,
            word=fault.word,
        )
    return {
        "personal_data": t(
            "The phrase seems to hold personal data, so it was not saved. Words are general: no numbers."
        ),
        "person": t("This is a person's name. Names are not added as words."),
        "empty": t("Write the word or phrase to add."),
        "too_short": t("A word has at least {count} letters.", count=SHORTEST),
        "too_long": t("A phrase has at most {letters} letters and {words} words.", letters=LONGEST, words=MOST_WORDS),
        "place": t('"{phrase}" names a place. Leave the place out: places are read already.', phrase=phrase),
        "known": t('"{phrase}" is already read as this topic.', phrase=phrase),
        "everyday": t('"{phrase}" is an everyday word that says no topic. Add a longer phrase.', phrase=phrase),
    }[fault.problem]


def one_at_a_time() -> Expected:
    """A comma stands between the words."""
    return _refusal(lambda t: t("Add one word or phrase at a time. Nothing was added."), "several_words")


def unknown_topic() -> Expected:
    """No topic is called so."""
    return _refusal(lambda t: t("There is no such topic. Choose one from the list: /topic"), "unknown_topic")


def not_understood() -> Expected:
    """The word after the command is none of those it knows."""
    return _refusal(
        lambda t: t("Type for example: /topic add housing costs: parking space. The list of words: /topic"),
        "unknown_action",
    )


def not_added() -> Expected:
    """Only what was added can be taken away."""
    return _refusal(
        lambda t: t("This is not among the added words, so nothing was removed. The list: /topic"), "not_added"
    )


def not_yours(organisation: str, reference: Reference) -> Denied:
    """Another organisation has added it."""
    return Denied(
        lambda t: t(
            "{organisation} has added this: its coordinators or Kela's can remove it.",
            organisation=organisation_name(reference, organisation, language_code(t)),
        ),
        code="not_your_organisation",
        keeps_card=True,
    )


def holds_markup() -> Expected:
    """Everybody reads topics and their words, in other organisations too."""
    return _refusal(lambda t: t("Leave out web addresses and the marks [ ] < > { } | * _ ~ `."), "markup")


def names_missing() -> Expected:
    """A topic is shown in three languages."""
    return _refusal(lambda t: t("Give the topic's name in Finnish, Swedish and English."), "names_missing")


def topic_exists(name: str) -> Expected:
    """Names tell topics apart."""
    return _refusal(lambda t: t('There is already a topic called "{name}". Choose another name.', name=name), "known")


def topic_in_use() -> Expected:
    """A contact is named for it, or a question has been asked about it."""
    return _refusal(
        lambda t: t("Contacts or questions have this topic, so it cannot be removed. Its words can."), "topic_in_use"
    )


def changed_meanwhile() -> Expected:
    """Somebody else changed the words in the same moment."""
    return _refusal(lambda t: t("Somebody else has just changed the words. Try again."), "changed_meanwhile")


def _refusal(sentence: Wording, code: str) -> Expected:
    return Expected(sentence, code=code, keeps_card=True)
