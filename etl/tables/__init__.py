"""The mart's tables: one schema and one shape function each, in the order they are made."""

from etl.tables.base import Table
from etl.tables.registry import GONE, PROVENANCE, TABLES, keys_of, raw_names, table_names

__all__ = ["GONE", "PROVENANCE", "TABLES", "Table", "keys_of", "raw_names", "table_names"]
