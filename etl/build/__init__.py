"""A build on the disk: its files, what it was made from, the ones that are kept, and which is live."""
