"""Where a consultation is posted: the asker's chat or channel, the receivers' chats or their area's channel."""

from collections.abc import Iterable

from bot.consultation.rules.model import Consultation, Receiver
from bot.consultation.sight import in_step
from bot.consultation.stored.drafts import Draft
from bot.outbox.posting import About, Address, NewPost, post_all, posts_of, stored_post
from bot.outbox.tables import Post
from bot.turns import known_writers
from bot.turns.speaking import first_language, personal
from bot.turns.turn import Turn
from bot.turns.work import Work
from config.texts import Language
from directory.time.calendar import helsinki_date


async def post_to_receivers(work: Work, case: Consultation) -> None:
    """The question to everybody asked: one thread in the area's channel where it has one, else a card in each chat.

    While others wait in line, those before them are asked in their own chats: a channel would tell everybody.
    """
    rule = work.directory.rule_on(case.receiving_organisation, helsinki_date(work.now))
    organisation = work.directory.organisations.get(case.receiving_organisation)
    for_all = case.audience == "anyone" and not case.has_line
    if organisation is not None and rule.place == "channel" and rule.channel_id and for_all:
        address = Address(organisation.tenant_id, await _connector(work, case), channel_id=rule.channel_id)
        await _post(work, case, (address, About("receiver", first_language(rule.languages), case.number)))
        return
    await post_to_contacts(work, case, case.still_asked)


async def post_to_contacts(work: Work, case: Consultation, receivers: Iterable[Receiver]) -> None:
    """The question in each one's 1:1 chat; nowhere for one who has left the directory since."""
    entries = (work.directory.contacts.get(receiver.contact_id) for receiver in receivers)
    contacts = [contact for contact in entries if contact is not None]
    await known_writers.look_up(work, [contact.directory_id for contact in contacts])
    connector = await _connector(work, case)
    to = [(contact, *await personal(work, contact, connector)) for contact in contacts]
    await _post(
        work,
        case,
        *(
            (address, About("receiver", language, case.number, contact_id=contact.id))
            for contact, address, language in to
        ),
    )


async def post_to_asker(work: Work, turn: Turn, case: Consultation, draft: Draft) -> None:
    """The asker's side as a thread of the channel in which the form was asked for."""
    address = Address(draft.tenant_id, draft.service_url, channel_id=draft.channel_id)
    about = About("asker", await known_writers.language(work, turn), case.number)
    await _post(work, case, (address, about))


async def post_to_askers_chat(work: Work, case: Consultation, language: Language, service_url: str) -> None:
    """The asker's side in their own 1:1 chat, where no channel thread can or may hold it."""
    asker = case.asker
    known = await known_writers.find(work, asker.tenant_id, asker.aad_object_id)
    address = Address(
        asker.tenant_id,
        (known.service_url if known else "") or service_url,
        known.conversation_id if known else "",
        recipient_aad_object_id=asker.aad_object_id,
        recipient_teams_id=known.teams_id if known else "",
    )
    await _post(work, case, (address, About("asker", language, case.number)))


async def _connector(work: Work, case: Consultation) -> str:
    """Through which service somebody is first written to; on one machine without a setting, the asker's own."""
    url = work.services.settings.connector_url
    posts = [] if url else await posts_of(work, case.number)
    return url or next((one.service_url for one in posts), "")


async def _post(work: Work, case: Consultation, *to: tuple[Address, About]) -> None:
    posts = await posts_of(work, case.number)
    cards = [await in_step.main_activity(work, case, posts, _not_yet(*one)) for one in to]
    await post_all(work, [NewPost(*one, card) for one, card in zip(to, cards, strict=True)])


def _not_yet(address: Address, about: About) -> Post:
    return stored_post(
        {
            "tenant_id": address.tenant_id,
            "service_url": address.service_url,
            "channel_id": address.channel_id,
            "kind": about.kind,
            "contact_id": about.contact_id,
            "language": about.language,
        }
    )
