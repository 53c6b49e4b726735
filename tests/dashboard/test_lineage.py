"""What every view stands on, as データと出典 tells it."""

from __future__ import annotations

import re

from dashboard.mart import Build
from dashboard.render import lineage
from dashboard.text import LANGUAGES


def test_the_flow_of_data_names_tables_and_documents_of_every_view(build: Build) -> None:
    for lang in LANGUAGES:
        title, told = lineage.views(build, lang)
        rows = re.findall("<tr><td.*?</tr>", told)
        views = {re.findall("<td[^>]*>(.*?)</td>", row)[0] for row in rows}
        shown = {
            row["name"]
            for row in build.query(
                "select schema_name || '.' || view_name as name from duckdb_views() "
                "where schema_name in ('kpi', 'views') and database_name = 'cooperation'"
            )
        }
        assert views == shown
        assert str(len(shown)) in title
        (cap,) = [row for row in rows if "views.cap_use_by_year" in row and ">cap_use_pct<" in row]
        assert "disbursement.amount_yen" in cap
        assert ("Casebook" if lang == "en" else "事例集") in cap
