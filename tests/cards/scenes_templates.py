"""The form of a question with the shipped templates and bases, the client part open, in the reader's language."""

from collections.abc import Callable
from typing import cast

from bot.bases.bases import load_bases
from bot.bases.basis_wording import basis_option
from bot.bases.consent_wording import consent_options
from bot.turns.topic_templates import load_templates
from cards.asking.consult_form import consult_form_card
from cards.asking.consult_view import Answers, ConsultFormView, ContactView
from cards.kit.frame import Card
from cards.kit.person import PersonView
from cards.kit.template import Option
from cards.kit.text import Language, Translate, language_code
from directory.reference import load_reference

TEMPLATES = load_templates()
REFERENCE = load_reference()
DRAWN = (
    ("perusosan-alentaminen", True),
    ("lahisuhdevakivalta", True),
    ("asunnottomuus", True),
    ("tarkistuspyynto", False),
    ("lausunto", False),
)
"""Topics of which pictures are looked at, and whether Kela asks."""


def template_form(topic: str, t: Translate, *, from_kela: bool, client: bool = True) -> Card:
    """The form as it opens about a topic."""
    language = cast("Language", language_code(t))
    template = TEMPLATES.of(topic, from_kela=from_kela, language=language)
    offered = load_bases().offered("kela_to_county" if from_kela else "county_to_kela", fitting=template.basis)
    view = ConsultFormView(
        draft="0b2d7a52-6d0e-4a7e-9d1b-0a3f6c1d2e3f",
        about=f"11/11//{topic}",
        place="Imatra" if from_kela else REFERENCE.area_name("KELA", language),
        topic=REFERENCE.topics[topic].name(language).lower(),
        contacts=(ContactView("c1", PersonView("Maija Esimerkki", "available")),),
        template=template,
        bases=tuple(basis_option(one, language, t) for one in offered if one.allows_client),
        consents=consent_options(t),
        today="2026-11-24",
        answer_by=(Option("2026-11-25T16:00", "25.11.2026 16.00"),),
        answers=Answers(basis="consent" if client else "general"),
    )
    return consult_form_card(view, t)


def _scene(topic: str, *, from_kela: bool) -> Callable[[Translate], Card]:
    return lambda t: template_form(topic, t, from_kela=from_kela)


SCENES = {f"A10-{topic}": _scene(topic, from_kela=from_kela) for topic, from_kela in DRAWN}
