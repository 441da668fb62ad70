"""What checks.py finds, said to a lead: which field, and a sentence."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

MEANWHILE = _l("そのあいだに、ほかの人がこの窓口を直しました。いまの内容を見てから、もう一度お願いします。")
NOTHING_NEW = _l("変わったところがありません。同じだったときは「今日、見くらべました」を押してください。")
ONE_SLIP = _l("いまの番号と一字ちがいです。写しまちがいでないか、おおもとのページと見くらべてください。")
UNKNOWN = _l("この内容では、窓口の表として成り立ちません。")

# What a fault contains, the field it belongs to, and the sentence.
SENTENCES = (
    (" is refused", "number", _l("使われなくなった番号か、よくある写しまちがいの番号です。")),
    ("looks like a misprint", "number", _l("ほかの窓口の番号と、一字ちがいです。")),
    ("two lines with", "number", _l("同じ番号の窓口が、もうあります。")),
    ("cannot be a number", "number", _l("日本の電話番号として、ありえない番号です。")),
    ("needs its number", "number", _l("電話の窓口には、番号が要ります。")),
    ("is paid", "cost", _l("0570で始まる番号は、通話料がかかります。")),
    ("about a paid line", "note_ja", _l("通話料のかかる窓口に、無料とは書けません。")),
    ("must begin with https://", "url", _l("鍵の付いたアドレス（https）を、初めから終わりまで書いてください。")),
    ("about a line that closes", "hours_words_ja", _l("閉まる時間のある窓口に、24時間とは書けません。")),
    ("hours in words are missing", "hours_words_ja", _l("時間を、ことばでも書いてください。")),
    ("written out in words", "note_ja", _l("ことばの中に、電話番号は書けません。")),
    ("fixed hours need hours", "hours", _l("時間が決まっている窓口には、時間が要ります。")),
    ("hours that end", "hours", _l("終わりが始まりより前か、一日より長い時間があります。")),
    ("weekdays or dates", "hours", _l("曜日か日にちの、どちらかで書いてください。")),
    ("only Japanese holidays", "holidays", _l("祝日がわかるのは、日本の窓口だけです。")),
    (
        "card: ",
        "listed",
        _l("この窓口は、カードの文が頼りにしています。閉じたり、24時間でなくしたりする前に、運営が文を直します。"),
    ),
)


def by_field(faults: Sequence[str]) -> dict[str, str]:
    """For every field concerned its first sentence, in the order of SENTENCES: that a number is dead says most."""
    told: dict[str, str] = {}
    for part, field, sentence in SENTENCES:
        if any(part in fault for fault in faults):
            told.setdefault(field, str(sentence))
    return told or {"hours_kind": str(UNKNOWN)}
