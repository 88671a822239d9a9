"""Pages where the wording of a filed paper is put right: what is offered, what was decided, the files made of it."""
