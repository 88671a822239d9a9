"""The officers' guide inside the product: the same pages as `docs/vi`, and which of them helps where."""
