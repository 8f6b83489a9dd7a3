"""The form of each topic, read from config/data/topic_templates.toml into the reader's language and direction."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from cards.kit.template import Option, Template, TemplateField
from config.texts import LANGUAGES, Language

GENERAL = "general"
"""The template of every topic that has none of its own."""
Direction = Literal["kela_to_county", "county_to_kela"]


class _Words(BaseModel):
    """What one language says."""

    model_config = ConfigDict(extra="forbid")

    example: str
    hints: tuple[str, ...] = ()
    reminder: str = ""


class _ChoiceInFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    value: str = Field(pattern=r"^[a-z_]+$")
    title: dict[Language, str]


class _FieldInFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z_]+$")
    kind: Literal["choice", "date", "number"]
    label: dict[Language, str]
    choices: tuple[_ChoiceInFile, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


class _TemplateInFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    topic: str
    directions: frozenset[Direction]
    basis: str = ""
    situation: tuple[Literal["income", "family", "health", "housing"], ...] = ()
    kelmu: Literal["unknown", "to_be_done"] = "unknown"
    words: dict[Language, _Words]
    field: tuple[_FieldInFile, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    template: tuple[_TemplateInFile, ...]


@dataclass(frozen=True, slots=True)
class Templates:
    """All forms by topic, direction and language."""

    by_key: Mapping[tuple[str, Direction, Language], Template]

    def of(self, topic: str, *, from_kela: bool, language: Language) -> Template:
        """The topic's form for this direction; the general one where the topic has none."""
        direction: Direction = "kela_to_county" if from_kela else "county_to_kela"
        own = self.by_key.get((topic, direction, language))
        return own if own is not None else self.by_key[(GENERAL, direction, language)]

    @property
    def topics(self) -> frozenset[str]:
        """The topics that have a form of their own."""
        return frozenset(topic for topic, _, _ in self.by_key if topic != GENERAL)


def load_templates() -> Templates:
    """Reads the shipped file. Raises ValueError for a text missing in a language or two forms for one topic."""
    raw = tomllib.loads((files("config") / "data" / "topic_templates.toml").read_text(encoding="utf-8"))
    by_key: dict[tuple[str, Direction, Language], Template] = {}
    for one in _File.model_validate(raw).template:
        for direction in one.directions:
            for language in LANGUAGES:
                key = (one.topic, direction, language)
                if key in by_key:
                    raise ValueError(f"two templates for {one.topic}, {direction}")
                by_key[key] = _worded(one, language)
    return Templates(by_key)


def _worded(one: _TemplateInFile, language: Language) -> Template:
    """Raises ValueError when the file lacks this language somewhere."""
    try:
        words = one.words[language]
        fields = tuple(_field(field, language) for field in one.field)
    except KeyError as missing:
        raise ValueError(f"template {one.topic} lacks a text in {missing}") from missing
    return Template(
        topic=one.topic,
        example=words.example,
        hints=words.hints,
        fields=fields,
        basis=one.basis,
        situation=one.situation,
        reminder=words.reminder,
        kelmu=one.kelmu,
    )


def _field(field: _FieldInFile, language: Language) -> TemplateField:
    return TemplateField(
        id=field.id,
        kind=field.kind,
        label=field.label[language],
        options=tuple(Option(choice.value, choice.title[language]) for choice in field.choices),
        minimum=field.minimum,
        maximum=field.maximum,
    )
