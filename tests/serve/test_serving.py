"""``dragoman serve`` as a user starts it: where it listens, what it says, what it refuses, how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dragoman.archive import open_archive
from dragoman.serve import serving
from dragoman.serve.cli import run

Told = tuple[int, str, str]


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    def called(*tokens: str) -> Told:
        return (run(list(tokens)), *capfd.readouterr())

    return called


@contextmanager
def served(store: Path, *options: str) -> Iterator[tuple["subprocess.Popen[str]", str, str]]:
    """Start the command; give the process, the address and what it said."""
    command = [sys.executable, "-m", "dragoman", "serve", "--port", "0", "--store", str(store), *options]
    code = "import sys; from dragoman.serve.cli import main; sys.argv[0] = 'dragoman'; main()"
    command[1:3] = ["-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            lines = [process.stdout.readline() for _ in range(5)]
            found = re.search(r"http://\S+", lines[0])
            assert found, (lines, process.stderr.read() if process.poll() is not None else "")
            yield process, found.group(), "".join(lines)
        finally:
            if process.poll() is None:
                process.kill()


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_ended(store: Path, ending: signal.Signals) -> None:
    with open_archive(store) as archive:
        archive.add_user("Amira", "coder")
    with served(store) as (process, address, said):
        assert address.startswith("http://127.0.0.1:")
        assert "Amira (coder)" in said
        assert "everybody on this machine" in said
        assert get(f"{address}codebook")[0] == 200
        process.send_signal(ending)
        out, wrong = process.communicate(timeout=20)
        *before, last = out.splitlines()
        assert (process.returncode, last, wrong) == (0, "The desk is closed.", "")
        assert all(line.startswith("Putting records together") for line in before)  # on a machine that is busy


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="no /proc to look at a process with")
def test_whoever_only_asks_loads_no_reader_and_not_much(store: Path) -> None:
    with served(store) as (process, address, _):
        for path in ("inbox", "codebook", "api/v1/records"):
            assert get(address + path)[0] == 200
        maps = Path(f"/proc/{process.pid}/maps").read_text()
        resident = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())
        assert "onnxruntime" not in maps
        assert resident is not None
        assert int(resident.group(1)) < 300_000


def test_nobody_can_judge_before_there_are_users(store: Path) -> None:
    with served(store) as (_, _, said):
        assert "nobody yet: dragoman users add" in said


def test_a_team_needs_tokens_for_all(store: Path) -> None:
    with open_archive(store) as archive:
        token = archive.add_user("Rana", "reader")
    with served(store, "--name", "desk.example") as (_, address, said):
        assert "1 with a token" in said
        assert "TLS" in said or "may judge" in said
        for path in ("inbox", "codebook", "api/v1/records"):
            assert get(address + path)[0] == 401
        request = urllib.request.Request(f"{address}api/v1/status", headers={"authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert answer.status == 200


@pytest.mark.parametrize("where", [("--host", "0.0.0.0"), ("--host", "::"), ("--name", "desk.example")])
def test_without_users_it_serves_nobody_elsewhere(
    store: Path, call: Callable[..., Told], where: tuple[str, str]
) -> None:
    code, out, wrong = call("serve", "--store", str(store), "--port", "0", *where)
    assert (code, out) == (2, "")
    assert "refused to serve" in wrong
    assert "dragoman users add" in wrong


def test_revoked_users_are_none(store: Path, call: Callable[..., Told]) -> None:
    with open_archive(store) as archive:
        archive.add_user("Amira", "admin")
        archive.revoke_user("Amira")
    assert call("serve", "--store", str(store), "--port", "0", "--host", "0.0.0.0")[0] == 2


def test_a_port_that_is_taken_is_told(store: Path, call: Callable[..., Told]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, wrong = call("serve", "--store", str(store), "--port", str(taken.getsockname()[1]))
    assert code == 2
    assert "Address already in use" in wrong
    assert "--port" in wrong
    assert len(wrong.splitlines()) == 1


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        (["--port", "70000"], "no port"), (["--port", "x"], "no port"), (["--host", "192.0.2.1"], "refused to serve"),
        (["--host", "no.such.host.invalid"], "refused to serve"),
    ],
)  # fmt: skip
def test_options_that_make_no_sense_are_told(
    store: Path, call: Callable[..., Told], tokens: list[str], said: str
) -> None:
    code, _, wrong = call("serve", "--store", str(store), *tokens)
    assert code == 2
    assert said in wrong


def test_a_store_that_is_missing_is_told(tmp_path: Path, call: Callable[..., Told]) -> None:
    code, _, wrong = call("serve", "--store", str(tmp_path / "none"))
    assert code == 5
    assert "does not exist" in wrong
    assert not (tmp_path / "none").exists()


def test_without_its_packages_it_says_what_to_install(
    store: Path, call: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_NEEDED", ("fastapi", "no_such_package"))
    code, _, wrong = call("serve", "--store", str(store))
    assert code == 2
    assert "no_such_package" in wrong
    assert "pip install 'dragoman[web]'" in wrong


def test_help_loads_none_of_its_packages() -> None:
    code = "import sys; from dragoman.serve.cli import run; run(['serve', '--help']); print(sorted(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    for name in ("fastapi", "uvicorn", "jinja2", "pydantic", "apsw"):
        assert f"'{name}'" not in told.stdout


def test_the_first_page_waits_for_nothing_that_it_does_not_show(store: Path) -> None:
    code = f"""
import gc, sys
from dragoman.serve import serving
serving._load()
assert gc.isenabled()
from pydantic import BaseModel
assert "defer_build" not in BaseModel.model_config
from dragoman.archive import open_archive
from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk
app_of(Desk(archive=open_archive({str(store)!r})))
print(sorted(sys.modules))
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert "'dragoman.serve.rest.gate'" in told.stdout
    for name in ("serve.rest.schemas", "serve.rest.api", "serve.web.codebook", "ingest", "pipeline", "keeping.sending"):
        assert f"'dragoman.{name}'" not in told.stdout


def test_an_answer_does_not_wait_to_be_acknowledged() -> None:
    with serving._listening(serving.Serving(port=0)) as listener:
        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as line:
            assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("127.0.0.1", True), ("127.8.8.8", True), ("localhost", True), ("::1", True), ("[::1]", True),
        ("0.0.0.0", False), ("::", False), ("192.168.1.7", False), ("localhost.evil.example", False), ("", False),
        ("desk.example", False),
    ],
)  # fmt: skip
def test_what_is_this_machine_alone(host: str, is_own: bool) -> None:
    assert serving.is_loopback(host) is is_own


def test_a_password_in_an_address_is_not_shown() -> None:
    assert serving._shown("postgresql://amira:secret@db.example/talks") == "postgresql://amira:…@db.example/talks"


@pytest.mark.slow
def test_who_says_nothing_is_let_go(store: Path) -> None:
    with served(store) as (_, address, _):
        port = int(address.rsplit(":", 1)[1].strip("/"))
        begun = time.monotonic()
        with socket.create_connection(("127.0.0.1", port), timeout=30) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
            assert slow.recv(100) == b""
        assert 5 < time.monotonic() - begun < 25


def test_users_are_given_tokens_and_lose_them(tmp_path: Path, call: Callable[..., Told]) -> None:
    store = str(tmp_path / "store")
    code, token, said = call("users", "add", "Amira Haddad", "--role", "coder", "--store", store)
    assert code == 0
    assert re.fullmatch(r"dragoman_[\w-]{43}\n", token)
    assert "cannot be shown again" in said
    with open_archive(store) as archive:
        user = archive.user_of(token.strip())
        assert user is not None
        assert (user.name, user.role) == ("Amira Haddad", "coder")
    assert call("users", "add", "Amira Haddad", "--role", "admin", "--store", store)[0] == 2
    assert call("users", "revoke", "Amira Haddad", "--store", store)[0] == 0
    listed = call("users", "list", "--store", store)[1]
    assert re.fullmatch(r"Amira Haddad\tcoder\tadded [\d-]+\trevoked [\d-]+\n", listed)
    assert token.strip() not in listed
    assert call("users", "add", "Bo", "--role", "boss", "--store", store)[0] == 2
    assert call("users", "list", "--store", str(tmp_path / "none"))[0] == 5
