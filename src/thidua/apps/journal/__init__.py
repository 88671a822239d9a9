"""Ground: the append-only record of every act, one chain per commune, and the keys that make an act happen once."""
