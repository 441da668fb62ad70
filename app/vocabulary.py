"""The vocabulary of the authorisation policy: every permission, and the sentence that is the promise to readers."""

from enum import StrEnum


class Word(StrEnum):
    """A permission: its word, and the sentence that is the promise to readers."""

    sentence: str

    def __new__(cls, word: str, sentence: str = "") -> "Word":
        made = str.__new__(cls, word)
        made._value_, made.sentence = word, sentence
        return made


class Permission:
    """The vocabulary."""

    class Board(Word):
        READ = "Board.READ", "Read boards and the visible threads on them, also without an account."
        START = "Board.START", "Start a thread on a board."

    class Thread(Word):
        REPLY = "Thread.REPLY", "Answer in a thread that is open."
        CLOSE = "Thread.CLOSE", "Close one's own thread to further replies, or open it again."
        FOLLOW_UP = "Thread.FOLLOW_UP", "Tell in one's own thread how it went on, also when it is closed."
        THANK = "Thread.THANK", "Thank for a reply in one's own thread."
        SIT_UP = "Thread.SIT_UP", "See the quiet list of night threads that nobody has answered yet."

    class Contribution(Word):
        REVISE = "Contribution.REVISE", "Change the words of one's own contribution."
        WITHDRAW = "Contribution.WITHDRAW", "Take one's own contribution back."
        FEEL = "Contribution.FEEL", "Answer somebody else's words quietly, without any of one's own."
        MUTE = "Contribution.MUTE", "Fold the words of somebody else's name for oneself; nobody learns of it."
        REPORT = "Contribution.REPORT", "Tell moderators that somebody else's contribution worries one."

    class Room(Word):
        READ = "Room.READ", "Read what is said in a chat room, also without an account."
        ENTER = "Room.ENTER", "Be present in a chat room and hear it live."
        SPEAK = "Room.SPEAK", "Say something in a chat room, while it is open; in one that is led, when called."
        RAISE = "Room.RAISE", "Raise a hand with a question in a room that is led."
        CALL = "Room.CALL", "Call raised hands in a room led by one's own profession, one after the other."
        MUTE = "Room.MUTE", "Hear somebody else's name no more in rooms; nobody learns of it."
        HIDE = "Room.HIDE", "Take a line of somebody else in a room out of sight until it is ruled on."
        EVICT = "Room.EVICT", "Keep the writer of somebody else's line out of a room until the morning."
        KEEP = "Room.KEEP", "Make a room slower, pin a note there, close it and open it again."

    class Question(Word):
        ASK = "Question.ASK", "Put a question to counsellors."
        ANSWER = "Question.ANSWER", "Read the queue of an expert room of one's own profession and answer there."
        FOLLOW_UP = "Question.FOLLOW_UP", "Ask once more after an answer to one's own question."
        PUT_IN_LINE = "Question.PUT_IN_LINE", "Put one's own question in line that was set apart because of danger."
        SHARE = "Question.SHARE", "Let everybody read one's own question and its answers, or no longer."
        THANK = "Question.THANK", "Thank for an answer to one's own question."
        ADMIT = "Question.ADMIT", "Take in a question for counsellors only that the check has stopped."
        KEEP = "Question.KEEP", "Say of an answer of one's own profession that it is still right, or no longer."
        LOOK_OVER = (
            "Question.LOOK_OVER",
            "Read over what a colleague of the same room wants to answer, where they ask for it.",
        )
        FURNISH = "Question.FURNISH", "Set the hours, the limits and the capacity of an expert room."
        PLAN = "Question.PLAN", "Set the live hours of an expert room of one's own profession; a lead of every one."
        UNSEAL = (
            "Question.UNSEAL",
            "Open sealed words of somebody else that were reported or tell of danger; it is recorded.",
        )

    class Notice(Word):
        READ = "Notice.READ", "Read what one has been told."

    class Review(Word):
        LOOK = "Review.LOOK", "See what waits for a look; a watcher only what readers have reported."
        RULE = "Review.RULE", "Decide about a held or reported text written by somebody else."
        TAKE_BACK = "Review.TAKE_BACK", "Take a ruling about somebody else's text back; what followed from it falls."
        HIDE = "Review.HIDE", "Take a reported text of somebody else out of sight for some hours, until it is ruled on."
        EVEN = (
            "Review.EVEN",
            "See how long each moderator looked and how many heavy texts they carried, and even it out.",
        )

    class Shift(Word):
        SEE = "Shift.SEE", "See the duty roster: who watches when, under the names they work under."
        TAKE = "Shift.TAKE", "Promise to watch, and take a shift over that a colleague offers."
        CHANGE = "Shift.CHANGE", "Change one's own shift, offer it or give it back; a lead everybody's."
        PLAN = "Shift.PLAN", "Put others down on the duty roster."

    class Call(Word):
        ANSWER = "Call.ANSWER", "Take over the look at somebody else's text in present danger, or pass the call on."

    class Appeal(Word):
        ASK = "Appeal.ASK", "Ask once that somebody else look again at a ruling about one's own words."
        ANSWER = "Appeal.ANSWER", "Decide whether a ruling by somebody else about somebody else's text stands."

    class Ban(Word):
        ANSWER = "Ban.ANSWER", "Agree or disagree, as the second person, that the account behind a text is closed."

    class Unmasking(Word):
        ASK = "Unmasking.ASK", "Ask, with a reason, which other names the writer of somebody else's text has."
        ANSWER = "Unmasking.ANSWER", "Agree or disagree, as the second person, that a lead may know these names."

    class Staff(Word):
        PROVE = "Staff.PROVE", "Keep and show a second factor; before it was shown, staff have no other power."
        INVITE = "Staff.INVITE", "Invite somebody to one of the roles below one's own, and see who has one."

    class Policy(Word):
        READ = "Policy.READ", "See the policy of moderation, the draft of its next version and how it was tried."
        CHANGE = "Policy.CHANGE", "Draft a change of the policy, try it on past texts, and take the last change back."
        APPROVE = (
            "Policy.APPROVE",
            "As the second person, let a change of the policy that others drafted come into force.",
        )

    class Numbers(Word):
        READ = "Numbers.READ", "See how the work of moderators goes, in sums that name nobody."
        ROOMS = "Numbers.ROOMS", "See how expert rooms keep their time and what each counsellor carries, in sums."

    class Line(Word):
        CONFIRM = "Line.CONFIRM", "Record that a line was compared with its official page."
        CORRECT = "Line.CORRECT", "Change what is shown about a line, and take such a change back."
