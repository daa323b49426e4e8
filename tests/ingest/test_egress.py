import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from contextlib import nullcontext, suppress

import pytest

from dragoman.errors import AddressRefused, Damaged, FetchError, TooLarge
from dragoman.ingest.connecting import Deadline, Door, Stream
from dragoman.ingest.egress import Conditions, Policy, fetch, fetcher
from tests.ingest.serving import LOOPBACK, redirect, reply

PAGE = b"<html><body><p>Talks went on.</p></body></html>"


def test_a_page_is_fetched_with_what_the_server_says_of_it(site):
    site.answers["/a"] = reply(PAGE, content_type="text/html; charset=utf-8", etag='"x1"', last_modified="yesterday")
    fetched = fetch(site.url("/a#part"), policy=site.policy())
    assert (fetched.status, fetched.body, fetched.url) == (200, PAGE, site.url("/a"))
    assert (fetched.media_type, fetched.etag, fetched.modified) == ("text/html; charset=utf-8", '"x1"', "yesterday")


def test_conditions_are_asked_and_not_changed_is_an_answer(site):
    site.answers["/a"] = reply(status="304 Not Modified")
    fetched = fetcher(site.policy())(site.url("/a"), Conditions(etag='"x1"', modified="Tue, 03 Feb 2026 10:00:00 GMT"))
    assert fetched.status == 304
    assert b'If-None-Match: "x1"\r\nIf-Modified-Since: Tue, 03 Feb 2026 10:00:00 GMT\r\n' in site.requests[0]


def test_the_name_is_looked_up_once_and_kept_as_host(site):
    site.answers["/"] = reply(PAGE)
    asked = []

    def resolver(host, port):
        asked.append((host, port))
        return [LOOPBACK] if len(asked) == 1 else ["10.0.0.1"]  # a rebinding server's second answer

    assert fetch(site.url(host="news.example"), policy=site.policy(), resolver=resolver).body == PAGE
    assert asked == [("news.example", site.port)]
    assert f"Host: news.example:{site.port}\r\n".encode() in site.requests[0]


def test_under_tls_the_name_is_the_hosts_not_the_addresss():
    named = []

    class Line:
        def start_tls(self, context, server_hostname, timeout):
            named.append(server_hostname)
            raise ConnectionResetError("enough seen")

        def get_extra_info(self, info):
            return None

        def close(self):
            pass

    stream = Stream(Line(), Deadline(time.monotonic() + 5, "x"))
    with pytest.raises(ConnectionResetError):
        stream.start_tls(None, "news.example", None)
    assert named == ["news.example"]


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::10.0.0.1"])
def test_a_name_that_leads_inside_is_refused_and_not_connected_to(site, address):
    with pytest.raises(AddressRefused, match="not public") as caught:
        fetch(site.url(host="news.example"), policy=site.policy(), resolver=lambda host, port: ["8.8.8.8", address])
    assert address in caught.value.message
    assert site.asked == []


def test_without_allowance_loopback_is_refused_however_it_is_spelled(site):
    policy = Policy(ports=frozenset({site.port}))
    for host in (LOOPBACK, "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0"):
        with pytest.raises(AddressRefused):
            fetch(site.url(host=host), policy=policy)
    assert site.asked == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://news.example/", "no http or https"), ("file:///etc/passwd", "no http or https"),
        ("news.example", "no http or https"), ("http://", "no http or https"),
        ("http://me:secret@news.example/", "carries a user name"), ("http://news.example:22/", "port 22"),
        ("http://[::1", "no web address"), ("http://news.example/" + "a" * 9_000, "http"),
    ],
)  # fmt: skip
def test_addresses_that_make_no_sense_are_refused(url, words):
    with pytest.raises(AddressRefused, match=words):
        fetch(url, policy=Policy(), resolver=lambda host, port: pytest.fail("looked up"))


def test_redirects_are_followed_and_told(site):
    site.answers |= {"/a": redirect("/b", "301 Moved Permanently"), "/b": redirect(site.url("/c")), "/c": reply(PAGE)}
    fetched = fetch(site.url("/a"), policy=site.policy())
    assert (fetched.url, fetched.body) == (site.url("/c"), PAGE)
    assert fetched.hops == (site.url("/a"), site.url("/b"))


@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "//127.0.0.2/", "file:///x"],
)
def test_a_redirect_to_a_private_address_is_refused(site, target):
    site.answers["/a"] = redirect(target)
    policy = site.policy(ports=frozenset({site.port, 80}), seconds=2.0)
    with pytest.raises(AddressRefused):
        fetch(site.url("/a"), policy=policy)


def test_a_redirect_from_protected_to_open_is_refused():
    import httpx2

    from dragoman.ingest.egress import _moved

    policy = Policy()
    assert (
        str(_moved(httpx2.URL("http://news.example/a"), "https://news.example/a", policy)) == "https://news.example/a"
    )
    with pytest.raises(AddressRefused, match="unprotected"):
        _moved(httpx2.URL("https://news.example/a"), "http://news.example/a", policy)


def test_a_circle_of_redirects_ends(site):
    site.answers |= {"/a": redirect("/b"), "/b": redirect("/a")}
    with pytest.raises(FetchError, match="more than 5 times"):
        fetch(site.url("/a"), policy=site.policy())
    assert len(site.asked) == 6


def test_proxies_of_the_environment_are_ignored(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.answers["/"] = reply(PAGE)
    assert fetch(site.url(), policy=site.policy()).body == PAGE


def test_a_proxy_is_used_where_it_is_told_but_not_for_private_addresses(site):
    site.answers["http://news.example/a"] = reply(PAGE)
    policy = site.policy(proxy=site.url(), ports=frozenset({80}), allowed=frozenset())
    assert fetch("http://news.example/a", policy=policy).body == PAGE
    with pytest.raises(AddressRefused):
        fetch("http://10.0.0.1/a", policy=policy)


def dripping(line):
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        line.sendall(b"a")
        time.sleep(0.05)


def dripping_header(line):
    line.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        line.sendall(b"a")
        time.sleep(0.05)


@pytest.mark.parametrize("answer", [dripping, dripping_header, lambda line: time.sleep(3)])
def test_a_server_that_drips_bytes_for_ever_is_left_in_time(site, answer):
    site.answers["/"] = answer
    begun = time.monotonic()
    with pytest.raises(FetchError, match="not done in time"):
        fetch(site.url(), policy=site.policy(seconds=0.5))
    assert time.monotonic() - begun < 2


def test_a_look_up_that_never_ends_is_left_in_time(site):
    begun, over = time.monotonic(), threading.Event()
    with pytest.raises(FetchError, match="not done in time"):
        fetch(site.url(), policy=site.policy(seconds=0.3), resolver=lambda host, port: over.wait(5) and [])
    over.set()
    assert time.monotonic() - begun < 2


def endless(line):
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        line.sendall(b"a" * 10_000)


PACKED = reply(gzip.compress(bytes(9_999)), content_encoding="gzip")


@pytest.mark.parametrize("answer", [endless, reply(b"a" * 3_000), reply(b"", length=10**12), PACKED])
def test_a_body_over_the_limit_is_refused_as_sent_and_as_opened(site, answer):
    site.answers["/"] = answer
    with pytest.raises(TooLarge, match="more than 2,000"):
        fetch(site.url(), policy=site.policy(max_bytes=2_000))


def test_packed_bodies_are_opened(site):
    site.answers["/"] = reply(gzip.compress(PAGE), content_encoding="gzip")
    assert fetch(site.url(), policy=site.policy()).body == PAGE


@pytest.mark.parametrize("body", [b"not gzip at all", gzip.compress(PAGE)[:-9]], ids=["unpacked", "cut"])
def test_broken_packing_is_damage(site, body):
    site.answers["/"] = reply(body, content_encoding="gzip")
    with pytest.raises(Damaged):
        fetch(site.url(), policy=site.policy())


@pytest.mark.parametrize(
    "answer",
    [
        reply(PAGE, length=len(PAGE) + 50), b"", b"SSH-2.0-server\r\n", reply(PAGE, content_encoding="br"),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nabc", b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000,
    ],
)  # fmt: skip
def test_broken_answers_are_one_error(site, answer):
    site.answers["/"] = answer
    with pytest.raises(FetchError):
        fetch(site.url(), policy=site.policy())


def test_a_body_longer_than_announced_ends_where_it_was_to_end(site):
    site.answers["/"] = reply(PAGE + b"tail", length=len(PAGE))
    assert fetch(site.url(), policy=site.policy()).body == PAGE


def test_hosts_that_are_not_there_are_an_error(site):
    def unknown(host, port):
        raise FetchError(f"the host {host} is not known")

    with pytest.raises(FetchError, match="not known"):
        fetch("http://news.example/", policy=Policy(), resolver=unknown)
    with pytest.raises(FetchError, match="has no address"):
        fetch("http://news.example/", policy=Policy(), resolver=lambda host, port: [])


def test_the_next_address_is_tried_where_one_does_not_answer(site):
    site.answers["/"] = reply(PAGE)
    policy = site.policy(allowed=frozenset({LOOPBACK, "127.0.0.3"}))
    fetched = fetch(site.url(host="x.example"), policy=policy, resolver=lambda host, port: ["127.0.0.3", LOOPBACK])
    assert fetched.body == PAGE


def test_international_names_are_asked_in_their_ascii_form(site):
    site.answers["/"] = reply(PAGE)
    fetch(site.url(host="nächrichten.example"), policy=site.policy(), resolver=lambda host, port: [LOOPBACK])
    assert b"Host: xn--" in site.requests[0]


def test_a_door_sleeps_no_longer_than_the_deadline():
    begun = time.monotonic()
    Door(lambda host, port: [], Deadline(begun + 0.05, "x")).sleep(30)
    assert time.monotonic() - begun < 1


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
@pytest.mark.parametrize(("host", "fits"), [("news.example", True), ("other.example", False)])
def test_a_protected_site_must_have_the_certificate_of_the_name_asked_for(tmp_path, monkeypatch, host, fits):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example"]
    made += ["-addext", "subjectAltName=DNS:news.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    named = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.sni_callback = lambda line, name, given: named.append(name)
    listening = socket.create_server((LOOPBACK, 0))

    def answer():
        with suppress(OSError), context.wrap_socket(listening.accept()[0], server_side=True) as line:
            line.recv(9_999)
            line.sendall(reply(PAGE))

    serving = threading.Thread(target=answer)
    serving.start()
    port = listening.getsockname()[1]
    policy = Policy(allowed=frozenset({LOOPBACK}), ports=frozenset({port}), seconds=5.0)
    with nullcontext() if fits else pytest.raises(FetchError, match="certificate"):
        assert fetch(f"https://{host}:{port}/", policy=policy, resolver=lambda name, port: [LOOPBACK]).body == PAGE
    serving.join()
    listening.close()
    assert named == [host]
