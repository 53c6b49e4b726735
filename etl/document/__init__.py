"""A document half read: where it prints what is due, as proposals that a person marks or leaves."""
