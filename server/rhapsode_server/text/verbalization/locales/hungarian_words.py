"""Nouns, units and abbreviations of Hungarian."""

from __future__ import annotations

CURRENCY_NAMES = {
    "HUF": {"other": "forint"},
    "EUR": {"other": "euró"},
    "USD": {"other": "dollár"},
    "GBP": {"other": "font"},
    "JPY": {"other": "jen"},
    "RON": {"other": "lej"},
    "KR": {"other": "korona"},
    "CZK": {"other": "cseh korona"},
    **{code: {"other": f"{land} korona"} for code, land in (("SEK", "svéd"), ("NOK", "norvég"), ("DKK", "dán"))},
}
MINOR_UNITS = {
    **dict.fromkeys(("EUR", "USD", "AUD", "CAD"), {"other": "cent"}),
    "HUF": {"other": "fillér"},
    "GBP": {"other": "penny"},
}
UNIT_SIGNS = {
    "km/ó": "kilometer-per-hour",
    "ó": "hour",
    "km/óra": "kilometer-per-hour",
    "km/s": "kilometer-per-second",
    "óra": "",
    "mp": "second",
    "mAh": "milliampere-hour",
    "Mb/s": "megabit-per-second",
    "Gb/s": "gigabit-per-second",
    "ek": "tablespoon",
    "ek.": "tablespoon",
    "tk": "teaspoon",
    "tk.": "teaspoon",
    "kk": "coffee-spoon",
    "LE": "horsepower",
    "Hgmm": "millimeter-ofhg",
    "dkg": "decagram",
    "dag": "decagram",
    "fordulat/perc": "revolution-per-minute",
    "ford/perc": "revolution-per-minute",
}
UNIT_NAMES = {
    "liter-per-100-kilometer": {"other": "liter száz kilométerenként"},
    "degree": {"other": "fok"},
    "millimeter-ofhg": {"other": "higanymilliméter"},
    "milliampere-hour": {"other": "milliamperóra"},
    "tablespoon": {"other": "evőkanál"},
    "teaspoon": {"other": "teáskanál"},
    "coffee-spoon": {"other": "kávéskanál"},
    "decagram": {"other": "dekagramm"},
    "horsepower": {"other": "lóerő"},
    "revolution-per-minute": {"other": "fordulat per perc"},
    "megabit-per-second": {"other": "megabit per másodperc"},
    "gigabit-per-second": {"other": "gigabit per másodperc"},
}
SCORE_WORDS = frozenset(
    "nyert nyertek győzött győztek győzelem kikapott vesztett vereség legyőzte verte vezet vezetett döntetlen "
    "állás eredmény eredménnyel végeredmény meccs mérkőzés gól".split()
)
PHONE_WORDS = frozenset("hívja hívd hívjon tel telefon telefonszám mobil szám fax sms telefonon".split())
PER = {
    **{"perc": "percenként", "óra": "óránként", "h": "óránként", "hónap": "havonta", "hó": "havonta", "nap": "naponta"},
    **{"kg": "kilogrammonként", "fő": "fejenként", "db": "darabonként", "m²": "négyzetméterenként", "év": "évente"},
    **{"m2": "négyzetméterenként", "liter": "literenként", "l": "literenként", "km": "kilométerenként"},
    **{
        "km²": "négyzetkilométerenként",
        "km2": "négyzetkilométerenként",
        "éj": "éjszakánként",
        "hét": "hetente",
        "kWh": "kilowattóránként",
    },
}
"""What a price is for: "Ft/kg"."""
