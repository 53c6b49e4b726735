"""`python -m etl inspect FILE`: what a file is, or a mapping for it that a person completes."""
