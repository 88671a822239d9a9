"""Official papers as values (decree 30/2020): what stands on them, not how a file holds it. Formats make the files."""
