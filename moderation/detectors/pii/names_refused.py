"""What looks like a name in English and is none: shouting, headlines, kisses, words of address, and longing for somebody."""

import re
from collections.abc import Iterator

from moderation.people import given_names

_ADDRESSED = frozenset(
    "hello hi hey hiya heya dear sorry yes no ok okay okey also thanks thank thankyou thx pls plz please good morning goodmorning evening "
    "goodevening afternoon goodafternoon night goodnight how what why where when which who but and so well right sure now then excuse pardon "
    "because bcoz cos coz cuz bye goodbye welcome congrats congratulations respected actually again still just oh ah aw yeah yep yup nope "
    "true correct agreed absolutely certainly indeed great fine nice okies k ya anyway only even if as at your each every any some that this "
    "those these miss like than of from by with for on in to my his her our their primary secondary supply school class new old maths english "
    "science history geography music art drama french german spanish games swimming piano dance yoga best worst favourite another one two "
    "three more most many few all both same other head deputy student trainee fellow brother sister lover friend u ur salam alaikum alaikkum "
    "wahleykkum asalam assalam salaam namaste".split()
)
_JOKES = frozenset(
    "Sofa Fridge Kettle Toaster Blanket Duvet Pillow Sock Socks Sausage Biscuit Potato Pickle Noodle Bump Tickle Messy Happy Grumpy Grumps Moody Sleepy Lazy "
    "Clever Perfect Organised Organized Sensible Anxious Anxiety Panic Worry Worries Cross Nasty Nosy Nosey Bossy Chatty Cuddles Snuggles Wobbly Nobody Somebody "
    "Anybody Everybody Invisible Nice Horrible Strict Shouty Scary Popular Confident Independent Sociable Stubborn Tired Exhausted Cheerful Sunshine Attendance "
    "Librarian Solicitor Caretaker Headmaster Headteacher Chairman President Speaker Postman Plumber Google Internet Computer Robot Attitude Drama Trouble "
    "Hyde Darcy Gradgrind Snape Dumbledore McGonagall Hagrid Trunchbull Doubtfire Poppins Rabbit Tumble Tickles Whiskers Fluffy Tiggywinkle Twit Incredible "
    "Fixit Muscle Muscles Universe Motivator Monopoly Peanut Blobby Beans Men Maker Makers Wonderful Fantastic Hedgehog Owl Bear Teddy".split()
)
_LONGING = re.compile(
    r"(?:^|[.,;:!?(“\"\n] ?|\b(?:and|or|with|by|from|his|her|our|called|is|was|told|asked|emailed|met|saw|says|but|if|when|while|because|"
    r"teacher|tutor|form|year|class|thinks|see|to see|spoke to|talk to|write to|to) )$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"['’]?s?\s?(?:$|[,.;:!?)\n]|(?:said|says|is|was|has|had|told|asked|asks|does|did|did|and|from|at|in|for|keeps|thinks|wants|rang|called|"
    r"gave|made|never|always|will|would|can|could|emailed|shouted|shouts|about|again|from|teaches|taught|saw|sent|wrote|met|hates|hated|"
    r"next|today|tomorrow|on)\b)"
)
_NEVER_MISSED = re.compile(
    r"(?:.{1,20}ing|you|u|ya|him|her|them|dem|it|us|me|mum|mom|mummy|dad|daddy|nan|gran|home|school|work|out|everything|anything|nothing|"
    r"something|some|someone|anyone|everyone|that|this|those|these|days?|calls?|lessons?|class(?:es)?|people|friends?|so|all|being|dict|"
    r"msgs?|texts?|christmas|lunch|dinner|breakfast|tea|sleep|meals?|vday|one|two|appointments?|trains?|bus(?:es)?|flights?|deadlines?)"
)
_KISSES = re.compile(r"[Xx]{1,20}[Oo]{0,9}[Xx]{0,9}|(?:[Hh][AaEe]){2,9}[Hh]?")
_SHOUTED = re.compile(r"\b[A-Z]{2,60}\b")
_SAID_ALOUD = re.compile(
    r"\b(?:NAME(?:['’]?S| IS)?|CALLED|NAMED|MY (?:SON|DAUGHTER|HUSBAND|WIFE|BOY|GIRL)|SIGNED)[ ,:.]{1,3}(?!IS |WAS |HAS |IN )(?P<first>[A-Z]{2,20}) (?P<last>[A-Z]{3,20})\b"
)
_SHORT_WORDS = frozenset(
    "A AN AND ARE AS AT BABE BACK BE BUT BY CAME CAN COME COS DID DO FOR FROM GET GO GOT HAD HAS HAVE HE HER HEY HI HIS HOPE HOW HUN I IF IM "
    "IN IS IT ITS JUST LOVE LUV ME MY NEVA NO NOT NOW OF OFF OK ON OR OUT PLEASE SAID SAYS SHE SO THAT THE THEN THERE THEY THIS TO TOO U UP UR "
    "URE WAS WE WENT WERE WHAT WHEN WHO WHY WILL WITH WRONG YES YOU YOUR GOOD GOODTIME BEEN GONE WANT NEED KNOW THINK XX XXX".split()
)
_CAPITALISED = re.compile(r"(?:[A-Z][\w'’]{0,30} ){5,12}[A-Z][\w'’]{0,30}")
_NUMBERED = re.compile(r"[A-Za-z]{3}\d$")


def addressed(word: str) -> bool:
    """Whether “hello madam”, “sorry sir”, “Miss Your” addresses somebody whose name is not said."""
    return word.lower() in _ADDRESSED


def joking(name: str) -> bool:
    """Mr Sofa, Mrs Organised, Mr Grumpy: a thing, a mood or a trade that nobody is called by, and people of stories."""
    return not _JOKES.isdisjoint(re.split("[ '’]", name))


def longed_for(text: str, titled: re.Match[str]) -> bool:
    """Whether “miss …” in small letters is the verb; it is a title only where a person stands and then does something."""
    if titled.group()[:2] not in ("mi", "ms"):
        return False
    lead = text[max(0, titled.start() - 16) : titled.start()]
    return bool(
        _NEVER_MISSED.fullmatch(titled["name"]) or not (_LONGING.search(lead) and _DOES.match(text, titled.end()))
    )


def no_name(text: str, span: tuple[int, int]) -> bool:
    """Kisses, headlines, and words in a text typed in capitals that nobody is presented by."""
    words = text[slice(*span)].split()
    if any(_KISSES.fullmatch(word) or _NUMBERED.search(word) for word in words[1:]):
        return True
    return _shouted(text, span, words) or headline(text, span)


def headline(text: str, span: tuple[int, int]) -> bool:
    """Every Word Of A Sentence Typed Like This: a name stands among smaller words."""
    for match in _CAPITALISED.finditer(text, max(0, span[0] - 120), span[1] + 120):
        if match.start() <= span[0] and span[1] <= match.end():
            return True
    return False


def presented_aloud(text: str) -> Iterator[tuple[int, int]]:
    """A full name in capitals right after words that present somebody."""
    for match in _SAID_ALOUD.finditer(text):
        if match["first"].title() in given_names() and match["last"] not in _SHORT_WORDS:
            yield match.start("first"), match.end("last")


def _shouted(text: str, span: tuple[int, int], words: list[str]) -> bool:
    if not all(word.isupper() for word in words):
        return False
    around = text[max(0, span[0] - 80) : span[0]] + " " + text[span[1] : span[1] + 80]
    return len(_SHOUTED.findall(around)) >= 3
