"""Letters and signs told in words or typed one by one: “b for bravo”, underscore, M r s  K i n g."""

import re

from moderation.normalise import NOTHING, Change, Instead, Normalised, as_typed

_UNDERSCORE = (
    r"under ?score|アンダーバー|アンダースコア|アンスコ|あんだーばー|下划线|下劃線|底線|밑줄|언더바|언더스코어|gui[oó]n bajo|barra baja|"
    r"sublinhad[oa]|underline|"
    r"tiret (?:du )?bas|Unterstrich|gạch dưới|gạch chân|ขีดล่าง|अंडरस्कोर"
)
_SAID_UNDERSCORE = re.compile(
    rf"(?<=[A-Za-z0-9])[ ,、]{{0,2}}(?:{_UNDERSCORE})[ ,、]{{0,2}}(?=[A-Za-z0-9])", re.IGNORECASE
)
_HYPHEN = r"\bhyphen\b|ハイフン|gui[oó]n medio|\btiret\b(?! (?:du )?bas)|\bh[íi]fen\b|\bBindestrich\b|gạch ngang|하이픈|连字符"
_SAID_HYPHEN = re.compile(rf"(?<=[A-Za-z0-9])[ ,、]{{0,2}}(?:{_HYPHEN})[ ,、]{{0,2}}(?=[A-Za-z0-9])", re.IGNORECASE)
_NAMED_LETTER = re.compile(
    r"\b([a-z])(?: for|,? as in|,? like in| de| como| comme| wie|,? như) (?:\1)[a-z]{2,12}\b,?(?= [a-z0-9]\b| underscore| dot| at |$)",
    re.IGNORECASE,
)
_APART = re.compile(
    r"(?<![\w'’])[A-Za-z](?P<by>[ .\-*_])[A-Za-z](?:(?P=by){1,3}[A-Za-z]){1,40}(?![\w'’])"
)  # fmt: skip
_BY_ONE = re.compile(r"(?<=[A-Za-z])[ .\-*_](?=[A-Za-z])")
_GAP = re.compile(r"[ .\-*_]{2,3}|(?<=[a-z])(?=[A-Z])")


_SAID_POINT = re.compile(
    r"(?<=[A-Za-z0-9])(?<!\bthe)(?<!\ba)(?<!that)(?<!\bno)(?<!dot) ?(?:\bdot\b|ドット|どっと|닷|\bchấm\b) ?(?=[A-Za-z0-9])"
    r"(?!dot\b|com\b|co\b|org\b|net\b)",
    re.IGNORECASE,
)

_SIGN = "[ぁ-んァ-ヴー一-龥々]"
_SIGNS_APART = re.compile(
    rf"(?<!{_SIGN})[ぁ-んァ-ヴ一-龥](?P<by>[ ・._/\-])(?:[ぁ-んァ-ヴー一-龥々\d](?P=by)){{1,14}}{_SIGN}(?!{_SIGN}(?P=by))"
)


class _Joined(Change):
    """Signs typed one by one, put together."""

    def __call__(self, match: re.Match[str]) -> Normalised:
        return as_typed(match.group()).replace(re.compile(re.escape(match["by"])), NOTHING)


class _Letter(Change):
    def __call__(self, match: re.Match[str]) -> str:
        return match[1]


class _Words(Change):
    """The letters as words: a wider gap, or a capital after a small letter, begins the next one."""

    def __call__(self, match: re.Match[str]) -> Normalised:
        return as_typed(match.group()).replace(_BY_ONE, NOTHING).replace(_GAP, Instead(" "))


def signs_told(plain: Normalised) -> Normalised:
    """The plain view with letters and underscores that were told in words as themselves."""
    return (
        plain.replace(_SAID_UNDERSCORE, Instead("_"))
        .replace(_SAID_HYPHEN, Instead("-"))
        .replace(_NAMED_LETTER, _Letter())
    )


def points_told(plain: Normalised) -> Normalised:
    """The same for points inside a name of an account."""
    return plain.replace(_SAID_POINT, Instead("."))


def words_typed_apart(plain: Normalised) -> Normalised:
    """The plain view with words typed letter by letter as words; the very same where there are none."""
    return plain.replace(_APART, _Words())


def signs_typed_apart(plain: Normalised) -> Normalised:
    """The plain view with kana and kanji typed sign by sign (若 葉 小) put together; the very same where there are none."""
    return plain.replace(_SIGNS_APART, _Joined())
