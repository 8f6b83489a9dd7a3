"""What the buttons of words and topics carry."""

from typing import Literal

from cards.kit.button_data import ButtonData, Chosen, Code, Ticked, TopicWords, Written


class TopicAddData(ButtonData, verb="topic.add"):
    """A word for a topic, from the form or from a suggestion."""

    topic: Chosen = ""
    phrase: TopicWords = ""
    step: Literal["", "suggested"] = ""


class TopicNewData(ButtonData, verb="topic.new"):
    """A new topic."""

    name_fi: Written = ""
    name_sv: Written = ""
    name_en: Written = ""
    urgent: Ticked = False


class TopicRemoveData(ButtonData, verb="topic.remove"):
    """An added topic or word taken away."""

    topic: Code = ""
    phrase: TopicWords = ""
