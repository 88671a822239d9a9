"""Settings, addresses, start-up checks."""
