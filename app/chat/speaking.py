"""Under which name a line is said: the one somebody chooses, or, in a room that is led, the one that has the turn."""

from app.chat import queries, services, turns
from app.chat.forms import LineForm
from app.chat.models import Room
from app.chat.services import Line
from app.contributions import voices
from app.contributions.services import Submission
from app.permissions import Actor


def speak(member: Actor, room: Room, form: LineForm, line: Line) -> Submission:
    """Say a line. Nobody takes part in a room that is led under one name and then answers under another."""
    if room.is_led:
        voice = turns.voice_in(member, room, line.nonce)
        return services.say(member.under(voice) if voice else member, room, line)
    used_here = queries.mask_used_in(member, room)
    return voices.speak(member, form, used_here, lambda writer: services.say(writer, room, line))
