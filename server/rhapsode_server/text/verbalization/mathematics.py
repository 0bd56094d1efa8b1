"""Words for the signs of mathematics that a language's own table does not have, in every language.

They are read where they stand between spaces, in a formula or not. Some nobody types: ``‥`` divides the bounds
of a sum or an integral, ``⟶`` is the arrow of a limit, ``⁻`` the sign of a letter, ``⁞`` a factorial's, ``‵`` a
derivative's, ``⋔`` stands in a binomial coefficient (``text.formula`` writes them).
Greek letters have their names where a language's own table has none and its voices would skip them.
Source: school books and lectures as the author knows them, one person's judgement for each language.
"""

from __future__ import annotations

from collections.abc import Mapping

from rhapsode_server.text.verbalization.span import SpanKind

_SIGNS = "∑ ∏ ∫ ∞ ∈ ⊂ ∪ ∩ ∅ ∀ ∃ ⇒ ⇔ ≡ ⟶ ‵".split()

_WORDS = {
    "ar": "مجموع، جداء، تكامل، ما لا نهاية، ينتمي إلى، مجموعة جزئية من، اتحاد، تقاطع، المجموعة الخالية، لكل، يوجد، "
    "يستلزم، إذا وفقط إذا، يطابق، يؤول إلى، فتحة",
    "bg": "сума, произведение, интеграл, безкрайност, принадлежи на, подмножество на, обединение, сечение, "
    "празното множество, за всяко, съществува, следва, тогава и само тогава, тъждествено на, клони към, прим",
    "bn": "যোগফল, গুণফল, যোগজ, অসীম, এর উপাদান, এর উপসেট, সংযোগ, ছেদ, ফাঁকা সেট, সকল, বিদ্যমান, সুতরাং, "
    "যদি এবং কেবল যদি, অভেদ, এর দিকে, প্রাইম",
    "cs": "suma, součin, integrál, nekonečno, patří do, podmnožina, sjednocení, průnik, prázdná množina, pro všechna, "
    "existuje, z toho plyne, právě když, je totožné s, jde k, čárka",
    "da": "summen, produktet, integralet, uendelig, tilhører, delmængde af, forenet med, snit, den tomme mængde, "
    "for alle, der findes, medfører, hvis og kun hvis, identisk med, går mod, mærke",
    "de": "Summe, Produkt, Integral, unendlich, Element von, Teilmenge von, vereinigt mit, geschnitten mit, "
    "die leere Menge, für alle, es gibt, daraus folgt, genau dann wenn, identisch mit, gegen, Strich",
    "el": "άθροισμα, γινόμενο, ολοκλήρωμα, άπειρο, ανήκει στο, υποσύνολο του, ένωση, τομή, το κενό σύνολο, για κάθε, "
    "υπάρχει, συνεπάγεται, αν και μόνο αν, ταυτόσημο με, τείνει στο, τόνος",
    "en": "sum, product, integral, infinity, in, subset of, union, intersection, the empty set, for all, there exists, "
    "implies, if and only if, identical to, approaches, prime",
    "es": "suma, producto, integral, infinito, pertenece a, subconjunto de, unión, intersección, el conjunto vacío, "
    "para todo, existe, implica, si y solo si, idéntico a, tiende a, prima",
    "fa": "مجموع، حاصل‌ضرب، انتگرال، بی‌نهایت، عضو، زیرمجموعهٔ، اجتماع، اشتراک، مجموعهٔ تهی، به ازای هر، وجود دارد، "
    "نتیجه می‌دهد، اگر و تنها اگر، همانی با، میل می‌کند به، پریم",
    "fi": "summa, tulo, integraali, ääretön, kuuluu joukkoon, osajoukko, yhdiste, leikkaus, tyhjä joukko, kaikilla, "
    "on olemassa, seuraa, jos ja vain jos, identtinen, lähestyy, pilkku",
    "fr": "somme, produit, intégrale, l'infini, appartient à, inclus dans, union, inter, l'ensemble vide, pour tout, "
    "il existe, implique, équivaut à, identique à, tend vers, prime",
    "he": "סכום, מכפלה, אינטגרל, אינסוף, שייך ל, מוכל ב, איחוד, חיתוך, הקבוצה הריקה, לכל, קיים, גורר, אם ורק אם, "
    "זהה ל, שואף ל, תג",
    "hi": "योग, गुणनफल, समाकलन, अनंत, का अवयव, का उपसमुच्चय, संघ, सर्वनिष्ठ, रिक्त समुच्चय, सभी, विद्यमान है, अतः, "
    "यदि और केवल यदि, सर्वसम, की ओर, प्राइम",
    "hr": "suma, umnožak, integral, beskonačno, pripada, podskup od, unija, presjek, prazan skup, za svaki, postoji, "
    "slijedi, ako i samo ako, identično, teži prema, crtica",
    "hu": "szumma, szorzat, integrál, végtelen, eleme, részhalmaza, unió, metszet, üres halmaz, minden, létezik, "
    "következik, akkor és csak akkor, azonos, tart, vessző",
    "id": "jumlah, hasil kali, integral, tak hingga, anggota, himpunan bagian dari, gabungan, irisan, himpunan kosong, "
    "untuk semua, terdapat, maka, jika dan hanya jika, identik dengan, mendekati, aksen",
    "it": "somma, prodotto, integrale, infinito, appartiene a, sottoinsieme di, unione, intersezione, l'insieme vuoto, "
    "per ogni, esiste, implica, se e solo se, identico a, tende a, primo",
    "ja": "シグマ、パイ、インテグラル、無限大、属する、部分集合、和集合、共通部分、空集合、すべての、"
    "存在する、ならば、同値、合同、近づく、プライム",
    "ko": "시그마、곱、적분、무한대、의 원소、의 부분집합、합집합、교집합、공집합、모든、"
    "존재한다、이면、동치、합동、한없이 가까워지는、프라임",
    "ms": "jumlah, hasil darab, kamiran, infiniti, unsur bagi, subset bagi, kesatuan, persilangan, set kosong, "
    "untuk semua, wujud, maka, jika dan hanya jika, identik dengan, menghampiri, perdana",
    "nb": "summen, produktet, integralet, uendelig, er med i, delmengde av, union, snitt, den tomme mengden, for alle, "
    "det finnes, medfører, hvis og bare hvis, identisk med, går mot, merket",
    "nl": "som, product, integraal, oneindig, element van, deelverzameling van, verenigd met, doorsnede met, "
    "de lege verzameling, voor alle, er bestaat, impliceert, dan en slechts dan als, identiek aan, nadert, accent",
    "pl": "suma, iloczyn, całka, nieskończoność, należy do, zawiera się w, suma zbiorów, część wspólna, zbiór pusty, "
    "dla każdego, istnieje, wynika stąd, wtedy i tylko wtedy gdy, tożsame z, dąży do, prim",
    "pt": "soma, produto, integral, infinito, pertence a, subconjunto de, união, interseção, o conjunto vazio, "
    "para todo, existe, implica, se e somente se, idêntico a, tende a, linha",
    "ro": "suma, produsul, integrala, infinit, aparține lui, inclus în, reunit cu, intersectat cu, mulțimea vidă, "
    "pentru orice, există, implică, dacă și numai dacă, identic cu, tinde la, prim",
    "ru": "сумма, произведение, интеграл, бесконечность, принадлежит, подмножество, объединение, пересечение, "
    "пустое множество, для любого, существует, следует, тогда и только тогда, тождественно, стремится к, штрих",
    "sk": "suma, súčin, integrál, nekonečno, patrí do, podmnožina, zjednotenie, prienik, prázdna množina, pre všetky, "
    "existuje, z toho vyplýva, práve vtedy keď, je totožné s, ide k, čiarka",
    "sl": "vsota, produkt, integral, neskončno, pripada, podmnožica od, unija, presek, prazna množica, za vsak, "
    "obstaja, sledi, natanko tedaj ko, identično, gre proti, črtica",
    "sr": "suma, proizvod, integral, beskonačno, pripada, podskup od, unija, presek, prazan skup, za svako, postoji, "
    "sledi, ako i samo ako, identično, teži ka, prim",
    "sv": "summan, produkten, integralen, oändligheten, tillhör, delmängd av, union, snitt, tomma mängden, för alla, "
    "det finns, medför, om och endast om, identiskt med, går mot, prim",
    "ta": "கூட்டுத்தொகை, பெருக்கற்பலன், தொகையீடு, முடிவிலி, உறுப்பு, உட்கணம், சேர்ப்பு, வெட்டு, வெற்றுக் கணம், எல்லா, உள்ளது, எனவே, "
    "இருந்தால் மட்டுமே, முற்றொருமை, நோக்கி, பிரைம்",
    "th": "ผลรวม, ผลคูณ, ปริพันธ์, อนันต์, เป็นสมาชิกของ, เป็นสับเซตของ, ยูเนียน, อินเตอร์เซกชัน, เซตว่าง, สำหรับทุก, มี, ดังนั้น, "
    "ก็ต่อเมื่อ, สมมูลกับ, เข้าใกล้, ไพรม์",
    "tr": "toplam, çarpım, integral, sonsuz, elemanıdır, alt kümesidir, birleşim, kesişim, boş küme, her, vardır, ise, "
    "ancak ve ancak, özdeş, yaklaşır, üssü",
    "uk": "сума, добуток, інтеграл, нескінченність, належить, підмножина, об'єднання, перетин, порожня множина, "
    "для будь-якого, існує, випливає, тоді й тільки тоді, тотожно, прямує до, штрих",
    "ur": "مجموعہ، حاصل ضرب، تکمل، لامتناہی، کا رکن، کا ذیلی سیٹ، اتحاد، تقاطع، خالی سیٹ، تمام، موجود ہے، لہٰذا، "
    "اگر اور صرف اگر، مماثل، کی طرف، پرائم",
    "vi": "tổng, tích, tích phân, vô cùng, thuộc, tập con của, hợp, giao, tập rỗng, với mọi, tồn tại, suy ra, "
    "khi và chỉ khi, đồng nhất với, tiến tới, phẩy",
    "yue": "總和、連乘積、積分、無限大、屬於、包含於、聯集、交集、空集、對所有、存在、推出、若且唯若、恆等於、趨向、撇",
    "zh": "求和、连乘、积分、无穷大、属于、包含于、并、交、空集、对任意、存在、推出、当且仅当、恒等于、趋于、撇",
}
GREEK_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
_LETTERS = GREEK_LETTERS + GREEK_LETTERS.upper()
GREEK_LETTER = (
    SpanKind.SYMBOL,
    rf"(?#{_LETTERS})(?:(?<=\d)|(?<![^\W_]))(?!μ[A-Za-z])(?<!\d[ \u00a0](?=[μΩ]))(?<!\d(?=Ω))"
    rf"(?P<character>[{_LETTERS}])(?![\u0370-\u03ff\u1f00-\u1fff]|[A-Za-z]{{2}})",
)
"""One that stands alone, behind a number or before a variable: α, 2π, Δt. Those of micro and ohm belong to units."""
_GREEK = {
    "ar": "ألفا بيتا غاما دلتا إبسيلون زيتا إيتا ثيتا يوتا كابا لامدا ميو نيو كساي "
    "أوميكرون باي رو سيغما تاو أبسيلون فاي كاي بساي أوميغا",
    "bg": "алфа бета гама делта епсилон зета ета тета йота капа ламбда мю ню кси "
    "омикрон пи ро сигма тау ипсилон фи хи пси омега",
    "bn": "আলফা বিটা গামা ডেল্টা এপসাইলন জিটা ইটা থিটা আয়োটা কাপ্পা ল্যাম্বডা মিউ নিউ জাই ওমিক্রন পাই রো সিগমা টাউ আপসাইলন ফাই কাই সাই ওমেগা",
    "cs": "alfa beta gama delta epsilon zéta éta théta ióta kappa lambda mí ný ksí "
    "omikron pí ró sigma tau ypsilon fí chí psí omega",
    "fa": "آلفا بتا گاما دلتا اپسیلون زتا اتا تتا یوتا کاپا لاندا مو نو کسی "
    "اومیکرون پی رو سیگما تاو اوپسیلون فی خی پسی امگا",
    "he": "אלפא בטא גמא דלתא אפסילון זטא אטא תטא יוטא קפא למבדא מיו ניו קסי "
    "אומיקרון פאי רו סיגמא טאו אופסילון פי כי פסי אומגה",
    "hi": "अल्फा बीटा गामा डेल्टा एप्सिलॉन ज़ीटा ईटा थीटा आयोटा कप्पा लैम्ब्डा म्यू न्यू ज़ाई "
    "ओमिक्रॉन पाई रो सिग्मा टाउ अपसिलॉन फाई काई साई ओमेगा",
    "hr": "alfa beta gama delta epsilon zeta eta theta jota kapa lambda mi ni ksi "
    "omikron pi ro sigma tau ipsilon fi hi psi omega",
    "hu": "alfa béta gamma delta epszilon zéta éta théta ióta kappa lambda mű nű kszí "
    "omikron pí ró szigma tau üpszilon fí khí pszí omega",
    "pl": "alfa beta gamma delta epsilon dzeta eta teta jota kappa lambda mi ni ksi "
    "omikron pi ro sigma tau ipsylon fi chi psi omega",
    "ru": "альфа бета гамма дельта эпсилон дзета эта тета йота каппа лямбда мю ню кси "
    "омикрон пи ро сигма тау ипсилон фи хи пси омега",
    "sk": "alfa beta gama delta epsilon zéta éta théta ióta kappa lambda mí ný ksí "
    "omikron pí ró sigma tau ypsilon fí chí psí omega",
    "sl": "alfa beta gama delta epsilon zeta eta theta jota kapa lambda mi ni ksi "
    "omikron pi ro sigma tau ipsilon fi hi psi omega",
    "sr": "alfa beta gama delta epsilon zeta eta theta jota kapa lambda mi ni ksi "
    "omikron pi ro sigma tau ipsilon fi hi psi omega",
    "ta": "ஆல்பா பீட்டா காமா டெல்டா எப்சிலான் ஜீட்டா ஈட்டா தீட்டா அயோட்டா காப்பா லாம்டா மியூ நியூ ஸை ஓமிக்ரான் பை ரோ சிக்மா டாவ் அப்சிலான் ஃபை கை சை ஒமேகா",
    "tr": "alfa beta gama delta epsilon zeta eta teta iyota kappa lambda mü nü ksi "
    "omikron pi ro sigma tau upsilon fi hi psi omega",
    "uk": "альфа бета гамма дельта епсилон дзета ета тета йота каппа лямбда мю ню ксі "
    "омікрон пі ро сигма тау іпсилон фі хі псі омега",
    "ur": "الفا بیٹا گاما ڈیلٹا ایپسیلون زیٹا ایٹا تھیٹا آیوٹا کاپا لیمبڈا میو نیو زائی "
    "اومیکرون پائی رو سگما ٹاؤ اپسیلون فائی کائی سائی اومیگا",
}
_FACTORIALS = {
    **{"ar": "مضروب", "bg": "факториел", "bn": "ফ্যাক্টোরিয়াল", "cs": "faktoriál", "da": "fakultet", "de": "Fakultät"},
    **{
        "el": "παραγοντικό",
        "en": "factorial",
        "es": "factorial",
        "fa": "فاکتوریل",
        "fi": "kertoma",
        "fr": "factorielle",
    },
    **{"he": "עצרת", "hi": "फैक्टोरियल", "hr": "faktorijel", "hu": "faktoriális", "id": "faktorial", "it": "fattoriale"},
    **{"ja": "階乗", "ko": "팩토리얼", "ms": "faktorial", "nb": "fakultet", "nl": "faculteit", "pl": "silnia"},
    **{
        "pt": "fatorial",
        "ro": "factorial",
        "ru": "факториал",
        "sk": "faktoriál",
        "sl": "fakulteta",
        "sr": "faktorijel",
    },
    **{"sv": "fakultet", "ta": "காரணியம்", "th": "แฟกทอเรียล", "tr": "faktöriyel", "uk": "факторіал", "ur": "فیکٹوریل"},
    **{"vi": "giai thừa", "yue": "階乘", "zh": "阶乘"},
}
_CHOOSES = {
    **{"en": "choose", "de": "über", "fr": "parmi", "es": "sobre", "it": "su", "pt": "escolhe", "nl": "boven"},
    **{"pl": "nad", "cs": "nad", "sk": "nad", "hr": "povrh", "sr": "nad", "sl": "nad", "sv": "över", "da": "over"},
    **{"nb": "over", "fi": "yli", "hu": "alatt", "ru": "по", "uk": "по", "bg": "над", "ro": "luate câte"},
}
_ROOT = {"ta": "வர்க்கமூலம்", "yue": "根號"}
_COMPARED = {
    "bn": ("এর চেয়ে ছোট", "এর চেয়ে বড়"),
    "fa": ("کوچک‌تر از", "بزرگ‌تر از"),
    "he": ("קטן מ", "גדול מ"),
    "ta": ("விட குறைவு", "விட அதிகம்"),
    "ur": ("سے چھوٹا", "سے بڑا"),
}
_BETWEEN_BOUNDS = {"fi": "ja", "hu": "és"}
"""Where the word of a range is no word of its own, or names the dash."""


def mathematical_words(tag: str, *, minus: str, plus_minus: str, range_word: str, power: str) -> Mapping[str, str]:
    """The words of a language for the signs.

    Args:
        tag: primary subtag.
        minus: the sign of a number below nought.
        plus_minus: what a number may be off by.
        range_word: what its ranges have between their ends.
        power: what stands before any exponent; empty where powers are not said.
    """
    words = {"∂": "partial" if tag == "en" else "d", "⁻": minus, "±": plus_minus}
    words |= {"⁞": _FACTORIALS[tag], "⋔": _CHOOSES.get(tag, ",")}
    words["‥"] = _BETWEEN_BOUNDS.get(tag, range_word)
    words |= dict(zip("<>", _COMPARED.get(tag, ()), strict=False))
    if tag in _ROOT:
        words["√"] = _ROOT[tag]
    if power:
        words["^"] = power
    for letter, name in zip(GREEK_LETTERS, _GREEK.get(tag, "").split(), strict=False):
        words |= {letter: name, letter.upper(): name}
    listed = _WORDS[tag].replace("، ", ", ").replace("、", ", ").split(", ")
    return words | dict(zip(_SIGNS, listed, strict=True))
