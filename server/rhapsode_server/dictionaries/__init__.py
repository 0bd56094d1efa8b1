"""Pronunciation dictionaries as they are kept: the server's file, and those that clients make over REST."""
