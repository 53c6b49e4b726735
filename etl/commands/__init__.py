"""Commands of `python -m etl` that have a module of their own."""
