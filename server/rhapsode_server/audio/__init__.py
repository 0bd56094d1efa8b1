"""Sound on its way up: trim, speed, watermark, rate, encoding. One chain per context."""
