"""Tables: those that a format states, and those that flattened lines still show."""
