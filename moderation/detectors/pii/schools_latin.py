"""Schools in languages of Latin letters: a name with its stage, in whatever order the language has them."""

import re
from collections.abc import Iterator

from moderation.detectors.pii.schools_elsewhere import named_in_passing
from moderation.detectors.pii.schools_known import known_in_latin
from moderation.detectors.pii.schools_passing import passing_in_small

Span = tuple[tuple[int, int], float]

_CAP = r"(?:[A-ZÁÉÍÓÚÂÊÔÃÕÇÑÄÖÜÀÈÙĐ][\w'’.\-]{0,60}|of|the|and|&|de|del|da|do|dos|des|du|la|las|los|le|les|d'|der|den|am|an|im)"
_ENGLISH = re.compile(
    r"\b(?:[A-Z][\w'’.\-]{0,60}(?: (?:[A-Z][\w'’.\-]{0,60}|of|the|and|&|C of E|CE|RC)){0,4}) (?:Primary|Elementary|Secondary|High|Middle|Juniors?|Infants?|Seniors|Grammar|Comprehensive|Comp|Prim|Prep|Academy|College|School|Nursery|Sixth Form|Pupil Referral Unit|Montessori|Pre-?school|Kindergarten|PRU|Senior High|Public|Convent|Vidyalaya|Jr\.? High)(?: (?:School|Academy|College|Schools?))?\b"
)
_ENGLISH_GENERIC = re.compile(
    r"^(?:Is |the )?Kendriya Vidyalaya$|^(?:(?:The|A|An|His|Her|My|Our|Their|Your|This|That|Every|Any|No|Some|Old|New|Another|Which|What|In|At|Is|Was|So|And|But|When|If|Year|Local|State|Private|Public|Independent|Mainstream|Special|Free|Home|Online|Virtual|"
    r"Junior|Senior|Middle|High|Primary|Secondary|Elementary|Catholic|Christian|Boarding|Day|Night|Sunday|Summer|Forest|After|Before|Back|To|Hogwarts|Minecraft|Roblox|UK|US|USA|Japanese|English|British|American|International|"
    r"Community|Alternative|Charter|Magnet|Grammar|Comprehensive|Specialist|Montessori|Steiner|Waldorf|Khan|Duolingo|Xavier'?s|First|Second|Last|Big|Small|Good|Art|Music|Medical|Law|Business|Driving|Open|Not|Since|After|From|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"Head|Ofsted|Police|Royal|National|Training|My Hero|Umbrella|Starfleet|The Umbrella|Vampire|Ever After|Monster|I|He|She|It|We|They|Re|Dear|Thanks|Even|Only|Just|Hate|Skipped|Started|Starting|Finished|Left|Does|Do|Did|Has|Have|Can|Could|Will|Would|Should|Are|Am|As|For|On|Of|Or|By|With|Without|About|Than|Then|Now|Today|Tomorrow|Yesterday|Also|Still|Because|Where|Why|How|Who|Hi|Hello|Yes|Both|All|Most|More|Many|Few|One|Two|Three|Four|Five|Jr|Sr|C of E|CE|RC|Public|Convent|Nursery|Prep|Academy|College|School|Infants?)\b[ '’]{0,60}){1,24}$",
    re.IGNORECASE,
)
_LATIN_NAMED = re.compile(
    r"\bYsgol(?: [A-Z]\w{1,60}){1,3}|(?<![A-Za-z])(?:(?:[Cc]oll[èe]ge|[ÉEée]cole|[Ll]ycée|[Mm]aternelle|[Gg]roupe scolaire|[Ii]nstitution|[Éé]cole (?:primaire|élémentaire|maternelle)|"
    r"[Cc]olegio|[Ee]scuela|[Ii]nstituto|[Ll]iceo|[Ss]ecundaria|[Pp]rimaria|[Pp]reparatoria|[Jj]ardín|[Gg]uardería|IES|CEIP|CEI|CEO|CPEIP|"
    r"[Ee]scola|[Cc]ol[ée]gio|[Cc]reche|EMEF|EMEI|EMEB|E\.M\.|E\.E\.|EM(?= )|EE(?= )|CIEP|CEU|ETEC|IFSP|[Gg]inásio|[Aa]grupamento)(?: (?:[Ee]stadual|[Mm]unicipal|[Pp]ública|[Pp]rivé|[Pp]rimaria|[Ss]ecundaria|[Pp]rimaire|[Éé]lémentaire|[Tt]écnica))?"
    r"(?: (?:d[eu]s?|de la|de las|de los|del|de l['’]|d['’]|da|do|das|dos|la|le|les|el|los|nº|n°|N\.?º))?[ ’']?\s?(?:d['’]|l['’]|n?º? ?\d{1,3} )?[A-ZÁÉÍÓÚÂÊÔÃÕÇÑÀÈÎÙ][\w'’.\-]{1,60}(?:[ \-](?:d[aeou]s?|de la|del|la|le|les|el|los|y|e|et|[A-ZÁÉÍÓÚÂÊÔÃÕÇÑÀÈÎÙ][\w'’\-]{1,60})){0,4})"
    r"|\b(?:[A-ZÄÖÜ][\wäöüß]{1,60}(?:-[A-ZÄÖÜ][\wäöüß]{1,60}){0,3}-?|[A-ZÄÖÜ][\wäöüß]{1,60}(?:er|ener) |(?:St\.?|Sankt)[ \-][A-Z]\w{1,60}-)(?:[Gg]rundschule|[Hh]auptschule|[Rr]ealschule|[Gg]esamtschule|[Gg]ymnasium|[Ff]örderschule|[Ss]tadtteilschule|[Oo]berschule|[Gg]emeinschaftsschule|[Ss]ekundarschule|[Mm]ittelschule|Waldorfschule|Schule|Kita|Kindergarten|Kolleg)\b"
    r"|(?<=[ao]n der )[A-ZÄÖÜ][a-zäöüß]{3,40}schule\b|(?<=in die )[A-ZÄÖÜ][a-zäöüß]{3,40}schule\b|\b(?:Förderschule|Grundschule|Realschule|Gesamtschule|Gymnasium|Oberschule|Mittelschule|Kita|Hauptschule|Schule|Stadtteilschule|Gemeinschaftsschule)(?: (?:am|an der|im|in der|auf der|an|St\.?|Sankt))? [A-ZÄÖÜ][\wäöüß\-]{1,60}(?:-[A-Z]\w{1,60})?"
    r"|(?<!\w)(?:[Tt]rường )?(?:[Tt]iểu học|THCS|THPT|TH(?! [A-Z]{2})|[Mm]ầm non|[Mm]ẫu giáo|PTCS|cấp [123I]{1,3}) (?:[Cc]huyên )?[A-ZĐÁÀẢÂẤẦĂẮÉÊẾÍÓÔỐƠỚÚƯỨÝ][\wÀ-ỹ]{0,60}(?: [A-ZĐÁÀẢÂẤẦĂẮÉÊẾÍÓÔỐƠỚÚƯỨÝ][\wÀ-ỹ]{0,60}){0,3}"
)
_LATIN_GENERIC = re.compile(
    r"^(?:Ganztags|Regel|Privat|Wald|Dorf|Nachbar|Stadt|Kunst|Inklusions)schule$|^(?:(?:Die|Der|Das|Eine?|Meine|Unsere|Ihre|Seine|Keine|Zur|Diese|Jede|Neue|Alte|Freie|Private|Staatliche|Andere|Heute|Dann|In der) ?-?(?:\w{0,60}[Ss]chule|Gymnasium|Kita|Kindergarten)|(?:Grund|Haupt|Real|Gesamt|Förder|Berufs|Fach|Hoch|Fahr|Musik|Volks|Abend|Privat|Ganztags|Web|Online|Regel|Sonder|Ober|Mittel|Waldorf|Vor|Sprach|Tanz|Haus|Heim)-?(?:schule|gymnasium)|(?:\w{0,60}schule|Gymnasium|Kita|Schule) (?:Ende|Anfang|Mitte|Seit|Nach|Wenn|Weil)|(?:École|Escuela|Escola|Colegio|Collège|Schule) (?:Je|Il|Elle|No|Não|Mi|Em|Ich|Si|Pero|Mas|Mais|Und|Aber|Y|E|Et))$"
)
_LEAD = re.compile(
    r"^(?:.{0,200}[A-Za-z]{3}\. )?(?:(?:The|A|At|In|From|My|His|Her|Our|Is|Was|Does|Anyone|If|And|But|So|When|For|To|Year|Both|Then|Now|Also|Near|Is|Has|He|She|We|They|I|Any|Hi|Hello|Because|Since|After|Outside|Reception) ){0,24}"
)


def named_in_latin(text: str) -> Iterator[Span]:
    """By stage, by saint or parish, and in passing; a kind of school alone is none."""
    for match in _ENGLISH.finditer(text):
        start = match.start() + _lead_words(match.group())
        if not _ENGLISH_GENERIC.match(text[start : match.end()]):
            yield (start, match.end()), 0.9
    for match in _LATIN_NAMED.finditer(text):
        if not _LATIN_GENERIC.match(match.group()):
            yield match.span(), 0.9
    yield from ((span, 0.86) for span in named_in_passing(text))
    yield from known_in_latin(text)
    yield from passing_in_small(text)


def _lead_words(name: str) -> int:
    match = _LEAD.match(name)
    return match.end() if match else 0
