"""Japanese names the dictionary does not know, found by the words that stand around a name."""

import re
from collections.abc import Iterator

from moderation.people import rare_surnames, romaji_surnames

Span = tuple[int, int, float]

_RARE = "|".join(sorted(rare_surnames(), key=len, reverse=True))
_LEAD = (
    r"担任|教頭|校長|顧問|主治医|支援員|相談員|指導員|ワーカー|主任|保健師|コーチ|監督|看護師|心理士|委員|校務員|用務員|主事|住職|牧師|事務|療法士|"
    r"栄養士|担当|学級委員|家庭教師|塾長|園長|店長|カウンセラー|同級生|クラスメイト|いじめっ子|主犯|加害者|理事|会長|班長"
)
_AFTER_LEAD = re.compile(
    rf"(?:(?:{_LEAD})の|さんこと|[係計当][:：])(?P<name>[一-龥々]{{2,4}})(?=さん|くん|氏|先生(?!方)|という(?:人|方|先生|子)|って(?:人|方|先生|子)|まじ|マジ)"
    rf"|(?:{_LEAD})[がは](?P<new>[一-龥々]{{1,3}})(?=という(?:人|方|先生|名前|名字|苗字))"
)
_NOT_NAME = re.compile(
    r"[員師者長医士生娘子親奥母父妻夫婆爺姉兄弟妹孫君様達方屋客主係官役任]$|^(?:皆|他|別|新|前|元|旧|次|今|隣|本|女|男|若|怖|優|専門|担当|外国|同じ|地元|近所|両|全|お)"
)
_MAIDEN = re.compile(
    r"旧姓[はがも、:：「( ]{0,2}(?!使用|併記|名義|表記|通称|同じ|本名|新姓)(?P<name>[一-龥々]{1,4})(?=です|で[、。す]|だ|[)）」。、]|さん|$|に戻|の)"
)
_DOCTOR = re.compile(
    r"(?:ドクター|Dr\.?) ?(?!不在|募集|相談|全員|交代|面談|診察|変更|紹介|本人|個人|次第|以外)[一-龥々]{2,3}(?=[、。,はがのにもを」]|さん|$)"
)
_RARE_ROLE = re.compile(
    rf"(?<![一-龥々])(?:{_RARE}) ?(?:先生|せんせー?い?|校長|教頭|主任|コーチ|監督|医師|教諭|園長|院長|塾長|支援員|相談員|カウンセラー)(?!会|室|方)"
)
_RARE_FULL = re.compile(
    rf"(?<![一-龥々])(?:{_RARE}) ?(?:[一-龥々]{{1,3}}?|[ァ-ヴー]{{2,4}}|[ぁ-ん]{{2,4}}?)(?=です|、|。|って(?:子|人|いう)|という|といい|と申|さん|くん|ちゃん|＝|=|$|[)）(（]|だろ)"
)
_NOT_GIVEN = re.compile(
    r"(?:さん|くん|ちゃん|先生|から|まで|より|だけ|です|とは|では|って|には|にも|のは|市|区|町|村|駅|県|川|山|家)$"
)
_MIDDLE = re.compile(r"(?<![ァ-ヴー・])[ァ-ヴー]{2,8}・[ァ-ヴー]{2,9}・[一-龥]{1,3}(?![一-龥])")
_HALF = re.compile(
    rf"(?<![ァ-ヴー])(?:ジェームス|ジェームズ|マイケル|ケビン|ダニエル|トーマス|アレックス|ジョージ|マリア|アンナ|エミリー|クリス|ケン|リサ|レオ|ルーカス|ソフィア|サラ|ミア|ノア|エマ|デイビッド|ロバート|アンドレ|カルロス|ホセ|リナ)(?:{_RARE}|[一-龥]{{1,2}}[田山川野村本木島崎沢藤井])(?=です|さん|くん|ちゃん|と申|という|って|、)"
)
_APART = re.compile(
    r"(?<![ぁ-んァ-ヴーA-Za-z])(?P<one>[ぁ-んァ-ヴー](?P<sep>[・_\-/.* ])(?:[ぁ-んァ-ヴー](?P=sep)){0,3}[ぁ-んァ-ヴー]) ?(?:先生|せんせい|せんせー|校長|教頭)"
)


_LETTERS = re.compile(r"(?<![A-Za-z])(?P<name>[A-Za-z]{3,12}) ?(?:先生|せんせー?い?|センセ|校長|教頭|コーチ)")
_SIGNED = re.compile(r"(?<![A-Za-z])[A-Z]\. ?[A-Z][a-z]{3,12}(?![A-Za-z])")


def placed_by_words(text: str) -> Iterator[Span]:
    """Names after a role, maiden names, rare family names with a role or a given name, letters typed apart."""
    yield from _after_role(text)
    for match in _MAIDEN.finditer(text):
        yield match.start("name"), match.end("name"), 0.8
    for pattern in (_DOCTOR, _RARE_ROLE, _MIDDLE, _HALF, _APART):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), 0.85
    yield from _in_letters(text)


def _after_role(text: str) -> Iterator[Span]:
    for match in _AFTER_LEAD.finditer(text):
        group = "name" if match["name"] else "new"
        if not _NOT_NAME.search(match[group]):
            yield match.start(group), match.end(group), 0.8
    for match in _RARE_FULL.finditer(text):
        if not _NOT_GIVEN.search(match.group()):
            yield match.start(), match.end(), 0.8


def _in_letters(text: str) -> Iterator[Span]:
    """TANAKA先生, K.Tanaka."""
    for match in _LETTERS.finditer(text):
        if match["name"].capitalize() in romaji_surnames():
            yield match.start(), match.end(), 0.85
    for match in _SIGNED.finditer(text):
        if match.group()[2:].strip() in romaji_surnames() or "署名" in text[match.end() : match.end() + 8]:
            yield match.start(), match.end(), 0.8
