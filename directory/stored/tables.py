"""The directory's tables. Codes are those of the reference data; hours are written as in directory.time.hours."""

from datetime import date, datetime

from sqlalchemy import Column, Index, false
from sqlmodel import Field, SQLModel

from config.columns import UtcDateTime
from config.data_map import Told


class OrganisationRow(SQLModel, table=True):
    """Kela or a county, each with a Microsoft Entra tenant of its own."""

    __tablename__ = "organisation"

    code: str = Field(primary_key=True)
    name: str
    tenant_id: str = Field(unique=True)
    kind: str
    """kela or county."""
    switched_off: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whoever runs the bot has cut the organisation off."""


class ContactRow(SQLModel, table=True):
    """A person of the directory; lists of short words are kept joined by `|`.

    Nobody looks for contacts in SQL: a process reads them all and looks them up in what it has read.
    """

    __tablename__ = "contact"

    id: str = Field(primary_key=True)
    name: str
    organisation: str = Field(foreign_key="organisation.code")
    tenant_id: str
    aad_object_id: str
    email: str
    roles: str = "contact"
    areas: str = ""
    municipalities: str = ""
    topics: str = ""
    deputy_id: str = ""
    title: str = ""
    team: str = ""
    place: str = ""
    phone: str = ""
    phone_hours: str = ""
    languages: str = ""
    skills: str = ""
    verified_on: date | None = None


class AbsenceRow(SQLModel, table=True):
    """Days on which a contact is away; the reason is nobody's business and is not stored."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_contact_ends", "contact_id", "ends_on"),)

    id: int | None = Field(default=None, primary_key=True)
    contact_id: str = Field(foreign_key="contact.id", ondelete="CASCADE")
    starts_on: date
    ends_on: date
    deputy_id: str = ""


class AreaRuleRow(SQLModel, table=True):
    """How an area has agreed to work with Kela; the words are those of directory.areas.areas."""

    __tablename__ = "area_rule"

    area: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    """The first day on which the rule is in force; 0001-01-01 for a rule without a known beginning."""
    state: str
    who_may_ask: str
    urgency: str
    prefers: str
    place: str
    team_id: str = ""
    channel_id: str = ""
    working_hours: str = ""
    languages: str = ""
    fall_backs: str = ""
    """In order, separated by `|`; empty for the usual ones."""
    escalation: str = ""
    """As directory.areas.plans writes it; empty for the usual plan."""
    website: str = ""
    source: str = ""
    checked_on: date | None = None


class ServiceLineRow(SQLModel, table=True):
    """A telephone service of Kela or of an area."""

    __tablename__ = "service_line"

    owner: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    phone: str
    hours: str = ""


class FormerContactRow(SQLModel, table=True):
    """An account that an entry had and that no entry has any more: whoever has it has left the directory."""

    __tablename__ = "former_contact"

    tenant_id: str = Field(primary_key=True)
    aad_object_id: str = Field(primary_key=True)
    contact_id: str
    """The entry that had it last."""
    deputy_id: str = ""
    """The entry's usual deputy at that time."""


class ContactEvidenceRow(SQLModel, table=True):
    """What is known of whether a contact's details still hold. Kept apart: it changes often and moves nobody."""

    __tablename__ = "contact_evidence"

    contact_id: str = Field(foreign_key="contact.id", ondelete="CASCADE", primary_key=True)
    confirmed_on: date | None = None
    """The day the contact or a coordinator last said that the details are right."""
    asked_on: date | None = None
    """The day the contact was last asked about them."""
    asked_times: int = 0
    """How often the contact has been asked since the last confirmation."""
    answered_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    refused_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    refusals: int = 0
    """How often the contact has passed on a question since last answering one."""
    bounced_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    bounce: str = ""
    """Why the last message did not arrive: one of bot.outbox.delivery_refusals.Refusal."""
    not_found_on: date | None = None
    """The day Graph said that there is no such person in the tenant."""


class TopicWordRow(SQLModel, table=True):
    """A word or phrase that a coordinator has added for a topic."""

    __tablename__ = "topic_word"

    phrase: str = Field(primary_key=True)
    """In the reader's normal form."""
    topic: str
    organisation: str
    """Whose coordinator added it."""
    added_by: str
    """The coordinator's contact id."""
    added_on: date


class AddedTopicRow(SQLModel, table=True):
    """A topic that a coordinator has added to the shipped ones."""

    __tablename__ = "added_topic"

    slug: str = Field(primary_key=True)
    name_fi: str
    name_sv: str
    name_en: str
    urgent: bool = False
    organisation: str
    added_by: str
    added_on: date


class ReadingCorrectionRow(SQLModel, table=True):
    """One time that a reading was corrected: the words it came from and what was meant. No person, no client."""

    __tablename__ = "reading_correction"

    id: int | None = Field(default=None, primary_key=True)
    on: date = Field(index=True)
    organisation: str
    words: str
    """The words that the reader had matched, in its normal form."""
    read_area: str = ""
    read_municipality: str = ""
    read_topic: str = ""
    meant_area: str = ""
    meant_municipality: str = ""
    meant_topic: str = ""


class WordsVersionRow(SQLModel, table=True):
    """One row whose number grows when words or topics are added or removed, so that each replica reads them again."""

    __tablename__ = "words_version"

    id: int = Field(default=1, primary_key=True)
    number: int = 0


class DirectoryVersionRow(SQLModel, table=True):
    """One row whose number grows with every change, so that each replica knows when to read the directory again."""

    __tablename__ = "directory_version"

    id: int = Field(default=1, primary_key=True)
    number: int = 0


TOLD = (
    Told(
        OrganisationRow,
        other="code name tenant_id kind switched_off",
        why="the organisations",
        kept="while in use",
        ended_by="nobody",
    ),
    Told(
        ContactRow,
        personal=(
            "id name tenant_id aad_object_id email roles deputy_id title team place phone phone_hours languages skills"
        ),
        other="organisation areas municipalities topics verified_on",
        of="workers",
        why="the directory",
        kept="while in the directory",
        ended_by="whoever keeps the directory",
    ),
    Told(
        AbsenceRow,
        personal="contact_id starts_on ends_on deputy_id",
        other="id",
        of="workers",
        why="who is away, never why",
        kept="1 year after its last day",
    ),
    Told(
        AreaRuleRow,
        other=(
            "area valid_from state who_may_ask urgency prefers place team_id channel_id working_hours languages "
            "fall_backs escalation website source checked_on"
        ),
        why="agreed ways of working",
        kept="while in use",
        ended_by="whoever keeps the directory",
    ),
    Told(
        ServiceLineRow,
        other="owner kind phone hours",
        why="public telephone services",
        kept="while in use",
        ended_by="whoever keeps the directory",
    ),
    Told(
        FormerContactRow,
        personal="tenant_id aad_object_id contact_id deputy_id",
        of="workers",
        why="whoever has left the directory is refused what was theirs; no name",
        kept="as long as there is a matter or a row of the access log with them",
    ),
    Told(
        ContactEvidenceRow,
        personal=(
            "contact_id confirmed_on asked_on asked_times answered_at refused_at refusals bounced_at bounce "
            "not_found_on"
        ),
        of="workers",
        why="whether the details still hold; it is no measure of a person's work",
        kept="as the contact",
        ended_by="the contact's end",
    ),
    Told(
        TopicWordRow,
        personal="added_by",
        other="phrase topic organisation added_on",
        of="workers",
        why="added search words",
        kept="while in use",
        ended_by="whoever keeps the directory",
    ),
    Told(
        AddedTopicRow,
        personal="added_by",
        other="slug name_fi name_sv name_en urgent organisation added_on",
        of="workers",
        why="added topics",
        kept="while in use",
        ended_by="whoever keeps the directory",
    ),
    Told(
        ReadingCorrectionRow,
        other=(
            "id on organisation words read_area read_municipality read_topic meant_area meant_municipality meant_topic"
        ),
        why="words that were read wrong; cleaned, without who typed them",
        kept="1 year",
    ),
    Told(
        WordsVersionRow,
        other="id number",
        why="tells replicas of a change of the words",
        kept="for ever",
        ended_by="nobody",
    ),
    Told(
        DirectoryVersionRow,
        other="id number",
        why="tells replicas of a change",
        kept="for ever",
        ended_by="nobody",
    ),
)
