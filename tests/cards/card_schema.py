"""What Teams draws of what our cards use: every element, input and action with its properties, their values and age.

Written from Microsoft's documentation of Adaptive Cards (adaptivecards.microsoft.com and
learn.microsoft.com/adaptive-cards) and of cards in Teams
(learn.microsoft.com/microsoftteams/platform/task-modules-and-cards). It is narrower than Teams on purpose: what no card
uses is not in it, and what people need is required here although Teams does without it: titles, labels, error messages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from jsonschema import Draft4Validator

Node = Mapping[str, object]
Schema = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Property:
    """What a property holds, as JSON Schema, and the version of Adaptive Cards that brought it."""

    holds: Schema
    since: str = "1.0"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of element: its properties, the version that brought it, and JSON Schema rules between properties."""

    properties: Mapping[str, Property]
    since: str = "1.0"
    rules: Schema = field(default_factory=dict)


def _one_of(*values: str) -> Schema:
    """Teams reads a value as the documentation spells it (`default`) and as the SDK does (`Default`)."""
    return {"enum": [*values, *(value[0].upper() + value[1:] for value in values)]}


def _typed(*kinds: str) -> Schema:
    return {"type": "object", "properties": {"type": {"enum": list(kinds)}}, "required": ["type"]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


FLAG: Schema = {"type": "boolean"}
WORDS: Schema = {"type": "string", "pattern": r"\S"}
LINE: Schema = {"type": "string", "minLength": 1}
"""A line of blanks keeps an empty line of what somebody wrote."""
VALUE: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
WIDTH: Schema = {"type": "string", "pattern": r"^(auto|stretch|[1-9]\d*px)$"}
VERSION: Schema = {"type": "string", "pattern": r"^1\.[0-6]$"}
SIZE = _one_of("default", "small", "medium", "large", "extraLarge")
WEIGHT = _one_of("default", "lighter", "bolder")
COLOUR = _one_of("default", "dark", "light", "accent", "good", "warning", "attention")
BOX = _one_of("default", "emphasis", "good", "attention", "warning", "accent")
CHOICE = _object({"title": WORDS, "value": VALUE})
TARGET = _object({"elementId": WORDS, "isVisible": FLAG})
DATA: Schema = {
    "type": "object",
    "properties": {"msteams": _object({"type": {"enum": ["imBack", "task/fetch"]}}, {"value": WORDS})},
    "additionalProperties": {"type": ["string", "integer", "boolean"]},
}
"""What the bot gets back; Teams itself reads `msteams`: a line typed for the presser, or a dialog to fetch."""

_ACTIONS = ("Action.Execute", "Action.Submit", "Action.ShowCard", "Action.ToggleVisibility")
_INPUTS = ("Input.Text", "Input.ChoiceSet", "Input.Toggle", "Input.Date", "Input.Number")
_ELEMENTS = ("TextBlock", "RichTextBlock", "ColumnSet", "Container", "ActionSet", *_INPUTS)
_BODY = _list(_typed(*_ELEMENTS))

ELEMENT = {
    "type": Property(VALUE, required=True),
    "id": Property(WORDS),
    "isVisible": Property(FLAG, "1.2"),
    "separator": Property(FLAG),
    "spacing": Property(_one_of("default", "none", "small", "medium", "large", "extraLarge", "padding")),
}
"""Properties of everything that can stand in a body."""
INPUT = {
    **ELEMENT,
    "id": Property(WORDS, required=True),
    "label": Property(WORDS, "1.3"),
    "isRequired": Property(FLAG, "1.3"),
    "errorMessage": Property(WORDS, "1.3"),
    "value": Property(VALUE),
}
"""Properties of every field."""
ACTION = {
    "type": Property(VALUE, required=True),
    "title": Property(WORDS, required=True),
}
_STYLED = {**ACTION, "style": Property(_one_of("default", "positive", "destructive"), "1.2")}
_SENDS = {
    **_STYLED,
    "data": Property(DATA, required=True),
    "associatedInputs": Property(_one_of("auto", "none"), "1.3"),
}
_TEXT = {
    "text": Property(LINE, required=True),
    "size": Property(SIZE),
    "weight": Property(WEIGHT),
    "color": Property(COLOUR),
    "isSubtle": Property(FLAG),
}
_TOLD_WHAT_IS_MISSING: Schema = {"dependencies": {"isRequired": ["errorMessage"]}}
_LABELLED: Schema = {
    **_TOLD_WHAT_IS_MISSING,
    "anyOf": [{"required": ["label"]}, {"required": ["isVisible"], "properties": {"isVisible": {"enum": [False]}}}],
}
"""A screen reader names a field by its label; one that is never shown needs none."""

KINDS = {
    "AdaptiveCard": Kind(
        {
            "type": Property(VALUE, required=True),
            "version": Property(VERSION, required=True),
            "body": Property(_BODY, required=True),
            "actions": Property(_list(_typed(*_ACTIONS))),
            "lang": Property({"enum": ["fi", "sv", "en"]}),
            "fallbackText": Property(WORDS),
        }
    ),
    "TextBlock": Kind(
        {
            **ELEMENT,
            **_TEXT,
            "wrap": Property(FLAG),
            "style": Property(_one_of("default", "heading"), "1.5"),
            "horizontalAlignment": Property(_one_of("left", "center", "right")),
        }
    ),
    "RichTextBlock": Kind({**ELEMENT, "inlines": Property(_list(_typed("TextRun")), required=True)}, "1.2"),
    "TextRun": Kind({"type": Property(VALUE, required=True), **_TEXT}, "1.2"),
    "ColumnSet": Kind({**ELEMENT, "columns": Property(_list(_typed("Column")), required=True)}),
    "Column": Kind(
        {
            **ELEMENT,
            "items": Property(_BODY, required=True),
            "width": Property(WIDTH),
            "verticalContentAlignment": Property(_one_of("top", "center", "bottom"), "1.1"),
        }
    ),
    "Container": Kind({**ELEMENT, "items": Property(_BODY, required=True), "style": Property(BOX)}),
    "ActionSet": Kind({**ELEMENT, "actions": Property(_list(_typed(*_ACTIONS)), required=True)}, "1.2"),
    "Input.Text": Kind(
        {**INPUT, "placeholder": Property(WORDS), "isMultiline": Property(FLAG), "maxLength": Property(WHOLE)},
        rules=_LABELLED,
    ),
    "Input.ChoiceSet": Kind(
        {
            **INPUT,
            "choices": Property(_list(CHOICE), required=True),
            # Adaptive Cards has it since 1.6; Teams searches in cards of earlier versions too, as its own example does.
            "choices.data": Property(_typed("Data.Query"), "1.2"),
            "style": Property(_one_of("compact", "expanded", "filtered")),
            "isMultiSelect": Property(FLAG),
            "placeholder": Property(WORDS),
            "wrap": Property(FLAG, "1.2"),
        },
        rules=_LABELLED,
    ),
    "Data.Query": Kind({"type": Property(VALUE, required=True), "dataset": Property(WORDS, required=True)}, "1.2"),
    "Input.Toggle": Kind(
        {
            **INPUT,
            "title": Property(WORDS, required=True),
            "valueOn": Property(VALUE),
            "valueOff": Property(VALUE),
            "wrap": Property(FLAG, "1.2"),
        },
        rules=_TOLD_WHAT_IS_MISSING,
    ),
    "Input.Date": Kind(
        {**INPUT, "value": Property(DAY), "min": Property(DAY), "max": Property(DAY), "placeholder": Property(WORDS)},
        rules=_LABELLED,
    ),
    "Input.Number": Kind(
        {
            **INPUT,
            "value": Property(WHOLE),
            "min": Property(WHOLE),
            "max": Property(WHOLE),
            "placeholder": Property(WORDS),
        },
        rules=_LABELLED,
    ),
    "Action.Execute": Kind(
        {
            **_SENDS,
            "verb": Property(WORDS, required=True),
            "fallback": Property(_typed("Action.Submit"), required=True),
        },
        "1.4",
    ),
    "Action.Submit": Kind(_SENDS),
    "Action.ShowCard": Kind({**_STYLED, "card": Property(_typed("AdaptiveCard"), required=True)}),
    "Action.ToggleVisibility": Kind({**ACTION, "targetElements": Property(_list(TARGET), required=True)}, "1.2"),
}


def typed(value: object, place: str = "card") -> Iterator[tuple[str, Node]]:
    """Every typed object of a card with its place in it, outermost first; what the bot gets back is no part of it."""
    if isinstance(value, Mapping):
        if isinstance(value.get("type"), str):
            yield place, value
        for name, one in value.items():
            if name != "data":
                yield from typed(one, f"{place}.{name}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from typed(one, f"{place}[{number}]")


def unknown_to_teams(card: Node) -> Iterator[str]:
    """What Teams would not draw of a card, with its place: empty for a good card."""
    if card.get("type") != "AdaptiveCard":
        yield f"card: type is {card.get('type')}"
    version = str(card.get("version"))
    for place, node in typed(card):
        name = str(node["type"])
        if name not in KINDS:
            yield f"{place}: unknown type {name}"
            continue
        kind = KINDS[name]
        if kind.since > version:
            yield f"{place}: {name} is of {kind.since}, the card of {version}"
        for one in kind.properties.keys() & node.keys():
            if kind.properties[one].since > version:
                yield f"{place}: {name}.{one} is of {kind.properties[one].since}, the card of {version}"
        for error in _validator(name).iter_errors(node):
            yield f"{place}{error.json_path[1:]}: {error.message}"


@cache
def _validator(name: str) -> Draft4Validator:
    # In later drafts 30.0 is a whole number too; the SDK's numbers are floats, and a field would show one like that.
    kind = KINDS[name]
    schema = {
        "type": "object",
        "properties": {name: one.holds for name, one in kind.properties.items()},
        "required": [name for name, one in kind.properties.items() if one.required],
        "additionalProperties": False,
        **kind.rules,
    }
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)
