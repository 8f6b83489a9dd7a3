"""The directory's tables. Codes are those of the reference data; hours are in the written form of directory.hours."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class OrganisationRow(SQLModel, table=True):
    """Kela or a county, each with a Microsoft Entra tenant of its own."""

    __tablename__ = "organisation"

    code: str = Field(primary_key=True)
    name: str
    tenant_id: str = Field(unique=True)
    kind: str
    """kela or county."""


class ContactRow(SQLModel, table=True):
    """A person of the directory; lists of short words are kept joined by `|`."""

    __tablename__ = "contact"

    id: str = Field(primary_key=True)
    name: str
    organisation: str = Field(foreign_key="organisation.code", index=True)
    tenant_id: str
    aad_object_id: str = Field(index=True)
    email: str
    roles: str = "contact"
    deputy_id: str = ""
    title: str = ""
    team: str = ""
    place: str = ""
    phone: str = ""
    phone_hours: str = ""
    languages: str = ""
    skills: str = ""
    verified_on: date | None = None


class ContactAreaRow(SQLModel, table=True):
    """An area that a contact serves."""

    __tablename__ = "contact_area"

    contact_id: str = Field(foreign_key="contact.id", ondelete="CASCADE", primary_key=True)
    area: str = Field(primary_key=True, index=True)


class ContactMunicipalityRow(SQLModel, table=True):
    """A municipality to which a contact is limited."""

    __tablename__ = "contact_municipality"

    contact_id: str = Field(foreign_key="contact.id", ondelete="CASCADE", primary_key=True)
    municipality: str = Field(primary_key=True)


class ContactTopicRow(SQLModel, table=True):
    """A topic to which a contact is limited."""

    __tablename__ = "contact_topic"

    contact_id: str = Field(foreign_key="contact.id", ondelete="CASCADE", primary_key=True)
    topic: str = Field(primary_key=True)


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
    """How an area has agreed to work with Kela; the words are those of directory.areas."""

    __tablename__ = "area_rule"

    area: str = Field(primary_key=True)
    state: str
    who_may_ask: str
    urgency: str
    prefers: str
    place: str
    team_id: str = ""
    channel_id: str = ""
    working_hours: str = ""
    languages: str = ""
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


class DirectoryVersionRow(SQLModel, table=True):
    """One row whose number grows with every change, so that each replica knows when to read the directory again."""

    __tablename__ = "directory_version"

    id: int = Field(default=1, primary_key=True)
    number: int = 0
