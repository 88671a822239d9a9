"""Writing a plan here: the beginning, the sections, the paper as it will look."""
