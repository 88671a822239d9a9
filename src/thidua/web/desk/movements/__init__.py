"""Pages of movements: the list, the overview, targets, assigning, launching, what a unit has to do."""
