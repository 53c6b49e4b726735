"""The mart's tables: one schema and one shape function each, in the order they are made."""

from etl.tables.base import Table
from etl.tables.registry import PROVENANCE, TABLES, bulk_tables, keys_of, raw_names, table_names

__all__ = ["PROVENANCE", "TABLES", "Table", "bulk_tables", "keys_of", "raw_names", "table_names"]
