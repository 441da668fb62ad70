"""Names of schools, kindergartens and the like; a bare stage (“her primary school”, 中学校) is not a name."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.found import found
from moderation.detectors.pii.schools_elsewhere import named_in_other_scripts
from moderation.detectors.pii.schools_known import known_in_japanese, typed_apart
from moderation.detectors.pii.schools_latin import named_in_latin
from moderation.detectors.pii.schools_passing import passing_in_japanese
from moderation.finding import Finding
from moderation.morphemes import morphemes
from moderation.normalise import Normalised
from moderation.reading import Reading
from moderation.spelling import signs_typed_apart, words_typed_apart

_K = r"[一-龥々ヶケノァ-ヴー]"
_STAGE = r"(?:小学校|中学校|高等学校|高校|中等教育学校|義務教育学校|小中学校|特別支援学校|支援学校|養護学校|学園|学院|女学院|女学園|幼稚園|保育園|保育所|こども園|大附属|附属中|附属小|高等専修学校|高等学院|フリースクール|ナーサリー|学童クラブ|学童保育所|中等部|高等部|初等部|小学部|工業高専|高専|分校)"
_FULL = re.compile(
    rf"(?:[一-龥]{{1,4}}[都道府県市区町村]立)?(?:{_K}|(?<=[一-龥])が(?=[丘谷原浜崎岡池台峰野])|[ぁ-ん](?=[ぁ-んが一-龥ヶケノ第{_K[1:-1]}]{{0,9}}{_STAGE})){{1,12}}?(?:第[一二三四五六七八九十\d]{{1,2}}|[東西南北中央]{{1,2}})?{_STAGE}(?:高等学校|高等部|中等部|初等部|中学校|小学校|幼稚園)?"
)
_QUARTER = re.compile(r"[東西南北](?:小|中|高等)学校")
"""北中学校 is the name of one school in every town that has it."""
_KANA_PLACE = re.compile(
    rf"(?:(?<=[はもの])|(?<![ぁ-ん])(?![はも][ぁ-ん]))[ぁ-ん]{{2,6}}(?:がおか|がはら|がさき|のもり|のさと|のはら|だいら)(?:第[一二三四五\d])?[東西南北中央]{{0,2}}{_STAGE}"
)
"""さくらがおか小学校: written in kana only, but it ends as places do."""
_AFTER_NAME = re.compile(
    r"(?:フリースクール|フリースペース|学童クラブ|ナーサリー|認定こども園|幼稚園|保育園|サポート校)(?:[「『 ・]{1}(?!\d)[^「」『』\s、。,\d]{2,14}[」』]?|(?![一-龥]{0,3}[はがをにでもとのやへ])[ァ-ヴーぁ-んA-Za-z]{3,12}(?:舎|学園|塾|スクール|ハウス|の家|の森|の丘))"
)
_GENERIC_STEM = re.compile(
    r"^(?:(?:(?:そう|なるほど|えっと|たぶん|うーん)?(?:です)?[ねよなわ]ー|うち|私|わたし|息子|娘|子ども?|子供|長男|長女|次男|次女|上の子|下の子|孫|甥|姪|兄|姉|弟|妹|友達|友人|近所|近く|隣|となり|地元|同じ|別|他|よそ|元|前|次|今|新しい|通信制?|全日制?|定時制?|単位制|"
    r"公立|私立|市立|県立|都立|府立|道立|町立|村立|区立|国立|公営|民間|普通|普通科|一般|専門|職業|小規模|大規模|特例|不登校特例|学びの多様化|夜間|昼間|山の|海の|都会|田舎|田舎の|某|とある|ある|どこか|どの|この|その|あの|こんな|どんな|"
    r"いい|良い|悪い|大きな|小さな|遠い|好きな|行きたい|行ける|通える|合う|転校先|進学先|志望|第一志望|第二志望|母校|出身|卒業|在籍|受験|不登校|支援|特別|特別支援|中高一貫|小中一貫|一貫|私学|女子|男子|共学|進学|底辺|名門|"
    r"[\dの年生学級組時頃前後から今まで]{1,60}|小|中|高|幼|保|大|義務教育|高等|付属|附属|認定|文科省認定|文科省|国が認めた|認可|無認可|企業|帝丹|トモエ|院内|病院|病院内|広域|サテライト|オンライン|バーチャル|メタバース|ネット|インター|インターナショナル|農業|工業|商業|"
    r"現在|現|昔|当時|自分|本人|お宅|皆さん|みんな|全国|全|各|両|毎日|普段|やっぱり|結局|もう|まだ|また|最近|今度|来年|去年|昨年|春|秋|地域|学区|校区|町|村|市|区|県|島|都内|県内|市内|区内|隣町|隣市|実家|多く|一部|半分|"
    r"動物|魔法|ホグワーツ|忍術|鬼滅|進撃|キメツ|呪術|架空|ゲーム|アニメ|ドラマ|映画|漫画|探偵|死神|絶望|暗殺)(?:の|が|に|は|で|な|も|と|って|という|みたいな|より|から|へ|を|や){0,24}){1,24}$"
)
_WORDS_BEFORE = re.compile(
    r"^.{0,60}(?:の|は|が|を|に|で|と|も|へ|や|から|より|まで|って|という|には|では|な|ない|た|て|る|い|く|し|れ|ば|う|ん|ら|り|ね|よ|さ|か)(?=[一-龥々ァ-ヴ]|[ぁ-ん]{2,40}(?:第|[東西南北])|さくら|ひばり|みどり|あおば|わかば|ひかり|すみれ|つくし|たんぽぽ|ひまわり|あさひ|みなみ|いずみ|けやき|もみじ|やまびこ|こばと|なのはな|どんぐり)"
)
_SHORT = re.compile(
    rf"(?<![一-龥々ァ-ヴーA-Za-z])(?P<name>(?:{_K}|[ぁ-ん]{{2,6}}(?=[一-龥々ァ-ヴーが]))(?:{_K}|(?<=[一-龥])[のが](?=[一-龥])){{0,7}}?(?:第[一二三四五\d])?(?:中学(?!校|生|受験|年|時代|卒|入|進)|[小中高](?!学)))"
    r"(?!説|手|町|区|岡|川|原|村|田|台|島|野|山|津|等|生(?!徒)|間|型|途|身|止|断|央|心|級|古|毒|傷|旬|年|秋|国|華|略|[一-龥]{0,1}校|さ|い|め|く|ま|れ|す|け|\.)"
)
_PLACE_LIKE = re.compile(
    r"[丘台野原川山森杜橋田島崎﨑谷沢澤町本坂城宮木松桜梅竹浜海港泉池東西南北陽光緑葉平里浦岡井津瀬尾根塚寺神星渡岸峰沼江戸鶴亀鷹柏楠藤萩菊蓮曙朝日旭若青白黒赤玉新富豊清和栄幸美吉福大小石岩水湖滝渕堀淵砂第]|ひばり|みどり|さくら|あおば|わかば|ひかり|つくし|けやき|みずほ|あさひ|みなみ|いずみ|すみれ"
)
_NOT_SHORT = re.compile(
    r"(?:^|の)(?:最|途|集|日|世|渦|熱|夢|心|空|水|海|山|地|命|道|暗|胸|眼|口|手|家|部屋|布団|車|電車|町|村|街|森|川|海|島|本|台|光|田|田舎|北|東|南|西|都|国|大|極|縮|最|弱|群|微|過|卑|等身|大中|中|小|高|崇|孤|円|割|身長|年|偏差値|気温|温度|"
    r"公立|私立|市立|県立|都立|国立|町立|村立|府立|道立|通信制?|定時制?|全日制?|夜間|女子|男子|進|転|地元|隣|元|同じ|新|旧|母|他|別|当|同|両|全|某|私|公|県|市|区|附属|付属|真っ?最|真ん|只|人|頭|目|歯|青空|大空|水槽|池|湖|お?風呂|鍋|冷蔵庫|袋|箱|海外|沖縄|北海道|東京|日本|世界|宇宙|"
    r"[\d一二三四五六七八九十]{1,60}[日月年]?|江戸|和|栄|幸|新幹線|平日|日曜|連日|終日|大好評|大人気|台風|大雪|大雨|大掃除|水泳|清掃|和解|清書|赤|白|黒|青|若|福|石|岩)[小中高]$|(?:時間|期間|休み|週間|月間|途|夜|最|集|渦|世の|日|野球|テレビ|試合|練習|トレ|育児|動画|配信)[中高小]$"
)
_SHORT_KANA = re.compile(
    r"(?<![ぁ-ん])(?P<stem>[ぁ-ん]{3,6})(?:台|が丘|野|の森)?[小中](?=[のはにでがへ、。（(]| ?\d|から|出身|卒|って)"
)
_NOT_KANA_NAME = re.compile(
    r"(?:うち|からだ|いえ|へや|ばん|まち|そら|よる|ひる|あさ|みんな|せかい|いちにち|からだじゅう|はなし|しごと|やすみ|あたま|こころ|おなか|ふとん|けんか|おしゃべり|あそび|ねむり|しゃべり)$"
)
_CHINESE = re.compile(
    r"(?<![\u4e00-\u9fff])?[\u4e00-\u9fff\d]{2,10}?(?:实验|實驗|附属|附屬|中心|第[一二三四五六七八九十\d]{1,2}|外国语|双语)?(?:小学|小學|中学|中學|高中|初中|國小|國中|幼儿园|幼稚園|附小|附中|[一二三四五六七八九十]中|学校|學校|职高|技校)"
)
_CHINESE_GENERIC = re.compile(
    r"(?:我|你|他|她|破|怪|什么|新闻|看到|警察|来|大家|通信制|通信|制|好|这种|那种|受|它|们|們|家|孩子|儿子|女儿|兒子|女兒|的|在|去|上|到|从|這|这|那|哪|个|個|所|间|間|是|了|不|想|没|沒|有|读|讀|念|进|進|转|轉|换|換|回|离|開|开|因|和|跟|与|老师|老師|给|給|让|讓|说|說|升|考|小升|很|好|坏|差|新|旧|原|同|隔壁|附近|公立|私立|民办|民辦|国际|國際|普通|重点|特殊|寄宿|特训|网络|職業|职业|每|全|各|某|别|別|其他|任何|一|两|几|今天|明天|昨天|现在|以前|之前|后来|还|還|就|都|也|要|会|會|能|可|把|被|对|對|向|为|為){1,24}(?:小学|小學|中学|中學|高中|初中|國小|國中|幼儿园|幼稚園|学校|學校|中|职高|技校)$"
)
_CHINESE_STARTS = re.compile(
    r"^(?:.{0,60}(?:在|是|叫|读|讀|念|去|到|从|的|上|进|進|转|轉|给|給|跟|孩子|儿子|女儿|兒子|女兒|妹妹|哥哥|姐姐|弟弟|我|家|们|和))(?=[\u4e00-\u9fff\d]{2})"
)
_KOREAN = re.compile(
    r"(?<![가-힣])[가-힣]{2,8}(?:초등학교|중학교|고등학교|여중|여고|남고|외고|과고|유치원|어린이집|대안학교|특수학교)|(?<![가-힣])[가-힣]{2,5}(?:초|중|고)(?=\s?\d\s?학년|\s앞|\s자퇴|\s전학|에서|에 |로 |\s통합|\s?\d-\d|\s다니|\s?\d학년|에 다니|\s담임|\s\d반)"
)
_KOREAN_GENERIC = re.compile(
    r"^(?:.{0,3}학년이|우리|저희|그|이|저|다른|같은|근처|옆|동네|아이|애|아들|딸|일반|공립|사립|국립|시립|특성화|인문계|실업계|기숙|대안|새|예전|지금|모든|어느|무슨|첫째|둘째|남자|여자|인가|미인가|병설|작은|큰|집앞|제가|내){1,24}(?:초등학교|중학교|고등학교|유치원|어린이집|대안학교|특수학교|초|중|고)$"
)
_THAI = re.compile(
    r"(?:โรงเรียน|ร\.ร\.|รร\.|โรงเรียนอนุบาล)\s?(?!ส่ง|ควร|ทำ|ว่า|ปิด|เปิด|โทรมา|ขอ|ตาม|พูด|เสนอ|จัด|ออก|ของ|ที่|เอกชน|รัฐ|ใหม่|เดิม|นี้|นั้น|ไหน|ใกล้|ไม่|แล้ว|ก็|มา|วัน|ให้|เลย|ลูก|เรา|ทาง|และ|หรือ|เพราะ|จะ|ได้|เป็น|มี|ต้อง|อีก|เมื่อ|ตอน|โทร|กับ|บ้าน|แต่|เขา|น้อง|อะไร|ประจำ|ประถม|มัธยม|นานาชาติ|ทุก|หลาย|เล็ก|กัน|ค่ะ|คะ|นะ|ครับ|ยัง|คือ|โดย|เพื่อ|ถึง|จน|หมด|ครู|มัน|เหมือน|อยู่|ไป|พิเศษ|การศึกษา|ทางเลือก|สอน|บอก)[ก-๙]{4,24}(?:วิทยา|วิทยาคม|พิทยา|ศึกษา|อนุบาล|ราษฎร์|วิทย์)?"
)
_HINDI = re.compile(
    r"(?:[\u0900-\u097f.]{1,60}\s){1,3}(?:पब्लिक स्कूल|विद्या निकेतन|निकेतन|शिशु मंदिर|बाल मंदिर|मिशन स्कूल|मेमोरियल स्कूल|विद्यालय|विद्या मंदिर|कॉन्वेंट(?: स्कूल)?|इंटर कॉलेज|हाई स्कूल|एकेडमी|अकादमी|मॉडल स्कूल|इंटरनेशनल स्कूल)"
)


def schools(reading: Reading) -> Iterator[Finding]:
    """Named schools in full and, in Japanese and Korean, in the short form parents use."""
    view = reading.plain
    if reading.japanese:
        yield from _japanese(view)
        yield from _typed_apart(reading)
    if reading.foreign and (not reading.japanese or reading.draft.lang not in ("", "ja")):
        yield from _others(view)
    if reading.latin:
        apart = words_typed_apart(view)
        for one in (view,) if apart is view else (view, apart):
            yield from (found(one, span, "pii.school", score) for span, score in named_in_latin(one.text))


def _typed_apart(reading: Reading) -> Iterator[Finding]:
    """さ く ら 坂 保 育 園, 若・葉・小."""
    if (apart := signs_typed_apart(reading.plain)) is not reading.plain:
        yield from _japanese(apart)
    for span, score in typed_apart(reading.compact.text):
        yield found(reading.compact, span, "pii.school", score)


def _japanese(view: Normalised) -> Iterator[Finding]:
    for match in _FULL.finditer(view.text):
        if (start := _full_name(view.text, match)) >= 0:
            yield found(view, (start, match.end()), "pii.school", 0.9)
    for pattern in (_AFTER_NAME, _KANA_PLACE):
        for match in pattern.finditer(view.text):
            yield found(view, match.span(), "pii.school", 0.85)
    for span, score in (*known_in_japanese(view.text), *passing_in_japanese(view.text), *_short_names(view.text)):
        yield found(view, span, "pii.school", score)


def _short_names(text: str) -> Iterator[tuple[tuple[int, int], float]]:
    """霧ノ原小, しらかば台中: the form parents use among themselves."""
    for match in _SHORT.finditer(text):
        start = match.start("name") + _cut(match["name"])
        if _is_short_name(text[start : match.end("name")]):
            yield (start, match.end("name")), 0.85
    for match in _SHORT_KANA.finditer(text):
        if not _NOT_KANA_NAME.search(match["stem"]) and _nouns_only(match["stem"]):
            yield match.span(), 0.8


def _full_name(text: str, match: re.Match[str]) -> int:
    """Where the name before 小学校 begins; -1 when there is only a kind of school or the end of a sentence."""
    start = match.start() + _cut(match.group())
    stem = _STAGE_END.sub("", text[start : match.end()])
    if not stem and (start := _kana_name(text, match)) >= 0:
        stem = _STAGE_END.sub("", text[start : match.end()])
    if re.match("[ぁ-ん]$", stem[-1:]) and text[match.end() : match.end() + 1] in ("児", "生"):
        return -1
    named = len(stem) >= 2 or _QUARTER.fullmatch(text[start : match.end()])
    return start if named and not _GENERIC_STEM.match(stem) else -1


def _kana_name(text: str, match: re.Match[str]) -> int:
    """Where こばと保育園 begins: a name in hiragana made of nouns only, at the start of a phrase; -1 when it is none."""
    stem = _STAGE_END.sub("", match.group())
    alone = match.start() == 0 or text[match.start() - 1] in " 、。「『(\n!?"
    if not re.fullmatch(r"[ぁ-ん]{2,6}", stem) or not alone:
        return -1
    return match.start() if _nouns_only(stem) else -1


def _nouns_only(stem: str) -> bool:
    return all(word.speech[0] == "名詞" and not word.verbal for word in morphemes(stem))


def _is_short_name(name: str) -> bool:
    """霧ノ原小 is a school; 授業中 and 最小 are not. The last word before the stage must look like a place, not an activity."""
    if len(name) < 3 or _NOT_SHORT.search(name) or _GENERIC_STEM.match(name):
        return False
    stem = morphemes(name[:-1])
    return not stem[-1].verbal and bool(_PLACE_LIKE.search(name[:-1]) or any(word.proper for word in stem))


_STAGE_END = re.compile(_STAGE + "$")


def _cut(name: str) -> int:
    """How many leading characters belong to the sentence and not to the name."""
    match = _WORDS_BEFORE.match(name)
    return match.end() if match else 0


def _others(view: Normalised) -> Iterator[Finding]:
    for span in (*named_in_other_scripts(view.text), *_chinese(view.text)):
        yield found(view, span, "pii.school", 0.88)
    for pattern, generic in ((_KOREAN, _KOREAN_GENERIC), (_THAI, None), (_HINDI, None)):
        for match in pattern.finditer(view.text):
            if generic is None or not generic.match(match.group()):
                yield found(view, match.span(), "pii.school", 0.88)


def _chinese(text: str) -> Iterator[tuple[int, int]]:
    for match in _CHINESE.finditer(text):
        lead = _CHINESE_STARTS.match(match.group())
        start = match.start() + (lead.end() if lead else 0)
        if not _CHINESE_GENERIC.search(text[start : match.end()]) and match.end() - start >= 4:
            yield start, match.end()
