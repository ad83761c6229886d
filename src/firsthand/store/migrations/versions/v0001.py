"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _kept(name: str, *keys: sa.Column) -> None:
    op.create_table(
        name, sa.Column("id", sa.String(16), primary_key=True), *keys, sa.Column("record", sa.Text, nullable=False)
    )


def upgrade() -> None:
    """Make every table."""
    _kept("documents")
    op.create_table(
        "readings",
        sa.Column("document", sa.String(16), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("by", sa.String, nullable=False),
    )
    _kept(
        "statements",
        sa.Column(
            "document", sa.String(16), sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True
        ),
    )
    _kept("links", sa.Column("kind", sa.String, nullable=False, index=True), sa.Column("by", sa.String, nullable=False))
    _kept("actors")
    _kept("claims")
    op.create_table(
        "problems",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.UniqueConstraint("stage", "place", "message"),
    )
    op.create_table("facts", sa.Column("key", sa.String, primary_key=True), sa.Column("value", sa.Text, nullable=False))


def downgrade() -> None:
    """Older programs know no older schema."""
    raise RuntimeError("0001 is the first schema")
