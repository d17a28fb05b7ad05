"""Commitments (量化承诺): quantities in running text, boxes and cells that are targets."""
