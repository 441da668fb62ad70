"""What moderators write to members: begun letters, whose gaps must be filled, and what no such words may hold."""

import re
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.contributions import asides
from app.errors import Invalid

GAP = re.compile(r"[〔〕]")


@dataclass(frozen=True, slots=True)
class Letter:
    """A begun letter; what stands in 〔 〕 is for the moderator to say."""

    name: LazyString
    words: LazyString


LETTERS: dict[str, Letter] = {
    "part": Letter(
        _l("一か所だけ、言いかえてほしい"),
        _l(
            "書いてくださって、ありがとうございます。「〔どのことば〕」のところだけ言いかえていただけると、ほかはそのまま出せます。"
        ),
    ),
    "clues": Letter(
        _l("手がかりを減らしてほしい"),
        _l(
            "〔何〕から、どこのだれかがわかってしまうかもしれません。「〔言いかえの例〕」のように書いていただけると安心です。"
        ),
    ),
    "gentle": Letter(
        _l("言いかたをやわらげてほしい"),
        _l(
            "お気持ちは伝わってきました。ただ「〔どの部分〕」は、読む人によってはつらく響きます。「私の場合は」からはじめる形にしていただけますか。"
        ),
    ),
    "again": Letter(
        _l("くり返しているので、次からのお願い"),
        _l(
            "〔何があったか〕が続いています。次からは〔お願いしたいこと〕をお願いします。困ったときは、いつでも「助け」を見てください。"
        ),
    ),
    "closed": Letter(
        _l("話をしめたわけ"),
        _l(
            "〔何があったか〕が続いたので、この話はここでしめました。読むことは、これからもできます。続きは〔どこで話せるか〕で話せます。"
        ),
    ),
}
ANSWERS: dict[str, Letter] = {
    "upheld": Letter(
        _l("決定のままにするとき"),
        _l(
            "あらためて、はじめの人とは別の者が読みました。〔何を見て、どう考えたか〕。そのため、決定はこのままにします。"
        ),
    ),
    "overturned": Letter(
        _l("決定を取り消すとき"),
        _l(
            "あらためて、はじめの人とは別の者が読みました。〔何を見て、どう考えたか〕。そのため、前の決定を取り消しました。お待たせして、すみませんでした。"
        ),
    ),
}


def begun(key: str, written: str) -> str:
    """A begun letter below what was already written."""
    letter = (LETTERS | ANSWERS).get(key)
    return "\n".join(filter(None, (written, str(letter.words) if letter else "")))


def has_gap(words: str) -> bool:
    """Is there something left that should have been filled in?"""
    return GAP.search(words) is not None


def gap_words() -> str:
    """What is said about a gap."""
    return _("〔 〕のところを、この件のことばに書きかえてから送ってください。")


def refuse_unfit(*texts: str) -> None:
    """Raise Invalid for words with a gap, or with something that points at somebody: they go into a record for good."""
    for text in texts:
        if has_gap(text):
            raise Invalid(gap_words())
        asides.refuse_identifying(text)
