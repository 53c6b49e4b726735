"""A query that a person typed: in a process of its own, which the operating system ends."""
