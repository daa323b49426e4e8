"""What feeds and sitemaps share: XML without entities of its own, and markup made harmless."""

import re
from html import escape, unescape
from html.entities import html5
from typing import Any

from dragoman.errors import Damaged
from dragoman.ingest.from_bytes import decode

# Read from left to right as XML is, so that a comment cannot hide a declaration, nor a declaration a comment.
_TOKEN = re.compile(
    r"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(?P<type><!DOCTYPE(?:"[^"]*"|'[^']*'|[^\["'>])*(?P<inner>\[?))""",
    re.DOTALL | re.IGNORECASE,
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{2,40})[\"']")
_DECLARATION = re.compile(r"\s*<\?xml\b.*?\?>", re.DOTALL)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30};)")


def xml_text(raw: bytes, *, name: str) -> str:
    """Return XML as text without its declaration, HTML's named characters (``&nbsp;``) spelled out.

    Raises:
        NotText: bytes that no encoding explains.
        Damaged: the document declares entities, with which a kilobyte can become gigabytes.

    """
    label = _DECLARED.search(raw[:1_000])
    text, _, _ = decode(raw, label=label[1].decode() if label else None, name=name)
    text = text.lstrip("\ufeff")
    if any(token["inner"] for token in _TOKEN.finditer(text)):
        raise Damaged(f"{name} declares entities of its own, as feeds never need to", hint="it may be an attack")
    text = _DECLARATION.sub("", text, count=1)
    return _NAMED.sub(lambda match: html5.get(match[1], match[0]), text)  # XML knows none of them and drops them


def xml_root(text: str, *, name: str) -> Any:  # noqa: ANN401  lxml is imported where it is used
    """Return the root element of ``xml_text``; broken markup is mended as browsers do.

    Raises:
        Damaged: nothing in it is XML.

    """
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged(f"{name} is not XML: {error}", hint="check the address") from error
    if root is None:
        raise Damaged(f"{name} is not XML", hint="check the address")
    return root


def local_name(element: Any) -> str:  # noqa: ANN401
    """Return an element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def plain_words(markup: str) -> str:
    """Return the words of a piece of HTML, on one line."""
    import nh3

    return " ".join(unescape(nh3.clean(markup, tags=set())).split())


def page_of(title: str, markup: str) -> bytes:
    """Return a piece of HTML as a page of its own, scripts and everything active removed."""
    import nh3

    head = f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
    body = f"<body><article>\n<h1>{escape(title)}</h1>\n{nh3.clean(markup)}\n</article></body></html>\n"
    return (head + body).encode()
