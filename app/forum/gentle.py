"""Does a reply lecture somebody who asked only to be heard? A few plain patterns, and one soft question to its author.

Telling what one did oneself, and kind imperatives (rest, eat, sleep), are no lectures. A question too many weighs more here
than one too few: tests count how many kind replies of the demo evening would be asked about.
"""

import re

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

SOFTLY = _l(
    "この方は「聞いてほしい」と書いています。助言や説得のように読めるところがあるかもしれません。"
    "「読みました」「うちもです」だけでも、ちゃんと届きます。"
)

# What is wished, quoted, or told of oneself is taken out first.
_KIND = re.compile(
    r"「[^」]*」|『[^』]*』|“[^”]*”|\"[^\"]*\""
    r"|(?:ゆっくり|どうか|無理せず|あたたかく|暖かく)[^。！!\n]{0,24}(?:ください|ましょう|て(?=[。！!\n]|$))"
    r"|[^。！!\n]{0,20}(?:休ん|休み|眠っ|寝て|寝ま|飲ん|食べ|泣い|吐き出し|吐い|聞かせ|話し|書い|置いてい|お大事に|自分を責めない)[^。！!\n]{0,8}(?:ください|ましょう|ね)"
    r"|(?:べき|なければ|なきゃ|ないと)[^。\n]{0,12}(?:じゃ|では|と言われ|と思っていた|と思い込)[^。\n]*"
    r"|(?:わたし|私|うち|自分|ぼく|僕)[はもが][^。！!\n]*(?:ました|でした|ています|てます)"
    r"|\b(?:i|we)\b[^.!?\n]*\b(?:should(?: have|n't| not)?|had to|needed to|must)\b[^.!?\n]*"
    r"|\byou (?:do not|don't|did not|didn't) (?:have|need) to\b[^.!?\n]*"
    r"|\b(?:please )?(?:rest|sleep|take care|be kind to yourself|write|tell us)\b[^.!?\n]*",
    re.I,
)
_LECTURES = re.compile(
    r"べき(?:です|だ|だと|でしょう|では)|すべき|ほうが(?:いい|よい|良い)|方が(?:いい|よい|良い)|(?<!おやすみ)(?<!お休み)(?<!ごめん)(?<!おかえり)(?<!お帰り)なさい(?!ませ)"
    r"|(?:し|て)?なければ(?:なりません|いけません|ならない|いけない)|(?:し|か|ら|せ)ないと(?:いけ|だめ|ダメ|駄目)"
    r"|てはいけません|ちゃ(?:だめ|ダメ|駄目)|ては(?:だめ|ダメ|駄目)|のは(?:よくない|良くない|だめ|ダメ|間違)"
    r"|甘やか|甘すぎ|しつけ(?:が|の問題|不足)|親(?:の責任|が変わ|として(?:は|の自覚))|母親なら|父親なら"
    r"|(?:どうして|なぜ|なんで)[^。？?\n]{0,30}(?:ないの|ないんですか|なかったの)|普通は|ふつうは|いいですか、|まずは?[^。\n]{0,30}(?:しましょう|てください|ることです|ことから)"
    r"|(?:相談|受診|連絡|検討|実践|徹底|導入|制限|約束|早起き|登校|勉強)(?:を)?(?:し|させ)?(?:てください|ましょう|たらどう)|てみては(?:どう|いかが)|たらどうですか"
    r"|\byou (?:should|must|ought|need to|have to|had better)\b|\b(?:have you tried|why don't you|why didn't you)\b"
    r"|\b(?:stop (?:being|letting)|just (?:make|take|tell|be firm)|be (?:stricter|firmer)|too soft|spoil(?:ing|ed)?)\b"
    r"|\b(?:parents? (?:should|must|need to)|it is your (?:job|fault|duty)|my advice)\b",
    re.I,
)


def lectures(body: str) -> bool:
    """Does it read like advice or persuasion to somebody else? What is quoted from others does not count."""
    own = "\n".join(line for line in body.split("\n") if not line.startswith((">", "＞")))
    return _LECTURES.search(_KIND.sub(" ", own)) is not None


def plea_about(body: str) -> LazyString | None:
    """What to ask the author of a reply to somebody who asked to be heard, or nothing."""
    return SOFTLY if lectures(body) else None
