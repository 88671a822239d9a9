"""Ground: stored files by content hash; the bytes lie in data/media, the rows say who stored what, when, for whom."""
