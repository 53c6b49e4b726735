"""The bare apps that the board is measured against."""
