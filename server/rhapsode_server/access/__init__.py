"""Who may come in: keys, tokens, origins, and how many at once. Pure but for the key store, which is a file."""
