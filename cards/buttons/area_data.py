"""What the buttons carry of an area's rule, plan and telephone services."""

from collections.abc import Mapping
from typing import Annotated, Literal

from cards.kit.button_data import ButtonData, Chosen, Code, Named, Written


class RuleFields(ButtonData):
    """The fields of a rule's form, which can also be tried out before it is saved."""

    valid_from: Chosen = ""
    who_may_ask: Chosen = ""
    urgency: Chosen = ""
    prefers: Chosen = ""
    working_hours: Written = ""
    languages: Chosen = ""
    place: Chosen = ""
    fall_backs: Annotated[Mapping[str, Chosen], Named("fall_back_")] = {}
    """By their order: 1, 2 and so on."""
    website: Written = ""
    source: Written = ""


class AreaEditData(ButtonData, verb="area.edit"):
    """A form is opened."""

    area: Code = ""
    step: Literal["rule", "lines", "plan"]


class AreaSaveData(RuleFields, verb="area.save"):
    """The filled form of a rule, of the telephone services or of the plan."""

    area: Code = ""
    step: Literal["rule", "lines", "plan"]
    phones: Annotated[Mapping[str, Written], Named("phone_")] = {}
    """By the kind of the line, as the hours below."""
    hours: Annotated[Mapping[str, Written], Named("hours_")] = {}
    waiting: Annotated[Mapping[str, Chosen], Named("waiting_")] = {}
    """When each step of the plan comes while nobody has taken the question, by the step."""
    taken: Annotated[Mapping[str, Chosen], Named("taken_")] = {}
    """The same once it is taken."""
    why: Written = ""


class AreaSimulateData(RuleFields, verb="area.simulate"):
    """A trial: of the rule, or of what the form above the button says."""

    area: Code = ""
    step: Literal["", "rule", "form"] = ""
    topic: Chosen = ""
    when: Written = ""
