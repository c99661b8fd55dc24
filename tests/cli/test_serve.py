"""`dateline users` and `dateline serve`."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_users_are_added_listed_and_removed(dateline: Run) -> None:
    added = dateline("users", "add", "ann", "--role", "reviewer", "--password-stdin", stdin="four sound words here\n")
    assert (added.returncode, added.stdout) == (0, "")
    assert dateline("users", "list").stdout == "ann  reviewer\n"
    assert dateline("users", "remove", "ann").returncode == 0
    assert dateline("users", "list").stdout == ""


@pytest.mark.parametrize(
    ("args", "stdin", "says"),
    [
        (("users", "add", "ann", "--role", "king", "--password-stdin"), "x", "one of reader, reviewer, admin"),
        (("users", "add", "ann", "--role", "reader", "--password-stdin"), "short\n", "the password is too short"),
        (("users", "remove", "bob"), "", "is not known"),
        (("serve", "--host", "0.0.0.0"), "", "would send passwords in the clear"),
        (("serve", "--host", "0.0.0.0", "--behind-tls"), "", "holds no user who could sign in"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(dateline: Run, args: tuple[str, ...], stdin: str, says: str) -> None:
    done = dateline(*args, stdin=stdin)
    assert done.returncode == 1
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken_is_said_to_be_in_one_line(dateline: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = dateline("serve", "--port", port)
    assert done.returncode == 1
    assert done.stderr.startswith(
        f"dateline: --host 127.0.0.1 --port {port}: cannot listen there: Address already in use"
    )
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_serve_answers_until_it_is_stopped(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dateline", "serve", "--port", "8397", "--user", "ann"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        found = re.search(r"http://\S+", running.stderr.readline())
        assert found
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"{found[0]}/", timeout=30) as answer:
                    assert "Nothing here yet" in answer.read().decode()
                break
            except OSError:
                running.poll()
                assert running.returncode is None
        running.send_signal(signal.SIGINT)
        assert running.wait(60) in (0, 130)
