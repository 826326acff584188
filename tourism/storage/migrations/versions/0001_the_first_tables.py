"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table('commune',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('pattern', sa.String(), nullable=True),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commune')),
    sa.UniqueConstraint('public_id', name=op.f('uq_commune_public_id')),
    sa.UniqueConstraint('slug', name=op.f('uq_commune_slug'))
    )
    op.create_table('job',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('due', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('lease', sa.String(), nullable=True),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('again', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    sa.UniqueConstraint('key', name=op.f('uq_job_key'))
    )
    op.create_index('ix_job_state_due', 'job', ['state', 'due'], unique=False)
    op.create_table('commune_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('commune_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_commune_text_commune_id_commune'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commune_text')),
    sa.UniqueConstraint('commune_id', 'language', name=op.f('uq_commune_text_commune_id_language'))
    )
    op.create_table('site',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('commune_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('published', sa.Boolean(), nullable=False),
    sa.Column('changed', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lat', sa.Double(), nullable=False),
    sa.Column('lon', sa.Double(), nullable=False),
    sa.Column('band', sa.Integer(), nullable=False),
    sa.Column('accuracy_m', sa.Double(), nullable=False),
    sa.Column('verified', sa.Boolean(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('story', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('tourist_point', sa.Boolean(), nullable=False),
    sa.Column('awaiting', sa.Boolean(), nullable=False),
    sa.Column('picture', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_site_commune_id_commune')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site')),
    sa.UniqueConstraint('commune_id', 'key', name=op.f('uq_site_commune_id_key')),
    sa.UniqueConstraint('public_id', name=op.f('uq_site_public_id'))
    )
    op.create_index('ix_site_band_lon', 'site', ['band', 'lon', 'lat', 'published'], unique=False)
    op.create_index(op.f('ix_site_commune_id'), 'site', ['commune_id'], unique=False)
    op.create_index('ix_site_lat_lon', 'site', ['lat', 'lon'], unique=False)
    op.create_table('tour',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('commune_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('changed', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_tour_commune_id_commune')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tour')),
    sa.UniqueConstraint('commune_id', 'key', name=op.f('uq_tour_commune_id_key')),
    sa.UniqueConstraint('public_id', name=op.f('uq_tour_public_id'))
    )
    op.create_index(op.f('ix_tour_commune_id'), 'tour', ['commune_id'], unique=False)
    op.create_table('wifi_point',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('commune_id', sa.Integer(), nullable=False),
    sa.Column('site_key', sa.String(), nullable=True),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_wifi_point_commune_id_commune'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wifi_point')),
    sa.UniqueConstraint('public_id', name=op.f('uq_wifi_point_public_id'))
    )
    op.create_index(op.f('ix_wifi_point_commune_id'), 'wifi_point', ['commune_id'], unique=False)
    op.create_table('narration',
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('script', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('made', sa.DateTime(timezone=True), nullable=False),
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
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_narration_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('site_id', 'language', name=op.f('pk_narration'))
    )
    op.create_table('place_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('picture', sa.String(), nullable=True),
    sa.Column('made', sa.DateTime(timezone=True), nullable=False),
    sa.Column('author', sa.String(), nullable=False),
    sa.Column('published', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_place_revision_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_revision')),
    sa.UniqueConstraint('site_id', 'number', name=op.f('uq_place_revision_site_id_number'))
    )
    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('made', sa.DateTime(timezone=True), nullable=False),
    sa.Column('author', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_revision_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sa.UniqueConstraint('site_id', 'language', 'number', name=op.f('uq_revision_site_id_language_number'))
    )
    op.create_table('sign',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('retired', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_sign_site_id_site')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_sign'))
    )
    op.create_index(op.f('ix_sign_site_id'), 'sign', ['site_id'], unique=False)
    op.create_table('tour_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('tour_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['tour_id'], ['tour.id'], name=op.f('fk_tour_text_tour_id_tour'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tour_text')),
    sa.UniqueConstraint('tour_id', 'language', name=op.f('uq_tour_text_tour_id_language'))
    )
    op.create_table('told',
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('hook', sa.String(), nullable=False),
    sa.Column('search', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_told_revision_id_revision')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_told_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('site_id', 'language', name=op.f('pk_told'))
    )
