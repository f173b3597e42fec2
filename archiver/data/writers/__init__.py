"""Articles written to files: Parquet, JSON Lines, CSV, SQLite, or a folder of Parquet files."""

from archiver.data.writers.base import Writer
from archiver.data.writers.choice import FORMATS, open_writer

__all__ = ["FORMATS", "Writer", "open_writer"]
