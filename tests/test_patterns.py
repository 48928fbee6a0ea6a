"""Patterns of authors: as RE2 and Git read them, in bounded time."""

from __future__ import annotations

import contextlib
import re
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wi_lint.patterns import Effort, NotRegular, Patterns, TooMuch, compiled, ignore_pattern, path_glob

# what Python's engine and RE2 read alike: no `$`, which Python lets stand before a last line break
_ATOMS = st.sampled_from(
    ["a", "b", ".", "[ab]", "[^a]", r"\d", r"\W", "^", r"\b", r"\A", r"\.", "(?:b|a)", "(a|b)", "(?i:A)"]
)
_PATTERNS = st.recursive(
    st.builds("".join, st.lists(_ATOMS, min_size=1, max_size=3)),
    lambda inner: st.one_of(
        st.builds(lambda one, two: f"{one}|{two}", inner, inner),
        st.builds(
            lambda one, times: f"(?:{one}){times}",
            inner.filter(lambda one: not re.compile(one).match("") and not re.search(one, "")),
            st.sampled_from(["*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,}"]),
        ),
        st.builds(lambda one: f"({one})", inner),
    ),
    max_leaves=6,
)


@given(_PATTERNS, st.text("aAb1. \n", max_size=8))
@settings(max_examples=400, deadline=None)
def test_what_two_engines_read_alike_matches_alike(pattern: str, text: str) -> None:
    expected = re.compile(pattern, re.ASCII).search(text)
    found = compiled(pattern).search(text, Effort())
    assert (found.span() if found else None) == (expected.span() if expected else None)


@pytest.mark.parametrize(
    ("pattern", "text", "groups"),
    [
        (r"^([a-z]+)-(\d+)$", "app-12", ["app", "12"]),
        (r"a$", "a\n", None),  # `$` is the end of the text
        (r"(?m)a$", "a\nb", []),
        (r"(?P<name>\w+)@", "x@y", ["x"]),
        (r"(?<name>\w+)@", "x@y", ["x"]),
        (r"[[:alpha:]_]+", "12ab_", []),
        (r"\Qa.b\E", "a.b", []),
        (r"\x41\x{42}\103", "ABC", []),
        (r"(a*)*", "aab", ["aa"]),
        (r"(a|ab)(c|bcd)", "abcd", ["a", "bcd"]),  # the first alternative, not the longest match
        (r"(?U)a+", "aaa", []),
        (r"x{", "x{", []),
    ],
)
def test_the_syntax_of_re2(pattern: str, text: str, groups: list[str] | None) -> None:
    found = compiled(pattern).search(text, Effort())
    assert (found.groups if found else None) == groups


@pytest.mark.parametrize(
    "pattern",
    [r"(?=a)", r"(?!a)", r"(a)\1", "a**", "(", ")", "[a", "a{2,1}", "a{1001}", "(?x)a", r"\pL", "(?i)é", "*", "{2}",
     "[b-a]", "((a{100}){100}){100}", "(" * 200 + ")" * 200, "a" * 2000, "\\"],
)  # fmt: skip
def test_what_is_not_read_is_said(pattern: str) -> None:
    with pytest.raises(NotRegular):
        compiled(pattern)


def test_each_match_and_what_replaces_it() -> None:
    effort = Effort()
    assert [found.span() for found in compiled("a*").each("baac", effort)] == [(0, 0), (1, 3), (4, 4)]
    assert compiled(r"(\w)(\d)").replaced("a1 b2", "$2-${1}$$$3", effort) == "1-a$ 2-b$"
    assert compiled("(a)").replaced("a", "$1x", effort) == ""  # the group `1x`, as in Go


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "((a+))+$", ".*a.*a.*a.*a.*b", "(a?){30}a{30}"])
def test_no_pattern_backtracks(pattern: str) -> None:
    begun = time.process_time()
    compiled(pattern).search("a" * 500 + "c", Effort())
    assert time.process_time() - begun < 5


def test_the_patterns_of_a_unit_have_one_purse() -> None:
    effort, pattern = Effort(2_000), compiled("(a|b)*c")
    assert pattern.search("ab" * 40, effort) is None
    assert 0 < effort.left < 2_000
    with pytest.raises(TooMuch):
        pattern.search("ab" * 400, effort)
    assert pattern.search("c", effort) is not None


LINES = """
*.tmp
/build
docs/
!docs/keep
**/cache
a/**/b
logs/**
*a*a*b
[!x]y
[a-c]z
[[:digit:]]q
[[:alpha:]_][![:alpha:]]r
sp\\ ace\\
x\\*y
foo/*
!foo/bar
//never
*//
\\#hash
\\!bang
tail   \nin/the/middle
""".replace("sp\\ ace\\\n", "")
PATHS = [
    "x.tmp", "d/x.tmp", "d/build", "build/a", "docs/a", "d/docs/a", "docs/keep", "a/b", "a/x/y/b", "a/xb",
    "logs/a/b", "e/cache/f", "aab", "xaxaxb", "ab", "zy", "xy", "1q", "aq", "_1r", "11r", "cz", "dz", "x*y", "xxy",
    "foo/a", "foo/bar", "#hash", "!bang", "tail", "in/the/middle", "x/in/the/middle", "e/foo/a",
]  # fmt: skip


def test_ignore_files_as_git_reads_them(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text(LINES)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    asked = PATHS
    for path in asked:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    told = subprocess.run(
        ["git", "-C", str(tmp_path), "check-ignore", "--no-index", "--stdin"],
        input="\n".join(asked), capture_output=True, text=True, check=False,
    ).stdout.splitlines()  # fmt: skip
    patterns = Patterns.of(LINES.splitlines())
    assert [path for path in asked if patterns.matches(path)] == told


@pytest.mark.parametrize("line", ["!", "\\", "*\\", "[z-a]", "[[:nope:]]"])
def test_a_line_that_is_no_pattern(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        ignore_pattern(line)


@given(st.text("a*?[]!-/\\{},.b", max_size=30), st.text("ab/.", max_size=60))
def test_no_glob_takes_long(pattern: str, path: str) -> None:
    begun = time.process_time()
    for read in (ignore_pattern, lambda one: path_glob(one, braces=True)):
        try:
            made = read(pattern)
        except ValueError:
            continue
        if made is not None:
            made.matches(path)
    assert time.process_time() - begun < 2


def test_stars_do_not_multiply() -> None:
    begun = time.process_time()
    for pattern, path in (("*a" * 20 + "b", "a" * 250 + ".yaml"), ("**/a/" * 20 + "b", "a/" * 200 + "c")):
        made = ignore_pattern(pattern)
        assert made is not None
        assert not made.matches(path)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("pattern", "taken", "left"),
    [
        ("apps/*", ["apps/a"], ["apps/a/b", "apps", "x/apps/a"]),
        ("**/*.yaml", ["a.yaml", "b/c/a.yaml"], ["a.yml"]),
        ("a/**/c", ["a/c", "a/b/c", "a/b/b/c"], ["a/b", "c"]),
        ("{a,b/{c,d}}/x", ["a/x", "b/c/x", "b/d/x"], ["c/x"]),
        ("env-[a-c]?", ["env-b1"], ["env-d1", "env-b"]),
    ],
)
def test_globs_of_paths(pattern: str, taken: list[str], left: list[str]) -> None:
    glob = path_glob(pattern, braces=True)
    assert [path for path in (*taken, *left) if glob.matches(path)] == taken


@pytest.mark.parametrize(
    "pattern",
    ["(?:(?:(?:){1000}){1000}){1000}", "(?:a{100}){11}", "()" * 200, "((a{2}){2}){251}"],
)
def test_repetitions_together_count_no_further_than_one(pattern: str) -> None:
    begun = time.process_time()
    with pytest.raises(NotRegular):
        compiled(pattern)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(?:[" + "".join(chr(256 + 2 * n) for n in range(400)) + "a]){400}!", "a" * 12_000),
        ("()" * 90 + "a", "b" * 5_000),
    ],
)
def test_wide_classes_and_many_groups_take_no_longer(pattern: str, text: str, slowness: float) -> None:
    begun = time.process_time()
    with contextlib.suppress(TooMuch):
        compiled(pattern).search(text, Effort())
    assert time.process_time() - begun < 4 * slowness


def test_a_long_line_of_an_ignore_file_is_no_pattern() -> None:
    begun = time.process_time()
    for line in ("[" * 100_000, "[" * 4_000, "[a" * 2_000, "\\" * 4_001):
        with contextlib.suppress(ValueError):
            ignore_pattern(line)
    assert time.process_time() - begun < 1
