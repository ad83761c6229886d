"""The dossier's tables as Parquet, for pandas, DuckDB, Polars, Spark and R; needs the extra `firsthand[parquet]`."""

from __future__ import annotations

from functools import partial

from firsthand.errors import UsageError
from firsthand.records import Dossier
from firsthand.tell import tables
from firsthand.tell.words import printable


def tell(dossier: Dossier, table: str = "statements") -> bytes:
    """One table as a file; the same dossier gives the same bytes. Raises UsageError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: pip install 'firsthand[parquet]'.") from error
    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    columns, rows = tables.TABLES[table].columns, tables.rows(dossier, table)
    schema = pa.schema([(name, types[kind]) for name, kind in columns.items()], {"firsthand.table": table})
    values = [[_value(row[n]) for row in rows] for n in range(len(columns))]
    made = pa.table([pa.array(column, field.type) for column, field in zip(values, schema, strict=True)], schema=schema)
    out = pa.BufferOutputStream()
    pq.write_table(made, out, compression="zstd")
    return bytes(out.getvalue().to_pybytes())


claims, links, actors = (partial(tell, table=name) for name in ("claims", "links", "actors"))


def _value(cell: tables.Cell) -> tables.Cell:
    return printable(cell) if isinstance(cell, str) else cell
