"""The commands of `python -m etl`, one module per family; cli.py lists them."""
