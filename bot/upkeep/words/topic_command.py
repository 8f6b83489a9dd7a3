"""`/topic`: a coordinator adds words and topics, takes them away, and sees what was corrected most."""

from bot.consultation.sight import options
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import COORDINATOR, coordinator
from bot.turns.command import Button, Command
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin
from bot.upkeep.words import corrections, word_keeping, word_refusals
from bot.upkeep.words.corrections import Corrected, Meaning
from cards.buttons.word_data import TopicAddData, TopicNewData, TopicRemoveData
from cards.kit.frame import Card
from cards.words.added_words import (
    AddedTopicView,
    AddedWordView,
    NewTopicView,
    TopicWordsView,
    new_topic_card,
    topic_words_card,
)
from cards.words.topic_suggestions import SuggestionView, TopicSuggestionsView, topic_suggestions_card
from config.texts import LANGUAGES, Language, texts
from directory.naming import organisation_name, place_name, topic_named
from directory.reading.new_words import fault_of, normal_form
from directory.reading.reader import Reader
from directory.reading.vocabulary import AddedWord
from directory.reference import Names, Reference
from directory.stored.vocabulary_store import added_topics, added_words, reference_in_force
from directory.time.calendar import helsinki_date

ACTIONS = {
    **dict.fromkeys(("add", "lisää", "lisaa", "lägg", "tillägg"), "add"),
    **dict.fromkeys(("new", "uusi", "ny", "nytt"), "new"),
    **dict.fromkeys(("remove", "poista", "ta", "bort"), "remove"),
    **dict.fromkeys(("list", "lista", "listaa"), "list"),
    **dict.fromkeys(("suggestions", "ehdotukset", "förslag"), "suggestions"),
}
FILLERS = frozenset(("till", "bort"))
"""Swedish says `lägg till` and `ta bort`."""


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """Does what the first word says; without one, shows the added words."""
    await services.vocabulary.refresh(services.database)
    first, _, more = rest.partition(" ")
    action = ACTIONS.get(first.casefold(), "") if rest else "list"
    more = more.strip()
    if more.casefold().split(" ")[0] in FILLERS:
        more = more.partition(" ")[2].strip()
    async with begin(services, turn) as work:
        coordinator(work.directory, turn)
        language = await known_writers.language(work, turn)
        match action:
            case "add" if more:
                card = await _add(work, turn, language, *_topic_and_phrase(services, more))
            case "remove" if more:
                card = await _remove(work, turn, language, phrase=_bare(more))
            case "new":
                card = new_topic_card(NewTopicView(more), texts(language))
            case "suggestions":
                card = await _suggestions(work, language)
            case "":
                raise word_refusals.not_understood()
            case _:
                card = await _list(work, turn, language)
        await show(work, turn, card)
    return NoAnswer()


async def add(services: Services, turn: Turn, press: Press, data: TopicAddData) -> Answer:
    """A word from the form, or from a suggestion."""
    await services.vocabulary.refresh(services.database)
    async with begin(services, turn) as work:
        language = await known_writers.language(work, turn)
        topic = topic_named(services.reference, data.topic)
        if data.step != "suggested":
            return await answer_with_card(work, turn, press, await _add(work, turn, language, topic, data.phrase))
        done = _added(await word_keeping.add(work, turn, topic, data.phrase), services.reference, language)
        return await answer_with_card(work, turn, press, await _suggestions(work, language, done))


async def new(services: Services, turn: Turn, press: Press, data: TopicNewData) -> Answer:
    """A topic from the form."""
    await services.vocabulary.refresh(services.database)
    async with begin(services, turn) as work:
        language = await known_writers.language(work, turn)
        names = Names(data.name_fi, data.name_sv, data.name_en)
        added = await word_keeping.new_topic(work, turn, names, urgent=data.urgent)
        t = texts(language)
        done = t("The topic {topic} is now in use.", topic=added.names.in_language(language))
        return await answer_with_card(work, turn, press, await _list(work, turn, language, done))


async def remove(services: Services, turn: Turn, press: Press, data: TopicRemoveData) -> Answer:
    """A word or a topic of the list."""
    await services.vocabulary.refresh(services.database)
    async with begin(services, turn) as work:
        language = await known_writers.language(work, turn)
        card = await _remove(work, turn, language, phrase=data.phrase, slug=data.topic)
        return await answer_with_card(work, turn, press, card)


async def _add(work: Work, turn: Turn, language: Language, topic: str, phrase: str) -> Card:
    added = await word_keeping.add(work, turn, topic, phrase)
    return await _list(work, turn, language, _added(added, work.services.reference, language))


def _added(word: AddedWord, reference: Reference, language: Language) -> str:
    topic, t = reference.topics[word.topic].name(language), texts(language)
    return t('"{phrase}" now tells the topic {topic}.', phrase=word.phrase, topic=topic)


async def _remove(work: Work, turn: Turn, language: Language, *, phrase: str = "", slug: str = "") -> Card:
    t = texts(language)
    if slug:
        topic = await word_keeping.remove_topic(work, turn, slug)
        return await _list(work, turn, language, t("The topic {topic} was removed.", topic=topic.names.fi))
    word = await word_keeping.remove(work, turn, phrase)
    return await _list(work, turn, language, t('"{phrase}" was removed.', phrase=word.phrase))


async def _list(work: Work, turn: Turn, language: Language, done: str = "") -> Card:
    """What has been added, as this transaction leaves it."""
    editor = coordinator(work.directory, turn)
    reference = await reference_in_force(work.connection, work.services.reference)
    view = TopicWordsView(
        words=tuple(
            AddedWordView(
                one.phrase,
                reference.topics[one.topic].name(language),
                organisation_name(reference, one.organisation, language),
                word_keeping.may_remove(editor, one),
            )
            for one in await added_words(work.connection)
        ),
        topics=tuple(
            AddedTopicView(
                one.slug,
                one.names.in_language(language),
                organisation_name(reference, one.organisation, language),
                word_keeping.may_remove(editor, one),
                one.urgent,
            )
            for one in await added_topics(work.connection)
        ),
        choices=options.topic_options(reference, language),
        done=done,
    )
    return topic_words_card(view, texts(language))


async def _suggestions(work: Work, language: Language, done: str = "") -> Card:
    found = await corrections.most_corrected(work.connection, helsinki_date(work.now))
    added = {one.phrase for one in await added_words(work.connection)}
    rows = tuple(_suggestion(work.services, language, one, added) for one in found)
    return topic_suggestions_card(TopicSuggestionsView(rows, done), texts(language))


def _suggestion(services: Services, language: Language, one: Corrected, added: set[str]) -> SuggestionView:
    read, meant = (_meaning(services.reference, language, part) for part in (one.read, one.meant))
    topic = one.meant.topic
    if topic not in services.reference.topics or normal_form(one.words) in added:
        return SuggestionView(one.words, read, meant, one.times)
    fault = fault_of(services.reader, topic, one.words)
    why_not = word_refusals.fault_words(fault, one.words, services.reference, texts(language)) if fault else ""
    return SuggestionView(one.words, read, meant, one.times, "" if fault else topic, why_not)


def _meaning(reference: Reference, language: Language, part: Meaning) -> str:
    topic = reference.topics.get(part.topic)
    place = place_name(reference, part.area, part.municipality, language) if part.area else ""
    return topic.name(language) if topic else place


def _topic_and_phrase(services: Services, typed: str) -> tuple[str, str]:
    """A topic's name, slug or word, and the phrase that follows it; a colon may stand between them."""
    reference, reader = services.reference, services.reader
    name, colon, phrase = typed.partition(":")
    if colon:
        return _topic_called(reference, reader, name.strip()), _bare(phrase)
    parts = typed.split()
    for size in range(len(parts) - 1, 0, -1):
        if slug := _named(reference, " ".join(parts[:size])):
            return slug, _bare(" ".join(parts[size:]))
    return _topic_called(reference, reader, parts[0]), _bare(" ".join(parts[1:]))


def _topic_called(reference: Reference, reader: Reader, name: str) -> str:
    return _named(reference, name) or reader.topic_of(name)


def _named(reference: Reference, name: str) -> str:
    """The topic with this name in any language or this slug, whatever its capitals."""
    wanted = name.casefold()
    named = (
        slug
        for slug, topic in reference.topics.items()
        if wanted in {slug, *(topic.name(code).casefold() for code in LANGUAGES)}
    )
    return next(named, "")


def _bare(phrase: str) -> str:
    return phrase.strip(" \"'«»”“")


COMMAND = Command(
    name="topic",
    aliases=("aihe", "ämne"),
    example=lambda t: t("/topic add housing costs: parking space"),
    help=lambda t: t("Coordinators: add words for topics, see what was corrected"),
    run=run,
    words=ACTIONS.keys(),
    in_manifest=False,
    roles=frozenset({"coordinator"}),
)
PRESSES = (Button(TopicAddData, add), Button(TopicNewData, new), Button(TopicRemoveData, remove))
NEEDS = {"/topic": COORDINATOR, "topic.add": COORDINATOR, "topic.new": COORDINATOR, "topic.remove": COORDINATOR}
