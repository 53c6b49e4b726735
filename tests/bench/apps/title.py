"""The barest app there is: one title."""

import streamlit as st

st.title("広域連携ボード")
