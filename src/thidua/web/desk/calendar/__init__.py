"""All time limits that concern somebody, month by month."""
