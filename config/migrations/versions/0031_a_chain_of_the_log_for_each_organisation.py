"""a chain of the log for each organisation

Revision ID: 0031
Revises: 0030

No row of the log is rewritten: those that are there stay the one chain they are, without a name and without a number
of their own, and it ends where its head says. The index of the chains is made by 0033, while others write to the log.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("access_log", sa.Column("chain", sa.String(), server_default="", nullable=False))
    op.add_column("access_log", sa.Column("number", sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE access_log_id OWNED BY access_log.id")
        op.execute("SELECT setval('access_log_id', coalesce(max(id), 0) + 1, false) FROM access_log")
    _made_anew("access_log_head", _heads, "'', last_id, last_hash")
    _made_anew("access_log_cut", _cuts, "'', last_id, last_hash, older_than, cut_at, signature")
    op.create_table(
        "access_log_binding",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("ends", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )


def downgrade() -> None:
    # An older version would take them for rows that somebody has put in.
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM access_log WHERE chain <> ''")):
        raise RuntimeError("The access log has rows that an older version cannot check. Go back to a backup instead.")
    op.drop_table("access_log_binding")
    op.execute("DELETE FROM access_log_head WHERE chain <> ''")
    _made_anew("access_log_head", _one_head, "1, last_number, last_hash")
    _made_anew("access_log_cut", _cuts_of_one, "last_number, last_hash, older_than, cut_at, signature")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP SEQUENCE access_log_id")
    for column in ("number", "chain"):
        op.execute(f"ALTER TABLE access_log DROP COLUMN {column}")


def _made_anew(name: str, columns: Sequence[sa.schema.SchemaItem], from_old: str) -> None:
    """The table with another primary key and its few rows."""
    op.execute(f"CREATE TABLE {name}_before AS SELECT * FROM {name}")
    op.drop_table(name)
    op.create_table(name, *columns)
    op.execute(f"INSERT INTO {name} SELECT {from_old} FROM {name}_before")  # noqa: S608
    op.drop_table(f"{name}_before")


_heads = (
    sa.Column("chain", sa.String(), nullable=False),
    sa.Column("last_number", sa.Integer(), nullable=False),
    sa.Column("last_hash", sa.String(), nullable=False),
    sa.PrimaryKeyConstraint("chain"),
)
_one_head = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("last_id", sa.Integer(), nullable=False),
    sa.Column("last_hash", sa.String(), nullable=False),
    sa.PrimaryKeyConstraint("id"),
)
_cuts = (
    sa.Column("chain", sa.String(), nullable=False),
    sa.Column("last_number", sa.Integer(), autoincrement=False, nullable=False),
    sa.Column("last_hash", sa.String(), nullable=False),
    sa.Column("older_than", MOMENT, nullable=False),
    sa.Column("cut_at", MOMENT, nullable=False),
    sa.Column("signature", sa.String(), nullable=False),
    sa.PrimaryKeyConstraint("chain", "last_number"),
)
_cuts_of_one = (
    sa.Column("last_id", sa.Integer(), autoincrement=False, nullable=False),
    sa.Column("last_hash", sa.String(), nullable=False),
    sa.Column("older_than", MOMENT, nullable=False),
    sa.Column("cut_at", MOMENT, nullable=False),
    sa.Column("signature", sa.String(), nullable=False),
    sa.PrimaryKeyConstraint("last_id"),
)
