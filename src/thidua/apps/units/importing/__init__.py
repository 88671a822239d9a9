"""Lists of units and of people from Excel: what was read, what each row would become, what is wrong with it."""
