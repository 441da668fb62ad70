"""One kana for another, as tables for `str.translate`: whoever writes a word in the other script says the same word."""

TO_HIRAGANA = str.maketrans({chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)})
TO_KATAKANA = str.maketrans({chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)})
_SMALL = str.maketrans(dict(zip("ぁぃぅぇぉゎ", "あいうえおわ", strict=True)))
FOLDED = {katakana: letter.translate(_SMALL) for katakana, letter in TO_HIRAGANA.items()} | _SMALL
"""Hiragana for katakana, and small vowels at their full size: しねぇ and シネェ are looked up as しねえ."""
