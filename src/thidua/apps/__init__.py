"""Django apps by noun: ground first, then the river. `README.md` lists them in order."""
