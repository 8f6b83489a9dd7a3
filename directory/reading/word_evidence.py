"""What all the words of a sentence together make likely, where phrases tell no topic or several.

`config/data/word_evidence.csv` says how much the beginning of a word speaks for a topic: logarithms, learnt by
`python -m bench.learning` from the phrases that tell topics and from sentences whose topic is known (naive Bayes).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import nlargest
from pathlib import Path

from directory.reading.words import Word
from directory.reference import rows

BEGINNING = 6
"""Letters, without marks: most of a word's forms share so many."""
_FEWEST_WORDS = 4
"""Known words below which there is no sentence to judge by."""
_LEAST_BETWEEN_TOLD = 0.5
_LEAST_OF_ALL = 3.0
"""By how much the likeliest topic must lead, among those told by phrases and among all."""

_NOTHING = [(0.0, ""), (0.0, "")]


class Evidence:
    """How much each word's beginning speaks for each topic."""

    def __init__(self, weights: Mapping[str, str]) -> None:
        """`weights` are `topic=weight` pairs separated by `|`, by beginning; read only when they are needed."""
        self._weights = weights

    @classmethod
    def load(cls, directory: Path) -> "Evidence":
        """The shipped table; raises OSError when it is missing."""
        return cls({row["beginning"]: row["weights"] for row in rows(directory / "word_evidence.csv")})

    def likeliest(self, words: Iterable[Word], told: Collection[str] = ()) -> str:
        """The likeliest of the topics told, or of all when none is; empty when it is not clear enough."""
        known = [self._weights[begin] for begin in beginnings(words) if begin in self._weights]
        if len(known) < _FEWEST_WORDS:
            return ""
        scores = dict.fromkeys(told, 0.0)
        for topic, weight in _pairs(known):
            if not told or topic in told:
                scores[topic] = scores.get(topic, 0.0) + weight
        (most, first), (next_most, _) = nlargest(2, [(score, topic) for topic, score in scores.items()] + _NOTHING)
        return first if most - next_most >= (_LEAST_BETWEEN_TOLD if told else _LEAST_OF_ALL) else ""


def _pairs(known: Iterable[str]) -> Iterator[tuple[str, float]]:
    for weights in known:
        for pair in weights.split("|"):
            topic, _, weight = pair.partition("=")
            yield topic, float(weight)


def beginnings(words: Iterable[Word]) -> list[str]:
    """The beginnings of the words that are words, each once, in their order."""
    return list(dict.fromkeys(word.key[:BEGINNING] for word in words if word.key.isalpha()))
