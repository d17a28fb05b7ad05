"""Time and memory: ``python -m evals.benchmarks``, each figure beside the embedder's share of it and its bar."""
