"""The words and topics that coordinators have added, with the forms that add more (/topic)."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement, TextInput, ToggleInput

from cards.buttons.word_data import TopicAddData, TopicNewData, TopicRemoveData
from cards.kit.actions import button, show, type_command
from cards.kit.frame import Card, finished, inner
from cards.kit.pieces import fact_row, heading, line, note, run
from cards.kit.place_and_topic import topic_field
from cards.kit.template import Option
from cards.kit.text import Translate

SHOWN = 20
"""Rows on one card; the rest is told as a number."""
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class AddedWordView:
    """One added word or phrase."""

    phrase: str
    topic: str
    """The name of the topic it tells."""
    organisation: str
    removable: bool


@dataclass(frozen=True, slots=True)
class AddedTopicView:
    """One added topic."""

    slug: str
    name: str
    organisation: str
    removable: bool
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class TopicWordsView:
    """What has been added, and all topics for the field of the form."""

    words: tuple[AddedWordView, ...]
    topics: tuple[AddedTopicView, ...]
    choices: tuple[Option, ...]
    done: str = ""
    """What was just done, in a sentence."""


def topic_words_card(view: TopicWordsView, t: Translate) -> Card:
    """The lists; a word or a topic is added in a part that opens below the buttons."""
    title = t("Words of the topics")
    lead = t("What coordinators add is read at once in every search, in all organisations.")
    body: list[CardElement] = [heading(title)]
    if view.done:
        body.append(line(run(view.done, bold=True)))
    body.append(line(run(lead), gap="None"))
    body += _topics(view.topics, t)
    body += _words(view.words, t)
    actions: list[Action] = [
        show(t("Add word"), inner(*_word_form(view.choices, t))),
        show(t("New topic"), inner(*_topic_form("", t))),
        type_command(t("Suggestions"), t("/topic suggestions")),
    ]
    return finished(body, actions, view.done or title, t)


@dataclass(frozen=True, slots=True)
class NewTopicView:
    """A form for a topic; `name` is what was typed after the command."""

    name: str = ""


def new_topic_card(view: NewTopicView, t: Translate) -> Card:
    """The form alone."""
    title = t("New topic")
    fields, actions = _topic_form(view.name, t)
    return finished([heading(title), *fields], actions, title, t)


def _word_form(choices: tuple[Option, ...], t: Translate) -> tuple[list[CardElement], list[Action]]:
    phrase = TextInput(
        id="phrase",
        label=t("Word or phrase"),
        placeholder=t("In its basic form: the reader knows the endings"),
        max_length=LONGEST_NAME,
    )
    fields: list[CardElement] = [topic_field(choices, "", t), phrase]
    return fields, [button(t("Add"), TopicAddData(), filled=True)]


def _topic_form(name: str, t: Translate) -> tuple[list[CardElement], list[Action]]:
    named = ((t("Name in Finnish"), "name_fi", name), (t("Name in Swedish"), "name_sv", ""))
    fields: list[CardElement] = [
        TextInput(id=element_id, label=label, value=value or None, max_length=LONGEST_NAME)
        for label, element_id, value in (*named, (t("Name in English"), "name_en", ""))
    ]
    urgent = t("Urgent: an area's own rule may lead to the telephone first")
    fields.append(ToggleInput(id="urgent", title=urgent, wrap=True))
    return fields, [button(t("Add the topic"), TopicNewData(), filled=True)]


def _topics(topics: tuple[AddedTopicView, ...], t: Translate) -> list[CardElement]:
    if not topics:
        return []
    rows: list[CardElement] = [line(run(t("Added topics"), bold=True), gap="Default")]
    for one in topics[:SHOWN]:
        remove = [button(t("Remove"), TopicRemoveData(topic=one.slug), inputs=False)] if one.removable else []
        name = f"{one.name} ({t('urgent')})" if one.urgent else one.name
        rows.append(fact_row(one.organisation, name, *remove, separator=True))
    return [*rows, *_more(len(topics), t)]


def _words(words: tuple[AddedWordView, ...], t: Translate) -> list[CardElement]:
    if not words:
        return [note(t("No words have been added yet."), "Default")]
    rows: list[CardElement] = [line(run(t("Added words"), bold=True), gap="Default")]
    for one in words[:SHOWN]:
        remove = [button(t("Remove"), TopicRemoveData(phrase=one.phrase), inputs=False)] if one.removable else []
        rows.append(fact_row(f"{one.topic} · {one.organisation}", one.phrase, *remove, separator=True))
    return [*rows, *_more(len(words), t)]


def _more(count: int, t: Translate) -> list[CardElement]:
    return [line(run(t("And {count} more.", count=count - SHOWN)))] if count > SHOWN else []
