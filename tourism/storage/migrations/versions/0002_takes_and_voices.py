"""Takes behind narrations, jobs with ranks, pronunciations, and how online voices fare."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Forward."""
    _takes()
    _narrations()
    _jobs()
    op.create_table('pronunciation',
    sa.Column('commune_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('written', sa.String(), nullable=False),
    sa.Column('spoken', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_pronunciation_commune_id_commune'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('commune_id', 'language', 'written', name=op.f('pk_pronunciation'))
    )
    op.create_table('circuit',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('open_until', MOMENT, nullable=True),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('next_turn', MOMENT, nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_circuit'))
    )


def _takes() -> None:
    op.create_table('take',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('part', sa.Integer(), nullable=False),
    sa.Column('engine', sa.String(), nullable=False),
    sa.Column('shown', sa.String(), nullable=False),
    sa.Column('spoken', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('quality', sa.Integer(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('voice', sa.String(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('speaker', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('master', sa.String(), nullable=True),
    sa.Column('original', sa.String(), nullable=True),
    sa.Column('sound', sa.String(), nullable=True),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('duration_ms', sa.Integer(), nullable=False),
    sa.Column('spans', sa.JSON(), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('is_headless', sa.Boolean(), nullable=False),
    sa.Column('begin_ms', sa.Integer(), nullable=False),
    sa.Column('approximate', sa.Boolean(), nullable=False),
    sa.Column('doubts', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_take_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_take'))
    )
    op.create_index('ix_take_site_id_language', 'take', ['site_id', 'language'], unique=False)


def _narrations() -> None:
    # Their digests were of another kind and their sounds have no takes: all are made anew.
    op.drop_table('narration')
    op.create_table('narration',
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('script', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('engine', sa.String(), nullable=False),
    sa.Column('voice', sa.String(), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('sound', sa.String(), nullable=True),
    sa.Column('transcript', sa.String(), nullable=True),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('duration_ms', sa.Integer(), nullable=False),
    sa.Column('loudness', sa.Double(), nullable=False),
    sa.Column('peak', sa.Double(), nullable=False),
    sa.Column('spans', sa.JSON(), nullable=False),
    sa.Column('opus', sa.String(), nullable=True),
    sa.Column('opus_size', sa.Integer(), nullable=False),
    sa.Column('outline', sa.String(), nullable=False),
    sa.Column('credits', sa.JSON(), nullable=False),
    sa.Column('approximate', sa.Boolean(), nullable=False),
    sa.Column('recipe', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_narration_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('site_id', 'language', name=op.f('pk_narration'))
    )


def _jobs() -> None:
    with op.batch_alter_table('job') as job:
        job.drop_index('ix_job_state_due')
        job.add_column(sa.Column('rank', sa.Integer(), nullable=True))
        job.add_column(sa.Column('asked', MOMENT, nullable=True))
        job.add_column(sa.Column('started', MOMENT, nullable=True))
        job.add_column(sa.Column('worker', sa.String(), nullable=True))
        job.add_column(sa.Column('finished', MOMENT, nullable=True))
    op.execute("UPDATE job SET rank = 0, asked = due")
    with op.batch_alter_table('job') as job:
        job.alter_column('rank', existing_type=sa.Integer(), nullable=False)
        job.alter_column('asked', existing_type=MOMENT, nullable=False)
        job.create_index('ix_job_state_rank_due', ['state', 'rank', 'due'], unique=False)
