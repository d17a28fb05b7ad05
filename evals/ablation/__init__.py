"""Which part is worth what: the assistant with parts switched off, and the baseline that a user would build in an afternoon."""
