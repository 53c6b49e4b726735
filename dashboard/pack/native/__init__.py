"""A Drawing as a native chart (DrawingML), the same on a slide and on a sheet: both call these modules."""
