"""Units of English as they are written, and the names that the CLDR does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_PREFIXES = {
    "T": "tera",
    "G": "giga",
    "M": "mega",
    "k": "kilo",
    "m": "milli",
    "µ": "micro",
    "μ": "micro",
    "n": "nano",
    "p": "pico",
}
_LARGE, _SMALL = "TGMk", "mµμnp"
_PREFIXED: Mapping[str, tuple[str, str]] = {
    "Hz": ("hertz", _LARGE + "m"),
    "W": ("watt", _LARGE + _SMALL),
    "Wh": ("watt-hour", _LARGE + "m"),
    "V": ("volt", "Mk" + _SMALL),
    "A": ("ampere", "k" + _SMALL),
    "Ah": ("ampere-hour", "km"),
    "Ω": ("ohm", "GMkm"),
    "F": ("farad", "mµμnp"),
    "H": ("henry", "mµμn"),
    "J": ("joule", _LARGE + "mµμn"),
    "N": ("newton", "Mkmn"),
    "Pa": ("pascal", "GMkm"),
    "eV": ("electronvolt", _LARGE + "m"),
    "VA": ("volt-ampere", "Mk"),
    "Sv": ("sievert", _SMALL),
    "Gy": ("gray", "kmµμ"),
    "Bq": ("becquerel", _LARGE),
    "T": ("tesla", "mµμn"),
    "mol": ("mole", "km" + "µμn"),
    "M": ("molar", _SMALL),
    "s": ("second", _SMALL),
    "m": ("meter", "kmµμn"),  # "15 pm" is an hour
    "g": ("gram", "kmµμn"),
    "L": ("liter", "mµμn"),
    "l": ("liter", "mµμn"),
    "t": ("tonne", "GMk"),
    "bit": ("bit", _LARGE),
    "bps": ("bit-per-second", _LARGE),
    "bit/s": ("bit-per-second", _LARGE),
    "b/s": ("bit-per-second", _LARGE),
    "B/s": ("byte-per-second", _LARGE),
    "cd": ("candela", "km"),
    "lm": ("lumen", "k"),
    "cal": ("calorie", "k"),
}
_BINARY = {"Ki": "kibi", "Mi": "mebi", "Gi": "gibi", "Ti": "tebi", "Pi": "pebi"}
_UNCOUNTED = frozenset({"hertz", "molar", "lux", "siemens"})
_ELIDED = {"kiloohm": "kilohm", "megaohm": "megohm"}

_PLAIN: Mapping[str, str] = {
    "fps": "frame-per-second",
    "pts": "point",
    "FPS": "frame-per-second",
    "rpm": "revolution-per-minute",
    "RPM": "revolution-per-minute",
    "bpm": "beat-per-minute",
    "BPM": "beat-per-minute",
    "wpm": "word-per-minute",
    "sq ft": "square-foot",
    "sq. ft": "square-foot",
    "sq m": "square-meter",
    "sq km": "square-kilometer",
    "sq mi": "square-mile",
    "cu ft": "cubic-foot",
    "cu in": "cubic-inch",
    **dict.fromkeys(("deg", "degs"), "degree"),
    **dict.fromkeys(("deg C", "deg. C", "deg.C"), "celsius"),
    **dict.fromkeys(("deg F", "deg. F", "deg.F"), "fahrenheit"),
    "gals": "gallon",
    **{"kDa": "kilodalton", "mEq": "milliequivalent", "J·s": "joule-second", "N·s": "newton-second"},
    "ac": "acre",
    "sf": "square-foot",
    "cwt": "hundredweight",
    "ft2": "square-foot",
    "ft³": "cubic-foot",
    "in²": "square-inch",
    "mi²": "square-mile",
    "yd²": "square-yard",
    "m^2": "square-meter",
    "m^3": "cubic-meter",
    "cm^2": "square-centimeter",
    "cm^3": "cubic-centimeter",
    "km^2": "square-kilometer",
    "ft^2": "square-foot",
    "m/s^2": "meter-per-square-second",
    "m/s2": "meter-per-square-second",
    "ft/s": "foot-per-second",
    "fl oz": "fluid-ounce",
    "fl. oz": "fluid-ounce",
    "pt": "pint",
    "qt": "quart",
    "tsp": "teaspoon",
    "tbsp": "tablespoon",
    "Tbsp": "tablespoon",
    "hr": "hour",
    "hrs": "hour",
    "mins": "minute",
    "sec": "second",
    "secs": "second",
    "yr": "year",
    "yrs": "year",
    "wk": "week",
    "wks": "week",
    "mo": "month",
    "mos": "month",
    "kn": "knot",
    **dict.fromkeys(("sq. miles", "sq miles", "sq. mi"), "square-mile"),
    **dict.fromkeys(("sq. feet", "sq feet"), "square-foot"),
    **dict.fromkeys(("sq. km", "sq. kilometers"), "square-kilometer"),
    **dict.fromkeys(("sq. m", "sq. meters"), "square-meter"),
    **{"yds": "yard", "mls": "milliliter", "kgs": "kilogram", "kms": "kilometer", "cms": "centimeter"},
    **{"mm²": "square-millimeter", "mm2": "square-millimeter", "mm³": "cubic-millimeter"},
    **{"Kb": "kilobit", "Mb": "megabit", "Gb": "gigabit", "Tb": "terabit"},
    "nmi": "nautical-mile",
    "ly": "light-year",
    "AU": "astronomical-unit",
    "kpc": "kiloparsec",
    "Mpc": "megaparsec",
    "atm": "atmosphere",
    "mbar": "millibar",
    "hL": "hectoliter",
    "dL": "deciliter",
    "cL": "centiliter",
    "cc": "cubic-centimeter",
    "dB": "decibel",
    "dBA": "decibel",
    "mol": "mole",
    "Wh": "watt-hour",
    "Ah": "ampere-hour",
    "eV": "electronvolt",
    "VA": "volt-ampere",
    "Sv": "sievert",
    "Bq": "becquerel",
    "ppm": "part-per-million",
    "ppb": "part-per-billion",
    "bps": "basis-point",
    "pct": "percent",
    "ct": "carat",
    "kt": "knot",
    "mcg": "microgram",
    "ppi": "pixel-per-inch",
    "inHg": "inch-ofhg",
    "Mt": "megaton",
    "¢": "cent",
    "ksi": "kilopound-per-square-inch",
    "lbf": "pound-force",
    "ft-lb": "foot-pound",
    "ft-lbs": "foot-pound",
    "lb-ft": "pound-foot",
    "BTU": "british-thermal-unit",
    "mmol/L": "millimole-per-liter",
    "IU": "international-unit",
    "px": "pixel",
    "°K": "kelvin",
    "N·m": "newton-meter",
    "kW·h": "kilowatt-hour",
    "m s⁻¹": "meter-per-second",
    "m s⁻²": "meter-per-square-second",
}
_NAMES: Mapping[str, Mapping[str, str]] = {
    "frame-per-second": {"one": "frame per second", "other": "frames per second"},
    "revolution-per-minute": {"one": "revolution per minute", "other": "revolutions per minute"},
    "beat-per-minute": {"one": "beat per minute", "other": "beats per minute"},
    "word-per-minute": {"one": "word per minute", "other": "words per minute"},
    "part-per-million": {"one": "part per million", "other": "parts per million"},
    "part-per-billion": {"one": "part per billion", "other": "parts per billion"},
    "astronomical-unit": {"one": "astronomical unit", "other": "astronomical units"},
    "square-millimeter": {"one": "square millimeter", "other": "square millimeters"},
    "cubic-millimeter": {"one": "cubic millimeter", "other": "cubic millimeters"},
    "kiloparsec": {"one": "kiloparsec", "other": "kiloparsecs"},
    "megaparsec": {"one": "megaparsec", "other": "megaparsecs"},
    "millibar": {"one": "millibar", "other": "millibars"},
    "decibel": {"one": "decibel", "other": "decibels"},
    "mole": {"one": "mole", "other": "moles"},
    "watt-hour": {"one": "watt hour", "other": "watt hours"},
    "ampere-hour": {"one": "ampere hour", "other": "ampere hours"},
    "electronvolt": {"one": "electronvolt", "other": "electronvolts"},
    "volt-ampere": {"one": "volt ampere", "other": "volt amperes"},
    "basis-point": {"one": "basis point", "other": "basis points"},
    "percent": {"other": "percent"},
    "kilodalton": {"one": "kilodalton", "other": "kilodaltons"},
    "milliequivalent": {"one": "milliequivalent", "other": "milliequivalents"},
    "joule-second": {"one": "joule second", "other": "joule seconds"},
    "newton-second": {"one": "newton second", "other": "newton seconds"},
    "hundredweight": {"other": "hundredweight"},
    "inch-ofhg": {"one": "inch of mercury", "other": "inches of mercury"},
    "kiloton": {"one": "kiloton", "other": "kilotons"},
    "megaton": {"one": "megaton", "other": "megatons"},
    "cent": {"one": "cent", "other": "cents"},
    "kilopound-per-square-inch": {"one": "kilopound per square inch", "other": "kilopounds per square inch"},
    "pound-force": {"one": "pound force", "other": "pounds force"},
    "foot-pound": {"one": "foot pound", "other": "foot pounds"},
    "pound-foot": {"one": "pound foot", "other": "pound feet"},
    "british-thermal-unit": {"one": "B T U", "other": "B T Us"},
    "international-unit": {"one": "international unit", "other": "international units"},
}


def _prefixed() -> Iterator[tuple[str, str, str]]:
    """Sign, unit and its name of everything with a prefix."""
    for base, (unit, prefixes) in _PREFIXED.items():
        for prefix in prefixes:
            name = f"{_PREFIXES[prefix]}{unit}"
            yield prefix + base, name, _ELIDED.get(name, name)
    for sign, prefix in _BINARY.items():
        yield f"{sign}B", f"{prefix}byte", f"{prefix}byte"


def _forms(name: str) -> dict[str, str]:
    """Singular and plural; what is per something, or has a hyphen, takes the plural where English does."""
    head, per, below = name.partition("-per-")
    head = head.replace("-", " ")
    tail = f" per {below}" if per else ""
    plural = head if any(head.endswith(word) for word in _UNCOUNTED) else f"{head}s"
    return {"one": head + tail, "other": plural + tail}


SIGNS: Mapping[str, str] = {
    **{sign: unit for sign, unit, _ in _prefixed()},
    "KB": "kilobyte",
    **{"kbps": "kilobit-per-second", "mbps": "megabit-per-second", "gbps": "gigabit-per-second"},
    **{"KG": "kilogram", "KM": "kilometer", "CM": "centimeter", "LB": "pound", "LBS": "pound", "OZ": "ounce"},
    **{"MPH": "mile-per-hour", "KPH": "kilometer-per-hour"},
    "Kbps": "kilobit-per-second",
    **_PLAIN,
}
"""Signs beyond those of all languages."""

NAMES: Mapping[str, Mapping[str, str]] = {**{unit: _forms(name) for _, unit, name in _prefixed()}, **_NAMES}
"""Names by plural category."""

STOPPED = frozenset(
    "in ft lb lbs oz yd mi hr hrs min mins sec secs yr yrs wk wks mo mos tsp tbsp pt qt gal pct sq cu".split()
)
"""Signs that are abbreviations: a full stop behind them is theirs."""

COOKED = 'h|W|V|A|hp|in(?=\\.)|tsp|tbsp|Tbsp|cups?|lbs?|oz|mi|km|kg|ft|yd|gal|qt|pt|hrs?|min|L|ml|mL|cm|mm|g|"|″'
"""Signs, as an expression, that a fraction stands before."""

_SIDES = {"m": "meter", "cm": "centimeter", "mm": "millimeter", "ft": "foot", "in": "inch", "yd": "yard"}
_SHAPES = {"²": "square", "2": "square", "^2": "square", "³": "cubic", "3": "cubic", "^3": "cubic"}
_OF_MATTER = {
    **dict.fromkeys(("g·°C", "g °C", "g°C"), "gram degree Celsius"),
    **{"kg·K": "kilogram kelvin", "mol·K": "mole kelvin", "m·K": "meter kelvin", "kg·°C": "kilogram degree Celsius"},
    **{"m²·K": "square meter kelvin", "g·K": "gram kelvin", "m^2·K": "square meter kelvin"},
}
"""What heat is told for."""
PER: Mapping[str, str] = {
    "/": "",  # before a number
    **{
        word: word for word in "hour day night week month year minute second person mile gallon pound user seat".split()
    },
    **{word: word for word in "share unit acre piece item barrel ounce foot yard token request liter capita".split()},
    **{
        word: word
        for word in "visit session class lesson ticket bottle box dose serving pack bag copy call game".split()
    },
    **{
        word: word
        for word in "trip ride plate pair set sheet can cup slice guest adult child kid room car vehicle".split()
    },
    **{word: word for word in "order transaction click view impression install core node instance device".split()},
    **{
        word: word for word in "license account cycle dozen case pill tablet capsule shot glass pint quart load".split()
    },
    **{word: word for word in "kilogram gram meter kilometer head student employee household page word ton".split()},
    **{
        "hr": "hour",
        "h": "hour",
        "d": "day",
        "wk": "week",
        "mo": "month",
        "yr": "year",
        "min": "minute",
        "s": "second",
    },
    **{"sec": "second", "lb": "pound", "oz": "ounce", "gal": "gallon", "kg": "kilogram", "g": "gram", "L": "liter"},
    **{"l": "liter", "mL": "milliliter", "ml": "milliliter", "mi": "mile", "km": "kilometer", "m": "meter"},
    **{"sq ft": "square foot", "ft²": "square foot", "m²": "square meter", "m2": "square meter", "ft": "foot"},
    **{"mi²": "square mile", "mi2": "square mile", "sq km": "square kilometer", "ha": "hectare", "K": "kelvin"},
    **{f"{sign}{power}": f"{shape} {name}" for sign, name in _SIDES.items() for power, shape in _SHAPES.items()},
    **{f"{left}{sign}{right}": name for sign, name in _OF_MATTER.items() for left, right in (("", ""), ("(", ")"))},
    "°C": "degree Celsius",
    **{"km²": "square kilometer", "km2": "square kilometer", "m³": "cubic meter", "m3": "cubic meter", "bbl": "barrel"},
    **{
        "kWh": "kilowatt hour",
        "MWh": "megawatt hour",
        "mol": "mole",
        "cm²": "square centimeter",
        "cm³": "cubic centimeter",
    },
    **{"sq mi": "square mile", "dL": "deciliter", "dl": "deciliter", "GB": "gigabyte", "MB": "megabyte", "in": "inch"},
}
"""What may stand behind a stroke, and how it is said behind "per"."""
