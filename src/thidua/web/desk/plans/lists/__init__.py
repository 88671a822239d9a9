"""Pages of what the readings give: a plan at a glance, its tasks, cited documents, texts to use again."""
