"""A real nginx with the configuration that operators get, in front of a running site."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app import clock
from tests.support.processes import answers, free_port, is_root, start, stop, wait_until
from tests.support.site import ROOT

GIVEN = "TOMOSHIBI_TEST_NGINX"
PLACES = (os.environ.get(GIVEN, ""), "nginx", "/usr/sbin/nginx")
MARKED = re.compile(r"[^;\n]*;[^;\n]*# yours$", re.M)


class NoNginx(Exception):
    """There is no nginx on this machine."""


@dataclass(frozen=True)
class Front:
    """nginx at work: where it listens, and the folder for everything it writes."""

    port: int
    plain_port: int
    folder: Path


def program() -> str:
    """Where nginx is."""
    for name in filter(None, PLACES):
        if found := shutil.which(name):
            return found
    raise NoNginx(f"no nginx: install it (on Debian: apt-get install nginx-light) or set {GIVEN}")


def is_here() -> bool:
    try:
        program()
    except NoNginx:
        return False
    return True


def place(folder: Path) -> Front:
    """Two free ports, for TLS and for those who come without."""
    folder.mkdir()
    return Front(free_port(), free_port(), folder)


@contextmanager
def serving(front: Front, site_port: int, **changes: str) -> Iterator[None]:
    """Serve the site through nginx; `changes` puts other directives in the place of some (for controls)."""
    certify(front.folder)
    configuration = front.folder / "nginx.conf"
    configuration.write_text(fitted(front, site_port, changes))
    log = front.folder / "nginx-said.log"
    process = start([program(), "-p", str(front.folder), "-c", str(configuration), "-g", "daemon off;"], log)
    try:
        wait_until(lambda: answers(front.port), process, log)
        yield
    finally:
        stop(process)


def fitted(front: Front, site_port: int, changes: dict[str, str]) -> str:
    """The operators' file with nothing changed but what they are told to change, and where it may write."""
    own = iter(
        (
            f"pid {front.folder}/nginx.pid;",
            f"server 127.0.0.1:{site_port};",
            f"listen 127.0.0.1:{front.plain_port};",
            "server_name 127.0.0.1;",
            f"listen 127.0.0.1:{front.port} ssl;",
            "server_name 127.0.0.1;",
            f"ssl_certificate {front.folder}/cert.pem;",
            f"ssl_certificate_key {front.folder}/key.pem;",
        )
    )
    text = MARKED.sub(lambda _found: next(own), (ROOT / "deploy" / "nginx.conf").read_text("utf-8"))
    for directive, other in changes.items():
        text, number = re.subn(rf"\b{directive} [^;]*;", other, text)
        assert number, f"there is no {directive} to change"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{kind}_temp_path {front.folder}/{kind};\n" for kind in kinds)
    text = text.replace("http {\n", f"http {{\n{paths}", 1)
    return f"user root;\n{text}" if is_root() else text


def certify(folder: Path) -> None:
    """A certificate that nobody else trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(clock.now() - timedelta(hours=1))
    signed = made.not_valid_after(clock.now() + timedelta(days=1)).sign(key, hashes.SHA256())
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    bare = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(pem, pkcs8, bare))
