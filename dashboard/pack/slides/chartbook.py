"""A native chart of a slide and the workbook inside it: what "Edit data" opens."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

import xlsxwriter

from dashboard.pack.native.cells import Plain, write_block
from dashboard.pack.native.chart import NativeChart

SHEET = "Sheet1"


@dataclass(frozen=True)
class ChartData:
    """What python-pptx asks of chart data: the XML and the workbook."""

    chart: NativeChart
    made_on: dt.date

    @property
    def xlsx_blob(self) -> bytes:
        """The same drawing and date give the same bytes."""
        out = io.BytesIO()
        workbook = xlsxwriter.Workbook(out, {"in_memory": True})
        workbook.set_properties({"created": dt.datetime.combine(self.made_on, dt.time())})
        sheet = workbook.add_worksheet(SHEET)
        write_block(sheet, self.chart.block, Plain())
        sheet.set_column(0, 0, 28)
        workbook.close()
        return out.getvalue()

    def xml_bytes(self, chart_type: object) -> bytes:
        return self.chart.xml().encode("utf-8")
