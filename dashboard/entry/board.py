"""The script Streamlit runs. It lies in a folder of its own: beside a folder called pages/ the
toolkit would serve that folder's files as pages, and an address such as /population would run one
of them bare instead of the board."""

from dashboard.app import main

main()
