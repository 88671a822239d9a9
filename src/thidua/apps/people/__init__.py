"""Ground: persons, their accounts and sign-in, and who deputises for whom."""
