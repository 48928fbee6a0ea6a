"""Every bound of a run, in one place: what a stranger's file may cost.

They are counts, never seconds, so that results do not depend on the machine, and each is the share of one
unit (a file, a root module, a chart, a script), so that none starves another. What is beyond is a value that
is not known, with its reason, or WI006 at its place; `docs/architecture.md` lists them from here.
"""

from __future__ import annotations

# Files

MAX_PATTERNS = 2_000
"""Most lines of one ignore file that are read."""
MAX_PATTERNS_AROUND = 2_000
"""Most lines of the ignore files of a folder and of those above it that hide anything in it."""
MAX_LINKED = 1_000_000
"""Most bytes of one file that links to it are read for, each time anew; the first 4,096 of each are free."""
MAX_BYTES = 8 * 1024 * 1024
"""The largest file that is read, in bytes. Larger ones are generated, and named in a finding."""

# Values

MAX_WEIGHT = 50_000
"""Heaviest value that is kept, in items, parts and pieces of text of 64 characters."""
MAX_PROVENANCE = 32
"""Most names that a text came through which are remembered."""
MAX_TEXT = 16_384
"""Longest literal text that is put together, in characters: longer results become holes."""

# YAML and JSON

MAX_EMBEDDED = MAX_BYTES
"""Longest text that is read inside another one, in characters."""
MAX_YAML_NESTING = 200
"""Deepest nesting that is read, in levels."""
MAX_DOUBTFUL = 100_000
"""Longest text, in characters, that is read once more by the slower reader before it is called broken."""
MAX_KEPT_TEXT = 2_000_000
"""Most text of files whose trees are kept although all is said of them, in characters."""
MAX_NODES = 1_000_000
"""Largest document that is read, in nodes, aliases counted as what they stand for."""

# Terraform

MAX_DIGITS = 300
"""Most digits of a number, in front of its point or behind it: what is larger is not known."""
MAX_EVALUATION_DEPTH = 120
"""Deepest evaluation, counted over references as well as nesting."""
MAX_FILES = 50_000
"""Most files below one folder that are listed."""
MAX_DECODED = 1_000_000
"""Longest document that is decoded, in characters."""
MAX_WIDTH = 1024
"""Widest field, or most digits, that a format writes."""
MAX_ITEMS = 4096
"""Longest collection that a function makes, in items."""
MAX_ENVIRONMENTS = 24
"""Most environments of one root that are reported apart."""
MAX_FILLED = 10_000
"""Most objects of one folder that are filled in for several environments, all of them counted."""
MAX_INSTANCES = 2_000
"""Most instances of one block; further ones are one symbolic instance."""
MAX_ROOT_INSTANCES = 20_000
"""Most instances that one root module makes in all its environments, what it takes from modules counted."""
MAX_ALL_INSTANCES = 70_000
"""Most instances of all root modules together; behind them each has a hundredth of what it would have."""
MAX_CALLS = 16
"""Deepest nesting of module calls that is followed."""
MAX_COMMANDS = 300
"""Most calls of Terraform in scripts and workflows whose values are held against roots."""
MAX_HELD = 500_000
"""Most paths that the patterns of all those calls are held against, each of them anew."""
MAX_REFERENCES = 100
"""Longest chain of references that is followed, from one value to the next."""
MAX_EVALUATIONS = 500_000
"""Most expressions that are evaluated for one root module, those of its loops each time anew."""
MAX_MENTIONS = 64
"""How many texts of one argument are kept, to see what an unread module is about."""
MAX_CHAIN = 256
"""Longest run of operators or accessors that is read."""
MAX_HCL_NESTING = 64
"""Deepest nesting of expressions and blocks that is read, in levels."""

# Charts

MAX_INNER_CHARTS = 8
"""Deepest nesting of charts inside charts that is followed."""
MAX_PLACES = 1_000
"""Most places in one text at which it is split, or another one is put."""
MAX_INDENT = 1000
"""Deepest indentation that is written, in blanks."""
MAX_INCLUDES = 100
"""Deepest nesting of templates that include one another."""
MAX_TEMPLATE_STEPS = 200_000
"""Most statements that one rendering takes."""
MAX_INSTALLED_TEXT = 5_000_000
"""Most characters that all installations of one chart write together; a statement counts as 20."""
MAX_ALL_INSTALLED_TEXT = 5_000_000
"""Most characters that all charts write beyond ten times their templates; behind them each has less."""
MAX_GIVEN = 2_000_000
"""How much the values of all releases weigh, those of one file for each release that is given it."""
MAX_VARIABLES = 500
"""Most variables of one template."""
MAX_RENDERED_PARTS = 100_000
"""Most pieces that one rendering writes."""
MAX_TEMPLATE_NESTING = 64
"""Deepest nesting of blocks and brackets that is read."""

# Overlays and what controllers install

MAX_APPLICATIONS = 200
"""Most Applications that are made of one set."""
MAX_PARAMETERS = 300_000
"""Heaviest parameters that the generators of one set of Applications give, taken or not."""
MAX_MATCHED = 5_000_000
"""Most paths that the patterns of all sets of Applications are held against, each of them anew."""
MAX_SOUGHT = 1_000_000
"""Most names of files that all paths of scripts with a variable in them are held against."""
MAX_OBJECTS = 10_000
"""Most objects of one overlay."""
MAX_ALL_OBJECTS = 35_000
"""Most objects that all overlays take, each time anew; behind them each has a hundredth of its share."""
MAX_CHANGES = 1_000_000
"""Most objects that changes of one overlay look at; one that is changed counts 25 times, and what it gets."""
MAX_NAME = 1_000
"""Longest name that an overlay makes of a name, in characters: Kubernetes takes 253."""
MAX_OVERLAY_NESTING = 32
"""Deepest nesting of overlays that is followed."""
MAX_MARKS = 1_000
"""Most marks of templates in one file of manifests, of which each is looked at."""
MAX_INSTALLED = 2_000
"""Most charts that controllers install: one that installs itself several times would never end."""
MAX_GENERATIONS = 8
"""Longest chain of charts that install one another through controllers."""

# Scripts and programs

MAX_SHELL_ROUNDS = 256
"""Most rounds of one loop that are followed."""
MAX_FUNCTION_CALLS = 24
"""Deepest nesting of calls of functions that is followed."""
MAX_STATEMENTS = 30_000
"""Most statements of one script that are followed, those of loops and functions each time anew."""
MAX_ALL_REPEATED = 20_000
"""Most statements that all scripts repeat, in loops and functions; behind them each repeats a hundred."""
MAX_EXPANDED = 1_000_000
"""Most characters that the variables of one statement stand for; a word of several counts as 64."""
MAX_STATEMENT_NESTING = 400
"""Deepest nesting of statements that is followed."""
MAX_VARIABLE_PARTS = 200
"""Most pieces of one variable's value, holes included: longer values become holes."""
MAX_ARRAY = 4_096
"""Longest array of a script; what is longer is not known."""
MAX_CHOICES = 64
"""Most words that braces stand for which are reported apart."""
MAX_SOURCED_TEXT = 2_500_000
"""Most characters of one file, and of what it sources, that all scripts which source it are read with."""
MAX_HELM_IGNORES = 100
"""Most lines of a `.helmignore` that are held against the templates of its chart."""
MAX_VARIABLES = 1_000_000
"""Most characters of one file of variables that all generators of config maps which name it are read with."""
MAX_SOURCED = 4
"""Deepest chain of scripts that source one another."""
MAX_WRAPPED = 6
"""How far into a line a tool may stand, behind `sudo`, `retry 3` and the like."""
MAX_PROGRAM_NODES = 300_000
"""How many nodes of one program are looked at, each time that they are."""
MAX_NAMES = 8
"""Longest name that is followed, in words with dots between them."""
MAX_PROGRAM_TEXT = 500_000
"""Longest program that is read, in characters."""
MAX_SCRIPT = 1_000_000
"""Longest script that is read, in characters."""
MAX_PARENTHESES = 500
"""Deepest nesting of parentheses that is read: the grammar takes ever longer to recover from open ones."""

# Manifests

MAX_SELECTOR_NESTING = 50
"""Deepest nesting of a selector that is read."""
MAX_PATH = 4_096
"""Longest path of which the folders are looked for among mounts, in characters: none is longer."""
MAX_SEARCHED = 20_000
"""Most nodes of one object in which pods are looked for."""

# Patterns

MAX_BRACES = 100
"""Most patterns that the braces of one, `{a,b}`, may stand for."""
MAX_PROGRAM = 2_000
"""Most steps of a program that a pattern is made into: `(a{100}){100}` is refused."""
MAX_EFFORT = 3_000_000
"""Most steps, of programs times the characters of their texts, that the matches of one unit take together."""
MAX_PATTERN = 1_000
"""Longest pattern that is read, in characters."""
MAX_CAPTURES = 100
"""Most groups of a pattern: what each matched is carried along by every way to match."""
MAX_IGNORE_LINE = 4_096
"""Longest line of an ignore file, or glob of paths, in characters: no path is longer."""
MAX_REPEAT = 1_000
"""Largest count of a repetition. RE2 has the same."""
MAX_GROUPS = 100
"""Deepest nesting of groups."""

# The graph

MAX_COMPARED = 100
"""Most names, bindings or declarations that one is compared with, of those that have something in common."""
MAX_WEIGHED = 300
"""Most facts with a name that is known in part which one question weighs: of more, one may be meant."""
MAX_COMPARISONS = 1_000_000
"""Most comparisons of two facts that one rule makes, besides those for each fact."""
MAX_COMPARISONS_OF_FACT = 30
"""How many more comparisons one rule makes for each fact of a run."""
MAX_POLICIES = 300
"""Most network policies that are weighed for the pods of one workload."""
MAX_LIKENED = 253
"""Longest name of which others are looked for that resemble it, in characters: Kubernetes takes no longer."""
MAX_WORDS = 16
"""Most words of a name that are looked for as names of their own, with dashes or dots between them."""
MAX_NEAR = 20
"""Most names that may be near one: more of them are numbered, and nobody can tell which is meant."""

# What is kept

MAX_LISTED = 50_001
"""Most files below one folder of which a list is compared; of a longer one nothing is kept."""
MAX_KEPT = 256 * 1024 * 1024
"""Largest file that is read back, in bytes."""
MAX_RESULTS = 16
"""Most results that are kept of one tree: one for each set of options."""
MAX_SHEET = 64 * 1024 * 1024
"""Most bytes that the facts of one unit are unpacked to."""

# Edits

MAX_LOOKS = 60
"""How many times a tree is linted anew to try edits on it: what is left then is not applied."""

# Output

MAX_IGNORED = 100
"""Most rules that one comment ignores."""
MAX_CONFIGURED = 500
"""Most items of a list in a configuration: each is held against much of a tree."""
MAX_RECURSION = 20_000
"""Frames that the deepest input within the limits may take."""
MAX_ANNOTATIONS = 10
"""How many annotations of one level GitHub keeps of a step; it drops the rest without a word."""
MAX_SUMMARY = 1_000_000
"""Most bytes: GitHub drops a summary of more than 1 MiB as a whole."""
MAX_MESSAGE = 2_000
"""Longest message that is shown whole, in characters: of a longer one the middle is left out."""
MAX_SHOWN = 5
"""How many places one sentence of one rule is reported at before the rest is counted."""

# Loops of charts

MAX_RANGE = 10_000
"""Most rounds of a loop over a number in a template, and items of a list that `until` makes."""
