"""A bare page of the same elements as a page of the board: as many charts, blocks of text, buttons and
containers, of the same sizes (RENKEI_BENCH_ALIKE names the file that tells them), and one filter.

With ?only=chart its charts alone."""

import json
import os
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

_NAMES = [f"地域{number}" for number in range(1, 12)]
_BAR = 26  # bytes of a chart for each of its bars
_FRAME = 900  # … and for what every chart has


@st.cache_resource
def _pages() -> dict[str, dict[str, list[int]]]:
    return json.loads(Path(os.environ["RENKEI_BENCH_ALIKE"]).read_text(encoding="utf-8"))


alike = _pages()[st.query_params["as"]]
if "only" in st.query_params:
    alike = {kind: sizes if kind == st.query_params["only"] else [] for kind, sizes in alike.items()}
chosen = st.sidebar.selectbox("地域", _NAMES, index=None, key="region")
shift = _NAMES.index(chosen) + 1 if chosen else 0
for number, _ in enumerate(alike["block"]):
    st.container(key=f"block{number}")
for number, size in enumerate(alike["html"]):
    text = f"地域{shift}の{number}。"
    st.html(f"<p>{text * max(1, size // len(text.encode()))}</p>")
for number, size in enumerate(alike["chart"]):
    bars = max(3, (size - _FRAME) // _BAR)
    names = [f"市町村{place}" for place in range(bars)]
    figure = go.Figure(go.Bar(x=names, y=[(place + number + shift) % 11 + 1 for place in range(bars)]))
    st.plotly_chart(figure, key=f"chart{number}")
for number, _ in enumerate(alike["button"]):
    st.button(f"操作{number}", key=f"button{number}")
for number, _ in enumerate(alike["download"]):
    st.download_button(f"CSV{number}", f"{shift}\n".encode(), key=f"csv{number}", on_click="ignore")
for number, size in enumerate(alike["select"]):
    st.multiselect(
        f"選ぶ{number}", [f"市町村{place}" for place in range(max(2, size // 18))], key=f"of{number}"
    )
