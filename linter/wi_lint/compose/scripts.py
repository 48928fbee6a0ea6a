"""Where shell commands stand: scripts, Makefiles, Dockerfiles, steps of CI, and code blocks of guides.

Each becomes one text of shell, whose pieces keep the places that they are written at.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from wi_lint.compose.embedded import text_of
from wi_lint.compose.library import Library, defines_kinds
from wi_lint.compose.sourced import whole
from wi_lint.lazy_re import regex
from wi_lint.parse import yaml
from wi_lint.prefilter import Prefiltered
from wi_lint.signs import Signs
from wi_lint.source import Source, Span
from wi_lint.tree import Node, Shape
from wi_lint.unit import Unit
from wi_lint.values import Hole, Literal, Part, Reason, Text, text

_SHELLS = (".sh", ".bash", ".zsh", ".ksh")
PROSE = (".md", ".markdown", ".txt", ".rst", ".adoc")
_MAKE = regex(r"^(?:GNU)?[Mm]akefile(?:\..+)?$|\.mk$")
_DOCKER = regex(r"^(?:Dockerfile|Containerfile)(?:\..+)?$|\.[Dd]ockerfile$")


class Script(Struct, frozen=True, eq=False):
    """One script. `settings`: variables that are set around it.

    `in_order`: whether its commands run one after the other; recipes of a Makefile are asked for by name.
    """

    text: Text
    unit: Unit
    settings: dict[str, Text] = field(default_factory=dict)
    in_order: bool = True


def may_run(library: Library, path: str) -> bool:
    """Whether there are commands in a file that can matter."""
    reader = _reader(posixpath.basename(path))
    source = library.source(path) if reader is not None else None
    return reader is not None and source is not None and _matters(library, source, reader)


def scripts(library: Library, path: str) -> Iterator[Script]:
    """Every script in a file."""
    name = posixpath.basename(path)
    reader, source = _reader(name), library.source(path)
    if reader is not None and source is not None:
        unit = Unit("document" if name.endswith(PROSE) else "script", posixpath.dirname(path), name)
        yield from library.safely(path, reader(source, unit, library))


def is_silent(library: Library, path: str) -> bool:
    """Whether there is surely no script in a file of YAML: no command that matters, or objects alone."""
    source = library.source(path)
    if source is None or not library.wanted.commands.matter_in(source.text):
        return True
    return _are_objects(source)


def _are_objects(source: Source) -> bool:
    """Whether every document is an object of a cluster, which is seen without making trees of them."""
    return all(_OBJECT.search(source.text, *edges) for edges in yaml.chunks(source.text))


def _matters(library: Library, source: Source, reader: _Reader) -> bool:
    """Whether a file has commands that can matter, or is a script that sources them."""
    signs = library.wanted.commands
    if reader is _steps and defines_kinds(source.text):
        return False
    if signs.matter_in(source.text) or reader is not _shell:
        return signs.matter_in(source.text)
    parts = whole(library, source).parts
    return len(parts) > 1 and signs.matter_in("\n".join(map(str, parts)))


_Reader = Callable[[Source, Unit, Library], Iterator[Script]]


def _reader(name: str) -> _Reader | None:
    if _MAKE.search(name):
        return _make
    if _DOCKER.search(name):
        return _docker
    if name.endswith(PROSE):
        return _prose
    if name.endswith((".yaml", ".yml")):
        return _steps
    if name.endswith(_SHELLS) or "." not in name:
        return _shell
    return None


def _shell(source: Source, unit: Unit, library: Library) -> Iterator[Script]:
    yield Script(whole(library, source), unit)


# Makefiles

_ASSIGNED = regex(
    r"^(?:export[ \t]++|override[ \t]++)?([A-Za-z_][\w.-]*+)[ \t]*+(\?=|:::?=|:=|\+=|=)[ \t]*+(.*)$"
)
_MADE = regex(
    r"\$\$|\$\(shell ([^()]*(?:\([^()]*\)[^()]*)*)\)|\$[({]([A-Za-z_][\w.-]*)[)}]|\$([@<^*?%])"
    r"|\$[({]((?:\w*\$[({]\w+[)}])+\w*)[)}]"
)


def _make(source: Source, unit: Unit, _: Library) -> Iterator[Script]:
    """Variables and recipes, as one script."""
    parts: list[Part] = []
    recipe = more = False
    for span in _lines(source):
        written = span.text
        more = recipe and more
        if written.startswith("\t") or more:
            body = re.match(r"[ \t]*" if more else r"\t?[ \t]*[@+-]*", written)
            parts += _made(span, body.end() if body else 0, len(written))
            recipe = True
        else:
            recipe = False
            assigned = _ASSIGNED.match(written)
            if assigned is not None:
                parts += _make_variable(span, assigned)
        more = written.endswith("\\")
        parts.append(Literal("\n", span))
    yield Script(text(parts, source.span(0, len(source.text))), unit, in_order=False)


def _make_variable(span: Span, found: re.Match[str]) -> Iterator[Part]:
    name, sign = found[1], found[2]
    if not re.fullmatch(r"\w+", name):
        return
    start, end = found.start(3), found.end(3)
    comment = re.search(r"\s+#", span.text[start:end])
    end = start + comment.start() if comment else end
    if sign == "?=":
        yield Literal(f': "${{{name}:=', span)
        yield from _made(span, start, end)
        yield Literal('}"', span)
    else:
        yield Literal(f'{name}{"+" if sign == "+=" else ""}="', span)
        yield from _made(span, start, end)
        yield Literal('"', span)


def _made(span: Span, start: int, end: int) -> Iterator[Part]:
    """Make's notation as the shell's: `$(NAME)` is `${NAME}`, and `$$` is `$`."""
    done = start
    for found in _MADE.finditer(span.text, start, end):
        yield from _piece(span, done, found.start())
        at = span.within(found.start(), found.end())
        if found[0] == "$$":
            yield Literal("$", at)
        elif found[1]:
            yield Literal(f"$({found[1].replace('$$', '$')})", at)
        elif found[2]:
            yield Literal(f"${{{re.sub('[^A-Za-z0-9_]', '_', found[2])}}}", at)
        elif found[4]:  # a variable whose name is put together
            name = re.sub(r"\$[({](\w+)[)}]", r"${\1}", found[4])
            yield Literal(f"$(printenv {name})", at)
        else:
            yield Literal("TARGET", at)
        done = found.end()
    yield from _piece(span, done, end)


def _piece(span: Span, start: int, end: int) -> Iterator[Part]:
    if start < end:
        yield Literal(span.text[start:end], span.within(start, end))


def _lines(source: Source) -> Iterator[Span]:
    for number, start in enumerate(source.starts, 1):
        line = source.line(number)
        yield source.span(start, start + len(line))


# Dockerfiles


def _docker(source: Source, unit: Unit, _: Library) -> Iterator[Script]:
    """`RUN` lines, with the variables of `ARG` and `ENV`."""
    parts: list[Part] = []
    inside = False
    for span in _lines(source):
        written = span.text
        head = re.match(r"\s*(RUN|ENV|ARG)\s+", written, re.IGNORECASE)
        if inside:
            parts += _piece(span, 0, len(written))
            inside = written.rstrip().endswith("\\")
        elif head is not None and head[1].upper() == "RUN":
            options = re.compile(r"(?:--\S+\s+)*").match(written, head.end())
            parts += _piece(span, options.end() if options else head.end(), len(written))
            inside = written.rstrip().endswith("\\")
        elif head is not None:
            assigned = re.compile(r"(\w+)(?:=|\s+)(.*)").match(written, head.end())
            if assigned is not None:
                parts.append(Literal(f"{assigned[1]}=", span))
                parts += _piece(span, assigned.start(2), assigned.end(2))
        parts.append(Literal("\n", span))
    yield Script(text(parts, source.span(0, len(source.text))), unit)


# guides

_FENCE = regex(r"^[ \t]*(```+|~~~+)[ \t]*([\w+-]*)")
_LANGUAGES = frozenset(
    {"", "bash", "sh", "shell", "console", "zsh", "shell-session", "sh-session", "bash-session"}
)
_PROMPT = regex(r"^[ \t]*(?:[$%>#][ \t]+(?=\S))?")
_COMMAND = regex(
    r"^[ \t]*(?:\$ +)?(?:sudo +)?(?:(?:gcloud|kubectl|gsutil|bq|helm|export)[ \t]|[A-Z_][A-Z0-9_]*=)"
)


def _prose(source: Source, unit: Unit, _: Library) -> Iterator[Script]:
    """The commands of a guide: its blocks of shell, and command lines that stand by themselves."""
    parts: list[Part] = []
    fence: str | None = None
    shell = False
    more = False
    prompts = False
    for span in _lines(source):
        written = span.text
        mark = _FENCE.match(written)
        if mark is not None and (fence is None or mark[1].startswith(fence)):
            fence, shell = (mark[1], mark[2].lower() in _LANGUAGES) if fence is None else (None, False)
            prompts = more = False
            parts.append(Literal("\n", span))
            continue
        if fence is not None and shell:
            prompt = re.match(r"[ \t]*[$%][ \t]+", written)
            prompts = prompts or prompt is not None
            if prompt is not None or more or not prompts:
                parts += _piece(span, prompt.end() if prompt else 0, len(written))
                more = written.rstrip().endswith("\\")
        elif fence is None and (more or _COMMAND.match(written)):
            prompt = _PROMPT.match(written) if not more else None
            parts += _piece(span, prompt.end() if prompt else 0, len(written))
            more = written.rstrip().endswith("\\")
        else:
            more = False
        parts.append(Literal("\n", span))
    yield Script(text(parts, source.span(0, len(source.text))), unit)


# steps of CI

_STEPS = frozenset(
    {"run", "script", "before_script", "after_script", "cmd", "cmds", "command", "commands", "inline"}
)
_HAS_STEPS = Prefiltered(
    r"\b(?:run|(?:before_|after_)?script|cmds?|commands?|inline|args)[\"']?[ \t]*:",
    "run", "script", "cmd", "command", "inline", "args",
)  # fmt: skip
"""What a text says that has a step: one of the keys, or `args` of an image."""
_EXPRESSION = regex(r"\$\{\{((?:(?!\$\{\{|\}\}).){0,1000}+)\}\}|\$(?=\$[A-Za-z_{])")
_TEMPLATE = Prefiltered(r"\{(?:%|\{(?<!\$\{\{))", "{{", "{%")
_OBJECT = Prefiltered(
    r"^apiVersion:[ \t]*[\"']?(?:(?:batch|apps|extensions)/\w+|v1|[\w.-]+\.k8s\.io/\w+)[\"']?[ \t]*\r?$",
    "apiVersion:",
    flags=re.MULTILINE,
)
_CLUSTER_OBJECT = regex(r"^(?:batch|apps|v1$|.*\.k8s\.io|extensions)")


def _steps(source: Source, unit: Unit, library: Library) -> Iterator[Script]:
    """The scripts of a workflow, in order, as one; of objects of a cluster, none."""
    if _HAS_STEPS.search(source.text) is None or _TEMPLATE.search(source.text):
        return
    if _are_objects(source):
        return
    for document in library.whole(source.path):
        root = document.root
        if root.get("apiVersion") and _CLUSTER_OBJECT.match(root.literal("apiVersion")):
            continue
        parts: list[Part] = []
        settings: dict[str, Text] = {}
        for name, value in _settings(root):
            settings.setdefault(name, value)
        for piece in _commands(root, library.wanted.commands):
            parts += [*piece.parts, Literal("\n", piece.at)]
        if parts:
            yield Script(text(parts, root.span), unit, settings)


def _settings(root: Node) -> Iterator[tuple[str, Text]]:
    """Variables: `env`, `variables` and `substitutions`, wherever they stand."""
    todo = [root]
    while todo:
        node = todo.pop()
        for key, found in node.fields.items():
            if key in ("env", "variables", "substitutions") and found.value.shape is Shape.MAPPING:
                for name, one in found.value.fields.items():
                    value = one.value.text() or one.value.text("value")
                    if value is not None and re.fullmatch(r"\w+", name):
                        yield name, _with_expressions(value)
            else:
                todo.append(found.value)
        todo.extend(node.items)


def _commands(root: Node, signs: Signs) -> Iterator[Text]:
    for key, found in root.fields.items():
        value = found.value
        if key in _STEPS and value.shape is Shape.SCALAR and _runs_or_sets(value.raw, signs):
            written = text_of(value)
            if written is not None:
                yield _with_expressions(written)
        elif key in (*_STEPS, "args") and value.shape is Shape.SEQUENCE:
            yield from _listed(root, key, value, signs)
        else:
            yield from _commands(value, signs)
    for item in root.items:
        yield from _commands(item, signs)


def _listed(step: Node, key: str, value: Node, signs: Signs) -> Iterator[Text]:
    """A list of lines, or the words of one command."""
    items = [item for item in value.items if item.shape is Shape.SCALAR]
    words = [item.raw for item in items]
    if len(words) > 1 and words[-2] in ("-c", "-ec", "-eu", "-lc", "-xec", "-euo", "pipefail"):
        written = text_of(items[-1])
        if written is not None:
            yield _with_expressions(written)
    elif key == "args":
        tool = step.literal("entrypoint") or step.literal("name").rpartition("/")[2].partition(":")[0]
        tool = "gcloud" if tool in ("cloud-sdk", "google-cloud-cli") and words[:1] != ["gcloud"] else tool
        if tool in ("gcloud", "kubectl", "gsutil", "helm"):
            yield _joined(tool, items, value.span)
    elif words[:1] and words[0] in ("gcloud", "kubectl", "gsutil", "helm") and len(words) > 1:
        yield _joined("", items, value.span)
    else:
        for item in value.items:
            if item.shape is Shape.SCALAR:
                written = text_of(item)
                if written is not None:
                    yield _with_expressions(written)
            else:
                yield from _commands(item, signs)


def _joined(tool: str, items: list[Node], at: Span) -> Text:
    """Words of a command that are listed: each is a word, whatever is in it."""
    parts: list[Part] = [Literal(tool, at)] if tool else []
    for item in items:
        written = item.text()
        if written is not None:
            parts += [Literal(' "', at), *_with_expressions(written).parts, Literal('"', at)]
    return text(parts, at)


def _runs_or_sets(written: str, signs: Signs) -> bool:
    """Whether a step has commands that can matter, sets something for a later one, or runs what was set."""
    return signs.matter_in(written) or "gcloud" in written or _SETS.search(written) is not None


_SETS = regex(r"^[ \t]*+(?:(?:export )?\w++=|[\"']?\$\{?\w)", re.MULTILINE)


def _with_expressions(value: Text) -> Text:
    """A text in which `${{ ... }}` is a hole, and `$$NAME` what the shell is given: `$NAME`."""
    if not any(isinstance(part, Literal) and _EXPRESSION.search(part.text) for part in value.parts):
        return value
    parts: list[Part] = []
    for part in value.parts:
        if not isinstance(part, Literal):
            parts.append(part)
            continue
        done = 0
        for found in _EXPRESSION.finditer(part.text):
            parts.append(part.cut(done, found.start()))
            done = found.end()
            if found[1] is not None:
                at = part.cut(*found.span()).at
                parts.append(
                    Hole(f"{at.path}:{found[1].strip()}", Reason.AT_RUN_TIME("what the workflow gives"), at)
                )
        parts.append(part.cut(done, len(part.text)))
    return text(parts, value.at)
