"""Ground: the register of honours held. Decisions fill it; next year's nominations drink from it."""
