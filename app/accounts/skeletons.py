"""The look-alike skeleton of a name: two names that look the same have the same skeleton (after Unicode UTS 39)."""

import unicodedata

# Latin look-alikes from Greek and Cyrillic, digits that pass for letters, and kana that pass for kanji or Latin.
LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁһӏνικτρυωβγη", "aeopcyxijsdhlviktpuwbyn", strict=True)),
        # Alike as capitals, which were folded to small letters before.
        **dict(zip("мтвнкαεοχζ", "mtbhkaeoxz", strict=True)),
        **dict(zip("ıɑɡɩʋᴏѵԝ", "iagiuovw", strict=True)),
        **dict(zip("01358", "oiesb", strict=True)),
        **dict(zip("ニハロエカタトオチへ二八口工力夕卜才千", "ニハロエカタトオチヘニハロエカタトオチ", strict=True)),
        "l": "i",
        "|": "i",
        "ー": "一",
        "―": "一",
        "-": "一",
        "‐": "一",
    }
)
# Letters that together pass for another one.
PAIRS = (("rn", "m"), ("vv", "w"))
SMALL_KANA = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")


def skeleton(name: str) -> str:
    """Fold a name to what the eye sees: width, case, kana script, marks, spaces and known look-alikes are levelled."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    folded = "".join(_katakana(character) for character in folded if _counts(character))
    folded = folded.translate(SMALL_KANA).translate(LOOK_ALIKES)
    decomposed = unicodedata.normalize("NFD", folded)
    kept = "".join(character for character in decomposed if _is_letter_or_voicing(character))
    for pair, single in PAIRS:
        kept = kept.replace(pair, single)
    return unicodedata.normalize("NFC", kept)[:160]


def _katakana(character: str) -> str:
    return chr(ord(character) + 0x60) if "ぁ" <= character <= "ゖ" else character


def _counts(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNMP" and unicodedata.category(character) != "Me"


def _is_letter_or_voicing(character: str) -> bool:
    # Japanese voicing marks change the word (はは / ばば); other marks only decorate it.
    return unicodedata.combining(character) == 0 or character in "\u3099\u309a"
