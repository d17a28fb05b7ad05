"""The HTTP API under ``/v1``, the source page, health and metrics."""
