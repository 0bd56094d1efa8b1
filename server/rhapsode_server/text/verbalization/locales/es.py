"""Spanish."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.capitals import is_unsayable
from rhapsode_server.text.verbalization.locales.romance import Romance
from rhapsode_server.text.verbalization.locales.romance_neighbours import MILLION, cut_year
from rhapsode_server.text.verbalization.locales.romance_patterns import (
    law_pattern,
    per_pattern,
    piece_pattern,
    size_pattern,
    week_patterns,
)
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.span import Span, SpanKind


class _Numbers(RbnfNumbers):
    """The CLDR's rules, but for a feminine that goes through the thousands, and the everyday eleventh and twelfth."""

    def _cardinal(self, number: int, form: str | None) -> str:
        thousands, rest = divmod(number % MILLION, 1000)
        if form != "feminine" or thousands < 200:
            return super()._cardinal(number, form)
        words = super()._cardinal(thousands, form).split()
        if thousands % 100:
            # "doscientas treinta y un mil": hundreds agree, the one does not.
            words[-1] = super()._cardinal(thousands, "masculine").split()[-1]
        above = number - number % MILLION
        before = [super()._cardinal(above, "masculine")] if above else []
        behind = [super()._cardinal(rest, form)] if rest else []
        return " ".join([*before, *words, "mil", *behind])

    def _ordinal(self, number: int, form: str | None) -> str:
        if number in (11, 12):
            return ("undécim" if number == 11 else "duodécim") + ("a" if form == "feminine" else "o")
        if number and number % MILLION == 0:
            millions = number // MILLION
            before = super()._cardinal(millions, "masculine").replace(" ", "") if millions > 1 else ""
            return f"{before}millonésim{'a' if form == 'feminine' else 'o'}"
        if number % 1000 == 0 and 1000 < number < MILLION:
            # "dosmilésimo" is one word.
            thousands = super()._cardinal(number // 1000, "masculine").replace(" ", "")
            return thousands + super()._ordinal(1000, form)
        return super()._ordinal(number, form).replace("octingésim", "octingentésim")


_FEMININE = re.compile(
    r"(?:[cgsx]i[oó]n(?:es)?|dad(?:es)?|tad(?:es)?|tud(?:es)?|umbres?|trices|(?:[^m]|[^ac]?[iurl]m)as?)$"
)
_FEMININE_NOUNS = frozenset(
    "mujer mujeres noche noches tarde tardes vez veces mano manos parte partes clase clases calle calles ley leyes "
    "llave llaves red redes voz voces luz luces cruz cruces flor flores imagen imágenes orden órdenes razón razones "
    "base bases fase fases frase frases serie series sede sedes torre torres nube nubes fuente fuentes nave naves "
    "clave claves ave aves piel pieles señal señales cárcel cárceles crisis tesis dosis hipótesis síntesis raíz "
    "raíces foto fotos moto motos labor labores tribu tribus legumbre muerte muertes gente sangre carne carnes leche "
    "nieve catedral catedrales capital capitales especie especies superficie superficies sartén sartenes hambre "
    "actriz cama camas llama llamas rama ramas forma formas plataforma plataformas firma firmas norma normas arma "
    "armas dama damas lágrima lágrimas alma almas broma bromas víctima víctimas cima cimas suma sumas pluma plumas "
    "reforma reformas alarma alarmas máximas mínimas últimas próximas mismas revista revistas lista listas vista "
    "vistas pista pistas entrevista entrevistas conquista conquistas".split()
)
_MASCULINE_NOUNS = frozenset(
    "día días mapa mapas planeta planetas cometa cometas poeta poetas atleta atletas colega colegas tranvía tranvías "
    "clima climas trauma traumas reuma esperma karma karmas gorila gorilas papa papas cura curas guardia guardias "
    "mil".split()
)
_NEUTRAL = frozenset(
    "grandes principales diferentes mejores peores posibles importantes mayores menores tales iguales gran grande "
    "importante posible horribles increíbles enormes".split()
)
_DAY_TIMES = ((6, "de la madrugada"), (12, "de la mañana"), (13, "del mediodía"), (20, "de la tarde"))
"""The hour before which each ends; the night is left."""


_SHORT_WORDS = frozenset(
    "al de el en es ha he la le lo me mi ni no os se si sí su te tu tú un va ya yo oh ah da di ok".split()
)
"""Two letters that are a word even in capitals."""


class Spanish(Romance):
    """Spanish, as in Spain; amounts with a decimal point are read as America writes them."""

    tag = "es"
    minus, plus, plus_minus = "menos", "más", "más menos"
    point = "coma"
    ordinal_suffixes = (
        *(".º", "º", ".ª", "ª", ".er", "er", ".ᵉʳ", "ero", "era", "ro", "ra", "do", "da", "to", "ta", "mo", "ma", "vo"),
        *("va", "no", "na", ".os", ".as", "os", "as", "ºs", "ªs"),
    )
    eras = {
        **dict.fromkeys(("a. C.", "a.C.", "a. de C.", "a. C", "a.C", "aC", "AC"), "antes de Cristo"),
        **dict.fromkeys(("d. C.", "d.C.", "d. de C.", "d. C", "d.C", "dC", "DC"), "después de Cristo"),
        **dict.fromkeys(("a. c.", "a.c."), "antes de Cristo"),
        **dict.fromkeys(("d. c.", "d.c."), "después de Cristo"),
        **dict.fromkeys(("a. e. c.", "a.e.c.", "a. e. c"), "antes de la era común"),
        **dict.fromkeys(("e. c.", "e.c."), "de la era común"),
    }
    month_words = {"set": 9, "sep": 9, "setiembre": 9}
    day_suffix = r"(?:\.?º|°)?"
    date_joint = " de "
    month_joint = r"\s(?:del?\s)?"
    hour_words = ("h", "hs", "hrs", "horas", "hora")
    hour_letters = ("h",)
    time_dot = True
    time_words = frozenset({"las", "la"})
    percent_word, permille_word = "por ciento", "por mil"
    currency_signs = {
        "RD$": "DOP",
        "S/": "PEN",
        "S/.": "PEN",
        "USD$": "USD",
        "MEX$": "MXN",
        "₡": "CRC",
        "₲": "PYG",
        "₧": "ESP",
        "ptas": "ESP",
        "pta": "ESP",
        "Bs.": "BOB",
        **{code: code for code in "CRC NIO GTQ HNL PAB BOB PYG VES UYU DOP CUP TTD AWG PEN".split()},
        **{f"{code} $": code for code in "MXN ARS CLP COP UYU CAD AUD NZD HKD".split()},
        **{f"{code}$": code for code in "MXN ARS CLP COP UYU CAD AUD NZD HKD".split()},
        "US $": "USD",
        # As they are typed in haste; no words.
        **{
            code.casefold(): code
            for code in "CRC NIO GTQ HNL PAB BOB PYG UYU DOP TTD AWG COP CLP ARS MXN BRL JPY HKD CNY CAD AUD".split()
        },
        "mex$": "MXN",
        "r$": "BRL",
        "kr": "SEK",
        "fr.": "CHF",
        "euros": "EUR",
        "euro": "EUR",
        "dólares": "USD",
        "dólar": "USD",
    }
    currency_names = {
        "USD": {"one": "dólar", "other": "dólares"}, "JPY": {"one": "yen", "other": "yenes"},
        "INR": {"one": "rupia", "other": "rupias"}, "RUB": {"one": "rublo", "other": "rublos"},
        "CNY": {"one": "yuan", "other": "yuanes"}, "KRW": {"one": "won", "other": "wones"},
        "BRL": {"one": "real", "other": "reales"}, "PEN": {"one": "sol", "other": "soles"},
        "TRY": {"one": "lira turca", "other": "liras turcas"},
        "CRC": {"one": "colón", "other": "colones"}, "NIO": {"one": "córdoba", "other": "córdobas"},
        "GTQ": {"one": "quetzal", "other": "quetzales"}, "HNL": {"one": "lempira", "other": "lempiras"},
        "PAB": {"one": "balboa", "other": "balboas"}, "BOB": {"one": "boliviano", "other": "bolivianos"},
        "PYG": {"one": "guaraní", "other": "guaraníes"}, "VES": {"one": "bolívar", "other": "bolívares"},
        "CUP": {"one": "peso cubano", "other": "pesos cubanos"}, "ESP": {"one": "peseta", "other": "pesetas"},
        "TTD": {"one": "dólar de Trinidad y Tobago", "other": "dólares de Trinidad y Tobago"},
        "AWG": {"one": "florín arubeño", "other": "florines arubeños"},
    }  # fmt: skip
    feminine_currencies = frozenset("ESP GBP INR SEK NOK DKK CZK ISK TRY EGP PKR LKR LBP IDR UAH".split())
    minor_units = {
        "EUR": {"one": "céntimo", "other": "céntimos"}, "GBP": {"one": "penique", "other": "peniques"},
        **dict.fromkeys("CHF PEN VES CRC PYG".split(), {"one": "céntimo", "other": "céntimos"}),
        **dict.fromkeys(
            "USD MXN ARS CLP COP UYU DOP BRL CAD AUD NZD BOB NIO GTQ HNL CUP".split(),
            {"one": "centavo", "other": "centavos"},
        ),
    }  # fmt: skip
    money_and = "con"
    scales = {
        **dict.fromkeys(("mil", "k"), "thousand"),
        **dict.fromkeys(("millones", "millón", "m", "mill", "mm"), "million"), **dict.fromkeys(("mil millones",
        "mil m"), "milliard"),
        **dict.fromkeys(("billones", "billón"), "billion"),
    }  # fmt: skip
    scale_words = {
        "thousand": ("mil", "mil"), "million": ("millón", "millones"), "milliard": ("mil millones", "mil millones"),
        "billion": ("billón", "billones"),
    }  # fmt: skip
    point_names = {"p": "puntos porcentuales", "b": "puntos básicos", "t": "puntos"}
    unit_signs = {
        "bpm": "beat-per-minute", "lpm": "beat-per-minute", "mins": "minute",
        "mAh": "milliampere-hour", "Wh": "watt-hour", "MWh": "megawatt-hour", "GWh": "gigawatt-hour",
        "TWh": "terawatt-hour", "kV": "kilovolt", "fps": "frame-per-second", "rpm": "revolution-per-minute",
        "cda.": "tablespoon", "cdas.": "tablespoon", "cdta.": "teaspoon", "cdtas.": "teaspoon", "mbar": "millibar",
        "mi": "", "in": "", "kms": "kilometer", "kgs": "kilogram", "gr": "gram", "mts": "meter", "seg": "second",
        "CV": "horsepower", "cv": "horsepower",
    }  # fmt: skip
    unit_names = {
        "beat-per-minute": {"one": "latido por minuto", "other": "latidos por minuto"},
        "milliampere-hour": {"one": "miliamperio hora", "other": "miliamperios hora"},
        "watt-hour": {"one": "vatio hora", "other": "vatios hora"},
        "kilovolt": {"one": "kilovoltio", "other": "kilovoltios"},
        "megawatt-hour": {"one": "megavatio hora", "other": "megavatios hora"},
        "gigawatt-hour": {"one": "gigavatio hora", "other": "gigavatios hora"},
        "terawatt-hour": {"one": "teravatio hora", "other": "teravatios hora"},
        "frame-per-second": {"one": "fotograma por segundo", "other": "fotogramas por segundo"},
        "revolution-per-minute": {"one": "revolución por minuto", "other": "revoluciones por minuto"},
        "millibar": {"one": "milibar", "other": "milibares"},
        "decibel": {"one": "decibelio", "other": "decibelios"},
        "part-per-million": {"one": "parte por millón", "other": "partes por millón"},
        "horsepower": {"one": "caballo", "other": "caballos"},
    }  # fmt: skip
    fraction_names = {
        2: ("medio", "medios"), 3: ("tercio", "tercios"), 4: ("cuarto", "cuartos"), 5: ("quinto", "quintos"),
        6: ("sexto", "sextos"), 7: ("séptimo", "séptimos"), 8: ("octavo", "octavos"), 9: ("noveno", "novenos"),
        10: ("décimo", "décimos"), 100: ("centésimo", "centésimos"), 1000: ("milésimo", "milésimos"),
    }  # fmt: skip
    range_word = ratio_word = score_word = "a"
    feminine_units = Romance.feminine_units | {"revolution-per-minute"}
    pressure_words = frozenset({"tensión", "presión"})
    days = {
        "lun": "lunes", "mar": "martes", "mié": "miércoles", "mie": "miércoles", "jue": "jueves", "vie": "viernes",
        "sáb": "sábado", "sab": "sábado", "dom": "domingo",
    }  # fmt: skip
    sizes = {"M": "million", "MM": "million"}
    quantities = {">": "más de", "<": "menos de", "≥": "al menos", "≤": "como máximo"}
    spaced_units = frozenset({"A", "K", "N", "J", "bar"})
    powers = {"2": "al cuadrado", "3": "al cubo", "": "elevado a"}
    bare_unit_words = frozenset({"por", "el", "del", "un", "al", "cada"})
    ratio_words = frozenset("escala relación proporción ratio razón formato pantalla".split())
    score_words = frozenset(
        "ganó ganaron gana ganar venció vence vencieron derrotó perdió perdieron empató empataron empate marcador "
        "ganaba ganaban perdía perdían acabó terminó "
        "resultado victoria derrota partido gol goles final set goleó triunfo".split()
    )
    phone_words = frozenset("teléfono tel tfno tlf móvil fax llame llama llamar llamen celular whatsapp".split())
    version_words = frozenset("versión version android python ios windows".split())
    roman_before = frozenset(
        "siglo siglos capítulo capítulos tomo volumen libro acto escena parte título artículo sección fase anexo "
        "grado tipo clase nivel tema bloque serie cap vol art punto división legión".split()
    )
    roman_after = frozenset(
        "guerra república congreso edición premio feria internacional concilio cumbre jornadas jornada encuentro "
        "certamen festival dinastía centenario aniversario conferencia asamblea legislatura milenio plan copa "
        "campeonato simposio foro bienal semana maratón carrera región cohorte".split()
    )
    roman_names = frozenset(
        "felipe alfonso carlos fernando isabel juan pablo luis enrique jorge francisco benedicto pío león gregorio "
        "clemente inocencio urbano alejandro julio sixto nicolás napoleón guillermo federico ricardo eduardo pedro "
        "jaime sancho ramiro alberto balduino catalina maría ana leopoldo manuel humberto constantino adriano "
        "bonifacio celestino esteban juana margarita cristina beatriz ramsés darío jerjes ptolomeo iván harald "
        "gustavo cristián hassan mohamed abdalá rainiero otón maximiliano amadeo garcía ordoño lorenzo".split()
    )
    _queens = frozenset("isabel catalina maría ana juana margarita cristina beatriz".split())
    abbreviations = {
        "sr": "señor", "sra": "señora", "srta": "señorita", "sres": "señores", "sras": "señoras", "dr": "doctor",
        "dra": "doctora", "dres": "doctores", "prof": "profesor", "profa": "profesora", "D": "don", "dña": "doña",
        "ing": "ingeniero", "lic": "licenciado", "arq": "arquitecto", "gral": "general", "cnel": "coronel",
        "cap": "capítulo", "tte": "teniente", "pbro": "presbítero", "ud": "usted", "uds": "ustedes", "vd": "usted",
        "vds": "ustedes", "etc": "etcétera", "avda": "avenida", "av": "avenida", "pza": "plaza", "plza": "plaza",
        "c/": "calle", "pº": "paseo", "p.ej": "por ejemplo", "ej": "ejemplo", "p": "página", "pág": "página",
        "págs": "páginas", "pp": "páginas", "art": "artículo", "arts": "artículos", "vol": "volumen",
        "núm": "número", "nº": "número", "n°": "número", "n.º": "número", "no": "número", "tel": "teléfono",
        "tfno": "teléfono", "aprox": "aproximadamente", "máx": "máximo", "mín": "mínimo", "dpto": "departamento",
        "depto": "departamento", "cía": "compañía", "hnos": "hermanos", "s": "siglo", "ss": "siglos",
        "fig": "figura", "ed": "edición", "esq": "esquina", "ext": "extensión",
        "cf": "confróntese", "vs": "versus", "EE.UU": "Estados Unidos",
        "EEUU": "Estados Unidos", "JJ.OO": "Juegos Olímpicos", "FF.AA": "Fuerzas Armadas",
        "CC.OO": "Comisiones Obreras", "RR.HH": "recursos humanos", "S.A": "S A", "S.L": "S L", "a.m": "A M",
        "p.m": "P M", "excmo": "excelentísimo", "excma": "excelentísima", "ilmo": "ilustrísimo",
        "ilma": "ilustrísima", "ptos": "puntos", "lun": "lunes", "mar": "martes", "mié": "miércoles",
        "jue": "jueves", "vie": "viernes", "sáb": "sábado", "dom": "domingo", "mart": "martes", "miérc": "miércoles",
        "juev": "jueves", "vier": "viernes", "sto": "santo", "sta": "santa",
        "Vd": "usted", "pers": "personas", "trim": "trimestre", "M.ª": "María", "cód": "código",
        "párr": "párrafo", "y ss": "y siguientes", "L-V": "lunes a viernes",
        "L-D": "lunes a domingo", "D.ª": "doña",
        "t": "tomo", "col": "columna", "temp": "temperatura", "S. M": "Su Majestad", "C.P": "código postal",
        "apdo": "apartado", "rte": "remitente", "fdo": "firmado", "izq": "izquierda",
        "dcha": "derecha", "a.C": "antes de Cristo", "a.c": "antes de Cristo",
        "d.C": "después de Cristo", "d.c": "después de Cristo",
        "ctra": "carretera", "c": "hacia", "/ud": " por unidad", "/u": " por unidad", "/unid": " por unidad",
        "q.e.p.d": "que en paz descanse", "incl": "incluido", "hab": "habitantes", "dto": "descuento",
        "ref": "referencia", "izda": "izquierda", "fco": "Francisco", "s/n": "sin número", "i.e": "es decir",
    }  # fmt: skip
    stopless = frozenset("s/n dr dra sr sra nº n° n.º vs EE.UU EEUU c/ pº avda JJ.OO L-V L-D D.ª M.ª".split())
    closing = frozenset({"etc", "EE.UU", "a.C", "d.C", "S.A", "S.L", "cía", "hnos", "a.m", "p.m"})
    before_number = frozenset(
        "t col mart miérc juev vier c lun mar mié jue vie sáb dom p pág págs pp art arts vol núm nº n° n.º no s ss "
        "cap fig "
        "ext".split()
    )
    before_name = frozenset("D sto sta ing lic arq gral".split())
    initialisms = frozenset(
        "HIV SOS OCDE UE EEUU IA IPC ITV ADN ARN ONG TVE IBM USB IRPF DNI CPU GPU OMS FMI BCE CEO OCDE ERC UGT CCOO "
        "IU URL API "
        "ISBN IP "
        "UCI UVI ETT VIH ESO IES CEIP UPN CET".split()
    )
    symbol_names = {"_": "guion bajo", "-": "guion", "/": "barra", "+": "más", "~": "virgulilla"}
    symbols = {
        "&": "y", "+": "más", "=": "igual a", "×": "por", "÷": "entre", "<": "menor que", ">": "mayor que",
        "≤": "menor o igual que", "≥": "mayor o igual que", "≠": "distinto de", "≈": "aproximadamente",
        "§": "sección", "§§": "secciones", "±": "más menos", "→": "flecha", "#": "número", "~": "aproximadamente",
        "√": "raíz de",
        "∞": "infinito",
    }  # fmt: skip
    function_words = frozenset(
        "el es de y o u a en por con para que al del se no si e más menos ni son fue era como sin sobre entre hasta "
        "desde según pero porque cuando donde ya ha han le les lo los la las me te nos os su sus tras ante bajo "
        "hacia está están ser será después antes además también".split()
    )
    labels = frozenset(
        "página páginas capítulo número números artículo nivel grupo canal sala habitación puerta línea tipo versión "
        "fase día mes año tema kilómetro autobús puesto etapa".split()
    )
    year_words = frozenset("en desde hasta año de del".split())
    date_before = frozenset("el del al día".split())
    articles = frozenset("el la los las del al su mi tu un una este esta".split())
    patterns = (
        (
            SpanKind.TIME,
            r"(?<![\w.,:–-])(?<![–-] )(?P<hour>1[0-2]|0?\d)\.(?P<minute>[0-5]\d)\s?(?P<period>§period§)(?!\w)",
        ),
        # As America has it: "abril 30", "junio 11 de 2000"; what a bare number counts would stand behind it.
        (
            SpanKind.DATE,
            r"(?<!\w)(?<!\d de )(?<!\d )(?P<month>§month§)\.?\s(?P<day>3[01]|[12]\d|[1-9])"
            r"(?:,?\s(?:del?\s)?(?P<year>[12]\d{3})(?![\d%]|[.,]\d)|(?=[,;:)]|\.?\s?\Z))",
        ),
        # Small capitals are often lost: "siglo xix".
        (SpanKind.ROMAN, r"(?:(?<=[sS]iglo )|(?<=[sS]iglos ))(?P<numeral>[ivx]{1,6})(?!\w)"),
        # Telephones of America: "11 4321-8765"; without the area's number it could be a range.
        (SpanKind.PHONE, r"(?#-)(?<![\w.,+/-])(?<!\d )(?<!\) )(?P<groups>\d{2,3} \d{3,4}-\d{4})(?![\w-]|[.,]\d)"),
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{1,3}(?:[ \u00a0\u202f]\d{3})+)\.?(?P<suffix>[ºª])(?!\w)"),
        (
            SpanKind.DURATION,
            r"(?<![\w.,:])(?P<hour>\d{1,3})\s?h\s?(?P<minute>\d{1,2})\s?min\s?(?P<second>\d{1,2})\s?seg(?![\w])",
        ),
        law_pattern(("[Nn]úm\\.", "[Nn]º", "[Nn]\\.º", "Ley", "Orgánica", "Decreto", "RD", "RDL", "Orden", "exp\\.")),
        *Romance.patterns,
        per_pattern("pers|día|mes|año|semana|persona|noche|hora|minuto|segundo|habitante|hab|litro|kilo|unidad"),
        (SpanKind.PHONE, r"(?<![\w.,+])(?P<groups>(?:[6-9]\d\d \d\d|9\d \d{3}) \d\d \d\d)(?![\w-]| \d)"),
        piece_pattern("ud|u|unid"),
        *week_patterns(days),
        size_pattern(sizes),
        (SpanKind.ROMAN, r"(?<=[IVX] al )(?P<numeral>[IVX]{1,7})(?!\w)"),
        (SpanKind.CODE, r"(?<![\w.,])(?P<text>\d{8}-?[A-Z])(?!\w)"),
        (SpanKind.CARDINAL, r"(?<![\w.,])\$\s?(?P<integer>\d{1,3}(?:[.,]\d{3})+|\d{1,9})(?=\s(?:millones de )?pesos)"),
        (SpanKind.ROMAN, r"(?<=[IVX] [yaoe] )(?P<numeral>[IVX]{1,7})(?!\w)"),
        (SpanKind.ORDINAL, r"(?<![\w.,])(?P<integer>\d{1,4})\.(?P<suffix>[ºª]|er|as|os)(?!\w)"),
    )

    def spells(self, capitals: str) -> bool:
        return is_unsayable(capitals, _SHORT_WORDS)

    def make_numbers(self) -> NumberWords:
        return _Numbers("es", None, "masculine")

    def gender_of(self, noun: str) -> str:
        if noun in _FEMININE_NOUNS:
            return "feminine"
        if noun in _NEUTRAL:
            return ""
        if noun in _MASCULINE_NOUNS or noun.endswith(("ista", "istas")) or not _FEMININE.search(noun):
            return "masculine"
        return "feminine"

    def ordinal(self, span: Span, context: Context) -> str | None:
        suffix, number = span.field("suffix").lstrip("."), int(span.field("integer"))
        if suffix in ("os", "as", "ºs", "ªs"):
            return self.numbers.ordinal(number, "feminine" if suffix in ("as", "ªs") else "masculine") + "s"
        if suffix.endswith(("ª", "a", "as")):
            return self.numbers.ordinal(number, "feminine")
        before_noun = suffix not in ("ero", "ro") and self.noun_gender(context) == "masculine"
        if suffix in ("er", "ᵉʳ") or before_noun:
            return self.numbers.ordinal(number, "masculine-adjective")
        return self.numbers.ordinal(number, "masculine")

    def _decide_money(self, span: Span, context: Context) -> Span | None:
        decided = super()._decide_money(span, context)
        code = _CODE_BEHIND.match(context.text, decided.end) if decided and decided.field("symbol").isalpha() else None
        if decided and code and code[1].upper() == decided.field("currency") != decided.field("symbol").upper():
            return decided._replace(end=code.end())  # "5 dólares USD"
        return decided

    def agreement(self, span: Span, context: Context) -> str | None:
        form = super().agreement(span, context)
        stressed = form == "feminine" and span.field("integer") == "1" and context.after in _STRESSED
        return "masculine" if stressed else form

    def _decide_cardinal(self, span: Span, context: Context) -> Span | None:
        groups = context.written.split()
        dialled = len(groups) == 3 and groups[0][0] in "6789" and all(len(group) == 3 for group in groups)
        if dialled and _CALLED.search(context.text, max(0, span.start - 80), span.start):
            return span._replace(kind=SpanKind.PHONE, fields={"groups": " ".join(groups)})
        return super()._decide_cardinal(span, context)

    def duration(self, span: Span, context: Context) -> str | None:
        if context.written[-1] in "'’′" and context.before in ("el", "al", "del"):
            return f"minuto {self.number(span.field('minute'))}"
        return super().duration(span, context)

    def _decide_time(self, span: Span, context: Context) -> Span | None:
        lasts = not _DURATIONS.isdisjoint(context.words_before[:2]) and len(span.field("hour")) == 1
        if lasts and span.field("minute") and span.field("suffix") in ("h", "hs", "hrs", "horas"):
            return span._replace(kind=SpanKind.DURATION)
        return super()._decide_time(span, context)

    def _decide_abbreviation(self, span: Span, context: Context) -> Span | None:
        # "A.C." is a club's; in small letters it stands behind a year or a century.
        is_era = span.field("key") in ("a.c", "d.c")
        return None if is_era and not context.written.islower() else super()._decide_abbreviation(span, context)

    def abbreviation(self, span: Span, context: Context) -> str | None:
        counted = span.field("key") in ("ud", "uds") and context.before.isdecimal() and context.mark_before == " "
        return ("unidad" if context.before == "1" else "unidades") if counted else super().abbreviation(span, context)

    def part_names(self, numerator: int, denominator: int) -> tuple[str, str] | None:
        if denominator <= 10 or numerator >= denominator or not (numerator == 1 or denominator in _PARTS):
            return super().part_names(numerator, denominator)
        if denominator % 1000 == 0 or (denominator % 100 == 0 and denominator < 1000):
            name = self.numbers.ordinal(denominator, "masculine")
        elif denominator < 100:
            # "treintaidosavo", of "treinta y dos".
            number = self.numbers.cardinal(denominator, "masculine").replace(" y ", "i").translate(_NO_ACCENTS)
            name = f"{number.removesuffix('a')}avo"
        else:
            return None
        return name, f"{name}s"

    def day_words(self, day: int) -> str:
        return self.numbers.cardinal(day)

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        words = [self.numbers.cardinal(hour, "feminine")]
        if int(span.field("second") or "0"):
            return self.duration(span, context)
        if span.field("period"):
            return " ".join([*words, *self._minutes(minute), _day_time(hour, span.field("period"))])
        if minute and "h" in context.written and context.before not in _CLOCK_WORDS and not span.field("suffix"):
            return self.duration(span, context)
        if minute:
            words.append(("cero " if minute < 10 else "") + self.numbers.cardinal(minute))
        if (span.field("suffix") and not (hour == 1 and minute)) or (not minute and context.before not in _CLOCK_WORDS):
            words.append("hora" if hour == 1 else "horas")
        return " ".join(words)

    def _minutes(self, minute: int) -> list[str]:
        if not minute:
            return []
        return ["y", {15: "cuarto", 30: "media"}.get(minute) or self.numbers.cardinal(minute)]

    def roman_ordinal(self, number: int, gender: str) -> str:
        return self.numbers.ordinal(number, "masculine-adjective" if gender == "masculine" else gender)

    def _decide_date(self, span: Span, context: Context) -> Span | None:
        street = _STREET.search(context.text, max(0, span.start - 12), span.start)
        return cut_year(span, context) if street and span.field("day") else span

    def ruler_number(self, number: int, name: str) -> str:
        if number > 10:
            return self.numbers.cardinal(number)
        return self.numbers.ordinal(number, "feminine" if name in self._queens else "masculine")

    def chapter_number(self, number: int, noun: str) -> str:
        if noun in ("siglo", "siglos") and number < 10:
            return self.numbers.ordinal(number, "masculine")
        return self.numbers.cardinal(number)


_STRESSED = frozenset("agua águila ala alma arma aula hacha hada área arpa ancla ama ave alza asma acta".split())
"""Feminine nouns before which one is masculine: "un área"."""
_CALLED = re.compile(
    r"(?i:tel(?:éfono)?|tfno|móvil|celular|llam[aeo]|llám[ae]|whatsapp|marque|contact|gratuito|atención al)"
)
_CODE_BEHIND = re.compile(r"\s\(?([A-Za-z]{3})(?!\w)\)?")
_DURATIONS = frozenset("dura duración durante duró tarda tardó tiempo total en".split())
_STREET = re.compile(r"(?:\b[Aa]v(?:da|enida)?\.?|\b[Cc]alle|\b[Cc]/|\b[Pp]laza|\b[Pp]za\.|\b[Pp]aseo)\s\Z")
_PARTS = frozenset({12, 16, 32, 64})
"""Denominators of which more than one is counted so; "15/20" are marks."""
_NO_ACCENTS = str.maketrans("áéíóú", "aeiou")
_CLOCK_WORDS = frozenset("las la a de".split())


def _day_time(hour: int, period: str) -> str:
    """The part of the day that stands for "a. m." and "p. m."."""
    if hour <= 12:
        hour = hour % 12 + (12 if period == "pm" else 0)
    return next((words for end, words in _DAY_TIMES if 0 < hour < end), "de la noche")
