"""Japanese names where somebody shows them: on a label, in a roll call, as a signature, in kana or in Latin letters."""

import re
from collections.abc import Iterator

from moderation.morphemes import morphemes
from moderation.people import well_known

Span = tuple[int, int, float]

_FAMILY = "[一-龥々ヶ]{1,4}"
_GIVEN = "(?:[一-龥々]{1,3}|[ぁ-ん]{2,4}|[ァ-ヴー]{2,5})"
_SHOWN = re.compile(
    r"名[前札簿]|なまえ|名づけ|名付け|命名|呼[ばびぶん]|背番号|表札|シール|ラベル|登録|返事|ユニフォーム|ゼッケン|鉛筆|えんぴつ|賞状|表彰|卒業証|点呼|出席|書い[てたと]|書かれ|刺繍|刻ま|印字|宛名|差出人|署名|サイン|受付|診察券|本名|半紙|ローマ字|名字|苗字|新聞"
)
"""One of these stands near a name that is shown."""
_QUOTED = re.compile(
    rf"[「『“\"](?P<name>{_FAMILY}[ ・=]{_GIVEN}|[ぁ-ん]{{2,5}}[ ・=][ぁ-ん]{{2,4}}|[ァ-ヴー]{{2,6}}[ ・=][ァ-ヴー]{{2,5}}|[A-Z]{{3,12}} [A-Z]{{2,12}})(?:さ[ーあ]?ん|くーん|ちゃ[ーあ]?ん|様|殿)?[」』”\"]"
)
_SPACED = re.compile(
    rf"(?:^|(?<=[、。\s]))(?:[兄弟姉妹父母夫妻娘孫]|長男|次男|三男|長女|次女|三女|息子)?(?P<name>{_FAMILY} {_GIVEN})(?=@|って名|って書|と書|の名|、[一-龥]{{1,3}}さい|[（(][^）)]{{0,8}}(?:長男|長女|次男|次女|息子|娘|歳|才|年生))"
)
_BESIDE_KIN = re.compile(
    rf"(?<![一-龥])(?:[兄弟姉妹夫妻孫]|長男|次男|三男|長女|次女|三女|息子|娘)(?P<name>{_FAMILY} {_GIVEN})(?=[、。はがの]|$)"
)
_KIN_KANA = re.compile(
    r"(?:孫|息子|娘|長男|次男|三男|長女|次女|三女|姪|甥|いとこ)の(?P<name>[一-龥]{2,3}[ぁ-ん]{2,3}?|[一-龥]{2,3} [一-龥]{1,2})(?=は(?:今日|明日|もう|今|来月|今年|\d)|[（(]\d|、\d{1,2}[歳才]|と申|といいます|です[。、])"
)
_HIRAGANA = re.compile(
    r"(?<![ぁ-ん])(?P<name>[ぁ-ん]{3,5}[ 　][ぁ-ん]{2,4})(?=[（(](?:うちの|私の|わたしの)?(?:長男|長女|次男|次女|息子|娘|孫|\d))"
    r"|(?:^|(?<=[、。\s「]))(?P<said>[ぁ-ん]{4,8}|[ァ-ヴー]{4,9})(?=と申|(?:と)?いいます|といい(?:まして|ます|ました)|いいます)"
    r"|(?:^|(?<=[、。\s「]))(?P<west>[ぁ-ん]{2,5}?)(?=(?:て|と|っちゅう)?いう (?:.{1,6}の)?(?:先生|医者)|(?:て|と|っちゅう)?いう(?:歯医者|医者|お医者|眼科|小児科|担任|校長|教頭|保健)の?(?:先生)?)"
)
_NOT_SAID = re.compile(
    r"^(?:こう|そう|どう|はじめ|おねがい|よろしく|なん|そのように|このように|あり|すみま|いま|うち|わたし|なまえ|ほん|これ|それ|あれ|よう|しょう|ほう|むすめ|むすこ)|(?:と|て|を|は|が|に|も|で|の|か|よ|ね|です|ます|ない|たい|した)$"
)
_FOREIGN = re.compile(
    r"(?<![ァ-ヴー・])(?P<name>[ァ-ヴー]{2,8}(?:[・=＝][ァ-ヴー]{1,8}){1,3})(?=くん|ちゃん|さん(?!の(?:店|フォー|カレー|レストラン|お店|曲|本))|君|先生|いいます|といい|と申|です。|、?(?:[\d一二三四五六]年生)|(?:うちの)?(?:息子|娘)の名)"
)
_KIN_FOREIGN = re.compile(
    r"(?:息子|娘|夫|妻|孫|私|わたし)の?(?:名前は)?(?P<name>[ァ-ヴー]{2,8}(?:[・=＝][ァ-ヴー]{1,8}){1,3})"
)
_NOT_FOREIGN = re.compile(
    r"クラブ|スクール|センター|カフェ|デイ|ホーム|サービス|アンド|オブ|ザ・|・ザ|マイ|ハウス|ゲーム|セット|スター|ランド|クリニック|Kitty|Mouse|Disney|Pokemon|Nintendo|Happy|Merry|Hello"
)
_ROMAJI = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Z][a-z]{2,11} [A-Z][a-z]{2,11})(?=って(?:ローマ字|書|名)|と(?:ローマ字|書|刺繍|刻|印字)|の名前)"
)
_MASKED = re.compile(
    r"(?<![ぁ-んァ-ヴー一-龥])(?P<name>(?:担任の|校長の|教頭の)?[ぁ-んァ-ヴ一-龥]{1,2}[◯○〇●][ぁ-んァ-ヴ一-龥]{1,2}(?:先生|せんせい|校長|教頭))"
)
_TITLE_APART = re.compile(
    r"(?<![ァ-ヴーぁ-ん一-龥])(?P<name>(?:[ァ-ヴーぁ-ん一-龥] ){3,10}(?:セ ン セ イ?|せ ん せ い?|先 生|コ ー チ|校 長|教 頭))(?![ァ-ヴーぁ-ん])"
)
_ROLES = "会計|役員|会長|書記|委員|班長|校長|教頭|担任|顧問|主任|指導員|支援員|相談員|塾長|園長|学年主任"
_DOING = re.compile(
    rf"(?:{_ROLES})(?:を?(?:やって|して|務めて|つとめて|なさって))(?:る|いる|くれてる|くださってる|はる|おられる|いらっしゃる)(?P<name>[一-龥々]{{2,3}})(?=さん|先生|氏)"
    rf"|(?:{_ROLES})の(?P<two>[一-龥々]{{2,3}})(?=と(?:担任|教頭|校長|主任|顧問|副担任|養護)の)|と(?:担任|教頭|校長|主任|顧問|副担任)の(?P<other>[一-龥々]{{2,3}})(?=[、。がは])"
)
_HEAD = re.compile(
    r"(?<![一-龥々])(?P<name>[一-龥々]{2,3}(?:塾長|園長|校長|教頭|住職|医師|主事))(?=に|が|は|から|も|、|さん|先生)"
)
_NOT_HEAD = re.compile(
    r"^(?:学習|個別|地域|小児|担当|主治|女性|男性|専門|精神|嘱託|産業|当直|救急|指導|新任|前任|後任|元|前|新|副|名誉|初代|二代|歴代|各校|母校|同|当|現|旧|両|学校|本校|隣|外科|内科|歯科|眼科|担任|病院|校医|保育|幼稚|進学|町内|市|県|児童|社会|福祉|保護|皮膚|整形|耳鼻|漢方|若手|全員|代理|臨時|副校|研修|勤務|開業|複数|他院|近所|地元|美人|白髪)"
)
_NOT_PERSON = re.compile(
    r"^(?:皆|他|別|新|前|元|旧|次|今|隣|本|女性?|男性?|若手|専門|担当|外国|同じ|地元|近所|両|全|お|方|先生|主任|保護者|母親|父親|奥様|親|人|子)"
)
_KANJI = re.compile("[一-龥]{2,4}")
_PLAIN_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (" ", _BESIDE_KIN),
    ("の", _KIN_KANA),
    ("・", _FOREIGN),
    ("・", _KIN_FOREIGN),
    ("=", _FOREIGN),
    (" ", _ROMAJI),
    ("○", _MASKED),
    ("◯", _MASKED),
    ("〇", _MASKED),
    ("●", _MASKED),
    (" ", _TITLE_APART),
    ("る", _DOING),
    ("の", _DOING),
    ("(", _HIRAGANA),
    ("申", _HIRAGANA),
    ("いい", _HIRAGANA),
    ("いう", _HIRAGANA),
)
"""Each with a sign without which it finds nothing; most messages have few of them."""


def shown(text: str) -> Iterator[Span]:
    """On labels and lists, in roll calls, beside kin; and what introduces itself in kana."""
    for pattern in (_QUOTED, _SPACED) * bool(_SHOWN.search(text)):
        yield from ((*match.span("name"), 0.85) for match in pattern.finditer(text) if not _is_topic(match["name"]))
    for pattern in dict.fromkeys(pattern for sign, pattern in _PLAIN_PATTERNS if sign in text):
        for match in pattern.finditer(text):
            if not _refused(match[group := match.lastgroup or "name"]):
                yield *match.span(group), 0.82
    yield from ((*match.span(), 0.8) for match in _HEAD.finditer(text) if not _NOT_HEAD.match(match.group()))


def _is_topic(name: str) -> bool:
    """「不登校 日記」, 「社協 貸付」: words to search for, and no family and given name."""
    last = morphemes(re.split("[ ・=]", name)[-1])
    return (
        len(last[0].surface) > 1
        and all(word.speech[:2] == ("名詞", "普通名詞") and not word.given for word in last)
        and _KANJI.fullmatch(last[0].surface) is not None
    )


def _refused(name: str) -> bool:
    return bool(_NOT_SAID.search(name) or _NOT_FOREIGN.search(name) or _NOT_PERSON.match(name) or well_known(name))
