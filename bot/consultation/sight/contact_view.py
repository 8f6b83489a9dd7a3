"""How somebody who can be asked is shown: presence, why they are there, the telephone."""

from datetime import datetime

from bot.consultation.sight.telephones import phone_views
from cards.asking.consult_view import ContactView
from cards.kit.person import PersonView
from config.texts import LANGUAGES, Translate
from directory.people.contact_wording import contact_phones, presence_time, shown_presence, work_words
from directory.routing.ranking import Ranked
from directory.routing.routing_wording import reason_words
from directory.time.time_wording import day_words


def contact_view(one: Ranked, now: datetime, t: Translate, *also: str) -> ContactView:
    """The contact in the asker's words. `also`: worded reasons that come before those of the ranking."""
    contact, person = one.contact, person_view(one, now, t)
    reasons = (*also, *(reason_words(reason, t) for reason in one.reasons))
    phones = () if one.away_until else phone_views(contact_phones(contact, now, t), read_now=True)
    begun = (reasons[0][:1].upper() + reasons[0][1:], *reasons[1:]) if reasons else ()
    return ContactView(contact.id, person, begun, phones)


def person_view(one: Ranked, now: datetime, t: Translate) -> PersonView:
    """Who the contact is and whether they can be reached."""
    contact = one.contact
    return PersonView(
        contact.name,
        shown_presence(one.presence.value),
        day_words(one.away_until, t) if one.away_until else "",
        work_words(contact),
        tuple(code for code in LANGUAGES if code in contact.languages),
        presence_time(one.presence, now, t),
    )
