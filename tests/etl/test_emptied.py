"""A file whose rows were lost waits at the gate, whatever it held; a form not filled in stops nothing."""

from __future__ import annotations

import pytest

from etl import refresh
from etl.paths import Paths
from tests.conftest import quiet


@pytest.mark.parametrize(
    "name",
    [
        "census_2025_preliminary/population_census_2025_preliminary.csv",
        "ipss_projection_2023/population_projection_2023.csv",
        "hokkaido_casebook_2024/reported_shortages.csv",
    ],
)
def test_a_file_cut_to_its_heading_waits(small_live: Paths, name: str) -> None:
    """Before: preliminary counts, projections and words vanished with a notice, and were published so."""
    file = small_live.sources / name
    live = small_live.current.read_text(encoding="utf-8")
    heading = file.read_text(encoding="utf-8-sig").splitlines()[0]
    file.write_text(heading + "\n", encoding="utf-8")
    outcome = refresh.run(small_live, quiet)
    assert outcome.result == "waiting"
    [change] = [change for change in outcome.changes if change.table == "source_file"]
    assert change.held
    assert (change.row, change.column, change.new) == (name, "row_count", "0")
    assert small_live.current.read_text(encoding="utf-8") == live
    # as it was: nothing waits any more
    accepted = refresh.run(small_live, quiet, accept=refresh.diff_id(outcome.changes))
    assert accepted.result == "published"
    # a form without rows since the build before is none that lost them
    again = refresh.run(small_live, quiet)
    assert [change for change in again.changes if change.table == "source_file"] == []
