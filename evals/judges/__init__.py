"""Optional judges (评审) of free text by a language model, and how far they agree with labels made by hand. Never part of the gate."""
