"""renkei upgrade: an office's files of an older format, written as the product writes them today."""
