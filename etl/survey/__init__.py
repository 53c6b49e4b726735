"""Surveys that are run: definition, forms, returns, replies, suppression, rows for the mart."""
