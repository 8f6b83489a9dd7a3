"""What a consult form that comes back is checked against: its sender's side, its topic, its area, and today."""

from bot.asking import facts
from bot.asking.form_reading import FormRules
from bot.bases.bases import Direction
from bot.consultation.rules import refusals
from bot.consultation.stored.drafts import Draft
from bot.turns.services import Services
from bot.turns.turn import Turn
from config.texts import Language
from directory.routing.application_times import waits_for_decision


def rules_for(services: Services, turn: Turn, draft: Draft, language: Language) -> FormRules:
    """The rules of this form now. Raises Expected when its sender's organisation is not known any more."""
    directory, now = services.directory.current, services.clock()
    organisation = directory.organisation_of_tenant(turn.actor.tenant_id)
    if organisation is None:
        raise refusals.stale_form()
    from_kela = organisation.kind == "kela"
    direction: Direction = "kela_to_county" if from_kela else "county_to_kela"
    return FormRules(
        bases=services.bases_of(organisation.code),
        direction=direction,
        template=services.templates.of(draft.topic, from_kela=from_kela, language=language),
        now=now,
        reason_asked=facts.reason_asked(draft, organisation, directory, services.reference, now),
        arrival_asked=waits_for_decision(services.reference.topics[draft.topic], organisation),
        public=directory.public_details,
        topic=draft.topic,
    )
