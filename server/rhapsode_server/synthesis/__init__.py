"""Who speaks first, and the worker processes that do the speaking."""
