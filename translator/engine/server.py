"""Models behind an OpenAI-compatible server: Ollama, vLLM, llama.cpp, LM Studio, or a service with a key.

The interface is ``POST {address}/chat/completions`` (OpenAI API reference). The key is read from the environment
(``TRANSLATOR_SERVER_KEY``), is sent in one header, and stands in no message, log or signature.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx

from translator.engine.families import languages
from translator.engine.protocol import Capabilities, Hypothesis, Request
from translator.engine.punctuation import normalise
from translator.errors import EngineError, UsageError

KEY = "TRANSLATOR_SERVER_KEY"
"""Environment variable of the key."""

TIMEOUT = 120.0
"""Seconds to wait for one answer; a large model on a processor needs them."""

ATTEMPTS = 3
PARALLEL = 4
"""Requests under way at once."""

_BUSY = frozenset({408, 429, 500, 502, 503, 504})
_REASONING = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)


class ServerEngine:
    """A chat model on a server as an `Engine`; safe to share between threads.

    ``wait``: seconds before the second attempt, doubled for each further one.
    """

    def __init__(
        self,
        address: str,
        model: str,
        *,
        key: str = "",
        timeout: float = TIMEOUT,
        attempts: int = ATTEMPTS,
        wait: float = 1.0,
    ) -> None:
        self._address = address.rstrip("/")
        self._model = model
        self._attempts = attempts
        self._wait = wait
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(headers=headers, timeout=httpx.Timeout(timeout, connect=min(10.0, timeout)))

    @classmethod
    def at(cls, name: str) -> ServerEngine:
        """The engine of ``http://localhost:11434/v1#MODEL``.

        Raises:
            UsageError: the model or the host is missing, or a password stands in the address.
        """
        parts = urlsplit(name)
        if parts.username or parts.password:
            raise UsageError("a password has no place in an address.", mend=f"Put the key into {KEY}.")
        address = urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))
        if not parts.hostname or not parts.fragment:
            mend = "Write it as http://localhost:11434/v1#MODEL."
            raise UsageError("this is no address of a server with a model.", where=address, mend=mend)
        return cls(address, parts.fragment, key=os.environ.get(KEY, ""))

    @property
    def signature(self) -> str:
        """Address, model and decode settings; which weights the server holds under that name it does not say."""
        return f"server:{self._address}#{self._model} temperature=0"

    @property
    def capabilities(self) -> Capabilities:
        """All pairs: a language model does not say which languages it knows."""
        pairs = frozenset((s, t) for s in languages() for t in languages() if s != t)
        return Capabilities(pairs, max_tokens=512)

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        """Translate every request, some at a time; a blank text comes back empty without a call.

        Servers give several answers only by sampling: the first hypothesis is greedy, further ones are sampled. None
        has a score.

        Raises:
            EngineError: the server cannot be reached, refuses, or answers something else than a translation.
        """
        with ThreadPoolExecutor(PARALLEL) as pool:
            return list(pool.map(lambda request: self._one(request, n_best), batch))

    def _one(self, request: Request, n_best: int) -> list[Hypothesis]:
        if not request.text.strip():
            return [Hypothesis("")]
        temperatures = [0.0] + [0.7] * (n_best - 1)
        texts = [self._ask(request, temperature, seed) for seed, temperature in enumerate(temperatures)]
        return [Hypothesis(text) for text in dict.fromkeys(texts)]

    def _ask(self, request: Request, temperature: float, seed: int) -> str:
        names = languages()
        asked = (
            f"Translate the following news text from {names[request.source].name} into {names[request.target].name}. "
            f"Answer with the translation only.\n\n{request.text.strip()}"
        )
        body = {
            "model": self._model,
            "messages": [{"role": "user", "content": asked}],
            "temperature": temperature,
            "seed": seed,
            "stream": False,
        }
        text = " ".join(_REASONING.sub("", _content(self._post(body), self._address)).split())
        return normalise(text, request.text) if request.target == "ja" else text

    def _post(self, body: dict[str, Any]) -> httpx.Response:
        """The server's answer; a busy or silent one is asked again."""
        for attempt in range(self._attempts):
            last = attempt == self._attempts - 1
            try:
                response = self._client.post(f"{self._address}/chat/completions", json=body)
            except httpx.TimeoutException as error:
                if last:
                    mend = "Try a smaller model, or look whether the server is well."
                    raise EngineError("the server did not answer in time.", where=self._address, mend=mend) from error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                if last:
                    mend = "Start the server, or correct the address."
                    what = f"the server cannot be reached ({type(error).__name__})."
                    raise EngineError(what, where=self._address, mend=mend) from error
            else:
                if response.status_code not in _BUSY or last:
                    return self._checked(response)
            time.sleep(self._wait * 2**attempt)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _checked(self, response: httpx.Response) -> httpx.Response:
        if response.is_success:
            return response
        mends = {
            401: f"Put the key into the environment variable {KEY}.",
            403: f"The key in {KEY} has no right to this model.",
            404: f"Look whether the server has the model {self._model!r} and whether the address ends in /v1.",
        }
        what = f"the server refused with status {response.status_code}."
        raise EngineError(what, where=self._address, mend=mends.get(response.status_code, "Try again later."))


def _content(response: httpx.Response, address: str) -> str:
    try:
        content = response.json()["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError):
        content = None
    if not isinstance(content, str):
        mend = "Give the address of an OpenAI-compatible interface, such as http://localhost:11434/v1."
        raise EngineError("the server's answer is no chat completion.", where=address, mend=mend)
    return content
