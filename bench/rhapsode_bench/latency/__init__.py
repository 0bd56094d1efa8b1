"""How long listeners wait for speech servers of several dialects, side by side: ``rhapsode bench latency``."""
