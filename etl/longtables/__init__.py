"""Tables too long for frames: held as numbers of distinct values, read, compared and written by column."""
