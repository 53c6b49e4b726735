"""Presentation mode (ui.md, Meeting): one finding and one chart per screen, driven by a clicker."""
