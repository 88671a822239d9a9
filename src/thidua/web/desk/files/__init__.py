"""Downloads of stored files."""
