"""On what a value stands: printed in the document, or inferred by whoever transcribed it."""

from __future__ import annotations

import polars as pl

from etl.tables.columns import Raw
from etl.tables.scheme import one_of

WORDS = {"印字": "printed", "推定": "inferred"}
BASIS = f"^({'|'.join(WORDS.values())})$"


def basis(raw: Raw, column: str) -> pl.Series:
    """Printed or inferred; empty where the file does not say which."""
    return one_of(raw, column, WORDS)
