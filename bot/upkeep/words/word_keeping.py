"""Words and topics that a coordinator adds or takes away: checked, stored, and in force as soon as they are stored."""

from sqlalchemy import select

from bot.consultation.stored.drafts import DRAFT
from bot.consultation.stored.store import CONSULTATION
from bot.privacy.guarding import refuse_identity_codes
from bot.turns.authorisation import Member, coordinator
from bot.turns.logged import note
from bot.turns.turn import Turn
from bot.turns.work import Work
from bot.upkeep.words import word_refusals
from directory.naming import topic_named
from directory.reading.new_words import fault_of, normal_form, slug_of
from directory.reading.vocabulary import AddedTopic, AddedWord, Vocabulary
from directory.records.field_shapes import holds_markup
from directory.reference import KELA, Names
from directory.stored import vocabulary_store
from directory.time.calendar import helsinki_date


async def add(work: Work, turn: Turn, topic: str, phrase: str) -> AddedWord:
    """From now on the phrase tells the topic. Raises Expected for a phrase that would mislead the reader."""
    editor, known = await _changing(work, turn)
    refuse_identity_codes(phrase)
    if topic not in known.reference.topics:
        raise word_refusals.unknown_topic()
    if holds_markup(phrase):
        raise word_refusals.holds_markup()
    if "," in phrase or ";" in phrase:
        raise word_refusals.one_at_a_time()
    if fault := fault_of(known.reader, topic, phrase):
        raise word_refusals.faulty(fault, phrase, known.reference)
    word = AddedWord(normal_form(phrase), topic, editor.organisation.code)
    await vocabulary_store.add_word(work.connection, word, editor.contact.id, helsinki_date(work.now))
    note(work, turn, "topic_word_added")
    return word


async def remove(work: Work, turn: Turn, phrase: str) -> AddedWord:
    """The added phrase tells its topic no more. Raises Expected for shipped words and those of another organisation."""
    editor, known = await _changing(work, turn)
    word = next((one for one in known.words if one.phrase == normal_form(phrase)), None)
    if word is None:
        raise word_refusals.not_added()
    if not may_remove(editor, word):
        raise word_refusals.not_yours(word.organisation, known.reference)
    await vocabulary_store.remove_word(work.connection, word.phrase)
    note(work, turn, "topic_word_removed")
    return word


async def new_topic(work: Work, turn: Turn, names: Names, *, urgent: bool) -> AddedTopic:
    """A topic of its own, in the lists and in the reader at once. Raises Expected for names that would mislead."""
    editor, known = await _changing(work, turn)
    names = Names(*(_as_name(name) for name in (names.fi, names.sv, names.en)))
    refuse_identity_codes(names.fi, names.sv, names.en)
    if not (names.fi and names.sv and names.en):
        raise word_refusals.names_missing()
    if any(map(holds_markup, (names.fi, names.sv, names.en))):
        raise word_refusals.holds_markup()
    slug = slug_of(names.fi)
    for name in dict.fromkeys((names.fi, names.sv, names.en)):
        if topic_named(known.reference, name):
            raise word_refusals.topic_exists(name)
        if fault := fault_of(known.reader, slug, name):
            raise word_refusals.faulty(fault, name, known.reference)
    if not slug or slug in known.reference.topics:
        raise word_refusals.topic_exists(names.fi)
    topic = AddedTopic(slug, names, urgent, editor.organisation.code)
    await vocabulary_store.add_topic(work.connection, topic, editor.contact.id, helsinki_date(work.now))
    note(work, turn, "topic_added")
    return topic


async def remove_topic(work: Work, turn: Turn, slug: str) -> AddedTopic:
    """Takes an added topic and its words away. Raises Expected while a contact or a question refers to it."""
    editor, known = await _changing(work, turn)
    topic = next((one for one in known.topics if one.slug == slug), None)
    if topic is None:
        raise word_refusals.not_added()
    if not may_remove(editor, topic):
        raise word_refusals.not_yours(topic.organisation, known.reference)
    if await _in_use(work, slug):
        raise word_refusals.topic_in_use()
    await vocabulary_store.remove_topic(work.connection, slug)
    note(work, turn, "topic_removed")
    return topic


def may_remove(editor: Member, added: AddedWord | AddedTopic) -> bool:
    """Words are everybody's, but what another organisation has added is taken away by that one or by Kela."""
    return editor.organisation.code in {added.organisation, KELA}


async def _changing(work: Work, turn: Turn) -> tuple[Member, Vocabulary]:
    """The coordinator, and the words in force, which nobody else can change until this transaction ends."""
    editor = coordinator(work.directory, turn)
    source = work.services.vocabulary
    if await vocabulary_store.next_version(work.connection) != source.current.version + 1:
        raise word_refusals.changed_meanwhile()
    work.afterwards.append(lambda: source.refresh(work.services.database))
    return editor, source.current


async def _in_use(work: Work, slug: str) -> bool:
    if any(slug in contact.topics for contact in work.directory.content.contacts):
        return True
    for table in (CONSULTATION, DRAFT):
        if await work.connection.scalar(select(table.c.topic).where(table.c.topic == slug).limit(1)):
            return True
    return False


def _as_name(name: str) -> str:
    """As a heading writes it: one space between words, a capital first."""
    flat = " ".join(name.split())
    return flat[:1].upper() + flat[1:]
