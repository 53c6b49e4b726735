"""What the README's table "to add … touch …" says: each thing is added in a copy of the project, as by a
newcomer who has read that table alone."""
