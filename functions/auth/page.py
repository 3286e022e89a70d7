"""The few pages that a person sees on the way in, and where they are sent. No script, nothing from elsewhere."""

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from typing import Any

from ordak.http.event import SECURITY_HEADERS

_STYLE = (
    "body{font:18px/1.5 system-ui,sans-serif;max-width:30rem;margin:12vh auto;padding:0 1.5rem;color:#1d1d1f}"
    "h1{font-size:1.6rem}a.go{display:block;margin:1rem 0;padding:1.1rem;border-radius:.6rem;background:#174ea6;"
    "color:#fff;text-align:center;text-decoration:none;font-weight:600}small{color:#555}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HTML = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>{style}</style></head>
<body><h1>{title}</h1><p>{text}</p>{buttons}<small>{note}</small></body></html>
"""
_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'"


def page(status: int, title: str, text: str, links: Sequence[tuple[str, str]], note: str = "") -> dict[str, Any]:
    """Return a page: what is the matter, and what to press (words and address)."""
    buttons = "".join(f'<a class="go" href="{escape(href)}">{escape(words)}</a>' for words, href in links)
    html = _HTML.format(title=escape(title), text=escape(text), buttons=buttons, note=escape(note), style=_STYLE)
    headers = {**SECURITY_HEADERS, "content-type": "text/html; charset=utf-8", "content-security-policy": _POLICY}
    return {"statusCode": status, "headers": headers, "body": html, "isBase64Encoded": False}


def redirect(location: str, cookies: Sequence[str]) -> dict[str, Any]:
    """Send the browser on."""
    return {
        "statusCode": 302,
        "headers": {**SECURITY_HEADERS, "location": location},
        "cookies": list(cookies),
        "body": "",
        "isBase64Encoded": False,
    }
