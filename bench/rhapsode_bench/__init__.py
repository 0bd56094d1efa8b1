"""Benchmarks: speed and quality, always beside a peer in the same run."""
