"""The documented endpoints, over HTTP, and nothing but them."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from gradio_client import Client

from tests.review.conftest import TEXT
from translator.review.app import build, launch
from translator.review.context import Desk


@pytest.fixture
def client(desk: Desk) -> Iterator[Client]:
    page = build(desk)
    address = launch(page, desk, port=None, block=False)
    client = Client(address, verbose=False)
    yield client
    client.close()
    desk.worker.stop()
    page.close()


@pytest.mark.filterwarnings("ignore")
def test_a_text_is_translated_over_http(client: Client) -> None:
    assert set(client.view_api(return_format="dict")["named_endpoints"]) == {
        "/translate",
        "/status",
        "/result",
        "/glossary",
        "/memory",
    }
    queued = client.predict(text=TEXT, targets=["en"], api_name="/translate")
    for _ in range(100):
        status = client.predict(job=queued["job"], api_name="/status")
        if status["state"] == "done":
            break
        time.sleep(0.1)
    assert status["state"] == "done"
    result = client.predict(article=queued["article"], api_name="/result")
    assert "FAKE" in result["targets"]["en"]["text"]
    assert client.predict(query="walikota", api_name="/glossary")
    assert client.predict(query="Bekasi", api_name="/memory") == []
