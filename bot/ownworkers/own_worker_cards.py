"""The cards of own workers in one reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.bases.basis_wording import basis_option
from bot.bases.consent_wording import consent_options
from bot.consultation.sight.contact_view import contact_view
from bot.consultation.sight.options import place_options
from bot.ownworkers.link_import import Read, Taken
from bot.ownworkers.link_rows import fault_words
from bot.ownworkers.looking_up import Answer
from bot.ownworkers.model import Difference, by_title, latest_end, usual_end
from bot.ownworkers.own_worker_form import Filled, FormRules, nameable
from cards.kit.frame import Card
from cards.kit.sentence import SentenceView, sentence_card
from cards.kit.template import Option
from cards.own_workers.own_answer import OwnAnswerView, own_answer_card
from cards.own_workers.own_form import Doing, OwnAnswers, OwnFormView, own_form_card
from cards.own_workers.own_import import OwnImportView, own_import_card
from config.texts import Language, Translate, texts
from directory.naming import organisation_name
from directory.people.contacts import Contact, DirectoryId
from directory.people.freshness import Freshness
from directory.people.presence import PresenceReading
from directory.reference import KELA, Reference
from directory.routing.ranking import DeputyAnswers, NobodyStandsIn, Ranked, Situation, Wish, rank
from directory.time.time_wording import full_day_words


@dataclass(frozen=True, slots=True)
class Around:
    """What an answer needs beside what is told."""

    now: datetime
    presence: Mapping[DirectoryId, PresenceReading] = field(default_factory=dict)
    draft: str = ""
    """The consult form behind the answer's button, for Kela's handlers."""


def form_card(
    rules: FormRules,
    doing: Doing,
    language: Language,
    answers: OwnAnswers | None = None,
    problems: tuple[tuple[str, str], ...] = (),
) -> Card:
    """The form, empty or with what has to be corrected."""
    t, reference = texts(language), rules.services.reference
    from_kela, adding = rules.asker == "kela", doing == "add"
    named = nameable(rules) if adding else ()
    only_myself = len(named) == 1 and named[0] == rules.myself
    view = OwnFormView(
        doing=doing,
        county="" if from_kela else organisation_name(reference, rules.organisation.code, language),
        places=_places(reference, language) if from_kela else (),
        bases=tuple(basis_option(one, language, t) for one in rules.bases.for_own_worker(rules.asker)),
        consents=consent_options(t),
        workers=() if only_myself else tuple(Option(one, one) for one in by_title(named)),
        municipalities=tuple(
            Option(one.code, one.name(language)) for one in reference.municipalities_of(rules.organisation.code)
        )
        if adding
        else (),
        latest=latest_end(rules.today).isoformat(),
        answers=answers or (_presets(rules, named) if adding else OwnAnswers()),
        problems=problems,
    )
    return own_form_card(view, t)


def answer_card(rules: FormRules, answer: Answer, county: str, language: Language, about: Around) -> Card:
    """What may be told. The last day is for the county's own people only."""
    t = texts(language)
    until = full_day_words(answer.until, t) if answer.until and rules.asker == "county" else ""
    worker = contact_view(_placed(rules, answer.worker, about), about.now, t) if answer.worker else None
    name = organisation_name(rules.services.reference, county, language)
    return own_answer_card(OwnAnswerView(answer.state, name, worker, until, about.draft), t)


def _placed(rules: FormRules, worker: Contact, about: Around) -> Ranked:
    """The worker as /consult shows contacts, without the reasons of a search: nobody was searched for."""
    situation = Situation(about.now, about.presence)
    (found,) = rank([worker], Wish(worker.organisation), rules.directory, situation)
    told = tuple(one for one in found.reasons if isinstance(one, DeputyAnswers | NobodyStandsIn | Freshness))
    return replace(found, reasons=told)


def _presets(rules: FormRules, named: tuple[Contact, ...]) -> OwnAnswers:
    """Oneself, when one has clients, and the usual time."""
    myself = (title for title, one in by_title(named).items() if one == rules.myself)
    return OwnAnswers(worker=next(myself, ""), until=usual_end(rules.today).isoformat())


def _places(reference: Reference, language: Language) -> tuple[Option, ...]:
    kela = reference.area_name(KELA, language)
    return tuple(one for one in place_options(reference, language) if one.value != kela)


def added_card(filled: Filled, before: Contact | None, t: Translate) -> Card:
    """What was remembered. The client is not named."""
    worker = filled.worker.name if filled.worker else ""
    text = t("Saved. Own worker: {name}, until {date}.", name=worker, date=full_day_words(filled.until, t))
    if before is not None and before != filled.worker:
        text = f"{text} {t('Until now: {name}.', name=before.name)}"
    return sentence_card(SentenceView(text), t)


def removed_card(before: Contact | None, t: Translate) -> Card:
    """What was forgotten."""
    text = t("Removed. Own worker until now: {name}.", name=before.name) if before else ""
    return sentence_card(SentenceView(text or t("No own worker was known for this client.")), t)


def import_card(found: Read, changes: Difference, waiting: str, t: Translate) -> Card:
    """What a table would change, and its rows that are not in order."""
    view = OwnImportView(
        draft=waiting,
        added=len(changes.added),
        moved=len(changes.moved),
        changed=len(changes.changed),
        same=changes.same,
        missing=changes.missing,
        faults=tuple(fault_words(one, t) for one in found.bad),
    )
    return own_import_card(view, t)


def taken_card(taken: Taken, t: Translate) -> Card:
    """What a table changed."""
    changes = taken.difference
    text = t(
        "Taken over: {added} new, {moved} moved to another worker, {changed} changed.",
        added=len(changes.added),
        moved=len(changes.moved),
        changed=len(changes.changed),
    )
    if taken.forgotten:
        text = f"{text} {t('Forgotten: {count}.', count=taken.forgotten)}"
    return sentence_card(SentenceView(text), t)
