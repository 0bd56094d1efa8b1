"""Numbers, dates, money, units, addresses: from what is written to the words that are said."""
