"""Checking: whether the words of a statement stand in the places it cites."""
