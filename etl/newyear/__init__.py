"""A new year: what is due of each yearly source, the workbook that asks for it, and reading it back."""
