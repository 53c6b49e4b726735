"""Invented offices: folders of sources as another council, bureau or prefecture would have them.

Everything official is the shipped statistics of all Japan; what is an office's own (regions, members, grants,
projects …) is invented here, in the tables that data/README.md describes.
"""

from tests.offices.catalogue import OFFICES, OWN, QUICK
from tests.offices.office import Office
from tests.offices.write import base, built

__all__ = ["OFFICES", "OWN", "QUICK", "Office", "base", "built"]
