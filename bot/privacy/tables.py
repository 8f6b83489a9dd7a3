"""Which secrets a database is under, by their fingerprints."""

from sqlmodel import Field, SQLModel

from config.data_map import Told


class SecretInUse(SQLModel, table=True):
    """A key under which the bot has sealed since the last rotation, or the pepper; and once nothing is stored in clear
    any more, a row that says so. No wipe touches it."""

    __tablename__ = "secret_in_use"

    kind: str = Field(primary_key=True)
    """`key`, `pepper`, `given` (a key that replicas have had behind their first one) or `sealed`."""
    fingerprint: str = Field(primary_key=True)


TOLD = (
    Told(
        SecretInUse,
        other="kind fingerprint",
        why="a start with other keys or another pepper is noticed; the fingerprints are keyed",
        kept="a key's until it has been rotated out, the pepper's for ever",
        ended_by="bot/privacy/secrets_in_use.py",
    ),
)
