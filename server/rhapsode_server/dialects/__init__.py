"""Frames to messages and back, one file per protocol."""
