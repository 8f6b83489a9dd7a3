"""what a contact serves lies in its row

Revision ID: 0028
Revises: 0027
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

LISTS = {
    "areas": ("contact_area", "area"),
    "municipalities": ("contact_municipality", "municipality"),
    "topics": ("contact_topic", "topic"),
}
"""The new column, and the table and column that held one row for each of its words."""
INDEXED = ("organisation", "aad_object_id")


def upgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        for name in LISTS:
            batch_op.add_column(sa.Column(name, sa.String(), server_default="", nullable=False))
        for column in INDEXED:
            batch_op.drop_index(batch_op.f(f"ix_contact_{column}"))
    connection = op.get_bind()
    for name, (table, column) in LISTS.items():
        words: dict[str, list[str]] = {}
        for contact, word in connection.execute(sa.text(f"SELECT contact_id, {column} FROM {table}")):  # noqa: S608
            words.setdefault(contact, []).append(word)
        if words:
            joined = [{"contact": contact, "words": "|".join(sorted(of_it))} for contact, of_it in words.items()]
            connection.execute(sa.text(f"UPDATE contact SET {name} = :words WHERE id = :contact"), joined)  # noqa: S608
    with op.batch_alter_table("contact_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_area_area"))
    for table, _ in LISTS.values():
        op.drop_table(table)


def downgrade() -> None:
    connection = op.get_bind()
    for name, (table, column) in LISTS.items():
        op.create_table(
            table,
            sa.Column("contact_id", sa.String(), nullable=False),
            sa.Column(column, sa.String(), nullable=False),
            sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("contact_id", column),
        )
        joined = connection.execute(sa.text(f"SELECT id, {name} FROM contact"))  # noqa: S608
        rows = [{"contact": contact, "word": word} for contact, words in joined for word in words.split("|") if word]
        if rows:
            connection.execute(sa.text(f"INSERT INTO {table} (contact_id, {column}) VALUES (:contact, :word)"), rows)  # noqa: S608
    with op.batch_alter_table("contact_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_area_area"), ["area"], unique=False)
    with op.batch_alter_table("contact", schema=None) as batch_op:
        for column in INDEXED:
            batch_op.create_index(batch_op.f(f"ix_contact_{column}"), [column], unique=False)
    for name in LISTS:  # not as a batch: on SQLite that makes the table anew, and whatever refers to it goes with the old
        op.execute(f"ALTER TABLE contact DROP COLUMN {name}")
