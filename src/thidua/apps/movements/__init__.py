"""River 2: the live movement. Phases, participants, targets and duties, each tied to its line in the plan."""
