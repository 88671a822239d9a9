"""Parts of the right pane of the check page, and the acts on them."""
