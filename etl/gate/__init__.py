"""What stops between a finished build and its readers until a person has looked at it."""
