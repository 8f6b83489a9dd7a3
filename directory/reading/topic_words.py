"""The words that tell a topic, and which forms of them count: a stem, then an ending or the tail of a compound."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from directory.reading import finnish
from directory.reading.words import normalised, without_marks, words_of
from directory.reference import Topic

_LINKS = frozenset(
    (
        *("tai", "ja", "eli", "sekä", "och", "eller", "samt", "i", "av", "på", "för"),
        *("of", "the", "a", "an", "for", "to", "with", "or", "and", "one's"),
    )
)
_SIGNS = frozenset(",/+&")
_BRACKETS = re.compile(r"[()]")
_WEAK_SIGN = "~"
CLASS_SIGN = "@"
"""Begins the name of a class of words in a phrase: `@medicine @gone`."""
SHORTEST_WORD_WITH_FORMS = 4
"""Shorter words count only as they are."""
_SHORTEST_STEM = 5
_PLACED = ("ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä")
_PARTICIPLES = ("nut", "nyt")
_VERB_FORMS = ("tti", "neen")
_ENDING = re.compile(
    r"(?:[aeiouy]{0,3}|[aeiouy]?j[aeiouy]{1,2}|[aeiouy]{0,2}(?:d|t)e|[aeiouy]{0,2}s[ei]|(?:mi|i)s[ei]|ks[ei]|m[ai]|va|ja|isi)"
    r"(?:n|t|a|ta|tta|ssa|sta|lla|lta|lle|ksi|na|in|en|ien|den|tten|iden|seen|siin|h[aeiouy]n|s|st|l|lt|nen|ia|mme|nut|nyt"
    r"|neen|neet|nee|tu|ty|tty|ttu|taan|tiin|maan|massa|masta|vat|isi|kaa|minen|mista|neella|e)?"
    r"(?:kin|kaan|ko|han|pa|nsa|ni|si)?"
)
_SWEDISH_ENDING = re.compile(
    r"(?:e?n|e?t|e?r|ar|or|na|erna|arna|orna|ad|ade|at|ande|ingen|ing|igt|iga|ig|a|e|en)?s?|ers|ed|es|ly"
)
_TAILS = (
    *("asia", "ilmoitu", "pyyn", "hakem", "tilan", "asiak", "ongelm", "kysym", "paato", "laskelm", "kulu", "meno"),
    *("maks", "tuki", "tue", "tuen", "apu", "avun", "uhk", "uha", "tarve", "tarpe", "suunn", "palvelu", "hoito"),
    *("hoido", "tyo", "velk", "vela", "velo", "sopim", "summ", "lask", "lain", "korvau", "vaikeu", "tieto", "tiedo"),
    *("paiva", "aika", "aja", "kaynti", "kaynni", "kustannu", "huolto", "huollo", "kunto", "ratkais", "perhe", "henk"),
    *("potila", "vakuu", "takuu", "ehto", "ehdo", "muuto", "taust", "kriisi", "keskust", "raha", "lomak", "kasittel"),
    *("neuvo", "yhteis", "toimin", "hakija", "vaatim", "selvity", "arvio", "paikk", "pulm", "sotk", "juttu", "jutu"),
    *("arend", "fraga", "plan", "behov", "situation", "problem", "beslut", "klient", "ansok", "kostnad"),
)
_MAY_JOIN_N = re.compile(r"(?:[aeiouy]{0,2})(?:n|s|ten|den|jen|en|ien)?")


class Cue(NamedTuple):
    """Words that together tell a topic; a weak one counts only when nothing stronger is told."""

    topic: str
    parts: tuple[str, ...]
    """Each word in lower case, in the order of the phrase."""
    weakness: int = 0


def cues_of(topics: Iterable[Topic], phrases: Iterable[tuple[str, str]]) -> list[Cue]:
    """The cues of topics' own names and synonyms and of further (slug, phrase) pairs; each `~` makes a phrase weaker.

    A phrase that is marked weak once is weak wherever else it is listed for that topic.
    """
    weakness: dict[Cue, int] = {}
    for topic in topics:
        for name in (topic.names.fi, topic.names.sv, topic.names.en, *topic.synonyms):
            weakness.update(dict.fromkeys(_cues(topic.slug, name), 0))
    for slug, phrase in phrases:
        bare = phrase.lstrip(_WEAK_SIGN)
        for cue in _cues(slug, bare, genitive_only=True):
            weakness[cue] = max(len(phrase) - len(bare), weakness.get(cue, 0))
    return [cue._replace(weakness=weak) if weak else cue for cue, weak in weakness.items()]


def _cues(slug: str, phrase: str, *, genitive_only: bool = False) -> Iterator[Cue]:
    """The phrase, and its words written as one: `genitive_only` when they are two, the first of which bends so."""
    if CLASS_SIGN in phrase:
        yield Cue(slug, tuple(phrase.split()))
        return
    parts = _words(normalised(phrase))
    if len(parts) > 1:
        parts = [part for part in parts if part not in _LINKS] or parts
    if not parts:
        return
    yield Cue(slug, tuple(parts))
    joins = not genitive_only or (len(parts) == 2 and parts[0].endswith("n"))
    if joins and len(parts) > 1 and sum(map(len, parts)) > 5:
        yield Cue(slug, ("".join(parts),))


def _words(phrase: str) -> list[str]:
    """The words of a phrase; most are plain and need no closer look."""
    if phrase.replace(" ", "").isalpha():
        return phrase.split()
    return [word.text for word in words_of(_BRACKETS.sub(" ", phrase)) if word.text not in _SIGNS]


def stems_of(word: str) -> frozenset[str]:
    """The beginnings that all forms of a word share: vuokr- of vuokra, häät- and hääd- of häätö; marks kept."""
    if len(word) > 4 and word.isalpha() and word.endswith(_PARTICIPLES):
        return frozenset((word, word[:-1], word[:-2] + "ee"))  # maksanut; people say maksanu; maksaneet
    if len(word) <= 3 or not word.isalpha() or word.endswith(_VERB_FORMS):
        return frozenset((word,))
    stem = finnish.stems(word)
    found = {word, _as_spoken(word)}
    for form in (word, stem.weak, stem.strong):
        bare = form[:-1] if form[-1] in "aäei" else form
        if form.endswith(("aa", "ää")) and len(bare) > _SHORTEST_STEM:
            found.add(bare[:-1])
        if len(bare) >= _SHORTEST_STEM:
            found.add(bare)
        if len(form) >= SHORTEST_WORD_WITH_FORMS:
            found.add(form)
    return frozenset(found)


def _as_spoken(word: str) -> str:
    """A form in a place as people say it: nurkis for nurkissa, kaveril for kaverilla; other words as they are."""
    if len(word) > SHORTEST_WORD_WITH_FORMS + 2 and word.endswith(_PLACED):
        return word[:-2] if word[-2] == word[-3] else word[:-1]
    return word


def continues(stem: str, rest: str) -> Literal["surely", "maybe", "no"]:
    """Whether a word that begins with the stem and goes on with `rest` is a form or a compound of the stem's word.

    `maybe` for a compound, and for a long stem with something unknown behind it, which may be a slip.
    """
    if not rest:
        return "surely"
    if len(stem) < SHORTEST_WORD_WITH_FORMS or not stem.isalpha():
        return "no"
    if len(stem) == SHORTEST_WORD_WITH_FORMS and stem[-1] == "t" and rest[0] in "aeiouy":
        return "no"  # a plural (muut, tuet) takes no more endings: muutanut is another word, misspelt
    if len(rest) <= 9 and (_ENDING.fullmatch(rest) or _SWEDISH_ENDING.fullmatch(rest)):
        return "surely"
    if len(stem) >= 5 and _has_tail(rest):
        return "maybe"
    return "maybe" if len(stem) >= 9 and len(rest) <= 16 else "no"


def _has_tail(rest: str) -> bool:
    joint = _MAY_JOIN_N.match(rest)
    longest = joint.end() if joint else 0
    return any(rest.startswith(_TAILS, at) for at in range(longest + 1))


def spellings_of(word: str) -> tuple[str, ...]:
    """The commonest forms of a word, without marks: what a misspelt word is compared with."""
    found = dict.fromkeys((word,))
    if len(word) > 4:
        stem = finnish.stems(word)
        weak, strong = stem.weak, stem.strong
        for ending in ("n", "t", "ssa", "sta", "lla", "lle", "ksi", "ta", "a"):
            found[weak + ending] = None
        found[finnish.into(strong)] = None
        found[finnish.partitive(stem, word)] = None
        found[strong + "ja"] = None
        found[strong[:-1] + "ia"] = None
        found[strong[:-1] + "ien"] = None
    return tuple(dict.fromkeys(map(without_marks, found)))
