"""Files as they were sent → grids of text cells that know their place, and the rows of a table in them."""
