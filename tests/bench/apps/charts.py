"""A bare page of figures: one title, four metrics, as many Plotly charts as the overview, one filter."""

import os

import plotly.graph_objects as go
import streamlit as st

_NAMES = [f"地域{number}" for number in range(1, 12)]

st.title("広域連携ボード")
chosen = st.selectbox("地域", _NAMES, index=None, key="region")
shift = _NAMES.index(chosen) + 1 if chosen else 0
for number, column in enumerate(st.columns(4)):
    column.metric(f"指標{number + 1}", 100 * (number + 1) + shift, shift)
for number in range(int(os.environ["RENKEI_BENCH_CHARTS"])):
    figure = go.Figure(go.Bar(x=_NAMES, y=[(place + number + shift) % 11 + 1 for place in range(11)]))
    st.plotly_chart(figure, key=f"chart{number}")
