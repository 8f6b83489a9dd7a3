"""room to grow: queues are vacuumed early, and a wiped matter's messages are looked for once

Revision ID: 0032
Revises: 0031
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0032"
down_revision: str | None = "0031"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Rows that are written several times within seconds find room for that on their own page. PostgreSQL would come to
# vacuum a table only after a fifth of it has died: of one that is kept short that is days too late.
_QUEUES = {
    "outbox": "fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05",
    "timer": "fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05",
    "seen_activity": "autovacuum_vacuum_scale_factor = 0.05",
    "post": "fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05",
    "person": "fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05",
    "consultation": "fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05",
    "escalation": "fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05",
}


def upgrade() -> None:
    op.add_column("consultation", sa.Column("posts_gone", sa.Boolean(), server_default=sa.false(), nullable=False))
    if op.get_bind().dialect.name == "postgresql":
        for table, settings in _QUEUES.items():
            op.execute(f"ALTER TABLE {table} SET ({settings})")


def downgrade() -> None:
    op.execute("ALTER TABLE consultation DROP COLUMN posts_gone")
    if op.get_bind().dialect.name == "postgresql":
        for table, settings in _QUEUES.items():
            names = ", ".join(one.partition(" = ")[0] for one in settings.split(", "))
            op.execute(f"ALTER TABLE {table} RESET ({names})")
