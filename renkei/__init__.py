"""What etl and dashboard share: rules that both sides need and that must not be written twice.

Imports neither of them (pyproject.toml, importlinter).
"""
