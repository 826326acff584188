"""The desk: people and sign-ins, the journal, review, the glossary, drafts that may be incomplete."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Forward."""
    _revisions()
    _people()
    _journal()
    _sign_ins()
    _review()
    _invitations()
    _keys()
    _glossary()
    _drafts()
    _comments()


def _revisions() -> None:
    op.add_column("site", sa.Column("owner", sa.Integer(), nullable=True))
    for table in ("place_revision", "revision"):
        # Without a copy of the table: what refers to its rows would go with it on SQLite.
        op.add_column(table, sa.Column("minor", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("revision", sa.Column("source_number", sa.Integer(), nullable=True))


def _people() -> None:
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('login', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('handle', sa.String(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('speaks', sa.String(), nullable=False),
    sa.Column('password', sa.String(), nullable=True),
    sa.Column('totp', sa.String(), nullable=True),
    sa.Column('totp_step', sa.Integer(), nullable=False),
    sa.Column('seen', MOMENT, nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('handle', name=op.f('uq_person_handle')),
    sa.UniqueConstraint('login', name=op.f('uq_person_login'))
    )
    op.create_table('member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('commune_id', sa.Integer(), nullable=True),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('since', MOMENT, nullable=False),
    sa.Column('until', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_member_commune_id_commune'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_member_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member'))
    )
    op.create_index(op.f('ix_member_commune_id'), 'member', ['commune_id'], unique=False)
    op.create_index(op.f('ix_member_person_id'), 'member', ['person_id'], unique=False)


def _journal() -> None:
    op.create_table('audit_event',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('deed', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('commune_id', sa.Integer(), nullable=True),
    sa.Column('site', sa.String(), nullable=True),
    sa.Column('told', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_audit_event'))
    )
    op.create_index(op.f('ix_audit_event_commune_id'), 'audit_event', ['commune_id'], unique=False)
    op.create_index(op.f('ix_audit_event_site'), 'audit_event', ['site'], unique=False)


def _sign_ins() -> None:
    op.create_table('throttle',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('begun', MOMENT, nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('not_before', MOMENT, nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_throttle'))
    )
    op.create_table('sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('seen', MOMENT, nullable=False),
    sa.Column('expires', MOMENT, nullable=False),
    sa.Column('fresh_until', MOMENT, nullable=False),
    sa.Column('device', sa.String(), nullable=False),
    sa.Column('waiting', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('digest', name=op.f('uq_sign_in_digest'))
    )
    op.create_index(op.f('ix_sign_in_person_id'), 'sign_in', ['person_id'], unique=False)


def _review() -> None:
    op.create_table('desk_rule',
    sa.Column('commune_id', sa.Integer(), nullable=False),
    sa.Column('wants_review', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_desk_rule_commune_id_commune'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('commune_id', name=op.f('pk_desk_rule'))
    )
    op.create_table('submission',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('made_by_person', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('decided', MOMENT, nullable=True),
    sa.Column('decided_by', sa.String(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('due', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_submission_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission'))
    )
    op.create_index(op.f('ix_submission_site_id'), 'submission', ['site_id'], unique=False)
    op.create_table('review_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('reviewer', sa.String(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('expires', MOMENT, nullable=False),
    sa.Column('revoked', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_review_link_submission_id_submission'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_link'))
    )
    op.create_index(op.f('ix_review_link_submission_id'), 'review_link', ['submission_id'], unique=False)


def _invitations() -> None:
    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('commune_id', sa.Integer(), nullable=True),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('expires', MOMENT, nullable=False),
    sa.Column('used', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_invitation_commune_id_commune'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_invitation_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('digest', name=op.f('uq_invitation_digest'))
    )


def _keys() -> None:
    op.create_table('partner_key',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('commune_id', sa.Integer(), nullable=False),
    sa.Column('partner', sa.String(), nullable=False),
    sa.Column('prefix', sa.String(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('expires', MOMENT, nullable=True),
    sa.Column('revoked', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_partner_key_commune_id_commune'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_key')),
    sa.UniqueConstraint('digest', name=op.f('uq_partner_key_digest'))
    )
    op.create_index(op.f('ix_partner_key_commune_id'), 'partner_key', ['commune_id'], unique=False)
    op.create_table('passkey',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('credential', sa.String(), nullable=False),
    sa.Column('public_key', sa.String(), nullable=False),
    sa.Column('counter', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('used', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_passkey_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey')),
    sa.UniqueConstraint('credential', name=op.f('uq_passkey_credential'))
    )
    op.create_index(op.f('ix_passkey_person_id'), 'passkey', ['person_id'], unique=False)
    op.create_table('recovery_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('used', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recovery_code_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
    sa.UniqueConstraint('person_id', 'digest', name=op.f('uq_recovery_code_person_id_digest'))
    )
    op.create_index(op.f('ix_recovery_code_person_id'), 'recovery_code', ['person_id'], unique=False)


def _glossary() -> None:
    op.create_table('term',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('commune_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('reviewed', sa.Boolean(), nullable=False),
    sa.Column('changed', MOMENT, nullable=False),
    sa.Column('changed_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_term_commune_id_commune'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_term')),
    sa.UniqueConstraint('commune_id', 'language', 'source', name=op.f('uq_term_commune_id_language_source'))
    )
    op.create_table('incoming',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('commune_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('author', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_incoming_commune_id_commune'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incoming'))
    )
    op.create_index(op.f('ix_incoming_commune_id'), 'incoming', ['commune_id'], unique=False)


def _drafts() -> None:
    op.create_table('aside',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('base', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('author', sa.String(), nullable=False),
    sa.Column('settled', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_aside_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_aside'))
    )
    op.create_index(op.f('ix_aside_site_id'), 'aside', ['site_id'], unique=False)


def _comments() -> None:
    op.create_table('comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('sentence', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('author', sa.String(), nullable=False),
    sa.Column('settled', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_comment_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment'))
    )
    op.create_index(op.f('ix_comment_site_id'), 'comment', ['site_id'], unique=False)
    op.create_table('rehearsal',
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('script', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('asked', MOMENT, nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('sound', sa.String(), nullable=True),
    sa.Column('transcript', sa.String(), nullable=True),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('duration_ms', sa.Integer(), nullable=False),
    sa.Column('spans', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_rehearsal_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('site_id', 'language', name=op.f('pk_rehearsal'))
    )
