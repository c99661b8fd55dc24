"""What the benchmarks of the web application share: a server in a process of its own, and somebody who asks it."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

# What the overview asks for, beside its page; and what of it a browser asks for but once.
VIEW = ("events", "facets", "sums", "timeline", "map")
_PATIENCE = 300  # seconds for the server to start, or to answer


class Server:
    """A running `dateline serve`."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, started: float) -> None:
        self._process, self.port, self.started = process, port, started

    @property
    def seconds(self) -> float:
        """Processor seconds it has taken."""
        told = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def megabytes(self) -> tuple[int, int]:
        """Memory it holds now, and the most it ever held."""
        told = Path(f"/proc/{self._process.pid}/status").read_text()
        now, most = (re.search(rf"{name}:\s+(\d+) kB", told) for name in ("VmRSS", "VmHWM"))
        return int(now[1]) // 1024 if now else 0, int(most[1]) // 1024 if most else 0


@contextmanager
def serving(ledger: str, *options: str) -> Iterator[Server]:
    """Serves a ledger; `started` is how many seconds it took until a page was answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    command = [sys.executable, "-m", "dateline", "serve", "--ledger", ledger, "--port", str(port), *options]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                Client(port).get("/static/x/icon.svg")
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - began > _PATIENCE:
                    raise SystemExit(f"dateline serve --ledger {ledger} does not start") from None
                time.sleep(0.02)
        yield Server(process, port, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait()


class Client:
    """One browser: keeps its connection, its cookies and the answers' tags."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        self._cookies: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._csrf = ""

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and content of an answer; 304 where it is the one had before."""
        status, headers, data = self._ask("GET", path, None, {"If-None-Match": self._tags.get(path, "")})
        if status == 200 and headers.get("ETag"):
            self._tags[path] = headers["ETag"]
        return status, data

    def json(self, path: str) -> Any:
        """What an answer holds, asked for anew."""
        self._tags.pop(path, None)
        status, data = self.get(path)
        if status != 200:
            raise RuntimeError(f"{path}: answered with {status}")
        return json.loads(data)

    def sign_in(self, name: str, password: str) -> None:
        """Opens a session."""
        _, page = self.get("/sign-in")
        token = re.search(rb'name="token" value="([^"]+)"', page)
        form = urlencode({"name": name, "password": password, "token": token[1].decode() if token else "", "next": "/"})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, _, _ = self._ask("POST", "/sign-in", form.encode(), kind)
        if status != 303:
            raise RuntimeError(f"{name} cannot sign in ({status})")

    def decide(self, **asked: object) -> tuple[int, Any]:
        """Rules on an event; status and answer."""
        self._csrf = self._csrf or self.json("/api/v1/session")["csrf"]
        headers = {"Content-Type": "application/json", "X-CSRF-Token": self._csrf}
        status, _, data = self._ask("POST", "/api/v1/decisions", json.dumps(asked).encode(), headers)
        return status, json.loads(data)

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(
            method, path, body, {name: told for name, told in headers.items() if told} | {"Cookie": cookies}
        )
        answer = self._connection.getresponse()
        data = answer.read()
        for told in answer.headers.get_all("Set-Cookie", []):
            name, _, value = told.partition(";")[0].partition("=")
            self._cookies[name] = value.strip('"')
        if answer.status == 503 and "Retry-After" in answer.headers:  # not ready: our pages ask again, too
            time.sleep(float(answer.headers["Retry-After"]))
            return self._ask(method, path, body, headers)
        return answer.status, answer.headers, data
