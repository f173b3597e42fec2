"""Articles as tables: the schema, Arrow's record batches, files of other formats (docs/tables.md).

No library of tables is imported before one of these is called.
"""

from archiver.data.arrow import batch, batches, schema
from archiver.data.columns import SCHEMA_VERSION
from archiver.data.duplicates import Duplicates, duplicates
from archiver.data.loaded import Tabular, load
from archiver.data.merging import merge
from archiver.data.rows import articles
from archiver.data.table import Table
from archiver.data.writers import Writer, open_writer

__all__ = [
    "SCHEMA_VERSION",
    "Duplicates",
    "Table",
    "Tabular",
    "Writer",
    "articles",
    "batch",
    "batches",
    "duplicates",
    "load",
    "merge",
    "open_writer",
    "schema",
]
