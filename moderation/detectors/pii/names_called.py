"""Full names by how somebody is called: さとうゆうたくん in kana only, 李思雨同学, 那个张伟的妈妈, 我老公王建国."""

import re
from collections.abc import Iterator

from moderation.kana import TO_HIRAGANA
from moderation.people import kana_surnames, well_known

Span = tuple[tuple[int, int], float]

_CALLED = re.compile(
    r"(?<![ぁ-んァ-ヴー])(?P<name>[ぁ-ん]{5,8}?|[ァ-ヴ][ァ-ヴー]{4,7}?)(?P<call>くん|ちゃん|君(?!臨)|さんの?(?:ママ|パパ|お母さん|お父さん|親|って)|さんて|って(?:子|奴|やつ|男|女|人)|という(?:子|人|男|女))"
)
_CALLS = ("くん", "ちゃん", "君", "さん", "って", "という")
_FEW = (3, 4)
"""Sounds of a family name; one of two would stand in too many words."""
_NO_GIVEN = re.compile(r"^[のがをへ]|(?:のお|だい|せん|さん|ちび|あか|ぼう|です|まさか|ばか|あほ|くそ)$")
_SURNAME = "王李张張刘劉陈陳杨楊黄黃赵趙周吴吳徐孙孫朱胡郭林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾萧田董潘袁蔡蒋蔣余杜叶葉程魏苏蘇吕呂丁沈姚卢盧傅钟鐘姜崔谭譚廖范汪陆陸戴贾賈韦韋邱侯邹鄒熊孟秦阎薛尹段黎史陶贺賀顾顧郝龚龔邵钱錢赖賴覃洪莫孔汤湯牛俞祁卓"
_GIVEN = r"(?!老师|老師|同学|同學|妈妈|爸爸|医生|主任|先生|女士|小姐|阿姨|叔叔|姐姐|哥哥|校长)[\u4e00-\u9fff]"
_CHINESE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<pupil>[{_SURNAME}]{_GIVEN}[\u4e00-\u9fff]?)(?=同学|同學)"
    rf"|(?:说|說|叫|骂|打|那个|那個|这个|這個|找|给|跟|和|是|被|，|。|^)(?P<child>[{_SURNAME}]{_GIVEN}[\u4e00-\u9fff]??)(?=的?(?:妈妈|媽媽|爸爸|家长|家長|奶奶|爷爷)|同学|同學|他妈|她妈|他爸|她爸)"
    rf"|(?:说|說)(?P<blamed>[{_SURNAME}]{_GIVEN}[\u4e00-\u9fff])(?=拖|打了|打人|骂|罵|欺负|欺負|推|带头|帶頭|偷|旷课|逃学|没来|不来|又没|又不)"
    rf"|(?:我老公|我老婆|我丈夫|我妻子|我先生|我爱人|我儿子|我女儿|我兒子|我女兒|我弟弟|我妹妹|我哥|我姐|班长|班主任|同桌|室友)(?:叫|是)?(?P<kin>[{_SURNAME}]{_GIVEN}[\u4e00-\u9fff])(?=[，。,！!？?、\s（(]|$|在|打|骂|天天|每天|说|也|就|已经|今年)"
)
_NOT_CHINESE = re.compile(
    r"^(?:周[一二三四五六日末围]|许多|许久|余下|成|程度|全班|叶子|田里|林子|史上|钱包|钱都|钱不|黄金|汤药|洪水|莫名|段时|杜绝|曹操|孔子|孟子|秦始|韩国|韩语|唐朝|宋朝|魏国|谢谢|丁点|叶片|牛奶|熊孩|沈阳|苏州|郑州|徐州|黎明|孔雀|胡说|胡闹|石头|曾经|朱熹|李白|杜甫|范围|彭湃|吴京|邓超|姚明|牛顿|郭德纲|刘德华)"
)
_MORE = re.compile(r"(?:的|了|在|是|不|也|都|就|说|说是|要|会)$")


def called_in_japanese(text: str) -> Iterator[Span]:
    """A frequent family name and a given name in kana, run together, right before くん or ちゃん."""
    for match in _CALLED.finditer(text) if any(call in text for call in _CALLS) else ():
        name = match["name"].translate(TO_HIRAGANA)
        if _splits(name) and not well_known(match["name"]):
            yield match.span("name"), 0.85


def _splits(name: str) -> bool:
    return any(
        name[:size] in kana_surnames() and 2 <= len(name) - size <= 4 and not _NO_GIVEN.search(name[size:])
        for size in _FEW
    )


def called_in_chinese(text: str) -> Iterator[Span]:
    """A classmate, a parent by the child, and one's own family."""
    for match in _CHINESE.finditer(text):
        group = match.lastgroup or ""
        if not (_NOT_CHINESE.match(match[group]) or _MORE.search(match[group]) or well_known(match[group])):
            yield match.span(group), 0.85
