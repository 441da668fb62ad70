"""Telling counsellors that something waits for them: only those who said that they are there, and only while the room is open."""

from app.experts import duty
from app.experts.models import ExpertRoom, Question
from app.notices.models import NoticeKind
from app.notices.services import tell


def call(room: ExpertRoom, mask_id: str, kind: NoticeKind, question: Question) -> bool:
    """Leave word for one counsellor; nothing leaves to one who is off duty. Says whether it did."""
    if not duty.is_on_duty(room, mask_id):
        return False
    tell(mask_id, kind, question)
    return True


def call_colleagues(room: ExpertRoom, but: str, kind: NoticeKind, question: Question) -> None:
    """The same for everybody who is there, but one."""
    for mask in duty.on_duty(room):
        if mask.id not in {but, question.mask_id}:
            tell(mask.id, kind, question)
