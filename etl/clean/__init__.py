"""Text cells → values: numbers, dates, names and codes of Japanese official tables."""
