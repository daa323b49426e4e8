"""Input that nobody would call a report: one clear line, the right exit code, and the other files are read."""

import json
from pathlib import Path

import pytest

import dragoman
from dragoman.serve.cli import run

REPORT = Path(__file__).parent.parent / "examples" / "report.txt"
LINES = REPORT.read_text(encoding="utf-8").splitlines()[:6]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)
FRENCH = (
    "Les négociateurs soudanais ont repris mercredi à Mascate des pourparlers de paix indirects sous médiation "
    "norvégienne. Les deux délégations ont jugé utile la première séance, qui doit se poursuivre jeudi. "
)
REFUSED = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n ", "is empty"),
    "noise.bin": (bytes(range(256)) * 20, "is not text"),
    "nul.txt": (REPORT.read_bytes()[:300] + b"\0" + REPORT.read_bytes()[300:], "NUL bytes"),
    "report.pdf": (b"%PDF-1.7\n" + REPORT.read_bytes(), "a PDF document"),
    "french.txt": (FRENCH.encode() * 3, "is in French, not in English"),
    "dots.txt": (b". . . . .", "holds no words"),
    "huge.txt": (b"Talks resumed in Muscat. " * 2_100_000, "more than 20,000,000 bytes"),
}
READ = {
    "unclosed.html": f"<html><head><title>Talks resume</title><body><article>{PARAGRAPHS.replace('</p>', '')}<p>And",
    "deep.html": "<html><body>" + "<div>" * 10_000 + PARAGRAPHS + "</div>" * 10_000 + "</body></html>",
    "mislabelled.html": f'<html><head><meta charset="koi8-r"></head><body><p>– é</p>{PARAGRAPHS}</body></html>',
    "spaces.txt": "\n".join(LINES).replace(" ", "\u00a0\u200b"),
    "carriage.txt": "\r\n".join(LINES),
}


def call(tmp_path: Path, name: str, content: bytes, capfd: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Read a bad file and a good one in one call."""
    (tmp_path / name).write_bytes(content)
    code = run(["read", str(tmp_path / name), str(REPORT), "-f", "json", "-j", "1"])
    out, err = capfd.readouterr()
    return code, out, err


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_gets_one_line_and_the_others_are_read(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    content, reason = REFUSED[name]
    code, out, err = call(tmp_path, name, content, capfd)
    assert code == 3
    assert err.startswith(f"dragoman: {tmp_path / name} ")
    assert reason in err
    assert err.endswith(")\n")
    assert err.count("\n") == 1
    assert [each["document"]["title"] for each in json.loads(out)] == [LINES[0]]


@pytest.mark.parametrize("name", ["nosuch.txt", ".", "a\0b"])
def test_a_path_that_is_no_file_gets_one_line(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", f"{tmp_path}/{name}", str(REPORT), "-f", "jsonl"]) == 3
    out, err = capfd.readouterr()
    assert err.count("\n") == 1
    assert len(out.splitlines()) == 1


@pytest.mark.parametrize("name", READ)
def test_what_is_only_odd_is_read_to_its_end(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(tmp_path, name, READ[name].encode(), capfd)
    assert (code, err) == (0, "")
    odd, _ = json.loads(out)
    assert odd["failures"] == []
    assert any("North" in cited["quote"] for each in odd["findings"] for cited in each["evidence"])


def test_a_wrong_encoding_label_does_no_harm(tmp_path: Path) -> None:
    import dragoman

    (tmp_path / "x.html").write_bytes(READ["mislabelled.html"].encode())
    assert "Sovereignty Council's peace office" in dragoman.read(tmp_path / "x.html").document.text


@pytest.mark.slow
def test_a_line_of_200_000_characters_is_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    line = "The army fired 30 drones at Atbara, and talks resumed in Muscat on Wednesday, " * 2_600
    code, out, _ = call(tmp_path, "line.txt", line.encode(), capfd)
    assert code == 0
    assert json.loads(out)[0]["document"]["chars"] == len(line) > 200_000
    assert json.loads(out)[0]["failures"] == []


def test_more_text_than_is_read_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(tmp_path, "long.txt", b"Talks resumed in Muscat on Wednesday. " * 12_000, capfd)
    assert code == 3
    assert "more than 400,000 characters of text" in err


@pytest.mark.parametrize("unit", ["Village ", "Vil-lage-", "A-", "U.S. ", "Qatar's ", "12, ", "he said, ", "Maj. "])
def test_one_word_over_and_over_is_read(unit: str) -> None:
    """Three of these once took a pattern 2^n steps: where that comes back, this test does not end."""
    text = f"Drones killed three people in Kyiv. Talks mediated by Qatar {unit * 150} ended in Doha, the minister said."
    assert dragoman.read_bytes(text.encode(), name="runs.txt").failures == ()
