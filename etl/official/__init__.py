"""Official files as they are: one small module per published layout, chosen by what a file contains.

grid     file → sheets of text cells           filelayout  what a layout is, and what it read
areas    a row's code and name → what it is    totals      the parts against the printed totals
load     recognised file → Raw                 overlap     the same figure in two files
"""
