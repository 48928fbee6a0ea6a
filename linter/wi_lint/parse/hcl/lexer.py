"""Terraform's language into tokens, one at a time, as the parser asks for them.

One regular expression reads a token; strings without interpolation are a single one. Its
quantifiers are possessive: no text makes it backtrack.
"""

from __future__ import annotations

import re

_ID = r"[^\W\d][\w\-]*+"
_STRING = r'"(?:[^"\\\r\n$%]++|\\[nrt"\\]|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|[$%]{2}\{|[$%](?!\{))*+"'
_NUMBER = r"\d++(?:\.\d++)?(?:[eE][+-]?\d++)?"
_COMMENT = r"\#[^\r\n]*+|//[^\r\n]*+|/\*.*?\*/"
_END = r"(?:\r?\n|\r)"
_LINES = rf"{_END}(?:[ \t]*+(?:\#[^\r\n]*+|//[^\r\n]*+)?+{_END})*+"
"""The end of a line, with the lines behind it that are empty or comments."""
_PATH = rf"{_ID}(?:\.{_ID}){{0,7}}+"
_TOKEN = rf"""(?:
  (?P<id>{_ID})
 |(?P<nl>{_LINES})
 |(?P<heredoc><<-?{_ID}[ \t]*+\r?\n)
 |(?P<op>~\}}|==|!=|<=|>=|&&|\|\||=>|\.\.\.|::|[=.,{{}}()\[\]:?*+\-/%<>!])
 |(?P<str>{_STRING})
 |(?P<num>{_NUMBER})
 |(?P<quote>")
 |(?P<eof>\Z)
 |(?P<bad>.)
)"""
TOKEN = re.compile(rf"(?:[ \t]++|{_COMMENT})*+{_TOKEN}", re.VERBOSE | re.DOTALL)
INSIDE = re.compile(rf"(?:[ \t\r\n]++|{_COMMENT})*+{_TOKEN}", re.VERBOSE | re.DOTALL)
"""A token between brackets, where the ends of lines count for nothing."""
_VALUE = rf"=[ \t]*+(?:(?P<str>{_STRING})|(?P<num>{_NUMBER})|(?P<path>{_PATH}))"
_HEAD = rf"(?P<first>[ \t]*+{_STRING})?+(?P<second>[ \t]*+{_STRING})?+[ \t]*+(?P<open>\{{)"
LINE = re.compile(rf"[ \t]*+(?P<name>{_ID})[ \t]*+{_VALUE}[ \t]*+(?P<nl>{_LINES})")
"""A whole line that gives a name a text, a number or a reference, as two lines of three do: read at once, it
costs a fifth of its tokens one by one."""
ITEM = re.compile(rf"[ \t]*+(?P<name>{_ID})[ \t]*+(?:{_VALUE}|{_HEAD})[ \t]*+(?P<nl>{_LINES})")
"""The same, or a line that opens a block."""
PATH = re.compile(_PATH)
"""A reference by names alone."""
PLAIN = re.compile(rf"\$\{{[ \t]*+({_PATH})[ \t]*+\}}")
"""An interpolation of a reference alone, as most of them are."""
QUOTED = re.compile(
    r'(?:[^"\\\r\n$%]++|\\[nrt"\\]|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|[$%]{2}\{|[$%](?!\{))++'
)
HEREDOC = re.compile(r"(?:[^$%]++|[$%]{2}\{|[$%](?!\{))++")
_ESCAPE = re.compile(r'\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))|([$%])\4\{')
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


def unescape(text: str) -> str:
    """The text that a quoted literal stands for."""
    if "\\" not in text and "{" not in text:
        return text
    return _ESCAPE.sub(_escaped, text)


def unescape_heredoc(text: str) -> str:
    """The text that a literal in a heredoc stands for: only `$${` and `%%{` are escapes."""
    return text.replace("$${", "${").replace("%%{", "%{") if "{" in text else text


def _escaped(match: re.Match[str]) -> str:
    letter, short, long, sigil = match.groups()
    if letter:
        return _LETTERS[letter]
    if sigil:
        return f"{sigil}{{"
    point = int(short or long, 16)
    return "\ufffd" if point > 0x10FFFF or 0xD800 <= point < 0xE000 else chr(point)
