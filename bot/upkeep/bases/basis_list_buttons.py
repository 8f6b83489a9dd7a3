"""The buttons of the list of legal bases: a form for data protection, and another person's decision."""

from bot.bases.basis_lists import GENERAL, Version
from bot.consultation.rules.refusals import stale_form
from bot.errors import Denied, Expected
from bot.turns import known_writers
from bot.turns.answers import Answer
from bot.turns.authorisation import BASIS_SECOND, DATA_PROTECTION, KEEPER, Member, keeper, required
from bot.turns.command import Button
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import show_to
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin
from bot.upkeep.bases import basis_keeping, views
from bot.upkeep.bases.list_card import list_card
from cards.bases.basis_changes import basis_changes_card
from cards.bases.basis_list import BasisFormView, basis_form_card, basis_list_card
from cards.buttons.basis_data import BasisChangesData, BasisDecideData, BasisFormData, BasisSaveData
from cards.kit.frame import Card
from config.texts import LANGUAGES, Language, texts

KEPT_OF_A_FORM = 400
"""Characters of a field that is given back."""


async def open_form(services: Services, turn: Turn, press: Press, data: BasisFormData) -> Answer:
    """*Muuta* or *Lisää peruste*: the form in the list's place."""
    async with begin(services, turn) as work:
        me = required(work.directory, turn, "data_protection")
        language = await known_writers.language(work, turn)
        own = me.organisation.code
        basis = services.bases_of(own).by_code.get(data.basis)
        if data.basis == GENERAL or (data.basis and basis is None):
            raise stale_form()
        card = basis_form_card(views.form_view(work, own, basis, language), texts(language))
        return await answer_with_card(work, turn, press, card)


async def save(services: Services, turn: Turn, press: Press, data: BasisSaveData) -> Answer:
    """*Lähetä ehdotus*: the version waits for another person, who gets the list in their own chat."""
    async with begin(services, turn) as work:
        language = await known_writers.language(work, turn)
        t = texts(language)
        try:
            version = await basis_keeping.propose(work, turn, data)
        except Denied:
            raise
        except Expected as refusal:
            if not refusal.keeps_card or refusal.code == "hetu_in_text":
                raise
            form = _form_again(work, turn, data, refusal.sentence(t), language)
            return await answer_with_card(work, turn, press, basis_form_card(form, t))
        await _tell_deciders(work, turn, version)
        told = t("The change waits for another person of your organisation.")
        return await answer_with_card(work, turn, press, await list_card(work, turn, language, told))


async def decide(services: Services, turn: Turn, press: Press, data: BasisDecideData) -> Answer:
    """*Hyväksy* or *Hylkää*: the list as it then is."""
    async with begin(services, turn) as work:
        language = await known_writers.language(work, turn)
        t, accepts = texts(language), data.step == "accept"
        await basis_keeping.decide(work, turn, data.version, accepts=accepts)
        told = t("Accepted. The change is in force from its first day.") if accepts else t("Rejected. The list stays.")
        return await answer_with_card(work, turn, press, await list_card(work, turn, language, told))


async def look_back(services: Services, turn: Turn, press: Press, data: BasisChangesData) -> Answer:
    """*Näytä muutokset*: what has been decided over the list, in the list's place."""
    me = keeper(services.directory.current, turn)
    async with begin(services, turn) as work:
        language = await known_writers.language(work, turn)
        view = await views.changes_view(work, me.organisation.code, language, data.first or 0)
        return await answer_with_card(work, turn, press, basis_changes_card(view, texts(language)))


def _form_again(work: Work, turn: Turn, data: BasisSaveData, problem: str, language: Language) -> BasisFormView:
    """The fields as they were sent, a ticked box as the card writes it."""
    filled = data.model_dump(exclude_unset=True, exclude_none=True)
    sent = {
        name: value[:KEPT_OF_A_FORM] if isinstance(value, str) else str(value).lower() for name, value in filled.items()
    }
    own = required(work.directory, turn, "data_protection").organisation.code
    basis = work.services.bases_of(own).by_code.get(data.basis)
    return views.form_again(views.form_view(work, own, basis, language), sent, problem)


async def _tell_deciders(work: Work, turn: Turn, version: Version) -> None:
    for contact in basis_keeping.deciders(work.directory, version):
        organisation = work.directory.organisations[contact.organisation]
        cards = {one: await _card_of(work, Member(contact, organisation), one) for one in LANGUAGES}
        await show_to(work, turn, contact, cards.__getitem__)


async def _card_of(work: Work, reader: Member, language: Language) -> Card:
    view = await views.list_view(work, reader.organisation.code, reader, language)
    return basis_list_card(view, texts(language))


PRESSES = (
    Button(BasisFormData, open_form),
    Button(BasisSaveData, save),
    Button(BasisDecideData, decide),
    Button(BasisChangesData, look_back),
)
NEEDS = {
    "basis.form": DATA_PROTECTION,
    "basis.save": DATA_PROTECTION,
    "basis.decide": BASIS_SECOND,
    "basis.changes": KEEPER,
}
