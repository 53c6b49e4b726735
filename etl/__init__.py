"""From files under data/sources to a published build of the mart. Knows nothing of screens."""
