"""keeping the directory right: dated area rules, changes, evidence, own workers, words

Revision ID: 0002
Revises: 0001
"""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from alembic import op

revision: str = '0002'
down_revision: str | None = '0001'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

RULE = (
    'state', 'who_may_ask', 'urgency', 'prefers', 'place', 'team_id', 'channel_id', 'working_hours', 'languages',
    'website', 'source',
)


def upgrade() -> None:
    op.create_table('added_topic',
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name_fi', sa.String(), nullable=False),
    sa.Column('name_sv', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('urgent', sa.Boolean(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('added_by', sa.String(), nullable=False),
    sa.Column('added_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('slug')
    )
    op.create_table('reading_correction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('read_area', sa.String(), nullable=False),
    sa.Column('read_municipality', sa.String(), nullable=False),
    sa.Column('read_topic', sa.String(), nullable=False),
    sa.Column('meant_area', sa.String(), nullable=False),
    sa.Column('meant_municipality', sa.String(), nullable=False),
    sa.Column('meant_topic', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('reading_correction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reading_correction_on'), ['on'], unique=False)

    op.create_table('topic_word',
    sa.Column('phrase', sa.String(), nullable=False),
    sa.Column('topic', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('added_by', sa.String(), nullable=False),
    sa.Column('added_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('phrase')
    )
    op.create_table('words_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('directory_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('edits', sa.JSON(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('made_by_tenant_id', sa.String(), nullable=False),
    sa.Column('made_by_aad_object_id', sa.String(), nullable=False),
    sa.Column('made_by_name', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by_name', sa.String(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_by_name', sa.String(), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.code'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('directory_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_directory_change_organisation'), ['organisation'], unique=False)

    op.create_table('own_worker',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('pseudonym', sa.String(), nullable=False),
    sa.Column('contact_id', sa.String(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('basis', sa.String(), nullable=False),
    sa.Column('consent_by', sa.String(), nullable=False),
    sa.Column('consent_how', sa.String(), nullable=False),
    sa.Column('consent_on', sa.Date(), nullable=True),
    sa.Column('added_by', sa.String(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_again_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['county'], ['organisation.code'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('county', 'pseudonym', name='uq_own_worker_client')
    )
    with op.batch_alter_table('own_worker', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_own_worker_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_own_worker_pseudonym'), ['pseudonym'], unique=False)
        batch_op.create_index(batch_op.f('ix_own_worker_until'), ['until'], unique=False)

    op.create_table('contact_evidence',
    sa.Column('contact_id', sa.String(), nullable=False),
    sa.Column('confirmed_on', sa.Date(), nullable=True),
    sa.Column('asked_on', sa.Date(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refusals', sa.Integer(), nullable=False),
    sa.Column('bounced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('bounce', sa.String(), nullable=False),
    sa.Column('not_found_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('contact_id')
    )
    op.create_table('misroute',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('topic', sa.String(), nullable=False),
    sa.Column('contact_id', sa.String(), nullable=False),
    sa.Column('named_contact_id', sa.String(), nullable=False),
    sa.Column('named', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('change_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['change_id'], ['directory_change.id'], ),
    sa.ForeignKeyConstraint(['number'], ['consultation.number'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('misroute', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_misroute_number'), ['number'], unique=False)
        batch_op.create_index(batch_op.f('ix_misroute_organisation'), ['organisation'], unique=False)

    # A rule's first day becomes part of its key, which SQLite cannot change in place.
    op.rename_table('area_rule', 'area_rule_without_dates')
    dated = op.create_table('area_rule',
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    *(sa.Column(name, sa.String(), nullable=False) for name in RULE),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('area', 'valid_from')
    )
    undated = sa.table('area_rule_without_dates', *map(sa.column, ('area', *RULE, 'checked_on')))
    rules = sa.select(undated.c.area, sa.literal(date.min, sa.Date()), *(undated.c[name] for name in (*RULE, 'checked_on')))
    op.execute(dated.insert().from_select(['area', 'valid_from', *RULE, 'checked_on'], rules))
    op.drop_table('area_rule_without_dates')


def downgrade() -> None:
    op.rename_table('area_rule', 'area_rule_with_dates')
    undated = op.create_table('area_rule',
    sa.Column('area', sa.String(), nullable=False),
    *(sa.Column(name, sa.String(), nullable=False) for name in RULE),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('area')
    )
    dated = sa.table('area_rule_with_dates', *map(sa.column, ('area', 'valid_from', *RULE, 'checked_on')))
    newest = sa.select(dated.c.area, sa.func.max(dated.c.valid_from).label('day')).group_by(dated.c.area).subquery()
    rules = sa.select(*(dated.c[name] for name in ('area', *RULE, 'checked_on'))).join(
        newest, sa.and_(newest.c.area == dated.c.area, newest.c.day == dated.c.valid_from)
    )
    op.execute(undated.insert().from_select(['area', *RULE, 'checked_on'], rules))
    op.drop_table('area_rule_with_dates')
    with op.batch_alter_table('misroute', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_misroute_organisation'))
        batch_op.drop_index(batch_op.f('ix_misroute_number'))

    op.drop_table('misroute')
    op.drop_table('contact_evidence')
    with op.batch_alter_table('own_worker', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_own_worker_until'))
        batch_op.drop_index(batch_op.f('ix_own_worker_pseudonym'))
        batch_op.drop_index(batch_op.f('ix_own_worker_contact_id'))

    op.drop_table('own_worker')
    with op.batch_alter_table('directory_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_directory_change_organisation'))

    op.drop_table('directory_change')
    op.drop_table('words_version')
    op.drop_table('topic_word')
    with op.batch_alter_table('reading_correction', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reading_correction_on'))

    op.drop_table('reading_correction')
    op.drop_table('added_topic')
