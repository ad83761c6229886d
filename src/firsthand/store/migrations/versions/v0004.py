"""What networks said before is kept, so that one more page costs one page."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "memo",
        sa.Column("key", sa.LargeBinary(16), primary_key=True),
        sa.Column("row", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Drop it: what it held can be made again."""
    op.drop_table("memo")
