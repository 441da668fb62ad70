"""Schools mentioned in passing: 県立鵠見高, やまなみ学級, 「フリースクール 木の実」, “at cherry orton prim”."""

import re
from collections.abc import Iterator

Span = tuple[tuple[int, int], float]

_PUBLIC = re.compile(
    r"(?<![一-龥])[都道府県市区町村]立(?P<stem>[一-龥々ヶァ-ヴーぁ-ん]{2,9}?)(?:高校|高等学校|中学校?|小学校|高|中|小)(?=[のにをはがへで、。・（(\s]|って|から|まで|$)"
)
_NOT_PUBLIC = re.compile(
    r"[校院館場所園室課会局]|大学|普通|進学|通信|定時|全日|単願|併願|受験|志望|合格|一本|入試|推薦|希望|高等|私立|中学|と|か[、。]|も|の"
)
_CLASSES = re.compile(
    r"(?<![ぁ-んァ-ヴー])(?P<stem>[ぁ-ん]{3,6}|[ァ-ヴー]{3,8})(?:適応指導教室|教育支援センター|支援教室|相談学級|特別支援学級|分教室|学級)(?![ぁ-ん]{0,2}閉鎖|委員|崩壊|会)"
)
_NOT_CLASS = re.compile(
    r"ふつう|とくべつ|ひとつ|ちいさ|おなじ|べつ|ふくしき|クラス|オンライン|フリー|メタバース|サポート|ここ|そこ|どこ|こども|こんな|そんな|どんな|すべて|ある|うち|では|には|から|まで|より|けど|した|して|いる|ない|たい|[をがにはもでとへやのなるいたて]$"
)
_SHAPES = re.compile(
    r"[「『](?P<quoted>(?:放課後等?デイ(?:サービス)?|児童発達支援|フリースクール|フリースペース|学童|適応指導教室)[ ・][ぁ-んァ-ヴー一-龥]{3,14})[」』]"
    r"|(?<![A-Za-z])(?P<letter>[A-Z○〇◯][一-龥]{1,4}(?:高等学院|高等学校|高校|学園|中学校))"
    r"|(?<![一-龥])(?P<girls>[一-龥]{2,3}(?:女子|女学館))(?=の(?:付属|附属|高等部|中等部|文化祭|制服|入試|説明会|校門|校舎|校則))"
    r"|(?<![ァ-ヴー・])(?P<international>[ァ-ヴー]{2,8}(?:・[ァ-ヴー]{2,10}){0,2}・(?:インターナショナル(?:スクール)?|アカデミー|ハイスクール|カレッジ))(?=、|は|の|に|を|へ|で|が)"
    r"|(?<![一-龥])(?P<walked>(?![一-龥]{0,2}[最大中極縮])[一-龥々]{3,4}小)(?=まで(?:歩|バス|車|自転車|[一二三四五六七八九十\d])|の(?:校区|正門|校門|給食|運動会|体育館|昇降口|児童))"
    r"|(?<![一-龥])(?P<cram>[一-龥]{2,4}[館塾]か[一-龥]{2,4}[館塾])(?=か|で迷)"
)
_SHAPED = re.compile("[「『A-Z○〇◯・館塾]|女子|女学館|小まで|小の")
_NOT_SHAPE = re.compile(
    r"図書館|美術館|博物館|体育館|映画館|水族館|公民館|ヒーロー・アカデミー|カーン|グーグル|ポリス|ヒロアカ|個別塾|集団塾"
)
_LITTLE = re.compile(
    r"\b(?:at|to|from|of|in|near) (?P<name>[a-z]{4,14}(?: [a-z]{3,10}){0,2} (?:prep|prim|jnrs|infs|comp|academy|primary|juniors|infants))(?=,| (?:open|in|has|have|where|is|are|year|yr|y\d)\b|[.!?]|$)"
)
_NOT_LITTLE = re.compile(
    r"\b(?:the|an?|my|his|her|our|their|this|that|any|every|some|one|another|which|same|local|school|new|old|big|private|posh|state|good|nice|bit|lots?|kind|sort|out|end|start|middle|top|because|meal|dinner|lunch|exam|test|last|first|minute|party|"
    r"interview|year|and|for|food|morning|evening|house|home|early|late|with|was|is|mum|dad|maths|english|catholic|junior|small|smaller|special|mainstream|faith|village|upper|lower)\b"
)


def passing_in_japanese(text: str) -> Iterator[Span]:
    """A name between 県立 and 高, a class by its name in kana, and shapes only schools have."""
    for pattern, ordinary in ((_PUBLIC, _NOT_PUBLIC), (_CLASSES, _NOT_CLASS)):
        yield from ((match.span(), 0.8) for match in pattern.finditer(text) if not ordinary.search(match["stem"]))
    for match in _SHAPES.finditer(text) if _SHAPED.search(text) else ():
        if not _NOT_SHAPE.search(match.group()):
            yield match.span(match.lastgroup or 0), 0.8


def passing_in_small(text: str) -> Iterator[Span]:
    """A name and a stage without a capital."""
    yield from ((match.span("name"), 0.8) for match in _LITTLE.finditer(text) if not _NOT_LITTLE.search(match["name"]))
