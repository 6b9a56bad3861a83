"""Whether a restriction binds: who the user is, what they do, and what a clause asks of that."""
