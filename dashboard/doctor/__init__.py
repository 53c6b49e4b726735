"""renkei doctor, renkei test: what an office's board has, what it lacks, and whether all of it draws."""
