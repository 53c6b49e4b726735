"""Cards, by what they are about; a page names those that it shows."""
