"""Portuguese: Brazil's names of numbers and units, and what Portugal writes beside what Brazil writes."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.capitals import is_unsayable
from rhapsode_server.text.verbalization.locales.romance import Romance
from rhapsode_server.text.verbalization.locales.romance_neighbours import cut_year
from rhapsode_server.text.verbalization.locales.romance_patterns import (
    law_pattern,
    per_pattern,
    piece_pattern,
    size_pattern,
    week_patterns,
)
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.span import Span, SpanKind

_TOO_MANY_ANDS = re.compile(r"(?<=ilhão|lhões) e (?=(?:\w+ent[oa]s?|(?:\w+ )?mil) e )")


class _Numbers(RbnfNumbers):
    """The CLDR's rules, but for "e" behind millions: only where a full hundred or less than one follows."""

    def _cardinal(self, number: int, form: str | None) -> str:
        return _TOO_MANY_ANDS.sub(" ", super()._cardinal(number, form))

    def _ordinal(self, number: int, form: str | None) -> str:
        # "um milionésimo" would be a part.
        return super()._ordinal(number, form).removeprefix("um ")


_FEMININE = re.compile(r"(?:[çsgx]ão|[çsgx]ões|dades?|tudes?|agem|agens|[^m]as?|rizes|triz|ães|ãs?)$")
_FEMININE_NOUNS = frozenset(
    "chance chances performance mulher mulheres noite noites tarde tardes vez vezes mãe mães mão mãos parte partes "
    "classe classes lei leis chave chaves rede redes voz vozes luz luzes cruz cruzes flor flores ordem ordens base "
    "bases fase fases frase frases série séries sede sedes torre torres fonte fontes nave naves ave aves pele peles "
    "crise crises tese teses foto fotos moto motos tribo tribos morte mortes gente carne carnes sessão opinião "
    "região regiões razão razões estação canção união uniões equipe equipes cor cores dor dores colher colheres "
    "semana semanas cama camas chama forma formas plataforma plataformas firma firmas norma normas arma armas dama "
    "damas prima primas palma palmas rima rimas lama goma gomas "
    "lágrima lágrimas alma almas vítima vítimas soma somas reforma reformas turma turmas fome imagem imagens "
    "viagem viagens garagem origem origens nuvem nuvens metade metades cidade cidades saúde ponte pontes árvore "
    "árvores espécie espécies superfície hora horas".split()
)
_MASCULINE_NOUNS = frozenset(
    "dia dias mapa mapas planeta planetas cometa cometas poeta poetas atleta atletas colega colegas artista artistas "
    "pães cães alemães capitães guarda guardas motorista motoristas turista turistas jornalista jornalistas grama "
    "gramas quilograma telegrama papa mil".split()
)
_NEUTRAL = frozenset(
    "grandes principais diferentes melhores piores importantes maiores menores tais iguais grande importante maior "
    "possíveis".split()
)
_SAINTS = (
    "Paulo|Pedro|João|José|Francisco|Bento|Jorge|Miguel|Tomé|Vicente|Luís|Bernardo|Sebastião|Cristóvão|Martinho|Mamede|"
    "Lourenço|Salvador|Gonçalo|Brás|Roque|Caetano|Carlos|Domingos"
)
_STREET = re.compile(r"(?:\b[Aa]v(?:enida)?\.?|\b[Rr]ua|\bR\.|\b[Pp]raça|\b[Ll]argo)\s\Z")
_WORKS = frozenset("século séculos".split())


_SHORT_WORDS = frozenset("ao as às da de do em eu há já lá me na no ou os se só te tu um vá ir oi oh ah ok".split())
"""Two letters that are a word even in capitals."""


class Portuguese(Romance):
    """Portuguese."""

    tag = "pt"
    minus, plus, plus_minus = "menos", "mais", "mais ou menos"
    point = decimal_dot = "vírgula"
    dot = "ponto"
    over = "sobre"
    and_half = ("e meio", "e meia")
    half = ("meio", "meia")
    and_last = "e"
    times, by = "vezes", "por"
    times_word = "vezes"
    century = "século"
    days = {
        "seg": "segunda-feira", "ter": "terça-feira", "qua": "quarta-feira", "qui": "quinta-feira",
        "sex": "sexta-feira", "sáb": "sábado", "sab": "sábado", "dom": "domingo",
    }  # fmt: skip
    sizes = {"mi": "million", "bi": "milliard", "tri": "billion"}
    quantities = {">": "mais de", "<": "menos de", "≥": "pelo menos", "≤": "no máximo"}
    spaced_units = frozenset({"A", "K", "N", "J", "bar"})
    powers = {"2": "ao quadrado", "3": "ao cubo", "": "elevado a"}
    bare_unit_words = frozenset({"por", "o", "do", "um", "ao", "cada"})
    ordinal_suffixes = (".º", "º", ".ª", "ª", "o", "a", "os", "as", ".os", ".as", "ºs", "ªs", "°")
    eras = {
        **dict.fromkeys(("a.C.", "a. C.", "a.C", "aC", "AC"), "antes de Cristo"),
        **dict.fromkeys(("d.C.", "d. C.", "d.C", "dC", "DC"), "depois de Cristo"),
    }
    day_suffix = r"(?:\.?º|°|o)?"
    date_joint = " de "
    month_joint = r"\s(?:de\s)?"
    hour_letters = ("h", "H")
    hour_words = ("h", "hs", "hrs", "horas", "hora")
    time_dot = True
    time_words = frozenset({"às", "as", "das"})
    percent_word, permille_word = "por cento", "por mil"
    currency_signs = {
        "US $": "USD", "USD$": "USD", "$": "USD", "R$": "BRL",
        "euros": "EUR", "euro": "EUR", "reais": "BRL", "dólares": "USD", "dólar": "USD",
        "Kz": "", "MT": "", "MZN": "MZN", "AOA": "AOA", "CVE": "CVE", "MOP": "MOP",
    }  # fmt: skip
    currency_names = {
        "BRL": {"one": "real", "other": "reais"}, "EUR": {"one": "euro", "other": "euros"},
        "USD": {"one": "dólar", "other": "dólares"}, "GBP": {"one": "libra", "other": "libras"},
        "JPY": {"one": "iene", "other": "ienes"}, "CNY": {"one": "yuan", "other": "yuans"},
        "INR": {"one": "rupia", "other": "rupias"}, "RUB": {"one": "rublo", "other": "rublos"},
        "KRW": {"one": "won", "other": "wons"},
        "MZN": {"one": "metical", "other": "meticais"}, "AOA": {"one": "kwanza", "other": "kwanzas"},
        "CVE": {"one": "escudo", "other": "escudos"}, "MOP": {"one": "pataca", "other": "patacas"},
    }  # fmt: skip
    feminine_currencies = frozenset("GBP INR SEK NOK DKK CZK ISK TRY EGP PKR LKR LBP IDR UAH MOP".split())
    minor_units = {
        "EUR": {"one": "cêntimo", "other": "cêntimos"}, "GBP": {"one": "penny", "other": "pence"},
        "CHF": {"one": "cêntimo", "other": "cêntimos"},
        **dict.fromkeys("MZN CVE BRL USD MXN ARS CLP COP UYU CAD AUD NZD".split(), {"one": "centavo",
        "other": "centavos"}),
    }  # fmt: skip
    money_and = "e"
    scales = {
        **dict.fromkeys(("mil", "k"), "thousand"),
        **dict.fromkeys(("milhão", "milhões", "mi", "m", "mm"), "million"),
        **dict.fromkeys(("bilhão", "bilhões", "bi", "b", "bn"), "milliard"),
        **dict.fromkeys(("trilhão", "trilhões", "tri"), "billion"), "mil milhões": "thousand million",
    }  # fmt: skip
    scale_words = {
        "thousand": ("mil", "mil"), "million": ("milhão", "milhões"), "milliard": ("bilhão", "bilhões"),
        "billion": ("trilhão", "trilhões"), "thousand million": ("mil milhões", "mil milhões"),
    }  # fmt: skip
    point_names = {"p": "pontos percentuais", "b": "pontos base", "t": "pontos"}
    unit_signs = {
        "bpm": "beat-per-minute",
        "mAh": "milliampere-hour", "Wh": "watt-hour", "MWh": "megawatt-hour", "GWh": "gigawatt-hour",
        "TWh": "terawatt-hour", "kV": "kilovolt", "fps": "frame-per-second", "rpm": "revolution-per-minute",
        "mbar": "millibar",
        "in": "", "mi": "", "kms": "kilometer", "kgs": "kilogram", "gr": "gram", "seg": "second", "cv": "horsepower",
        "c. de sopa": "tablespoon", "col. de sopa": "tablespoon", "c. sopa": "tablespoon", "c. de chá": "teaspoon",
        "col. de chá": "teaspoon", "c. chá": "teaspoon", "CV": "horsepower",
        "Km": "kilometer", "Kg": "kilogram", "Km/h": "kilometer-per-hour",
    }  # fmt: skip
    unit_names = {
        "beat-per-minute": {"one": "batimento por minuto", "other": "batimentos por minuto"},
        "millimeter-ofhg": {"other": "milímetros de mercúrio"},
        "milliampere-hour": {"one": "miliampere-hora", "other": "miliamperes-hora"},
        "watt-hour": {"one": "watt-hora", "other": "watts-hora"},
        "kilovolt": {"one": "quilovolt", "other": "quilovolts"},
        "megawatt-hour": {"one": "megawatt-hora", "other": "megawatts-hora"},
        "gigawatt-hour": {"one": "gigawatt-hora", "other": "gigawatts-hora"},
        "terawatt-hour": {"one": "terawatt-hora", "other": "terawatts-hora"},
        "frame-per-second": {"one": "quadro por segundo", "other": "quadros por segundo"},
        "revolution-per-minute": {"one": "rotação por minuto", "other": "rotações por minuto"},
        "millibar": {"one": "milibar", "other": "milibares"},
        "tonne": {"one": "tonelada", "other": "toneladas"}, "horsepower": {"one": "cavalo", "other": "cavalos"},
        "part-per-million": {"one": "parte por milhão", "other": "partes por milhão"},
        "decibel": {"one": "decibel", "other": "decibéis"},
        "liter-per-100-kilometer": {"one": "litro por cem quilômetros", "other": "litros por cem quilômetros"},
    }  # fmt: skip
    fraction_names = {
        2: ("meio", "meios"), 3: ("terço", "terços"), 4: ("quarto", "quartos"), 5: ("quinto", "quintos"),
        6: ("sexto", "sextos"), 7: ("sétimo", "sétimos"), 8: ("oitavo", "oitavos"), 9: ("nono", "nonos"),
        10: ("décimo", "décimos"), 100: ("centésimo", "centésimos"), 1000: ("milésimo", "milésimos"),
    }  # fmt: skip
    range_word = score_word = "a"
    feminine_units = Romance.feminine_units | {"revolution-per-minute"}
    pressure_words = frozenset({"pressão", "tensão"})
    ratio_word = "para"
    ratio_words = frozenset("escala relação proporção razão formato tela ecrã odds".split())
    score_words = frozenset(
        "venceu venceram vence ganhou ganharam perdeu perderam derrotou bateu empatou empataram empate placar "
        "vencia venciam perdia acabou terminou "
        "resultado vitória derrota jogo gol gols golo golos goleou final set partida triunfo".split()
    )
    phone_words = frozenset(
        "telefone tel telemóvel celular fax ligue liga ligar telefonar whatsapp contato contacto".split()
    )
    version_words = frozenset("versão version android python ios windows".split())
    roman_before = frozenset(
        "século séculos capítulo capítulos tomo volume livro ato acto cena parte título artigo seção secção fase "
        "anexo grau tipo classe nível tema série cap vol art inciso divisão canto".split()
    )
    roman_after = frozenset(
        "guerra república congresso edição prêmio prémio feira internacional concílio encontro festival dinastia "
        "centenário aniversário conferência assembleia milênio milénio copa campeonato simpósio fórum bienal semana "
        "jornada jornadas exposição festa exame seminário plano região exército".split()
    )
    roman_names = frozenset(
        "pedro joão afonso manuel henrique fernando filipe felipe carlos luís luis josé maria isabel paulo pio bento "
        "leão gregório clemente inocêncio urbano alexandre júlio sisto nicolau napoleão guilherme frederico ricardo "
        "eduardo jaime jorge francisco alberto balduíno catarina ana leopoldo constantino adriano bonifácio "
        "celestino sancho dinis duarte sebastião elizabeth elisabeth ramsés dario xerxes ptolomeu ivan haakon "
        "haroldo gustavo hassan otto otão maximiliano umberto vítor emanuel cleópatra juan mohamed abdullah".split()
    )
    _queens = frozenset("maria isabel catarina ana elizabeth elisabeth cleópatra".split())
    abbreviations = {
        "t": "tomo", "col": "coluna", "temp": "temperatura", "hab": "habitantes", "esq": "esquerdo",
        "c/o": "ao cuidado de", "fl": "folha", "fls": "folhas", "rod": "rodovia",
        "sr": "senhor", "sra": "senhora", "srta": "senhorita", "srs": "senhores", "sras": "senhoras",
        "dr": "doutor", "dra": "doutora", "drs": "doutores", "prof": "professor", "profa": "professora",
        "profª": "professora", "prof.ª": "professora", "D": "dom", "eng": "engenheiro", "engª": "engenheira",
        "arq": "arquiteto", "gen": "general", "cel": "coronel", "cap": "capítulo", "ten": "tenente", "pe": "padre",
        "etc": "et cetera", "ext": "extensão", "av": "avenida",
        "seg": "segunda-feira", "ter": "terça-feira", "qua": "quarta-feira",
        "qui": "quinta-feira", "sex": "sexta-feira", "sáb": "sábado", "dom": "domingo", "R": "rua",
        "ap": "apartamento", "apto": "apartamento", "pça": "praça", "trav": "travessa", "p.ex": "por exemplo",
        "ex": "exemplo", "p": "página", "pág": "página", "págs": "páginas", "pp": "páginas", "art": "artigo",
        "arts": "artigos", "vol": "volume", "núm": "número", "nº": "número", "n.º": "número", "n°": "número",
        "a.a": "ao ano", "c": "cerca de", "/un": " por unidade", "/und": " por unidade", "/unid": " por unidade",
        "no": "número", "tel": "telefone", "telm": "telemóvel", "cel.": "celular", "aprox": "aproximadamente",
        "máx": "máximo", "mín": "mínimo", "dept": "departamento", "depto": "departamento", "cia": "companhia",
        "ltda": "limitada", "lda": "limitada", "s": "século", "séc": "século", "sécs": "séculos", "fig": "figura",
        "ed": "edição", "cf": "confira", "vs": "versus", "EUA": "Estados Unidos", "E.U.A": "Estados Unidos",
        "S.A": "S A", "a.m": "A M", "p.m": "P M", "sto": "santo", "sta": "santa", "V.Exa": "vossa excelência",
        "exmo": "excelentíssimo", "exma": "excelentíssima", "a.C": "antes de Cristo", "d.C": "depois de Cristo",
        "i.e": "isto é", "pess": "pessoas", "trim": "trimestre", "Sr.ª": "senhora", "Dr.ª": "doutora",
        "e ss": "e seguintes", "inc": "inciso", "obs": "observação", "jr": "júnior",
        "mi": "milhões", "bi": "bilhões",
    }  # fmt: skip
    stopless = frozenset("c/o dr dra sr sra nº n.º n° vs EUA Sr.ª Dr.ª profª prof.ª engª".split())
    closing = frozenset("etc EUA a.C d.C S.A cia ltda lda jr a.m p.m".split())
    before_number = frozenset(
        "t col fl fls c ext seg ter qua qui sex sáb dom ap apto p "
        "pág págs pp art arts vol núm nº n.º n° no s séc sécs cap fig inc".split()
    )
    before_name = frozenset("D R pe sto sta eng arq gen cel ten av".split())
    initialisms = frozenset(
        "SOS OCDE UE IA ADN RNA USB IPI ICMS IBGE INSS OMS FMI ONG CEO CPU GPU IPVA IPTU OAB UTI EAD TI URL API "
        "ISBN IP "
        "BCE CNI "
        "UFRJ UFMG UERJ PM EPI IPCA AVC HIV CET".split()
    )
    symbol_names = {
        "@": "arroba", ".": "ponto", "-": "hífen", "_": "underline", "/": "barra", ":": "dois pontos",
        "#": "cerquilha", "+": "mais", "&": "e comercial", "*": "asterisco", " ": "espaço", ",": "vírgula",
        ";": "ponto e vírgula", "!": "ponto de exclamação", "?": "ponto de interrogação", "'": "apóstrofo",
        '"': "aspas", "(": "abre parêntese", ")": "fecha parêntese", "[": "abre colchete", "]": "fecha colchete",
        "{": "abre chave", "}": "fecha chave", "<": "menor que", ">": "maior que", "=": "igual", "%": "por cento",
        "$": "cifrão", "€": "euro", "£": "libra", "\\": "barra invertida", "|": "barra vertical", "~": "til",
        "^": "circunflexo", "`": "crase", "°": "grau", "§": "parágrafo",
    }  # fmt: skip
    symbols = {
        "&": "e", "+": "mais", "=": "é igual a", "×": "vezes", "÷": "dividido por", "<": "menor que",
        ">": "maior que", "≤": "menor ou igual a", "≥": "maior ou igual a", "≠": "diferente de",
        "≈": "aproximadamente", "~": "aproximadamente", "§": "parágrafo", "§§": "parágrafos", "±": "mais ou menos",
        "#": "número",
        "√": "raiz de", "∞": "infinito",
    }  # fmt: skip
    function_words = frozenset(
        "é e de do da dos das ou a o as os em no na nos nas por para com que ao à aos às se não mas mais menos nem "
        "são foi era como sem sobre entre até desde segundo pela pelo pelas pelos já há tem têm lhe um uma me te seu "
        "sua seus suas após antes depois também quando onde porque isso ontem hoje está estão ser será contra".split()
    )
    labels = frozenset(
        "página páginas capítulo número artigo nível grupo canal sala quarto porta linha tipo versão fase tema "
        "quilômetro quilómetro ônibus autocarro etapa questão exercício figura tabela anexo item "
        "casa apartamento".split()
    )
    year_words = frozenset("em desde até ano de".split())
    feminine_articles = frozenset({"a", "uma", "da", "na", "à"})
    date_before = frozenset("segunda terça quarta quinta sexta em dia no ao de desde até".split())
    articles = frozenset("o a os as no na do da ao à um uma seu sua este esta pelo pela".split())
    patterns = (
        (SpanKind.PHONE, r"(?#-)(?<![\w.,-])(?P<groups>\d{5}-\d{3})(?![\w-]|[.,]\d)"),
        (
            SpanKind.SCORE,
            r"(?#x)(?<![\w.,])(?P<first>\d{1,2})\s?x\s?(?P<second>\d{1,2})(?!\w|[.,]\d|\s?(?:[cmk]?m|x)(?!\w))",
        ),
        # Small capitals are often lost: "século xix".
        (SpanKind.ROMAN, r"(?:(?<=[sS]éculo )|(?<=[sS]éculos ))(?P<numeral>[ivx]{1,6})(?!\w)"),
        (SpanKind.PHONE, r"(?#-)(?<![\w.,+/-])(?<!\d )(?<!\) )(?P<groups>\d{2} 9?\d{4}-\d{4})(?![\w-]|[.,]\d)"),
        (
            SpanKind.RATIO,
            r"(?<=[a-zà-ÿA-Z] )(?P<first>\d{1,2})\s?(?P<goals>[xX×])\s?(?P<second>\d{1,2})(?= [A-ZÀ-ÖØ-Þ])",
        ),
        (
            SpanKind.RATIO,
            r"(?:(?<=ceu por )|(?<=ceram por )|(?<=nhou por )|(?<=nharam por )|(?<=rdeu por )|(?<=patou em )"
            r"|(?<=patou por )|(?<=mpate em )|(?<=mpate por )|(?<=tória por )|(?<=rrota por )|(?<=oleou por ))"
            r"(?P<first>\d{1,2})\s?(?P<goals>[xX×])\s?(?P<second>\d{1,2})(?!\w)",
        ),
        law_pattern(
            ("Lei", "Lei nº", "Decreto", "Decreto nº", "Lei n\\.º", "Complementar", "LC", "EC", "MP", "PL", "PEC")
        ),
        *Romance.patterns,
        # The numbers of persons and companies.
        (SpanKind.PHONE, r"(?<![\w.])(?P<groups>\d{3}\.\d{3}\.\d{3}-\d\d|\d\d\.\d{3}\.\d{3}/\d{4}-\d\d)(?![\w-])"),
        (SpanKind.SYMBOL, r"(?#x)(?<=\d)(?P<character>x)(?= de )"),
        per_pattern("dia|mês|ano|semana|pessoa|noite|hora|minuto|segundo|habitante|hab|litro|quilo|unidade"),
        (SpanKind.PHONE, r"(?<![\w.,-])(?P<groups>\d{4}-\d{3})(?= [A-ZÀ-Þ])"),
        piece_pattern("un|und|unid"),
        *week_patterns(days),
        size_pattern(sizes),
        (SpanKind.ROMAN, r"(?<=[IVX] ao )(?P<numeral>[IVX]{1,7})(?!\w)"),
        (SpanKind.ABBREVIATION, rf"(?<!\w)(?P<key>S)\.\s?(?=(?:{_SAINTS})(?!\w))"),
        (SpanKind.ROMAN, r"(?<=[IVX] [eao] )(?P<numeral>[IVX]{1,7})(?!\w)"),
        (SpanKind.ROMAN, r"(?<=séc\. )(?P<numeral>[IVX]{1,7})(?!\w)"),
        (SpanKind.PHONE, r"(?P<groups>\(\d{2}\)\s?9?\s?\d{4}[ -]?\d{4})(?![\w-])"),
        (SpanKind.PHONE, r"(?<![\w.,+-])(?<!\d )(?P<groups>9?\d{4}-\d{4})(?![\w-])"),
    )

    def spells(self, capitals: str) -> bool:
        return is_unsayable(capitals, _SHORT_WORDS)

    def make_numbers(self) -> NumberWords:
        return _Numbers("pt", None, "masculine")

    def gender_of(self, noun: str) -> str:
        if noun in _FEMININE_NOUNS:
            return "feminine"
        if noun in _NEUTRAL:
            return ""
        if noun in _MASCULINE_NOUNS or noun.endswith(("ista", "istas")) or not _FEMININE.search(noun):
            return "masculine"
        return "feminine"

    def currency_name(self, currency: str, category: str) -> str:
        # The CLDR begins Portuguese names with a capital.
        name = super().currency_name(currency, category)
        return name if name.isupper() else name[0].lower() + name[1:]

    def _decide_ordinal(self, span: Span, context: Context) -> Span | None:
        # "a 10a edição", but no ordinal in "rua Bela 12a".
        return None if span.field("suffix") in ("a", "o", "as", "os") and not self.noun_gender(context) else span

    def _decide_phone(self, span: Span, context: Context) -> Span | None:
        # "2010-2015" are years.
        years = span.field("groups").split()
        lived = (
            len(years) == 2 and all(len(year) == 4 for year in years) and 1000 <= int(years[0]) <= int(years[1]) < 2100
        )
        return None if lived else span

    def ordinal(self, span: Span, context: Context) -> str | None:
        feminine = span.field("suffix").lstrip(".").startswith(("ª", "a"))
        plural = "s" if span.field("suffix").endswith("s") else ""
        return self.numbers.ordinal(int(span.field("integer")), "feminine" if feminine else "masculine") + plural

    def _decide_date(self, span: Span, context: Context) -> Span | None:
        street = _STREET.search(context.text, max(0, span.start - 12), span.start)
        return cut_year(span, context) if street and span.field("day") else span

    def times_words(self, span: Span) -> str:
        return "vez" if span.field("integer") == "1" else self.times_word

    def abbreviation(self, span: Span, context: Context) -> str | None:
        if span.field("key") == "D" and context.after.endswith("a"):
            return "dona"
        return "São " if span.field("key") == "S" else super().abbreviation(span, context)

    def part_names(self, numerator: int, denominator: int) -> tuple[str, str] | None:
        if denominator <= 10 or denominator % 10 == 0 or denominator > 1000 or numerator >= denominator:
            return super().part_names(numerator, denominator)
        name = f"{self.numbers.cardinal(denominator)} avos"
        return name, name

    def day_words(self, day: int) -> str:
        return "primeiro" if day == 1 else self.numbers.cardinal(day)

    def time(self, span: Span, context: Context) -> str | None:
        hour, minute = int(span.field("hour")), int(span.field("minute") or "0")
        if int(span.field("second") or "0"):
            return self.duration(span, context)
        words = [self.numbers.cardinal(hour, "feminine")]
        if span.field("period") == "am" and hour == 12:
            return " ".join(["meia-noite", *(["e", self.numbers.cardinal(minute)] if minute else [])])
        if span.field("period"):
            words += ["e", "meia" if minute == 30 else self.numbers.cardinal(minute)] if minute else []
            morning = "da madrugada" if hour < 5 else "da manhã"
            return " ".join([*words, morning if span.field("period") == "am" else _evening(hour)])
        words.append("hora" if hour in (0, 1) else "horas")
        if minute:
            words += ["e", self.numbers.cardinal(minute), "minuto" if minute == 1 else "minutos"]
        return " ".join(words)

    def ruler_number(self, number: int, name: str) -> str:
        if number > 10:
            return self.numbers.cardinal(number)
        return self.numbers.ordinal(number, "feminine" if name in self._queens else "masculine")

    def chapter_number(self, number: int, noun: str) -> str:
        if noun in _WORKS and number <= 10:
            return self.numbers.ordinal(number, "masculine")
        return self.numbers.cardinal(number)


def _evening(hour: int) -> str:
    """The part of the day that stands for "p.m."."""
    return "da noite" if 7 <= hour < 12 else "da tarde"
