"""The server engine against a real HTTP server on this machine, which answers as a chat model would: a stand-in."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from translator.engine.choose import engine_of
from translator.engine.protocol import Engine, Request
from translator.engine.server import KEY, ServerEngine
from translator.errors import EngineError, UsageError

SECRET = "sk-very-secret"


class StandIn(ThreadingHTTPServer):
    """Answers with the statuses in ``statuses`` first, then with the last line of the prompt in capitals."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.statuses: list[int] = []
        self.answer: bytes | None = None
        self.delay = threading.Event()
        self.slow = False
        self.seen: list[tuple[str, dict[str, Any], str | None]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((self.path, body, self.headers["Authorization"]))
        if self.server.slow:
            self.server.delay.wait(5)
        text = body["messages"][0]["content"].splitlines()[-1].upper()
        answer = {"choices": [{"message": {"role": "assistant", "content": f"<think>hm</think>\n{text}\n"}}]}
        data = json.dumps(answer).encode() if self.server.answer is None else self.server.answer
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Keeps the test's output clean."""


@pytest.fixture
def server() -> Iterator[StandIn]:
    stand_in = StandIn()
    thread = threading.Thread(target=stand_in.serve_forever, args=(0.02,))
    thread.start()
    yield stand_in
    stand_in.delay.set()
    stand_in.shutdown()
    stand_in.server_close()
    thread.join()


def quick(server: StandIn, **options: Any) -> ServerEngine:
    return ServerEngine(server.address, "gemma3", wait=0.01, **options)


def test_translates_in_order(server: StandIn) -> None:
    engine = quick(server)
    found = engine.translate([Request(text, "id", "en") for text in ("satu", " ", "dua")])
    assert isinstance(engine, Engine)
    assert [hypotheses[0].text for hypotheses in found] == ["SATU", "", "DUA"]
    path, body, key = server.seen[0]
    assert (path, body["model"], body["temperature"], key) == ("/v1/chat/completions", "gemma3", 0.0, None)
    assert "from Indonesian into English" in body["messages"][0]["content"]


def test_further_hypotheses_are_sampled(server: StandIn) -> None:
    quick(server).translate([Request("satu", "id", "en")], n_best=3)
    assert [body["temperature"] for _, body, _ in server.seen] == [0.0, 0.7, 0.7]


def test_a_busy_server_is_asked_again(server: StandIn) -> None:
    server.statuses = [503, 429]
    assert quick(server).translate([Request("satu", "id", "en")])[0][0].text == "SATU"
    assert len(server.seen) == 3


def test_a_server_that_stays_busy_is_an_error(server: StandIn) -> None:
    server.statuses = [503] * 3
    with pytest.raises(EngineError, match="503"):
        quick(server).translate([Request("satu", "id", "en")])


@pytest.mark.parametrize(("status", "mend"), [(401, KEY), (404, "'gemma3'"), (400, "400")])
def test_a_refusal_is_not_repeated_and_says_the_mend(server: StandIn, status: int, mend: str) -> None:
    server.statuses = [status]
    with pytest.raises(EngineError, match=mend):
        quick(server, key=SECRET).translate([Request("satu", "id", "en")])
    assert len(server.seen) == 1


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{"message": {}}]}'])
def test_an_answer_of_another_kind(server: StandIn, answer: bytes) -> None:
    server.answer = answer
    with pytest.raises(EngineError, match="no chat completion"):
        quick(server).translate([Request("satu", "id", "en")])


def test_a_silent_server(server: StandIn) -> None:
    server.slow = True
    with pytest.raises(EngineError, match="in time"):
        quick(server, timeout=0.1, attempts=1).translate([Request("satu", "id", "en")])


def test_no_server() -> None:
    engine = ServerEngine("http://127.0.0.1:9/v1", "gemma3", attempts=2, wait=0.01)
    with pytest.raises(EngineError, match=r"127\.0\.0\.1:9/v1.*cannot be reached.*Start the server"):
        engine.translate([Request("satu", "id", "en")])


def test_the_key_is_sent_and_never_shown(
    server: StandIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(KEY, SECRET)
    server.statuses = [401]
    engine = ServerEngine.at(f"{server.address}#gemma3")
    with caplog.at_level("DEBUG"), pytest.raises(EngineError) as caught:
        engine.translate([Request("satu", "id", "en")])
    assert server.seen[0][2] == f"Bearer {SECRET}"
    assert SECRET not in caplog.text + str(caught.value) + engine.signature + repr(engine)


def test_what_the_model_carries_is_measured_at_its_first_use_only(
    server: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRANSLATOR_CACHE", str(tmp_path))
    told: list[str] = []
    engine = engine_of(f"{server.address}#gemma3", told.append)
    (marks,) = engine.capabilities.placeholders.values()
    found = engine.translate([Request(f"warga {marks[0]} di {marks[1]}", "id", "en")])
    assert found[0][0].text == f"WARGA {marks[0]} DI {marks[1]}"
    asked = len(server.seen)
    assert engine_of(f"{server.address}#gemma3", told.append).signature == engine.signature
    assert len(server.seen) == asked and len(told) == 1


@pytest.mark.parametrize("name", ["http://localhost:11434/v1", "http://#gemma3"])
def test_an_address_lacks_something(name: str) -> None:
    with pytest.raises(UsageError, match="#MODEL"):
        engine_of(name)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match=KEY) as caught:
        engine_of("https://me:hunter2@example.org/v1#gemma3")
    assert "hunter2" not in str(caught.value)
