"""Bytes to core values and back: the papers offices use. Third-party readers are allowed here, Django is not."""
