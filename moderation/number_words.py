"""Words for figures in the languages served; the digits view (numerals) reads them."""

from collections.abc import Iterable

KANJI = dict(zip("〇○◯零一二三四五六七八九壱壹弐贰貳参叁參肆伍陆柒捌玖幺", "0000123456789112223334567891", strict=True))

KANA = {
    "ゼロ": "0", "ぜろ": "0", "れい": "0", "レイ": "0", "まる": "0", "マル": "0",
    "いち": "1", "イチ": "1", "にい": "2", "ニイ": "2", "にー": "2", "ニー": "2", "ごー": "5", "ゴー": "5",
    "に": "2", "ニ": "2", "さん": "3", "サン": "3", "よん": "4", "ヨン": "4",
    "し": "4", "シ": "4", "ごう": "5", "ゴウ": "5", "ご": "5", "ゴ": "5", "ろく": "6", "ロク": "6", "なな": "7", "ナナ": "7",
    "きゅー": "9", "キュー": "9", "しち": "7", "シチ": "7", "はち": "8", "ハチ": "8",
    "きゅう": "9", "キュウ": "9", "きゅ": "9", "キュ": "9", "く": "9", "ク": "9",
    "ひと": "1", "ヒト": "1", "ふた": "2", "フタ": "2", "オー": "0", "ワン": "1", "ツー": "2", "トゥー": "2",
    "スリー": "3", "フォー": "4", "ファイブ": "5", "シックス": "6", "セブン": "7", "エイト": "8", "ナイン": "9",
}  # fmt: skip

WORDS = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "cero": "0", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8",
    "nueve": "9", "um": "1", "dois": "2", "três": "3", "quatro": "4", "sete": "7", "oito": "8", "nove": "9",
    "zéro": "0", "un": "1", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "sept": "7", "huit": "8", "neuf": "9",
    "null": "0", "eins": "1", "zwei": "2", "zwo": "2", "drei": "3", "vier": "4", "fünf": "5", "sechs": "6", "sieben": "7",
    "acht": "8", "neun": "9", "không": "0", "một": "1", "hai": "2", "ba": "3", "bốn": "4", "năm": "5", "sáu": "6",
    "bảy": "7", "tám": "8", "chín": "9", "isa": "1", "dalawa": "2", "tatlo": "3", "apat": "4", "lima": "5", "anim": "6",
    "pito": "7", "walo": "8", "siyam": "9", "dash": "-", "ten": "10", "dix": "10", "onze": "11", "once": "11",
    "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17",
    "eighteen": "18", "nineteen": "19", "aught": "0", "diez": "10", "doce": "12", "trece": "13", "catorce": "14", "quince": "15",
    "dieciséis": "16", "diecisiete": "17", "dieciocho": "18", "diecinueve": "19",
    "dez": "10", "doze": "12", "treze": "13", "quinze": "15", "catorze": "14", "quatorze": "14", "meia": "6",
    "douze": "12", "treize": "13", "seize": "16", "zehn": "10", "elf": "11", "zwölf": "12", "sechzehn": "16", "siebzehn": "17",
    "tư": "4", "lăm": "5", "sero": "0", "singko": "5", "kuwatro": "4", "kwatro": "4", "sais": "6", "siyete": "7", "syete": "7",
    "otso": "8", "nuwebe": "9", "nwebe": "9", "shunya": "0", "ek": "1", "do": "2", "teen": "3", "char": "4", "chaar": "4",
    "panch": "5", "paanch": "5", "chhe": "6", "chhah": "6", "saat": "7", "aath": "8", "nau": "9",
}  # fmt: skip

LETTER_NAMES = {
    "ay": "A", "bee": "B", "cee": "C", "see": "C", "dee": "D", "ef": "F", "eff": "F", "gee": "G", "aitch": "H", "haitch": "H", "jay": "J",
    "kay": "K", "ell": "L", "em": "M", "en": "N", "pee": "P", "cue": "Q", "queue": "Q", "ess": "S", "tee": "T", "vee": "V",
    "double you": "W", "double-you": "W", "double u": "W", "double-u": "W", "ex": "X", "wye": "Y", "zed": "Z", "zee": "Z",
}  # fmt: skip
"""How English letters are called; they are letters only beside figures."""

TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6", "seventy": "7", "eighty": "8", "ninety": "9",
    "veinte": "2", "treinta": "3", "cuarenta": "4", "cincuenta": "5", "sesenta": "6", "setenta": "7", "ochenta": "8",
    "noventa": "9", "vinte": "2", "trinta": "3", "quarenta": "4", "cinquenta": "5", "sessenta": "6", "oitenta": "8",
    "vingt": "2", "trente": "3", "quarante": "4", "cinquante": "5", "soixante": "6",
}  # fmt: skip

HANGUL = {
    "공": "0",
    "영": "0",
    "일": "1",
    "이": "2",
    "삼": "3",
    "사": "4",
    "오": "5",
    "육": "6",
    "칠": "7",
    "팔": "8",
    "구": "9",
}
THAI = {
    "ศูนย์": "0",
    "หนึ่ง": "1",
    "สอง": "2",
    "สาม": "3",
    "สี่": "4",
    "ห้า": "5",
    "หก": "6",
    "เจ็ด": "7",
    "แปด": "8",
    "เก้า": "9",
}


HINDI = {
    "शून्य": "0", "ज़ीरो": "0", "जीरो": "0", "एक": "1", "दो": "2", "तीन": "3", "चार": "4", "पांच": "5", "पाँच": "5",
    "छह": "6", "छः": "6", "छे": "6", "सात": "7", "आठ": "8", "नौ": "9",
}  # fmt: skip
NEAR = {
    "ate": "8", "won": "1", "for": "4", "fore": "4", "to": "2", "too": "2", "tree": "3", "free": "3", "fife": "5", "sicks": "6",
    "niner": "9", "ni": "2", "go": "5", "shi": "4", "ku": "9",
}  # fmt: skip
"""Words that sound like a figure, and romaji of one sound: they count only in the midst of others."""
ROMAJI = {
    "rei": "0", "maru": "0", "ichi": "1", "san": "3", "yon": "4", "goo": "5", "roku": "6", "nana": "7", "shichi": "7", "hachi": "8",
    "kyuu": "9", "kyu": "9", "kyū": "9",
}  # fmt: skip
TIMES = {
    "double": 2, "treble": 3, "triple": 3, "quadruple": 4, "doble": 2, "doppel": 2, "zweimal": 2, "zweimal die": 2, "dreimal": 3,
    "dreimal die": 3, "viermal": 4, "viermal die": 4, "fünfmal die": 5, "sechsmal die": 6,
    "deux fois": 2, "deux fois le": 2, "trois fois le": 3, "duas vezes": 2, "dos veces": 2,
}  # fmt: skip


def _french() -> dict[str, str]:
    """Seventy, eighty and ninety are sums in French: soixante-dix, quatre-vingt-onze."""
    ones = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
    numbered = list(enumerate(ones.split(), 1))
    sums = {f"quatre-vingt-{word}": str(80 + at) for at, word in numbered} | {
        "quatre-vingts": "80",
        "quatre-vingt": "80",
    }
    teens = {f"soixante-{word}": str(60 + at) for at, word in numbered if at >= 10} | {"soixante et onze": "71"}
    return sums | teens | {word: str(at) for at, word in numbered if at >= 17}


def _german() -> dict[str, str]:
    """The ones stand before the tens: einundzwanzig."""
    ones = "ein zwei drei vier fünf sechs sieben acht neun".split()
    tens = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
    both = {f"{one}und{ten}": f"{at}{step}" for at, ten in enumerate(tens, 2) for step, one in enumerate(ones, 1)}
    teens = {f"{one}zehn": f"1{step}" for step, one in enumerate(ones, 1) if step in (3, 4, 5, 8, 9)}
    return both | teens | {ten: f"{at}0" for at, ten in enumerate(tens, 2)}


def _spanish() -> dict[str, str]:
    """Twenties in one word; a mobile begins with a hundred: seiscientos doce, treinta y cuatro …"""
    hundreds = {"seiscientos": "6", "setecientos": "7", "novecientos": "9"}
    ones = "uno dos trés cuatro cinco séis siete ocho nueve".split()
    return hundreds | {f"veinti{one}": f"2{step}" for step, one in enumerate(ones, 1)}


WORDS |= _french() | _german() | _spanish()


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def sorted_by_start(words: Iterable[str]) -> str:
    """The same, tried by first letter, so that a word that begins none of them costs one look."""
    starts: dict[str, list[str]] = {}
    for word in words:
        starts.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{any_of(rests)})" for first, rests in starts.items())
