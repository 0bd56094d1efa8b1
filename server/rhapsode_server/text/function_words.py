"""The little words that hold a sentence together, in the languages that share a script with others.

Names, brands and units travel between languages; "the", "und" and "que" do not. A word of several languages counts less
for each. The lists are the authors' judgement; no published list was copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_WORDS = {
    "en": "the of and to in is that it was for you with are this have be not what can will would your there from they "
    "i'm don't it's my we he she but do how where when who please has were been which their an on at by if or as "
    "could should about i me us our his her let's can't that's you're let here too much many very per",
    "de": "der die das und ist nicht ich sie wir mit auf für ein eine einen einem einer dem den des zu von im auch es "
    "wie bitte haben hat wird war aber oder kann noch uns am um bei sind du sich nach mein dein ihr ihre wo wann dass",
    "fr": "le la les des est et une un du dans pour que qui pas vous nous je il elle avec sur ce cette au aux c'est "
    "sont mais votre où être j'ai de en ne se plus tu on leur mon ma vos nos quand ou qu'il n'est d'une d'un ces "
    "comment lui ont avez",
    "es": "el la los las de y en que es un una por para con no se lo su está pero más como del al muy yo hay qué "
    "usted mi te le ha son nos este esta cuando si sin dónde tiene puede fue cómo eso ya",
    "pt": "o a os as de e em que é um uma por para com não se do da no na dos das seu sua mais mas muito você está ao "
    "eu foi ou meu minha quando onde tem são ele ela isso à pelo pela nos já como",
    "it": "il lo la gli le di e che è un una per con non si del della sono nel alla più ma come questo anche mi ho "
    "hai io i dei delle al da in ha ti ci dove quando se sei questa mio nella dal tuo suo perché",
    "nl": "de het een en van is niet dat ik je we met voor op zijn er maar ook aan te naar wat heeft bij uit kan nog "
    "deze dit in om als dan hebben mijn jij hij ze u wij worden wordt waar hoe geen mij wil",
    "pl": "i w nie na się jest że z do to jak ale czy co tak po od dla ma są już jego być przez tylko ten o gdzie "
    "kiedy pan pani proszę we za który która mnie mi jestem był było ze można",
    "sv": "och att det är en ett som på inte jag med för har av till den vi du men om så kan från var ska hur vad "
    "när min din eller mycket de i finns också kommer mig dig vid här",
    "da": "og at det er en et som på ikke jeg med for har af til den vi du men om så kan fra var skal de hvad efter "
    "hvor hvordan når min din eller meget i også kommer mig dig ved her blev kunne noget være nogle lige",
    "nb": "og å det er en et som på ikke jeg med for har av til den vi du men om så kan fra var skal de hva etter noe "
    "hvor hvordan når min din eller mye i også kommer meg deg ved her ble kunne være noen bare",
    "fi": "ja on ei se että hän oli mutta kun niin mitä joka minä sinä tämä myös ovat kuin vain sitten olen voi mikä "
    "missä milloin olet onko tai jos en me te minun sen nyt kanssa sekä",
    "cs": "a je se na v že to s z do jsem jako ale byl pro co tak jsou není když by který už jen podle také si ve mi "
    "kde jak prosím která bude bylo nebo jste při dnes máte mám ze i já",
    "sk": "a je sa na v že to s z do som ako ale bol pre čo tak sú nie keď by ktorý už len podľa tiež si vo mi kde "
    "prosím ktorá bude bolo alebo ste pri dnes máte mám zo i ja nás",
    "hu": "a az és nem hogy is egy van de ez csak meg volt már mint ha még vagy ki mi kell most én hol mikor kérem "
    "lesz ezt azt sem vagyok nagyon hogyan",
    "ro": "și în de la nu cu este un o pe că să din care mai pentru sunt dar ce al am are fost după sau unde când cum "
    "vă rog mi te ne lui foarte ei eu el e îmi dacă a",
    "hr": "i je u se na da za su s od što kako nije ali sam bio koji ili samo tko gdje vrijeme koja kada do iz bi "
    "molim mi ne to smo ste biti svi danas već gdje lijepo ovdje nisam će kao te nego prije",
    "sr": "i je u se na da za su s od što šta kako nije ali sam bio koji ili samo ko gde vreme koja kada do iz bi "
    "molim mi ne to smo ste biti svi danas već lepo ovde nisam će kao nego pre",
    "sl": "in je v se na da za so s od kaj kako ni ali sem bil ki samo kdo kje pri tudi po bo še kdaj prosim ne to z "
    "ste smo biti danes že če iz ob kot sta",
    "tr": "ve bir bu için ile de da ne çok var mi değil ben sen olarak daha gibi kadar ama sonra o olan ki yok nasıl "
    "nerede lütfen biz siz mı mu her en şey şu",
    "vi": "và là của có không cho tôi bạn được một những trong này với các người để đã ở khi như đi rất vui anh chị "
    "em đang sẽ từ đến cũng nhưng làm",
    "id": "yang dan di ini itu untuk dengan tidak dari akan pada saya ke bisa juga sudah ada kita karena apa mereka "
    "anda kami atau telah dalam bagaimana kapan sangat adalah tapi kamu ya",
    "ms": "yang dan di ini itu untuk dengan tidak dari akan pada saya ke boleh juga sudah ada kita kerana apa mereka "
    "anda kami atau telah dalam bagaimana bila sangat ialah tetapi awak ya",
    "ru": "и в не на что я с он это как но по к из у за от так бы вы мы они для если когда где есть был была уже "
    "пожалуйста меня мне очень или вас нас она же до при чтобы будет",
    "uk": "і в не на що я з він це як але по до із у за від так би ви ми вони для якщо коли де є був була вже й та "
    "будь ласка мене мені дуже або вас нас вона та при щоб буде уже",
    "bg": "и в не на че аз с той това как но по до от за са се да ще е вие ние те ако когато къде има беше вече съм "
    "моля ме ми много или ви ни тя при със във който която",
    "sr-cyrl": "и у не на да шта је са он то како али по до од за су се би ви ми они ако када где има био већ сам "
    "молим ме врло или вас нас она при који која што ће из код",
    "ar": "في من على إلى أن هذا هذه ما لا هو هي كان لم التي الذي عن مع أو ثم كل قد يا نعم كيف أين متى أنا أنت هل",
    "fa": "در از به که را این است با می آن برای هم تا یک بود من شما او ما ها خود هر اگر چه کجا کی لطفا و نه بله "
    "شد دارد کرد ولی",
    "ur": "میں کے کی کا سے ہے ہیں اور کو نے یہ وہ پر ہو کر تھا تھی بھی ایک آپ ہم کیا نہیں جو تو اس ان گا گی براہ "
    "مجھے کہاں کب کیسے",
}


def _weights() -> Mapping[str, Mapping[str, float]]:
    speakers: dict[str, list[str]] = {}
    for tag, words in _WORDS.items():
        for word in set(words.split()):
            speakers.setdefault(word, []).append(tag)
    return {word: dict.fromkeys(tags, 1.0 / len(tags)) for word, tags in speakers.items()}


_WEIGHTS = _weights()

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def words_in(text: str) -> list[str]:
    """The words of a text, in lower case, apostrophes straightened."""
    return _WORD.findall(text.lower().replace("’", "'"))


def count_function_words(words: Iterable[str]) -> dict[str, float]:
    """How much the words speak for each language: a word of one language counts 1, one of three a third for each, and a
    single letter, which may be anything, a quarter of that.

    Serbian in Cyrillic letters is ``sr-cyrl``.
    """
    counts: dict[str, float] = {}
    for word in words:
        for tag, weight in _WEIGHTS.get(word, {}).items():
            counts[tag] = counts.get(tag, 0.0) + (weight if len(word) > 1 else weight / 4.0)
    return counts
