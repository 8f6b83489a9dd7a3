"""Which secrets a database is under, by their fingerprints."""

from sqlmodel import Field, SQLModel


class SecretInUse(SQLModel, table=True):
    """A key under which the bot has sealed since the last rotation, or the pepper. No wipe touches it."""

    __tablename__ = "secret_in_use"

    kind: str = Field(primary_key=True)
    """`key` or `pepper`."""
    fingerprint: str = Field(primary_key=True)
