"""Other filters, asked whether texts are abusive; runs in an environment of its own, texts on stdin, answers on stdout."""

import json
import sys
import time
from collections.abc import Callable


def main() -> None:
    """Ask all that are installed."""
    texts = json.load(sys.stdin)
    answers: dict[str, object] = {}
    notes = []
    for name, opened in (
        ("word list (better-profanity)", _words),
        ("alt-profanity-check", _trained),
        ("presidio", _presidio),
    ):
        try:
            answers[name] = _asked(opened(), texts)
        except (ImportError, OSError) as missing:
            notes.append(f"{name} is left out: {str(missing).splitlines()[0]}")
    print(json.dumps({**answers, "notes": notes}))


def _asked(judge: Callable[[str], bool], texts: list[str]) -> tuple[list[bool], float]:
    flags, took = [], []
    for text in texts:
        begun = time.perf_counter()
        flags.append(judge(text))
        took.append((time.perf_counter() - begun) * 1000)
    return flags, sorted(took)[len(took) // 2]


def _words() -> Callable[[str], bool]:
    from better_profanity import profanity

    profanity.load_censor_words()
    return lambda text: bool(profanity.contains_profanity(text))


def _trained() -> Callable[[str], bool]:
    from profanity_check import predict

    return lambda text: bool(predict([text])[0])


def _presidio() -> Callable[[str], bool]:
    """Looks for personal information, not abuse: here only for its speed. Its default model is a download, never fetched here."""
    import en_core_web_lg  # noqa: F401 - only there where somebody installed it
    from presidio_analyzer import AnalyzerEngine

    engine = AnalyzerEngine()
    return lambda text: bool(engine.analyze(text, language="en"))


if __name__ == "__main__":
    main()
