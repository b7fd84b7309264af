"""Who edits: a users file with hashed passwords, or one anonymous user on this machine."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translator.article.write import save
from translator.errors import InputError, UsageError

_SCRYPT = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}

_PAUSE = 0.5
"""Seconds that a wrong password costs."""


@dataclass(frozen=True, slots=True)
class Users:
    """Names with the hashes of their passwords; empty: everyone is the one anonymous user."""

    hashes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Users:
        """Read a users file: one ``name:scrypt$salt$hash`` a line, as :meth:`with_user` makes them.

        Raises:
            InputError: the file is missing, or a line is none of a user.
        """
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The users file cannot be read: {error}.", where=path, mend="Check the path.") from error
        hashes = {}
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            name, _, hashed = line.strip().partition(":")
            if not name or hashed.count("$") != 2 or not hashed.startswith("scrypt$"):
                mend = "Make it with: translator users FILE NAME."
                raise InputError("This line names no user.", where=f"{path}:{number}", mend=mend)
            hashes[name] = hashed
        return cls(hashes)

    def with_user(self, name: str, password: str) -> Users:
        """These users and one more, or one with a new password.

        Raises:
            UsageError: the name or the password cannot be used.
        """
        if not name.strip() or ":" in name or name != name.strip():
            raise UsageError("a user's name is a word without a colon.", mend="Choose another name.")
        if len(password) < 8:
            raise UsageError("the password is too short.", mend="Use eight characters or more.")
        salt = secrets.token_bytes(16)
        hashed = f"scrypt${b64encode(salt).decode()}${b64encode(_hash(password, salt)).decode()}"
        return Users({**self.hashes, name: hashed})

    def save(self, path: Path) -> None:
        """Write the users file, readable by its owner only."""
        lines = "".join(f"{name}:{hashed}\n" for name, hashed in self.hashes.items())
        save(lines.encode(), path, force=True)
        path.chmod(0o600)

    def check(self, name: str, password: str) -> bool:
        """Whether this is the user's password; a wrong one takes its time."""
        _, salt, expected = self.hashes.get(name, "scrypt$AAAA$AAAA").split("$")
        right = hmac.compare_digest(_hash(password, b64decode(salt)), b64decode(expected))
        if not right:
            time.sleep(_PAUSE)
        return right and name in self.hashes


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, dklen=32, **_SCRYPT)


def author(request: Any) -> str:
    """The name of who sends a request, empty in anonymous mode.

    Gradio gives events its own request with ``username``; server functions of a component get the plain one, whose
    login cookie has to be looked up.
    """
    name = request.__dict__.get("username") if hasattr(request, "__dict__") else None
    if name:
        return str(name)
    plain = getattr(request, "request", None) or request
    app = getattr(plain, "app", None)
    if app is None or not hasattr(app, "cookie_id"):
        return ""
    for cookie in (f"access-token-{app.cookie_id}", f"access-token-unsecure-{app.cookie_id}"):
        token = plain.cookies.get(cookie)
        if token and token in app.tokens:
            return str(app.tokens[token])
    return ""
