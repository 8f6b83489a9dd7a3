"""The list of legal bases as its reader's card."""

from bot.turns.authorisation import member
from bot.turns.turn import Turn
from bot.turns.work import Work
from bot.upkeep.bases import views
from cards.bases.basis_list import basis_list_card
from cards.kit.frame import Card
from config.texts import Language, texts


async def list_card(work: Work, turn: Turn, language: Language, told: str = "") -> Card:
    """The list of the reader's own organisation."""
    organisation = work.directory.organisation_of_tenant(turn.actor.tenant_id)
    if organisation is None:
        raise LookupError("the pipeline lets only known tenants through")
    view = await views.list_view(work, organisation.code, member(work.directory, turn), language, told)
    return basis_list_card(view, texts(language))
