"""Pages as PDF and scans have them, lines, ruled tables, columns and breaks in their places; how papers are set."""
