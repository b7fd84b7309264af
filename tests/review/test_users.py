from __future__ import annotations

from pathlib import Path

import pytest

from translator.errors import InputError, UsageError
from translator.review.users import Users


def test_only_the_right_password_logs_in(tmp_path: Path) -> None:
    path = tmp_path / "users"
    Users().with_user("sari", "rahasia sekali").save(path)
    assert "rahasia" not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    users = Users.load(path)
    assert users.check("sari", "rahasia sekali")
    assert not users.check("sari", "salah")
    assert not users.check("budi", "rahasia sekali")
    assert not users.check("", "")


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "users"
    path.write_text("sari:rahasia\n")
    with pytest.raises(InputError, match=r"users:1"):
        Users.load(path)


@pytest.mark.parametrize(("name", "password"), [("sari", "short"), ("a:b", "long enough"), ("", "long enough")])
def test_unusable_users_are_refused(name: str, password: str) -> None:
    with pytest.raises(UsageError):
        Users().with_user(name, password)
