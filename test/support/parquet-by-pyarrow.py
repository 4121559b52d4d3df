"""Prints what pyarrow reads from one Parquet file, as JSON: python parquet-by-pyarrow.py FILE"""
import base64
import datetime as dt
import decimal
import json
import sys

import pyarrow.parquet as pq


def plain(value):
    """Decimals, dates and instants as text; bytes as base64."""
    if isinstance(value, (decimal.Decimal, dt.date)):
        return value.isoformat() if isinstance(value, dt.date) else str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value)} has no text")


def text(metadata):
    return {k.decode(): v.decode() for k, v in (metadata or {}).items() if k != b"ARROW:schema"}


file = pq.ParquetFile(sys.argv[1])
group = file.metadata.row_group(0) if file.metadata.num_row_groups else None
json.dump({
    "fields": [{"name": f.name, "type": str(f.type), "nullable": f.nullable, "metadata": text(f.metadata)}
               for f in file.schema_arrow],
    "metadata": text(file.metadata.metadata),
    "rowGroups": file.metadata.num_row_groups,
    "compression": sorted({group.column(i).compression for i in range(group.num_columns)}) if group else [],
    "rows": file.read().to_pylist(maps_as_pydicts="strict"),
}, sys.stdout, default=plain)
