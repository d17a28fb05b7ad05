"""Judging the assistant: gold facts and questions made by hand, deterministic checks, runs and reports (评测)."""
