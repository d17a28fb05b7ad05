"""Matching: which rows, tasks and sentences of the plans are what was asked for."""
