"""Letters to phonemes: what each word of a request sounds like, in the symbols of the model's own table."""
