"""Days: the lunar calendar, public holidays, working days, and deadlines with the instant they close."""
