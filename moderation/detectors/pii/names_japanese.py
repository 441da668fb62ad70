"""Names of people in Japanese text, from the parts of speech and the words beside them."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.detectors.pii.names_hidden import hidden
from moderation.detectors.pii.names_placed import placed_by_words
from moderation.detectors.pii.names_shown import shown
from moderation.detectors.pii.surroundings import before
from moderation.finding import Finding
from moderation.morphemes import Morpheme, morphemes
from moderation.people import kana_surnames, katakana_surnames, well_known
from moderation.reading import Reading

ROLES = frozenset(
    "先生 せんせい せんせー センセイ センセ せんせ 教諭 教員 教師 校長 教頭 副校長 主任 担任 医師 医者 ドクター 院長 コーチ 監督 顧問 支援員 相談員 カウンセラー スクールカウンセラー コーディネーター ソーシャルワーカー スクールソーシャルワーカー 作業療法士 理学療法士 言語聴覚士 臨床心理士 公認心理師 心理士 指導員 部長 園長 塾長 講師 "
    "教授 弁護士 保健師 看護師 民生委員 ケースワーカー ワーカー 議員 理事長 会長 店長 課長 係長 室長 理事 主事 師範 社長 警部 刑事 巡査 住職 神父 牧師 SC SSW Dr 女史 氏 学年主任 校長先生 教頭先生 師匠 親方 児童委員 保護司 保育士".split()
)
_MORE_ROLES = frozenset(
    "医院長 司書 家庭教師 学習支援員 児発管 支援コーディネーター 事務長 校務員 用務員 看護士 療法士 養護教諭 栄養士 調査官 書記官".split()
)
_ROLE_AFTER = re.compile(
    " ?(?:"
    + "|".join(
        sorted(
            ROLES | _MORE_ROLES,
            key=len,
            reverse=True,
        )
    )
    + ")(?!会|室|方|陣|用|免許|不足)"
)
_FOREIGN_FAMILY = re.compile(r"[ァ-ヴー]{3,7}")
_LESSONS = re.compile(
    r"ピアノ|バレエ|ダンス|ヨガ|スクール|カウンセ|パソコン|サッカー|テニス|ギター|ベテラン|リハビリ|オンライン|フリー|サポート|プログラ|プール|スイミング|ロボット|アニメ|ゲーム|マッサージ|カウンセリング|ホーム|クラス|"
    r"ドラマ|チャーハン|ラーメン|パンダ|ネコ|イケメン|メガネ|カリスマ|スター|ヒーロー|バイト|パート|ボランティア|サブ|メイン|コース|デイ|ケア|キャラ|ハゲ|オタク|ヤンキー|ダメ|クソ|アホ|バカ|オバ|オジ|イマドキ|ユーチューブ|グーグル|チャット|ドリル|アレクサ|ナイス|シニア"
)
CALLS = frozenset("さん くん 君 ちゃん 様 さま 氏 殿 たん".split())
_ROLE_BEFORE = re.compile(
    r"(?:担任|担当|校長|教頭|顧問|主治医|SC|SSW|カウンセラー|支援員|相談員|指導員|ワーカー|主任|保健師|弁護士|コーチ|監督|看護師|心理士|会長|委員|先生|教師|教員|医師|医者|講師|家庭教師|塾長|園長|店長|校医|通級|支援級|"
    r"同級生|クラスメイト|いじめっ子|加害者|主犯|犯人|リーダー格|相手|親玉|[年組部]|[小中高]|学校|学級|学年|クラス|町内|団地|棟|号室|隣|向かい|近所|教室|部活|課|相談室|家庭教師|校務員|用務員|主事|住職|牧師|療法士|民生委員|代表|児発管|ケースワーカー|会計|班長|部長|園|センター|児相|病院|クリニック|医院)の?[「『(]?$"
)
_SAID_TO_BE = re.compile(
    r"って(?:担任|教師|教頭|校長|女|男|女性|男性|子|(?:名字|苗字)(?!多|の人|は多|って)|人|ひと|方|奴|やつ|いうんだけど|先生)|という(?:女性|男性|女|男|子|名字|苗字|人|方|先生|教師|者)|さんでしょ|さんですよね|さんだよね|から旧姓|姓[にをの]|」の(?:家|表札)|家の(?:息子|娘|子)"
)
_PERSON_CALL = re.compile(r"さん|くん|君(?!臨)|ちゃん|氏(?!名)")
_CALLED = re.compile(
    r"^[」』)]?(?:(?:さん|くん|君|ちゃん|さま|様|氏)?(?:です|と(?:申|い[いうっ]|言[いうっ])|って(?:いう|言う|名|ん|子|人|やつ|い[いう]|[いゆ]う)|という|の(?:母|父|親|妻|夫|祖母|祖父|姉|兄|おば|ママ|パパ|保護者|息子|娘|名前|名義|本名)|という者|だよ|だけど|ですが|こと)|(?:くん|君|ちゃん)|(?:さん|様|氏|殿)(?:です|と|の|は|が|を|に|って|、|。|$|へ|宛|方)|[、。,)\s(（]|(?:は|が)(?:うち|私|娘|息子|[小中高]|\d)|宛|行き|まで|$|\d)"
)
_CUE = re.compile(
    r"(?:名前|氏名|本名|フルネーム|実名|名義|宛名|宛先|なまえ|旧姓|名簿|署名|差出人|受取人|姓名|表札|私|わたし|うちの子|息子|娘|長男|長女|次男|次女|孫|甥|姪|夫|妻|主人|母|父|患者|児童|生徒|本人|保護者|申請者|世帯主)[はがのも]?[、:：「『(\s]{0,2}$"
)
_KANA_NAME = re.compile(r"(?<![ァ-ヴー])(?P<sei>[ァ-ヴー]{2,6})[ ・]?(?P<mei>[ァ-ヴー]{2,5})(?![ァ-ヴー])")
_KATAKANA_RUN = re.compile(
    r"(?<![ァ-ヴー])[ァ-ヴー]{5,9}(?![ァ-ヴー])|(?<![ァ-ヴー])[ァ-ヴー]{2,5}[ ・][ァ-ヴー]{2,5}(?![ァ-ヴー])"
)
_HOLDER = re.compile(
    r"(?:\d{5,8}|名義|口座名|受取人|フリガナ|ふりがな|カナ|カタカナ|宛名|名前)(?:人|は|が|[:：])?[\s、,で「（(]{0,3}$"
)
_HIRAGANA_ROLE = re.compile(
    r"(?P<name>[ぁ-ん]{2,6}|[ァ-ヴー]{2,6})(?:先生|せんせい|せんせー|センセ|教頭|校長|コーチ|教諭|監督|ドクター|医師|主任|Dr)"
)
_FULL_HIRAGANA = re.compile(
    r"(?<![ぁ-ん])(?P<sei>[ぁ-ん]{2,5})[ 　・](?P<mei>[ぁ-ん]{2,4}?)(?=[^ぁ-ん]|$|って|です|さん|くん|ちゃん|という|といい|[はがのにも][^ぁ-ん])"
)
_NEAR_US = re.compile(
    r"担任|校長|教頭|息子|娘|うちの子|本名|名前|学校|保健|主治医|カウンセラー|児相|相談員|支援員|民生委員|[小中高]の|\d組|いじめ"
)
_CULTURE = re.compile(
    r"推し|主人公|写真集|読破|五百円札|千円札|一万円札|小説|登場人物|第[一二三\d]章|似てる|かっこよ|カッコよ|かっこい|カッコい|イケメン|男前|美形|チャンネル|主演|出演|声優|芸人|アーティスト|検索したら|曽祖|商店|食堂|専門店|主題歌|動画|新刊|エッセイ|スピンオフ|アニメ|漫画|マンガ|映画|ドラマ|俳優|女優|歌手|聴き|ファン|小説|作品|番組|テレビ|鬼滅|誕生日を祝う|ゲーム|キャラ|歌詞|ライブ|曲|アルバム|著書|自伝|伝記|本を読|の本|講演|YouTube|ユーチュー|"
    r"ラジオ|ニュース|選手|試合|大河|朝ドラ|名言|詩|絵本|童話|見本|記入例|サンプル|総理|首相|大臣|名探偵|コナン|歴史|偉人"
)
_SURNAME_END = re.compile(r"[山川田村野原本木林島崎沢澤井口谷岡森橋上下内藤部塚坂池浜城松竹杉柳葉津瀬戸宮代][先]?$")
_NOT_FAMILY = frozenset(
    "町内 自治 保護者 児童 同窓 後援 商店街 登山 下山 台本 見本 手本 松葉 言葉 時代 世代 近代 現代 田代 上下 以上 以下 年上 年下 目上 案内 家内 都内 校内 市内 県内 部 全部 一部 学部 本部 支部 内部 外部 幹部 文芸部 運動部 野球部".split()
)
_NOT_FAMILY |= frozenset(
    "担任 先生 学校 病院 校長 教頭 養護 保健 理科 国語 数学 音楽 英語 体育 美術 社会 算数 家庭科 技術 図工 東京 大阪 京都 北海道 沖縄 日本 福岡 アメリカ 中国 韓国 町 市 区 村 県 駅 小 中 高 大学".split()
)


_KIN = frozenset(
    "妹 姉 兄 弟 父 母 妻 夫 娘 孫 甥 姪 犬 猫 友 友達 友人 息子 長女 長男 次女 次男 三女 三男 叔母 伯母 叔父 祖母 祖父 主人 私 俺 僕 今 本 空 海 花 春 夏 秋 冬 朝 昼 夜 雨 雪 月 星 幹線 本名 名前 氏名 愛犬 愛猫 従妹 従弟 旧姓 品種 曲 駅 店 色 様".split()
)
_NAMELIKE = ("名詞", "形状詞", "代名詞", "副詞", "接尾辞", "感動詞", "形容詞")
_GIVEN_RUN = re.compile(
    r"[一-龥々]{1,3}|[ぁ-ん]{2,4}?(?=さん|くん|君|ちゃん|です|と申|といい|という|って|、|。|\)|（|\(|$|\s|が|は|も)|[ァ-ヴー]{2,5}"
)
_CALLED_SO = re.compile(r"(?:さん|くん|君|ちゃん|さま|様|と申|といいます|という|って(?:名|子|人|いう))")
_NAMING = re.compile(
    r"[ぁ-ん]{2,4}(?<!こと)(?<!もの)(?<!とき)(?<!ところ)(?<!ため)(?<!まま)(?<!うち)(?<!ほう)(?<!あと)(?<!せい)(?<!おかげ)"
)
_GOES_ON = re.compile(r"[、。)（(\s」』@]|さーん|って|です|が|は|の|に|を|も|$")
_AFTER_FAMILY = re.compile(
    r"(?:さん|くん|君|ちゃん|氏|って|という|と(?:いう|か)|は|が|を|に|も|、|。|」|だ|です|で|$|\s|まじ|ほんと|の(?:親|母|せい|息子|娘|奴|やつ|野郎))"
)


def named_in_japanese(reading: Reading) -> Iterator[Finding]:
    """Family name with role, full name, and family name after a class or a role."""
    words, text = reading.words, reading.plain.text
    for start, end, score in (
        *_with_role(words, text),
        *_full(words, text),
        *_placed(words, text),
        *_kana(text),
        *placed_by_words(text),
        *hidden(text),
        *shown(text),
    ):
        around = text[max(0, start - 20) : end + 20]
        if not well_known(text[start:end]) and not (_CULTURE.search(around) and not _NEAR_US.search(around)):
            yield found(reading.plain, (start, end), "pii.person", score)


def _with_role(words: list[Morpheme], text: str) -> Iterator[tuple[int, int, float]]:
    for at, word in enumerate(words):
        role = _ROLE_AFTER.match(text, word.end)
        first = _family(words, at) if role else -1
        if role and first >= 0:
            yield words[first].start, role.end(), 0.92
    for match in _HIRAGANA_ROLE.finditer(text):
        name = re.sub(r"^(?:の|は|が|に|と|も|で|を){1,24}", "", match["name"])
        if _kana_family(name) or (_FOREIGN_FAMILY.fullmatch(name) and not _LESSONS.search(name)):
            yield match.end("name") - len(name), match.end(), 0.9


def _family(words: list[Morpheme], last: int) -> int:
    """The first word of a family name that ends with words[last]; -1 when there is none."""
    word = words[last]
    if word.surface in _NOT_FAMILY or not re.fullmatch(r"[一-龥々ヶケノァ-ヴー]{1,5}", word.surface):
        return -1
    if word.surname or (
        word.place and len(word.surface) <= 4 and not word.surface.endswith(("市", "区", "町", "村", "県", "駅"))
    ):
        return _with_given_before(words, last)
    if (
        last
        and (words[last - 1].surname or words[last - 1].place)
        and _touching(words, last)
        and len(word.surface) <= 2
    ):
        return last - 1
    if (
        len(word.surface) == 2
        and _SURNAME_END.search(word.surface)
        and word.speech[1] == "普通名詞"
        and not word.verbal
    ):
        return last
    return last - 1 if last and _two_rare_characters(words, last) else -1


def _with_given_before(words: list[Morpheme], last: int) -> int:
    """大河 内 or 佐々木 翔太 先生: take one more word of a name that touches."""
    if (
        last
        and _touching(words, last)
        and (words[last - 1].surname or (words[last - 1].person and not words[last - 1].given))
    ):
        return last - 1
    return last


def _two_rare_characters(words: list[Morpheme], last: int) -> bool:
    """Two single characters that make no word together are usually a rare family name (四十物 谷, 栂 尾)."""
    one, two = words[last - 1], words[last]
    single = len(one.surface) <= 2 and len(two.surface) == 1 and one.speech[0] == two.speech[0] == "名詞"
    return (
        single
        and _touching(words, last)
        and not one.verbal
        and not two.verbal
        and one.surface not in _NOT_FAMILY
        and one.speech[1] != "数詞"
        and bool(re.fullmatch(r"[一-龥]{1,60}", one.surface + two.surface))
    )


def _touching(words: list[Morpheme], last: int) -> bool:
    return words[last - 1].end == words[last].start


def _full(words: list[Morpheme], text: str) -> Iterator[tuple[int, int, float]]:
    for at, word in enumerate(words):
        if word.surface in _NOT_FAMILY or not _may_be_family(words, at):
            continue
        end = _given(words, at, text)
        if end:
            yield word.start, end, 0.92


def _may_be_family(words: list[Morpheme], at: int) -> bool:
    """A family name by the dictionary, or a short noun that a given name follows (after a space, if the noun is common)."""
    word, rest = words[at], words[at + 1 : at + 3]
    if word.surname or (word.place and bool(rest) and rest[0].given):
        return True
    spaced = len(rest) == 2 and rest[0].surface == " " and rest[1].given
    apart = at == 0 or words[at - 1].speech[0] not in ("名詞", "接頭辞") or words[at - 1].surface in ROLES
    ordinary = word.verbal or word.surface in _KIN or word.surface in _NOT_FAMILY
    return spaced and apart and not ordinary and re.fullmatch(r"[一-龥々]{1,3}", word.surface) is not None


def _given(words: list[Morpheme], at: int, text: str) -> int:
    """The end of the given name after the family name words[at], or 0."""
    rest = words[at + 1 : at + 6]
    spaced = bool(rest) and rest[0].surface in (" ", "・")
    rest = rest[1:] if spaced else rest
    if not rest or rest[0].surface in CALLS or rest[0].surface in ROLES:
        return 0
    if (
        rest[0].given
        and not spaced
        and len(words[at].surface) < 4
        and re.fullmatch("[ぁ-ん]+", words[at].surface + rest[0].surface)
    ):
        return 0
    if rest[0].given:
        return _rest_of_given(rest, text)
    unknown = words[at].surname and not rest[0].verbal and rest[0].speech[0] in _NAMELIKE
    return _unknown_given(words[at], rest[0], text, " " if spaced else "") if unknown else 0


def _unknown_given(family: Morpheme, first: Morpheme, text: str, gap: str) -> int:
    """A given name the dictionary does not know counts where somebody is presented or called by it."""
    run = _GIVEN_RUN.match(text, first.start)
    if run is None:
        return 0
    tail = text[run.end() :]
    if _CUE.search(before(text, family.start, 14)) or _CALLED_SO.match(tail):
        return run.end()
    if len(family.surface) < 2 or not _GOES_ON.match(tail):
        return 0
    return run.end() if gap or (family.surname and _unlike_words(first, run.group())) else 0


def _unlike_words(first: Morpheme, run: str) -> bool:
    """A flower or a tree after a family name (伊集院あんず): one plain noun in kana, or one sign that is no suffix."""
    return first.surface == run and first.speech[:2] == ("名詞", "普通名詞") and _NAMING.fullmatch(run) is not None


def _rest_of_given(rest: list[Morpheme], text: str) -> int:
    """翔 太郎 or 陽菜 乃: one more character that belongs to the given name."""
    end = rest[0].end
    if (
        len(rest) > 1
        and rest[1].start == end
        and (rest[1].given or re.fullmatch(r"[子美乃奈菜香花音斗人太郎介也哉真佳那]", rest[1].surface))
    ):
        return rest[1].end
    return end


def _placed(words: list[Morpheme], text: str) -> Iterator[tuple[int, int, float]]:
    """A family name right after a class, a school or a role: ○○小の田中, 担任の佐藤さん, 3組の大野くん."""
    for at, word in enumerate(words):
        family = (word.surname or word.place) and len(word.surface) >= 2 and word.surface not in _NOT_FAMILY
        if family and not (at + 1 < len(words) and words[at + 1].place) and _stands_for_person(word, text):
            yield word.start, word.end, 0.8


def _stands_for_person(word: Morpheme, text: str) -> bool:
    tail = text[word.end : word.end + 12]
    if word.surname and _SAID_TO_BE.match(tail):
        return True
    if word.place and not _PERSON_CALL.match(tail):
        return False
    return bool(_ROLE_BEFORE.search(before(text, word.start, 12).rstrip()) and _AFTER_FAMILY.match(tail))


def _kana(text: str) -> Iterator[tuple[int, int, float]]:
    """A name in kana only: a frequent family name and a given name, or any katakana run after an account number or “名義”."""
    for match in _KATAKANA_RUN.finditer(text):
        if _holds(text, match) or (" " in match.group() and _kana_family(match.group().split()[0])):
            yield match.start(), match.end(), 0.88
    for match in _FULL_HIRAGANA.finditer(text):
        if (
            match["sei"] in kana_surnames()
            and match["sei"] != match["mei"]
            and not re.match(r"(?:です|ます|から|けど|ので|する|した|いる|ない|さん|くん|ちゃん)", match["mei"])
        ):
            yield match.start(), match.end(), 0.85


def _holds(text: str, run: re.Match[str]) -> bool:
    """Said to be the holder of an account; after a mere “name” only when it is no word of the dictionary."""
    lead = _HOLDER.search(text[max(0, run.start() - 14) : run.start()])
    if lead is None:
        return False
    return "名前" not in lead.group() or any(word.proper for word in morphemes(run.group()))


def _kana_family(name: str) -> bool:
    return name in kana_surnames() or name in katakana_surnames()
