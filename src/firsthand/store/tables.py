"""The tables of a case: one for each noun that is kept, its record as JSON beside the keys it is found by."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()


def _kept(name: str, *keys: Column[str]) -> Table:
    return Table(
        name, metadata, Column("id", String(16), primary_key=True), *keys, Column("record", Text, nullable=False)
    )


documents = _kept("documents")
# Which reader has read a document, in which version: what adding a page need not do again.
readings = Table(
    "readings",
    metadata,
    Column("document", String(16), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("by", String, nullable=False),
)
statements = _kept(
    "statements",
    Column("document", String(16), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
)
marks = _kept(
    "marks",
    Column("document", String(16), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
)
links = _kept("links", Column("kind", String, nullable=False, index=True), Column("by", String, nullable=False))
actors = _kept("actors")
claims = _kept("claims")
problems = Table(
    "problems",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("stage", String, nullable=False),
    Column("place", Text, nullable=False),
    Column("message", Text, nullable=False),
)
# A person's decisions, in the order they were given; one that was undone is kept and marked.
judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("undone", String),
    Column("record", Text, nullable=False),
)
# What networks said before, by what they were asked: dropped at will, it only costs time.
memo = Table(
    "memo", metadata, Column("key", LargeBinary(16), primary_key=True), Column("row", LargeBinary, nullable=False)
)
facts = Table("facts", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))
