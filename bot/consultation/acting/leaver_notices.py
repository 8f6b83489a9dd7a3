"""What those who stay are told when somebody of a matter has left, or has come back."""

from functools import partial

from bot.consultation.acting import moving_on
from bot.consultation.reminding.coordinators import About, tell_coordinators
from bot.consultation.rules import own_worker
from bot.consultation.rules.model import Consultation, Receiver
from bot.consultation.sight import notices, posting_places
from bot.outbox.posting import posts_of
from bot.turns import known_writers
from bot.turns.work import Work
from cards.kit.k_number import consultation_label
from config.texts import Translate
from directory.people.contacts import DirectoryId


async def tell_of_receivers(work: Work, before: Consultation, case: Consultation) -> None:
    """The asker hears who has it now, as far as they may know names."""
    if before.taker is not None and case.taker is None:
        told = moving_on.with_numbers(work, case, partial(_taken_back, case, before.taker.name))
    elif before.taker is not None and case.taker is not None and not case.taker.is_same_as(before.taker):
        told = partial(_in_place, case, before.taker.name, case.taker.name)
    elif _accounts_asked(before) != _accounts_asked(case) and case.taker is None:
        away = {one.in_place_of for one in before.receivers}
        back = [one.person.name for one in case.still_asked if one.contact_id in away and not was_asked(before, one)]
        named = back and own_worker.may_name(case)
        told = partial(_is_back, case, ", ".join(back)) if named else partial(_asked_now, case)
        told = told if case.still_asked else notices.nobody_takes(case)
    else:
        return
    await moving_on.tell_asker(work, case, told)


async def tell_of_asker(work: Work, before: Consultation, case: Consultation) -> None:
    """Both sides hear who asks on, or that somebody is still to be named."""
    posts = await posts_of(work, case.number)
    if case.asker_left:
        await notices.notify(work, case, posts, "receiving", partial(_asker_left, case))
        await tell_coordinators(
            work, case, partial(_name_another, case.asker.name), organisation=case.asking_organisation
        )
        return
    told = partial(_in_place, case, before.asker.name, case.asker.name)
    if case.asker.is_same_as(before.asker):
        told = partial(_is_back, case, case.asker.name)
    if not any(one.kind == "asker" and one.channel_id for one in posts):
        known = await known_writers.find(work, case.asker.tenant_id, case.asker.aad_object_id)
        service_url = next((one.service_url for one in posts), "")
        await posting_places.post_to_askers_chat(work, case, known.language if known else "fi", service_url)
        posts = await posts_of(work, case.number)
    await notices.notify(work, case, posts, "asking", told)
    await notices.notify(work, case, posts, "receiving", told)


def was_asked(before: Consultation, one: Receiver) -> bool:
    """Whether the same account was asked already."""
    return any(one.person.is_same_as(other.person) for other in before.still_asked)


def _accounts_asked(case: Consultation) -> set[DirectoryId]:
    return {DirectoryId(one.person.tenant_id, one.person.aad_object_id) for one in case.still_asked}


def _taken_back(case: Consultation, name: str, t: Translate) -> str:
    label = consultation_label(case.number)
    return t("{label}: {name} no longer has it, so it was given to the others.", label=label, name=name)


def _in_place(case: Consultation, before: str, now: str, t: Translate) -> str:
    label = consultation_label(case.number)
    return t("{label}: {deputy} goes on in the place of {name}.", label=label, deputy=now, name=before)


def _is_back(case: Consultation, name: str, t: Translate) -> str:
    return t("{label}: {name} is back and continues.", label=consultation_label(case.number), name=name)


def _asked_now(case: Consultation, t: Translate) -> str:
    label = consultation_label(case.number)
    if not own_worker.may_name(case):
        return t("{label}: those who are asked have changed. The question still waits.", label=label)
    names = ", ".join(one.person.name for one in case.still_asked)
    return t("{label}: those who are asked have changed. Asked now: {names}.", label=label, names=names)


def _asker_left(case: Consultation, t: Translate) -> str:
    label, name = consultation_label(case.number), case.asker.name
    return t(
        "{label}: {name}, who asked, has left. Their coordinator has been told and names who goes on.",
        label=label,
        name=name,
    )


def _name_another(name: str, about: About, t: Translate) -> str:
    return t(
        "{label} ({place}, {topic}): {name}, who asked, has left. Name who goes on: /handover {label} First Last",
        label=about.label,
        place=about.place,
        topic=about.topic,
        name=name,
    )
