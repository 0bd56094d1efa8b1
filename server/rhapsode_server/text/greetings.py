"""Short phrases that are known as a whole: greetings, thanks, yes and no. No statistics can tell these.

A phrase of several languages stands with each; which of them is meant, what came before decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PHRASES = {
    "en": "hello|hi|hey|hi there|hello there|good morning|good afternoon|good evening|good night|goodbye|bye|bye bye|"
    "thanks|thank you|thank you very much|you're welcome|yes|yeah|no|please|sorry|excuse me|see you|welcome|okay",
    "de": "hallo|guten morgen|guten tag|guten abend|gute nacht|auf wiedersehen|tschüss|tschüs|servus|moin|grüß gott|"
    "danke|danke schön|vielen dank|bitte|bitte schön|ja|nein|entschuldigung|willkommen|bis bald|bis später|genau",
    "fr": "bonjour|bonsoir|bonne nuit|salut|coucou|au revoir|à bientôt|merci|merci beaucoup|de rien|oui|non|"
    "s'il vous plaît|s'il te plaît|pardon|excusez-moi|bienvenue|d'accord|allô",
    "es": "hola|buenos días|buenas tardes|buenas noches|buenas|adiós|hasta luego|hasta mañana|gracias|muchas gracias|"
    "de nada|sí|no|por favor|perdón|lo siento|bienvenido|bienvenida|vale|claro",
    "it": "ciao|buongiorno|buonasera|buonanotte|arrivederci|salve|grazie|grazie mille|prego|sì|no|per favore|scusa|"
    "scusi|mi dispiace|benvenuto|benvenuta|va bene|pronto|a presto",
    "pt": "olá|oi|bom dia|boa tarde|boa noite|adeus|tchau|até logo|até amanhã|obrigado|obrigada|muito obrigado|"
    "muito obrigada|de nada|sim|não|por favor|desculpe|com licença|bem-vindo|bem-vinda",
    "nl": "hallo|hoi|goedemorgen|goedemiddag|goedenavond|goedendag|welterusten|tot ziens|doei|dag|dank je|dank u|"
    "dank je wel|dank u wel|bedankt|alsjeblieft|alstublieft|ja|nee|sorry|welkom|graag gedaan|tot straks",
    "pl": "cześć|dzień dobry|dobry wieczór|dobranoc|do widzenia|na razie|pa|dziękuję|dzięki|dziękuję bardzo|proszę|"
    "tak|nie|przepraszam|witaj|witam|do zobaczenia|hej",
    "sv": "hej|hej hej|hejsan|god morgon|god kväll|god natt|hej då|tack|tack så mycket|ja|nej|förlåt|ursäkta|"
    "välkommen|varsågod|vi ses",
    "da": "hej|hej hej|godmorgen|goddag|godaften|godnat|farvel|tak|mange tak|tusind tak|ja|nej|undskyld|velkommen|"
    "selv tak|vi ses|værsgo",
    "nb": "hei|hei hei|god morgen|god dag|god kveld|god natt|ha det|ha det bra|takk|tusen takk|mange takk|ja|nei|"
    "unnskyld|velkommen|vær så god|vi ses",
    "fi": "hei|moi|terve|moikka|hyvää huomenta|hyvää päivää|hyvää iltaa|hyvää yötä|näkemiin|kiitos|paljon kiitoksia|"
    "kyllä|joo|ei|anteeksi|tervetuloa|ole hyvä|olkaa hyvä|hei hei",
    "cs": "ahoj|dobrý den|dobré ráno|dobrý večer|dobrou noc|na shledanou|nashledanou|čau|děkuji|díky|děkuju|prosím|ano|"
    "ne|promiňte|pardon|vítejte|není zač",
    "sk": "ahoj|dobrý deň|dobré ráno|dobrý večer|dobrú noc|dovidenia|čau|ďakujem|vďaka|prosím|áno|nie|prepáčte|pardon|"
    "vitajte|nie je za čo",
    "hu": "szia|sziasztok|helló|jó reggelt|jó napot|jó napot kívánok|jó estét|jó éjszakát|viszontlátásra|köszönöm|"
    "köszönöm szépen|köszi|kérem|igen|nem|elnézést|bocsánat|üdvözöljük|szívesen",
    "ro": "bună|bună ziua|bună dimineața|bună seara|noapte bună|la revedere|salut|pa|mulțumesc|mulțumesc frumos|mersi|"
    "da|nu|vă rog|te rog|scuze|îmi pare rău|bine ați venit|cu plăcere",
    "hr": "bok|zdravo|ćao|dobar dan|dobro jutro|dobra večer|laku noć|doviđenja|hvala|hvala lijepa|molim|da|ne|"
    "oprostite|dobrodošli|nema na čemu",
    "sr": "zdravo|ćao|dobar dan|dobro jutro|dobro veče|laku noć|doviđenja|hvala|hvala lepo|molim|da|ne|izvinite|"
    "dobrodošli|nema na čemu|здраво|ћао|добар дан|добро јутро|добро вече|лаку ноћ|довиђења|хвала|хвала лепо|молим|да|"
    "не|извините",
    "sl": "živjo|zdravo|dober dan|dobro jutro|dober večer|lahko noč|nasvidenje|adijo|hvala|hvala lepa|prosim|ja|ne|"
    "oprostite|dobrodošli|ni za kaj",
    "tr": "merhaba|selam|günaydın|iyi günler|iyi akşamlar|iyi geceler|hoşça kal|güle güle|görüşürüz|teşekkürler|"
    "teşekkür ederim|sağ ol|lütfen|evet|hayır|tamam|özür dilerim|pardon|hoş geldiniz|rica ederim",
    "vi": "xin chào|chào|chào bạn|chào anh|chào chị|chào buổi sáng|chúc ngủ ngon|tạm biệt|cảm ơn|cám ơn|cảm ơn bạn|"
    "vâng|dạ|không|xin lỗi|làm ơn|không có gì|hẹn gặp lại",
    "id": "halo|hai|apa kabar|selamat pagi|selamat siang|selamat sore|selamat malam|selamat tinggal|sampai jumpa|"
    "terima kasih|makasih|sama-sama|tolong|silakan|ya|tidak|maaf|permisi|selamat datang",
    "ms": "helo|hai|apa khabar|selamat pagi|selamat tengah hari|selamat petang|selamat malam|selamat tinggal|"
    "jumpa lagi|terima kasih|sama-sama|tolong|sila|ya|tidak|maaf|maafkan saya|selamat datang",
    "ru": "привет|здравствуйте|здравствуй|доброе утро|добрый день|добрый вечер|спокойной ночи|до свидания|пока|"
    "спасибо|большое спасибо|спасибо большое|пожалуйста|да|нет|извините|простите|добро пожаловать|алло",
    "uk": "привіт|вітаю|здравствуйте|доброго ранку|добрий день|добрий вечір|на добраніч|до побачення|бувай|дякую|"
    "дуже дякую|будь ласка|так|ні|вибачте|перепрошую|ласкаво просимо|алло",
    "bg": "здравей|здравейте|здрасти|добро утро|добър ден|добър вечер|лека нощ|довиждане|чао|благодаря|мерси|моля|да|"
    "не|извинете|добре дошли|няма защо",
    "ar": "مرحبا|أهلا|أهلا وسهلا|السلام عليكم|صباح الخير|مساء الخير|تصبح على خير|مع السلامة|شكرا|شكرا جزيلا|عفوا|نعم|"
    "لا|من فضلك|آسف|إلى اللقاء",
    "fa": "سلام|درود|صبح بخیر|عصر بخیر|شب بخیر|خداحافظ|خدانگهدار|ممنون|متشکرم|مرسی|خواهش می‌کنم|بله|نه|لطفا|ببخشید|"
    "خوش آمدید",
    "ur": "السلام علیکم|سلام|صبح بخیر|شب بخیر|خدا حافظ|شکریہ|بہت شکریہ|مہربانی|جی ہاں|جی|نہیں|براہ کرم|معاف کیجیے|"
    "خوش آمدید",
    "yue": "你好呀|早晨|早唞|再見|多謝|多謝晒|唔該|唔該晒|係|唔係|對唔住|唔好意思|食咗飯未|點呀",
    "zh": "你好|您好|早上好|下午好|晚上好|晚安|再见|谢谢|谢谢你|不客气|请|是|不是|对不起|不好意思|欢迎",
    "ja": "こんにちは|おはよう|おはようございます|こんばんは|おやすみ|おやすみなさい|さようなら|ありがとう|"
    "ありがとうございます|どういたしまして|はい|いいえ|お願いします|すみません|ごめんなさい|もしもし|ようこそ",
}

_MARKS = re.compile(r"[\s.,!?…¡¿;:،؟。，！？~\-]+")


def _bare(text: str) -> str:
    return " ".join(_MARKS.sub(" ", text.lower().replace("’", "'")).split())


def _table() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for tag, phrases in _PHRASES.items():
        for phrase in phrases.split("|"):
            table[_bare(phrase)] = (*table.get(_bare(phrase), ()), tag)
    return table


_TABLE = _table()
LONGEST = max(map(len, _TABLE)) + 10
"""A text that is longer holds no phrase alone."""


def languages_of(text: str) -> tuple[str, ...]:
    """The languages of a text that is one known phrase and nothing else; none where it is not."""
    return () if len(text) > LONGEST else _TABLE.get(_bare(text), ())


def phrases() -> Mapping[str, tuple[str, ...]]:
    """Every phrase and its languages."""
    return _TABLE
