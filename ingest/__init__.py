"""A plan document goes in, facts and passages come out. Public API: ``read_plan``, ``Library``."""
