"""The Kokoro-82M voice: text to phonemes, phonemes to samples, many rows at once."""
