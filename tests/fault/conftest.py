"""Faults of the machine are made on a copy of a project with a past."""

from tests.etl.conftest import past, three

__all__ = ["past", "three"]
