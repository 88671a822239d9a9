"""The invariants of the data. Importing this package enters every rule in `INVARIANTS`."""

from thidua.jobs.keeping.invariants import amendments, ground, places, river
from thidua.jobs.keeping.invariants.registry import INVARIANTS, Outcome, failures, run

__all__ = ["INVARIANTS", "Outcome", "amendments", "failures", "ground", "places", "river", "run"]
