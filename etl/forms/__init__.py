"""Workbooks that people fill in: laid out, locked and marked here, recognised when they come back."""
