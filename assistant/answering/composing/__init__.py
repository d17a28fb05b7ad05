"""Composing: short Chinese statements from records, each with the place it rests on."""
