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


def _asked(judge: Callable[[str], bool], texts: list[str]) -> tuple[list[bool], float, float]:
    """What was said of each text; the median and the slowest hundredth, in milliseconds of work of this thread."""
    flags, took = [], []
    for text in texts:
        begun = time.thread_time()
        flags.append(judge(text))
        took.append((time.thread_time() - begun) * 1000)
    return flags, sorted(took)[len(took) // 2], sorted(took)[len(took) * 99 // 100]


def _words() -> Callable[[str], bool]:
    from better_profanity import profanity

    profanity.load_censor_words()
    return lambda text: bool(profanity.contains_profanity(text))


def _trained() -> Callable[[str], bool]:
    from profanity_check import predict

    return lambda text: bool(predict([text])[0])


def _presidio() -> Callable[[str], bool]:
    """Looks for personal information, not abuse: here for its speed. Its default model is a download that no registry carries;
    the small English one from a registry stands in for it, which flatters presidio's speed."""
    import spacy.util
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    names = [name for name in spacy.util.get_installed_models() if name.startswith("en_core_web")]
    if not names:
        raise OSError("no English spaCy model is installed")
    chosen = "en_core_web_lg" if "en_core_web_lg" in names else names[0]
    asked = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": chosen}]}
    nlp = NlpEngineProvider(nlp_configuration=asked).create_engine()
    engine = AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])
    return lambda text: bool(engine.analyze(text, language="en"))


if __name__ == "__main__":
    main()
