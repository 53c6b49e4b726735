"""From a published build to screens. Computes no figure and writes no file of the mart."""
