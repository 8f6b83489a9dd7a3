"""The cards with which a coordinator keeps the words of the topics."""

from collections.abc import Callable

from cards.kit.frame import Card
from cards.kit.template import Option
from cards.kit.text import Translate
from cards.words.added_words import (
    AddedTopicView,
    AddedWordView,
    NewTopicView,
    TopicWordsView,
    new_topic_card,
    topic_words_card,
)
from cards.words.topic_suggestions import SuggestionView, TopicSuggestionsView, topic_suggestions_card

CHOICES = (Option("Asumismenot", "Asumismenot"), Option("Vuokrarästi tai häädön uhka", "Vuokrarästi tai häädön uhka"))
COUNTY = "Etelä-Karjalan hyvinvointialue"
WORDS = (
    AddedWordView("autopaikka", "Asumismenot", COUNTY, removable=True),
    AddedWordView("autohallipaikan vuokra", "Asumismenot", "Kansaneläkelaitos", removable=False),
)
TOPICS = (AddedTopicView("hautaus", "Hautausavustus", COUNTY, removable=True, urgent=True),)
SUGGESTIONS = (
    SuggestionView("vuokra", "Asumismenot", "Vuokrarästi tai häädön uhka", 12, why_not='"vuokra" ohjaa jo aiheeseen.'),
    SuggestionView("maksusitoumus muuttoon", "", "Muuttotilanne", 3, topic="muuttotilanne"),
    SuggestionView("lappi", "", "Rauma", 1),
)

SCENES: dict[str, Callable[[Translate], Card]] = {
    "W1-topic-words": lambda t: topic_words_card(TopicWordsView(WORDS, TOPICS, CHOICES), t),
    "W2-topic-words-none": lambda t: topic_words_card(TopicWordsView((), (), CHOICES), t),
    "W3-topic-words-added": lambda t: topic_words_card(
        TopicWordsView(WORDS * 12, (), CHOICES, '"autopaikka" ohjaa nyt aiheeseen Asumismenot.'), t
    ),
    "W4-new-topic": lambda t: new_topic_card(NewTopicView("Hautausavustus"), t),
    "W5-suggestions": lambda t: topic_suggestions_card(TopicSuggestionsView(SUGGESTIONS), t),
    "W6-suggestions-none": lambda t: topic_suggestions_card(TopicSuggestionsView(()), t),
}
