"""What the areas' rules want the receiver to be told with a question: why it is urgent here, and who asks."""

from datetime import datetime

from bot.consultation.sight.fact_words import NOT_NAMED, REASON
from bot.consultation.stored.drafts import Draft
from directory.people.contacts import Directory, Organisation
from directory.reference import KELA, Reference
from directory.routing.routing import Question, is_named_asker, is_urgent, reason_is_needed
from directory.time.calendar import helsinki_date
from directory.urgency.needs import needs_named

LONGEST_REASON = 300


def reason_asked(draft: Draft, asker: Organisation, directory: Directory, reference: Reference, now: datetime) -> bool:
    """Whether the form asks for the reason: something urgent that the county's rule lets through only as demanding.

    The rule is about what a county asks of Kela: a handler of Kela never writes a reason.
    """
    urgent = is_urgent(draft.topic, reference) or bool(needs_named(draft.told))
    rule = directory.rule_on(asker.code, helsinki_date(now))
    return asker.kind == "county" and reason_is_needed(rule, urgent=urgent)


def rule_details(
    reason: str, draft: Draft, asker: Organisation, contact_id: str, directory: Directory, now: datetime
) -> tuple[tuple[str, str], ...]:
    """What is kept of the question beside the topic's own fields."""
    rule = directory.rule_on(asker.code, helsinki_date(now))
    named = is_named_asker(Question(asker, draft.area, asker_contact_id=contact_id), rule, directory)
    within_kela = asker.kind == "kela" and draft.organisation == KELA
    told = [(REASON, reason)] if reason else []
    return (*told, *([] if named or within_kela else [(NOT_NAMED, "yes")]))
