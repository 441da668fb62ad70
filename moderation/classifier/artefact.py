"""The trained files: where they lie, that they are whole, and what is said when they are not."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "model"
MANIFEST = "manifest.json"


class Damaged(Exception):
    """A file of the model is missing, or is not the one that was trained."""


@dataclass(frozen=True, slots=True)
class Status:
    """ready: the classifier takes part. version: of the model, "" without one. because: why not ready, "" when it is."""

    ready: bool
    version: str
    because: str

    def __str__(self) -> str:
        return f"model {self.version}" if self.ready else f"rules only: {self.because}"


def verified(folder: Path) -> tuple[str, dict[str, bytes]]:
    """The version and the contents of all files, each with the SHA-256 the manifest promises; raises Damaged."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        version, promised = str(manifest["version"]), dict(manifest["files"])
        files = {name: (folder / name).read_bytes() for name in promised}
    except FileNotFoundError as missing:
        raise Damaged(f"{Path(missing.filename).name} is missing") from None
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise Damaged(f"{MANIFEST} cannot be read ({type(problem).__name__})") from None
    for name, contents in files.items():
        if digest(contents) != promised[name]:
            raise Damaged(f"{name} is not the file that was trained")
    return version, files


def seal(folder: Path, version: str, facts: dict[str, object]) -> None:
    """Write the manifest for the files that lie in a folder."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name not in (MANIFEST, "README.md"))
    manifest = {"version": version, **facts, "files": {path.name: digest(path.read_bytes()) for path in files}}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")


def digest(contents: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(contents).hexdigest()
