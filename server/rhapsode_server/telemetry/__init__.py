"""What the server measures and writes down about itself. Never spoken text, never a secret."""
