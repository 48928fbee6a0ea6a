"""Scripts to the commands that they run, in the order of time: nothing is executed.

Both arms of a condition are followed, since either may be taken; a variable that they set
differently is a hole behind them. The body of a loop over known words is followed for each.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from msgspec import Struct, field

from wi_lint.bounds import (
    MAX_ARRAY,
    MAX_FUNCTION_CALLS,
    MAX_PARENTHESES,
    MAX_SCRIPT,
    MAX_SHELL_ROUNDS,
    MAX_STATEMENT_NESTING,
    MAX_STATEMENTS,
    MAX_TEXT,
    MAX_VARIABLE_PARTS,
)
from wi_lint.compose.embedded import SegmentMap
from wi_lint.compose.shell.branches import arms, joined, patterns
from wi_lint.compose.shell.idle import Idle
from wi_lint.compose.shell.inputs import Inputs, handed_on
from wi_lint.compose.shell.reading import FileText, file_behind, folder_asked, lines, reads
from wi_lint.compose.shell.words import Variables, Word, Words, blank
from wi_lint.lazy_re import regex
from wi_lint.parse.shell import Tree
from wi_lint.source import Span
from wi_lint.values import Attribute, Literal, Reason, Text, join, known, text, unknown

if TYPE_CHECKING:
    from tree_sitter import Node

_BODIES = frozenset(
    {
        "list", "program", "compound_statement", "do_group", "negated_command", "ERROR", "subshell",
        "c_style_for_statement",
    }
)  # fmt: skip
_VARIABLE = regex(r"\"?\$\{?(\w+)\}?\"?")
_COUNT = regex(r"[0-9]{1,4}")
_PLAIN = regex(r"[\w./+:@-]+")
_KNOWN = frozenset({"read", "mapfile", "readarray", "unset", "shift", "set", "tee", ":", "python", "python3"})
_TOOL = regex(r"\b(?:gcloud|kubectl|gsutil|bq|helm)\b")
_ACCOUNT = ".iam.gserviceaccount.com"
"""What a command is given that may work on an account, whatever it is."""
_READS = ("kubectl ", "oc ", "cat ", "echo ", "tee ", "rm ")
"""Commands that leave a file as it is, or make it anew, or end it."""
_NO_WORDS = frozenset(
    {"variable_assignment", "file_redirect", "heredoc_redirect", "herestring_redirect", "comment"}
)
_ASKS_PROJECT = regex(r"gcloud config (?:get-value|get|list)(?:(?!gcloud config ).)*\bproject\b")


class Invocation(Struct, frozen=True, eq=False):
    """A command with its words. `stdin`: the text that it is given to read, where that is in the script.

    `sure`: whether it runs for sure, and not only under a condition. `behind`: the command whose output
    a pipe gives it.
    """

    words: tuple[Word, ...]
    at: Span
    stdin: Text | None = None
    sure: bool = True
    behind: Invocation | None = None


class _Shell(Struct):
    """The state of one run."""

    variables: Variables = field(default_factory=Variables)
    functions: dict[str, Node] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    running: list[str] = field(default_factory=list)
    """The functions that call one another just now."""
    files: dict[tuple[str, ...], Text] = field(default_factory=dict)
    """What files hold that the script wrote, by their names as it writes them."""
    names: dict[tuple[str, ...], str] = field(default_factory=dict)
    """How the script writes those names."""
    steps: int = 0
    most: int = MAX_STATEMENTS
    piped: Invocation | None = None
    """The command that stands before the pipe which the next one reads."""
    sure: bool = True
    conditions: int = 0
    """How many conditions and loops are around what runs just now."""
    conditions_of_call: int = 0
    """How many were around the call of the function that runs."""
    nesting: int = 0
    pick: str = ""
    """What is taken of the names that a `case` knows."""
    choices: tuple[str, ...] = ()
    """The names that the first `case` knows which is about something unknown."""
    limits: dict[str, Span] = field(default_factory=dict)
    """What is not followed, by the bound that it exceeds: the first place of each."""


_WORDS = 8
"""Words of a command that are read in the time of a statement."""
_READ = 20
"""Characters of what a command is given to read in the time of a statement."""
_JOINED = 100
"""Variables of one arm of a condition that are joined with those of others in the time of a statement."""
_SOUGHT = 200
"""Names of files that are looked for in a thousand characters of a command in the time of a statement."""


class Ran(Struct, frozen=True):
    """What a script runs. `broken`: whether a part cannot be read; `limits`: what is not followed, where."""

    invocations: list[Invocation]
    broken: bool
    limits: dict[str, Span]
    steps: int
    """How many statements were followed."""
    choices: tuple[str, ...] = ()
    """The names for each of which it may be run, since a `case` knows them."""
    defaults: Mapping[str, Text] = {}
    """What variables are that somebody may give it, and that it gives a value otherwise: `${ENV:-dev}`."""


def run(
    script: Text,
    prefix: str,
    settings: dict[str, Text] | None = None,
    most: int = MAX_STATEMENTS,
    pick: str = "",
    file: FileText | None = None,
) -> Ran:
    """The commands of a script.

    `prefix` qualifies the names of holes; `settings`: variables that are set before it starts; `most`: how
    many statements are followed; `pick`: which of its choices is taken; `file`: what files of the tree hold.
    """
    runner = _Runner(script, prefix, file)
    runner.shell.most = most
    runner.shell.pick = pick
    runner.shell.variables.texts |= settings or {}
    made = list(runner.all())
    limits = runner.shell.limits
    if runner.tree.is_too_deep:
        limits[f"the script nests parentheses more than {MAX_PARENTHESES} deep, and is not read"] = script.at
    if runner.tree.is_cut:
        limits[f"the script is read no further than {MAX_SCRIPT:,} characters"] = script.at
    shell = runner.shell
    return Ran(made, runner.tree.is_broken, limits, shell.steps, shell.choices, runner.words.defaults)


_DESCRIBES = regex(
    r"\s*gcloud\s+projects\s+(?:describe|list)\b[^\n]{0,300}?--format[= ]{1,9}[\"']?(?:get-)?value\((\w+)\)"
)
"""A command that writes one attribute of a project."""
_OF_PROJECT = {
    "projectNumber": "number",
    "project_number": "number",
    "name": "name",
    "projectId": "project_id",
}
"""What gcloud calls the attributes of a project, and what Terraform does."""


def _substituted(
    shell: _Shell, prefix: str, runner: weakref.ref[_Runner], written: str, at: Span, node: Node
) -> Text:
    """What a command in `$(...)` writes: one name for one text of it."""
    running = runner()
    answer = running.answered(node) if running is not None else None
    if answer is not None:
        return answer.placed(at)
    folder = folder_asked(written, at, running.script) if running is not None else None
    if folder is not None:
        return known(folder, at)
    if _ASKS_PROJECT.search(written):
        return shell.variables.texts.get(PROJECT) or project(prefix, at)
    if (found := re.fullmatch(r"(?:echo|printf)\s+[\"']?([\w.@/:-]+)[\"']?", written)) is not None:
        return known(found[1], at)
    asked = _DESCRIBES.match(written)
    name = _OF_PROJECT.get(asked[1]) if asked is not None else None
    of = Attribute("google_project", written, name) if name is not None else None
    return unknown(f"{prefix}:$({written})", Reason.AT_RUN_TIME("what the command answers"), at, of=of)


class _Runner:
    def __init__(self, script: Text, prefix: str, file: FileText | None) -> None:
        self.file = file
        self.script = script.at
        self.segments = SegmentMap(script)
        self.tree = Tree(self.segments.written)
        self.prefix = prefix
        self.shell = _Shell()
        # no method of its own, and a weak reference: nobody collects circles, and there are many scripts
        self.words = Words(
            self.tree, self.segments, prefix, partial(_substituted, self.shell, prefix, weakref.ref(self))
        )
        self.inputs = Inputs(self.tree, self.segments, self.words)
        functions = self.shell.functions
        self.idle = Idle(self.tree, functions, partial(_can_matter, self.tree, functions))

    def all(self) -> Iterator[Invocation]:
        yield from self._each(self.tree.root)
        for name, body in list(self.shell.functions.items()):
            if name not in self.shell.called:  # somebody may call it from elsewhere
                self.shell.sure = False
                yield from self._call(name, body, None)

    # statements

    def _each(self, node: Node) -> Iterator[Invocation]:
        for child in node.named_children:
            yield from self._statement(child)

    def _statement(self, node: Node, stdin: Text | None = None) -> Iterator[Invocation]:
        """What one statement runs, as long as the script does not run too long."""
        shell = self.shell
        shell.steps += 1 + self.words.taken()
        if shell.steps > shell.most or shell.nesting >= MAX_STATEMENT_NESTING:
            deep = f"{MAX_STATEMENT_NESTING} levels deep"
            self._limit(f"the script is followed no further than {shell.most:,} statements, and {deep}", node)
            return
        shell.nesting += 1
        yield from self._by_kind(node, stdin)
        shell.nesting -= 1

    def _limit(self, says: str, node: Node) -> None:
        self.shell.limits.setdefault(says, self.words.span(node))

    def _by_kind(self, node: Node, stdin: Text | None) -> Iterator[Invocation]:
        # one case for each kind of statement
        match node.type:
            case "command":
                yield from self._command(node, stdin)
            case "variable_assignment":
                self._assign(node)
            case "declaration_command" | "variable_assignments":
                self._declare(node)
            case "redirected_statement":
                yield from self._redirected(node, stdin)
            case "pipeline":
                yield from self._pipeline(node, stdin)
            case "if_statement" | "case_statement":
                yield from self._branches(node)
            case "for_statement" | "while_statement":
                yield from self._for(node) if node.type == "for_statement" else self._while(node, stdin)
            case "function_definition":
                name, body = node.named_children[0], node.named_children[-1]
                self.shell.functions[self.tree.written(name)] = body
            case _ if node.type in _BODIES:
                yield from self._body(node)
            case _:
                pass

    def _body(self, node: Node) -> Iterator[Invocation]:
        """Statements one after the other: in a subshell, a loop, or just so."""
        variables, sure = self.shell.variables, self.shell.sure
        if node.type == "subshell":
            self.shell.variables = variables.copy()
        is_loop = "for" in node.type or "while" in node.type
        self.shell.sure = sure and not is_loop
        self.shell.conditions += is_loop
        yield from self._each(node)
        self.shell.conditions -= is_loop
        self.shell.sure = sure
        if node.type == "subshell":
            self.shell.variables = variables

    def _declare(self, node: Node) -> None:
        """`export A=$B@$C`: what stands behind a value without a blank belongs to it."""
        children = node.named_children
        for number, child in enumerate(children):
            if child.type == "variable_assignment":
                behind = children[number + 1 : number + 2]
                rest = [one for one in behind if one.start_byte == child.end_byte]
                self._assign(child, rest)

    def _assign(self, node: Node, rest: list[Node] | None = None) -> None:
        """A variable is set. `rest`: what stands behind its value without a blank."""
        name_node = node.named_children[0]
        name = self.tree.written(name_node)
        value = node.named_children[-1] if node.named_child_count > 1 else None
        variables = self.shell.variables
        added = any(child.type == "+=" for child in node.children)
        if value is None:
            variables.texts[name] = known("", self.words.span(node))
        elif value.type == "array":
            items = [one.text for item in value.named_children for one in self.words.several(item, variables)]
            if any(item.opening.startswith("[") for item in items) or len(items) > MAX_ARRAY:
                variables.lists.pop(name, None)  # a table, whose keys are not followed, or too long
            else:
                variables.lists[name] = [*variables.lists.get(name, []), *items] if added else items
        else:
            made = (
                self.words.glued([value, *rest], variables)[0].text
                if rest
                else self.words.word(value, variables).text
            )
            if added and name in variables.texts:
                made = text((*variables.texts[name].parts, *made.parts), made.at)
            variables.texts[name] = self._bounded(name, made)

    def _bounded(self, name: str, value: Text) -> Text:
        """A value, or a hole for one that grew too long to be what somebody means."""
        size = sum(len(part.text) for part in value.parts if isinstance(part, Literal))
        if len(value.parts) <= MAX_VARIABLE_PARTS and size <= MAX_TEXT:
            return value
        return unknown(
            f"{self.prefix}:${name}", Reason.TOO_LARGE(f"the length of the variable '{name}'"), value.at
        )

    def answered(self, node: Node) -> Text | None:
        """What `$(function argument ...)` writes; nothing where it is no function that writes one line."""
        shell = self.shell
        inside = [child for child in node.named_children if child.type != "comment"]
        if len(inside) != 1 or inside[0].type != "command" or len(shell.running) >= MAX_FUNCTION_CALLS:
            return None
        words = self._arguments(inside[0])
        name = words[0].text.known if words else None
        if name == "printenv" and len(words) == 2:
            return shell.variables.texts.get(words[1].text.known or "")
        if name is None or name in shell.running or name not in shell.functions:
            return None
        body, variables, sure = shell.functions[name], shell.variables, shell.sure
        shell.variables = variables.copy()
        shell.running.append(name)
        shell.called.add(name)
        self._given(self._spread(words[1:]), body)
        made = self._output(body.named_children)
        shell.running.pop()
        shell.variables, shell.sure = variables, sure
        return made

    def _output(self, statements: list[Node]) -> Text | None:
        """What some statements write, where the last of them alone does: by `echo`, or an arm of a `case`."""
        found = [one for one in statements if one.type != "comment"]
        if not found or any(map(self._writes, found[:-1])):
            return None
        for one in found[:-1]:
            for _ in self._statement(one):
                return None  # a tool that is asked writes something too
        last = found[-1]
        self.shell.steps += 1
        if last.type == "case_statement":
            arm = self._arm(last)
            return self._output(arm) if arm is not None else None
        return self._echoed(self._arguments(last)) if self._writes(last) else None

    def _writes(self, node: Node) -> bool:
        written = self.tree.written(node)
        return node.type == "command" and written.startswith(("echo ", "printf "))

    def _echoed(self, words: list[Word]) -> Text | None:
        given = [word.text for word in words[1:]]
        if words[0].text.known == "printf":
            if len(given) != 2 or given[0].known not in ("%s", "%s\\n", "%s\n"):
                return None
            return given[1]
        given = given[1:] if given and given[0].known == "-n" else given
        if not given or any(one.known is not None and one.known.startswith("-") for one in given[:1]):
            return None
        pieces = [part for one in given for part in (known(" ", one.at), one)][1:]
        return join(pieces, given[0].at)

    def _arm(self, node: Node) -> list[Node] | None:
        """The statements of the arm that is taken; nothing where that may be several."""
        items = [child for child in node.named_children if child.type == "case_item"]
        words = {item.id: patterns(item) for item in items}
        value = self._subject(node.named_children[0], [one for said in words.values() for one in said if one])
        fitting = [item for item in items if value is not None and value in words[item.id]]
        if value is not None and not fitting:
            fitting = [item for item in items if None in words[item.id]]
        if len(fitting) != 1:
            return None
        values = {one.id for one in fitting[0].children_by_field_name("value")}
        return [child for child in fitting[0].named_children if child.id not in values]

    def _subject(self, node: Node, names: list[str]) -> str | None:
        """What a `case` is about: what is known, or is picked of the names that it knows.

        The names of the first one that is about something unknown are noted: it may be run for each of them.
        """
        value = self.words.word(node, self.shell.variables).text
        if value.known is not None or len(value.parts) != 1 or len(names) < 2:
            return value.known
        self.shell.choices = self.shell.choices or tuple(dict.fromkeys(names))
        pick = self.shell.pick
        if pick not in names:
            return None
        variable = _VARIABLE.fullmatch(self.tree.written(node))
        if variable is not None:
            self.shell.variables.texts[variable[1]] = known(pick, self.words.span(node))
        return pick

    def _branches(self, node: Node) -> Iterator[Invocation]:
        """Every arm, each from where the condition stands; behind them holds what they agree on.

        Of a `case` the one that is taken alone, where that is known or picked.
        """
        taken = self._arm(node) if node.type == "case_statement" else None
        if taken is not None:
            for child in taken:
                yield from self._statement(child)
            return
        before, files = self.shell.variables, self.shell.files
        outer, self.shell.sure = self.shell.sure, False
        after: list[Variables] = []
        written = [files]
        self.shell.conditions += 1
        for arm in arms(node):
            if self.shell.steps > self.shell.most:
                break
            self.shell.variables, self.shell.files = before.copy(), dict(files)
            for child in arm:
                yield from self._statement(child)
            after.append(self.shell.variables)
            written.append(self.shell.files)
            self.shell.steps += (before.size + len(files)) // _JOINED
        self.shell.conditions -= 1
        self.shell.sure = outer
        self.shell.variables = joined(before, after, self.prefix)
        # what an arm writes is there or not
        self.shell.files = {key: one for key, one in files.items() if all(w.get(key) is one for w in written)}

    def _for(self, node: Node) -> Iterator[Invocation]:
        name = self.tree.written(node.named_children[0])
        body = node.named_children[-1]
        listed = list(node.named_children[1:-1])
        items = [one for child in listed for one in self.words.several(child, self.shell.variables)]
        known_items = [item for item in items if item.text.known is not None or item.text.parts]
        if len(known_items) > MAX_SHELL_ROUNDS:
            self._limit(f"of this loop no more than {MAX_SHELL_ROUNDS} rounds are followed", node)
        self.shell.conditions += 1
        for item in known_items[:MAX_SHELL_ROUNDS]:
            self.shell.variables.texts[name] = item.text
            yield from self._each(body)
        if not known_items:
            yield from self._each(body)
        self.shell.conditions -= 1

    def _while(self, node: Node, held: Text | None) -> Iterator[Invocation]:
        """A loop: once for each line that it reads, where those are known."""
        reading = reads(node, self.tree) if held is not None else None
        if held is None or reading is None:
            yield from self._body(node)
            return
        self.shell.steps += held.shortest // _READ
        rounds = list(islice(lines(held), MAX_SHELL_ROUNDS + 1))
        if len(rounds) > MAX_SHELL_ROUNDS:
            self._limit(f"of this loop no more than {MAX_SHELL_ROUNDS} rounds are followed", node)
        self.shell.conditions += 1
        for line in rounds[:MAX_SHELL_ROUNDS]:
            reading.give(line, self.shell.variables)
            yield from self._each(node.named_children[-1])
        self.shell.conditions -= 1

    def _file(self, name: Text | None) -> Text | None:
        """What a file holds that is named: as the script wrote it, or as it is in the tree."""
        if name is None:
            return None
        return self.shell.files.get(name.key) or (self.file(name) if self.file is not None else None)

    def _redirected(self, node: Node, stdin: Text | None) -> Iterator[Invocation]:
        body = node.named_children[0]
        for child in node.named_children[1:]:
            if child.type == "heredoc_redirect":
                stdin = self.inputs.heredoc(child, self.shell.variables)
                piped = [c for c in child.named_children if c.type in ("pipeline", "command", "list")]
                if piped:
                    # `cat <<EOF | kubectl apply -f -`: what is written here is what the last one reads
                    yield from self._statement(body, stdin)
                    for one in piped:
                        yield from self._statement(one, stdin)
                    return
        stdin = self.inputs.herestring(node, self.shell.variables) or stdin
        if body.type == "while_statement":
            name = file_behind(node, self.tree, lambda one: self.words.word(one, self.shell.variables).text)
            stdin = self._file(name) or stdin
        self._written_to_file(node, body, stdin)
        yield from self._statement(body, stdin)

    def _written_to_file(self, node: Node, body: Node, stdin: Text | None) -> None:
        """`cat <<EOF > app.yaml`: what a file holds that a later command is given."""
        target, is_added = self.inputs.target(node, self.shell.variables)
        if target is not None and body.type == "command":
            self._keep(target, handed_on(self._arguments(body), stdin), is_added=is_added)

    def _keep(self, name: Text, holds: Text | None, *, is_added: bool = False) -> None:
        before = self.shell.files.get(name.key) if is_added else None
        if before is not None and holds is not None:
            holds = text((*before.parts, Literal("\n", holds.at), *holds.parts), holds.at)
        if holds is not None:
            self.shell.files[name.key] = self._bounded(str(name), holds)
            self.shell.names[name.key] = name.at.text.strip("\"'")
        else:
            self.shell.files.pop(name.key, None)

    def _through_files(self, words: list[Word], stdin: Text | None) -> Text | None:
        """What a command reads: what it is given, or what a file holds that the script wrote."""
        if words[0].text.known == "tee" and len(words) == 2:
            self._keep(words[1].text, stdin)
        return self._read_from_file(words) if stdin is None and self.shell.files else stdin

    def _forget_files(self, node: Node) -> None:
        """What a command changes that is given a file, nobody knows; nor where names lead behind `cd`."""
        written = self.tree.written(node).lstrip()
        if written.startswith(_READS):
            return
        files, names = self.shell.files, self.shell.names
        self.shell.steps += len(names) * (1 + len(written) // 1000) // _SOUGHT
        is_elsewhere = written.startswith("cd ")
        for key in [key for key, name in names.items() if is_elsewhere or name in written]:
            files.pop(key, None)
            names.pop(key, None)

    def _read_from_file(self, words: list[Word]) -> Text | None:
        """What the file holds that a command is given by `-f`, where the script wrote it."""
        for number, word in enumerate(words[:-1]):
            if word.text.known in ("-f", "--filename"):
                return self.shell.files.get(words[number + 1].text.key)
        named = (word.text.after("--filename=") for word in words)
        return next((self.shell.files.get(name.key) for name in named if name is not None), None)

    def _pipeline(self, node: Node, stdin: Text | None) -> Iterator[Invocation]:
        for child in node.named_children:
            made = list(self._statement(child, stdin))
            yield from made
            stdin = self._written(child, stdin)
            self.shell.piped = made[-1] if made else None
        self.shell.piped = None

    def _written(self, node: Node, stdin: Text | None) -> Text | None:
        """What a stage of a pipeline hands on."""
        if node.type == "redirected_statement":
            return self.inputs.of_stage(node, self.shell.variables)
        words = self._arguments(node) if node.type == "command" else []
        if len(words) == 2 and words[0].text.known == "cat":
            return self._file(words[1].text)
        return handed_on(words, stdin)

    # commands

    def _arguments(self, node: Node) -> list[Word]:
        """The words of a command; nodes without a blank between them are one."""
        groups: list[list[Node]] = []
        last: Node | None = None
        for child in node.named_children:
            if child.type in _NO_WORDS:
                continue
            if last is not None and last.end_byte == child.start_byte:
                groups[-1].append(child)
            else:
                groups.append([_inner(child)])
            last = child
        return [word for group in groups for word in self.words.glued(group, self.shell.variables)]

    def _command(self, node: Node, stdin: Text | None) -> Iterator[Invocation]:
        if self._is_assignment(node):
            return
        self._assigned_before(node)
        if self.shell.files:
            self._forget_files(node)
        if not _can_matter(self.tree, self.shell.functions, node) or self._calls_idle(node):
            return
        words = self._arguments(node)
        if not words:
            return
        name = words[0].text.known
        stdin = self.inputs.herestring(node, self.shell.variables) or stdin
        stdin = self._through_files(words, stdin)
        if name is not None and name in self.shell.functions:
            yield from self._call(name, self.shell.functions[name], words[1:])
            return
        self._builtin(name, words, node)
        self._configure(words)
        # what it is given is read once more by who knows the tool
        self.shell.steps += len(words) // _WORDS + (stdin.shortest // _READ if stdin is not None else 0)
        at = self.words.span(node)
        yield Invocation(tuple(words), at.one_line, stdin, self.shell.sure, self.shell.piped)

    def _builtin(self, name: str | None, words: list[Word], node: Node) -> None:
        """What the shell itself does to variables."""
        if name in ("read", "mapfile", "readarray", "unset"):
            for word in words[1:]:
                self.shell.variables.texts.pop(word.text.known or "", None)
        elif name == "shift":
            self._shift(words[1:], node)
        elif name == "set" and len(words) > 1 and words[1].text.known == "--":
            self._given(self._spread(words[2:]), node)

    def _calls_idle(self, node: Node) -> bool:
        """Whether a command calls a function that does nothing which is followed."""
        name = self.tree.written(node.named_children[0])
        if self.shell.files or name not in self.shell.functions or not self.idle.is_idle(name):
            return False
        self.shell.called.add(name)
        return True

    def _assigned_before(self, node: Node) -> None:
        """`A=x B=y` on a line of its own, which the grammar takes for a part of the next command."""
        leading = [child for child in node.named_children if child.type == "variable_assignment"]
        name = next((child for child in node.named_children if child.type == "command_name"), None)
        if (
            leading
            and name is not None
            and "\n" in self.tree.text[self.tree.end(leading[-1]) : self.tree.start(name)]
        ):
            for child in leading:
                self._assign(child)

    def _is_assignment(self, node: Node) -> bool:
        """`A=$B@$C`, which the grammar takes for an assignment with a command behind it."""
        first = node.named_children[0] if node.named_child_count > 1 else None
        if first is None or first.type != "variable_assignment":
            return False
        rest = node.named_children[1:]
        if first.end_byte != rest[0].start_byte:
            return False
        self._assign(first, [_inner(child) for child in rest])
        return True

    def _configure(self, words: list[Word]) -> None:
        """`gcloud config set project`: what `$(gcloud config get-value project)` then answers."""
        said = [word.text.known for word in words[:4]]
        if (
            said[:3] == ["gcloud", "config", "set"]
            and len(words) > 4
            and str(words[3].text).endswith("project")
        ):
            self.shell.variables.texts[PROJECT] = words[4].text

    def _shift(self, by: list[Word], node: Node) -> None:
        """`shift`: what was given second is first. Under a condition, nobody knows any more."""
        shell, many = self.shell, by[0].text.known if by else "1"
        given = shell.variables.lists.pop("@", None)
        unsure = shell.conditions != shell.conditions_of_call or _is_chained(node)
        if given is None or many is None or not _COUNT.fullmatch(many) or unsure:
            self._given_something(node)
        else:
            self._given(given[int(many) :], node)

    def _given_something(self, node: Node) -> None:
        """What is given is not known from here on: it was shifted under a condition."""
        why, at = Reason.CONDITIONAL("what the function is given"), self.words.span(node)
        for number in range(1, 10):
            self.shell.variables.texts[str(number)] = unknown(f"{self.prefix}:${number}?", why, at)
        self.shell.variables.lists["@"] = [unknown(f"{self.prefix}:$@?", why, at)]

    def _spread(self, words: list[Word]) -> list[Text]:
        """What words give: behind one that may be several, nobody knows which is which."""
        known = list(takewhile(lambda word: not word.open, words))
        if len(known) == len(words):
            return [word.text for word in words]
        rest = words[len(known)].text
        why = rest.cause or Reason.CONDITIONAL("what the function is given")
        more = (unknown(f"{self.prefix}:{rest}#{number}", why, rest.at) for number in range(1, 10))
        return [*(word.text for word in known), *more]

    def _given(self, arguments: list[Text] | None, node: Node) -> None:
        """What a function is given, as `$1` and `$@`: all empty behind its end, or nothing that is known."""
        variables = self.shell.variables
        for number in range(1, 10):
            variables.texts.pop(str(number), None)
            if arguments is not None:
                one = arguments[number - 1] if number <= len(arguments) else blank(self.words.span(node))
                variables.texts[str(number)] = self._bounded(str(number), one)
        if arguments is not None:
            variables.lists["@"] = arguments

    def _call(self, name: str, body: Node, arguments: list[Word] | None) -> Iterator[Invocation]:
        """A function's commands; without `arguments` nobody knows what it is given."""
        shell = self.shell
        shell.called.add(name)
        if name in shell.running:
            return  # what calls itself again does again what it did
        if len(shell.running) >= MAX_FUNCTION_CALLS:
            self._limit(f"functions are followed no more than {MAX_FUNCTION_CALLS} deep", body)
            return
        shell.running.append(name)
        outer = {key: shell.variables.texts.get(key) for key in map(str, range(10))}
        given_outside = shell.variables.lists.pop("@", None)
        conditions, shell.conditions_of_call = shell.conditions_of_call, shell.conditions
        self._given(self._spread(arguments) if arguments is not None else None, body)
        yield from self._statement(body)
        shell.conditions_of_call = conditions
        shell.variables.lists.pop("@", None)
        if given_outside is not None:
            shell.variables.lists["@"] = given_outside
        for key, value in outer.items():
            if value is None:
                shell.variables.texts.pop(key, None)
            else:
                shell.variables.texts[key] = value
        shell.running.pop()


def _can_matter(tree: Tree, functions: Mapping[str, Node], node: Node) -> bool:
    """Whether a command is one of the tools, or may be: most are not, and cost nothing more."""
    name = next((child for child in node.named_children if child.type == "command_name"), None)
    written = tree.written(name) if name is not None else "$"
    if not _PLAIN.fullmatch(written) or written in functions or written in _KNOWN:
        return True
    return _TOOL.search(tree.written(node)) is not None or _ACCOUNT in tree.written(node)


def _is_chained(node: Node) -> bool:
    """Whether a command runs behind `&&` or `||` of its function."""
    around = node.parent
    while around is not None and around.type not in ("function_definition", "program"):
        if around.type == "list":
            return True
        around = around.parent
    return False


def _inner(node: Node) -> Node:
    """The word that is the name of a command."""
    return node.named_children[0] if node.type == "command_name" and node.named_children else node


PROJECT = "gcloud's project"
"""The name under which gcloud's current project is kept: no variable is called so."""


def project(prefix: str, at: Span) -> Text:
    """gcloud's current project, where the script does not set it."""
    return unknown(f"{prefix}:gcloud's project", Reason.CURRENT_CONTEXT("gcloud's project"), at)
