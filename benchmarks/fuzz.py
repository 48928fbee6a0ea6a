"""Trees that somebody has spoilt, linted for as long as is asked: none may crash or hang.

usage: python benchmarks/fuzz.py [--minutes 60] [--seed 0] [--keep FOLDER]

Takes the worlds of the tests and the examples, and cuts, doubles, joins, swaps and salts their files,
several at a time. Each tree has 10 s of the CPU. What fails is written below FOLDER, to be linted again.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from wi_lint.bounds import MAX_BYTES, MAX_RECURSION
from wi_lint.config.declared import Declared
from wi_lint.facts import codec
from wi_lint.files import Memory
from wi_lint.frontends import read
from wi_lint.frontends.run import Run
from wi_lint.lint import Report, lint
from wi_lint.packs import installed
from wi_lint.render.outcome import Outcome, rendered
from wi_lint.results import Result
from wi_lint.source import Span

ROOT = Path(__file__).parent.parent
LIMIT = 10
FORMS = ("full", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown")
SALT = [
    "${", "}", '"', "'", "[", "]", "{", "(", ")", "<<EOT\n", "EOT\n", "%{ if ", "%{ endif }", "/*", "*/",
    "#", "\\", "? ", "- ", ": ", "&a ", "*a", "<<: *a\n", "|\n", "---\n", "\t", "\r\n", "\u2028", "\x85",
    "é", "😀", "!!binary ", "= ", "*", "**/", "\x00", "\x1b[31m", "{{", "}}", "{{- range until 9 }}",
    "{{ end }}", "$(", "`", "$((", "count = 99\n", "for_each = local.x\n", "%s", "~", "null",
    "9999999999999999999999999999999999999999", "-1", "1e999", "(a+)+$", "kind: List\n", "../",
    "/dev/zero",
]  # fmt: skip
Tree = dict[str, str]


def seeds() -> list[Tree]:
    worlds = [path for path in (ROOT / "tests/fixtures").iterdir() if path.is_dir()]
    worlds += [path for path in (ROOT / "examples").iterdir() if path.is_dir()]
    trees = []
    for world in worlds:
        files = [path for path in world.rglob("*") if path.is_file() and not path.is_symlink()]
        trees.append(
            {path.relative_to(world).as_posix(): path.read_text("utf-8", "replace") for path in files}
        )
    return [tree for tree in trees if tree]


class Spoiler:
    """Somebody who works on a tree and means no good."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.trees = seeds()

    def another(self) -> Tree:
        made = dict(self.chance.choice(self.trees))
        for _ in range(self.chance.choice((1, 1, 2, 3, 5, 8))):
            path = self.chance.choice(sorted(made))
            change = self.chance.choice(
                (self.salt, self.salt, self.cut, self.double, self.nest, self.swap_words, self.repeat_word)
            )
            made[path] = change(made[path])[:MAX_BYTES]  # what is larger is not read
            if self.chance.random() < 0.1:
                other = self.chance.choice(self.trees)
                stranger = self.chance.choice(sorted(other))
                made[f"{path.rpartition('/')[0]}/{stranger.rpartition('/')[2]}".lstrip("/")] = other[stranger]
        return made

    def _place(self, text: str) -> int:
        return self.chance.randint(0, len(text))

    def salt(self, text: str) -> str:
        at = self._place(text)
        return text[:at] + self.chance.choice(SALT) * self.chance.choice((1, 1, 1, 2, 50)) + text[at:]

    def cut(self, text: str) -> str:
        start, end = sorted((self._place(text), self._place(text)))
        return text[:start] + text[min(end, start + 200) :]

    def double(self, text: str) -> str:
        start, end = sorted((self._place(text), self._place(text)))
        return text[:end] + text[start:end] * self.chance.choice((1, 2, 20)) + text[end:]

    def nest(self, text: str) -> str:
        left, right = self.chance.choice(
            (("[", "]"), ("(", ")"), ("{", "}"), ("${", "}"), ("$(", ")"), ('"${', '}"'))
        )
        at, depth = self._place(text), self.chance.choice((3, 30, 300, 3000))
        return text[:at] + left * depth + "1" + right * depth + text[at:]

    def swap_words(self, text: str) -> str:
        words = re.findall(r"[\w.@/-]{3,}", text)
        if not words:
            return text
        # a word may be as long as a file by now
        return text.replace(self.chance.choice(words), self.chance.choice(words)[:1000], 1000)

    def repeat_word(self, text: str) -> str:
        words = re.findall(r"[\w.@/-]{3,}", text)
        return text.replace(word := self.chance.choice(words), word * 300, 1) if words else text


def spans(result: Result) -> Iterator[Span]:
    finding = result.finding
    yield finding.at
    yield from (step.at for step in finding.because)
    if finding.fix is not None:
        yield from (edit.at for edit in finding.fix.edits)


def examined(tree: Tree) -> str:
    """What is wrong with a run on a tree; nothing where all is well."""
    report: Report = lint(Memory(tree), list(tree), installed())
    if report.crashes:
        return report.crashes[0].splitlines()[-1]
    for result in (*report.results, *report.unsure):
        for span in spans(result):
            if not 0 <= span.start <= span.end <= len(span.source.text):
                return f"{result.rule.id} points outside {span.path}"
    for form in FORMS:
        rendered(form, Outcome(report, report.results, installed(), unsure=True))
    run = Run(Memory(tree), list(tree), Declared())
    written = codec.write(list(read(run)), run.library.sources.holds)
    if codec.write(codec.read(written, run.library.sources.read), run.library.sources.holds) != written:
        return "facts do not come back as they were"
    return ""


def tried(tree: Tree) -> str:
    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        return examined(tree)
    except TimeoutError:
        return f"it takes more than {LIMIT} s"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def keep(tree: Tree, home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    for path, text in tree.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text, "utf-8", "surrogatepass")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz"))
    args = parser.parse_args()
    sys.setrecursionlimit(MAX_RECURSION)
    spoiler = Spoiler(random.Random(args.seed))
    end, count, slowest, wrong = time.monotonic() + args.minutes * 60, 0, 0.0, Counter[str]()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):  # what was seen until then is told
        while time.monotonic() < end:
            tree = spoiler.another()
            begun = time.process_time()
            says = tried(tree)
            slowest = max(slowest, time.process_time() - begun)
            count += 1
            if says:
                keep(tree, args.keep / f"{count}")
                wrong[says[:200]] += 1
                print(f"{args.keep / str(count)}: {says[:300]}", flush=True)
    minutes = args.minutes - max(end - time.monotonic(), 0) / 60
    print(f"{count} trees in {minutes:.0f} minutes, slowest {slowest:.1f} s; {wrong.total()} wrong")
    for says, times in wrong.most_common():
        print(f"  {times} times: {says}")


if __name__ == "__main__":
    main()
