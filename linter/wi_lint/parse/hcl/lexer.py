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
_TOKEN = rf"""(?:
  (?P<id>{_ID})
 |(?P<nl>\r?\n|\r)
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
LINE = re.compile(
    rf"""[ \t]*+(?P<name>{_ID})[ \t]*+=[ \t]*+
(?:(?P<str>{_STRING})|(?P<num>{_NUMBER})|(?P<path>{_ID}(?:\.{_ID}){{0,7}}+))
[ \t]*+(?P<nl>\r?\n|\r)""",
    re.VERBOSE,
)
"""A whole line that gives a name a text, a number or a reference, as two lines of three do: read at once, it
costs a fifth of its tokens one by one."""
PLAIN = re.compile(rf"\$\{{[ \t]*+({_ID}(?:\.{_ID}){{0,7}}+)[ \t]*+\}}")
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
