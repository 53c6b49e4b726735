"""The template of every Plotly figure (ui.md, Look)."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.charts.look import CATEGORICAL, FONT, GRID, GROUND, TEXT

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 16, "color": TEXT},
        "paper_bgcolor": GROUND,
        "plot_bgcolor": GROUND,
        "colorway": list(CATEGORICAL),
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "xaxis": {
            "automargin": True,
            "gridcolor": GRID,
            "zeroline": False,
            "linecolor": TEXT,
            "fixedrange": True,
        },
        "yaxis": {"automargin": True, "gridcolor": GRID, "zeroline": False, "fixedrange": True},
        # else the library takes a mark's own colour and picks the text's
        "hoverlabel": {
            "font": {"family": FONT, "size": 16, "color": TEXT},
            "bgcolor": GROUND,
            "bordercolor": TEXT,
        },
        "showlegend": False,
        "dragmode": False,
    }
)
