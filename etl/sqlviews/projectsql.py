"""The SQL of a project, read for a build, with what the live build says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from etl.build import fingerprint
from etl.paths import Paths
from etl.problems import Problems
from etl.sqlviews import columnlineage, sqlfile
from etl.sqlviews.drawing import Drawing
from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.verdicts import Verdicts
from etl.sqlviews.views import Views, limits
from etl.tables import PROVENANCE, TABLES, Table


@dataclass(frozen=True)
class Sql:
    """`verdicts`: on the checks; those on the views are theirs."""

    checks: list[SqlFile]
    views: Views
    verdicts: Verdicts

    def lineage(self, own: Sequence[Table] = ()) -> dict[str, Any]:
        """Where the columns of the views come from; of the files as they were read. `own`: the office's own
        tables."""
        columns = {table.name: table.columns for table in (*TABLES, *PROVENANCE.values(), *own)}
        return columnlineage.traced(self.views.files, self.views.before, columns)


def folders_of(paths: Paths) -> sqlfile.Folders:
    """The product's SQL with the office's."""
    return sqlfile.Folders(paths.sql, paths.own_sql, frozenset(paths.without("without_sql")))


def load(paths: Paths, problems: Problems) -> Sql:
    """What cannot be used is a problem."""
    folders = folders_of(paths)
    checks = sqlfile.load(folders, "checks", problems)
    live = fingerprint.live_manifest(paths) or {}
    views = Views(
        live.get("views", {}),
        limits(paths.settings()),
        drawing=Drawing(live.get("drawings", {})),
        verdicts=Verdicts(live.get("verdicts", {}), live.get("view_rows", {})),
    )
    views.load(folders, problems)
    return Sql(checks, views, Verdicts(live.get("check_verdicts", {})))
