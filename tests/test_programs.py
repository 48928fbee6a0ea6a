"""Tokens and keys that programs in Python keep: which line is reported, or that none is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wi_lint.lint import Report
from wi_lint.parse import python

ASKS = """import requests
URL = "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token"


def get_token():
    answer = requests.get(URL, headers={"Metadata-Flavor": "Google"})
    answer.raise_for_status()
    return answer.json()["access_token"]


"""
SERVES = "from flask import Flask\napp = Flask(__name__)\n"
USES = "\n\n@app.route('/')\ndef page():\n    return fetch(headers={'Authorization': f'Bearer {TOKEN}'})\n"

HELD = {
    "by a function's own call": (ASKS + SERVES + "TOKEN = get_token()  # <-\n" + USES),
    "by a file that is renewed": (
        SERVES + "with open('/var/run/secrets/tokens/vault-token') as file:\n    TOKEN = file.read()  # <-\n" + USES
    ),
    "by gcloud": (
        "import subprocess\n" + SERVES
        + "TOKEN = subprocess.check_output(['gcloud', 'auth', 'print-access-token'], text=True)  # <-\n" + USES
    ),
    "out of the library's credentials": (
        "import google.auth\n" + SERVES
        + "credentials, project = google.auth.default()\ncredentials.refresh(Request())\n"
        + "TOKEN = credentials.token  # <-\n" + USES
    ),
    "in front of a loop": ASKS + "token = get_token()  # <-\nwhile True:\n    work(token)\n    sleep(60)\n",
    "in front of a loop, in a function": (
        ASKS + "def main():\n    token = get_token()  # <-\n    try:\n        while True:\n            work(token)\n"
        "    finally:\n        pass\n"
    ),
    "by an object": (
        ASKS + "class Client:\n    def __init__(self):\n        self.token = get_token()  # <-\n\n"
        "    def list(self):\n        return fetch(self.token)\n"
    ),
    "by urllib": (
        "from urllib.request import Request, urlopen\nimport json\n" + SERVES
        + "ask = Request('http://169.254.169.254/computeMetadata/v1/instance/service-accounts/default/token',\n"
        "              headers={'Metadata-Flavor': 'Google'})\n"
        "with urlopen(ask) as answer:\n    TOKEN = json.load(answer)['access_token']  # <-\n" + USES
    ),
}  # fmt: skip
RENEWED = {
    "asked for anew": ASKS + "while True:\n    token = get_token()\n    work(token)\n",
    "renewed in the loop": ASKS + "token = get_token()\nwhile True:\n    token = get_token()\n    work(token)\n",
    "renewed by a function": (
        ASKS + SERVES + "TOKEN = get_token()\n\n\ndef renew():\n    global TOKEN\n    TOKEN = get_token()\n" + USES
    ),
    "renewed by the object": (
        ASKS + "class Client:\n    def __init__(self):\n        self.token = get_token()\n\n"
        "    def list(self):\n        self.token = get_token()\n        return fetch(self.token)\n"
    ),
    "over at once": ASKS + "token = get_token()\nprint(fetch(token))\n",
    "the library renews it": (
        "import google.auth\n" + SERVES
        + "TOKEN, project = google.auth.default()\nclient = Client(credentials=TOKEN)\n" + USES
    ),
    "the API server's": (
        SERVES + "TOKEN = open('/var/run/secrets/kubernetes.io/serviceaccount/token').read()\n" + USES
    ),
    "no program of today": "print 'google.auth'\n",
}  # fmt: skip


def told(report: Report, rule: str) -> list[tuple[str, int]]:
    found = (one.finding for one in report.results if one.rule.id == rule)
    return [(one.at.path, one.at.line) for one in found]


@pytest.mark.parametrize("program", HELD.values(), ids=HELD.keys())
def test_a_token_that_is_kept(program: str, lint_texts: Callable[..., Report]) -> None:
    line = next(number for number, text in enumerate(program.splitlines(), 1) if text.endswith("# <-"))
    assert told(lint_texts({"main.py": program}), "WI507") == [("main.py", line)]


@pytest.mark.parametrize("program", RENEWED.values(), ids=RENEWED.keys())
def test_a_token_that_is_renewed(program: str, lint_texts: Callable[..., Report]) -> None:
    assert lint_texts({"main.py": program}).results == []


@pytest.mark.parametrize(
    "head",
    [
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: sync, namespace: shop}\ndata:\n  sync.py: |\n",
        (
            "apiVersion: v1\nkind: Pod\nmetadata: {name: sync, namespace: shop}\nspec:\n  containers:\n"
            "  - name: sync\n    image: python:3\n    command: [python3, -c]\n    args:\n    - |\n"
        ),
    ],
)
def test_a_program_inside_a_manifest(head: str, lint_texts: Callable[..., Report]) -> None:
    program = HELD["in front of a loop"]
    text = head + "".join(f"      {line}\n" if line else "\n" for line in program.splitlines())
    line = next(number for number, text in enumerate(text.splitlines(), 1) if text.endswith("# <-"))
    assert told(lint_texts({"sync.yaml": text}), "WI507") == [("sync.yaml", line)]


def test_a_program_inside_a_script(lint_texts: Callable[..., Report]) -> None:
    program = HELD["in front of a loop"]
    line = next(number for number, text in enumerate(program.splitlines(), 1) if text.endswith("# <-"))
    script = f"gcloud auth list\npython3 - <<'EOF'\n{program}EOF\n"
    assert told(lint_texts({"sync.sh": script}), "WI507") == [("sync.sh", line + 2)]


KEY = "from google.oauth2 import service_account\n\nx = service_account.Credentials.from_service_account_file('k')\n"
ACCOUNT = """apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com
"""


def test_a_key_beside_an_identity(lint_texts: Callable[..., Report]) -> None:
    files = {"app.yaml": ACCOUNT, "app/main.py": KEY, "tests/main.py": KEY, "app/test_main.py": KEY}
    assert told(lint_texts(files), "WI509") == [("app/main.py", 3)]
    assert told(lint_texts({"main.py": KEY}), "WI509") == []


@given(st.text(max_size=80))
def test_nothing_that_is_written_breaks_the_reader(written: str) -> None:
    program = python.read(written)
    for node in program.tree.body if program is not None else ():
        start, end = program.offsets(node) if program is not None else (0, 0)
        assert 0 <= start <= end <= len(written)


@pytest.mark.parametrize(
    "written", ["-" * 90_000 + "1", "+".join(["a"] * 60_000), "(" * 5_000, "a" + ".b" * 90_000]
)
def test_depth_is_bounded(written: str) -> None:
    code = "import sys; sys.setrecursionlimit(20000); from wi_lint.parse import python; python.read(sys.stdin.read())"
    done = subprocess.run(
        [sys.executable, "-c", code], input=written, text=True, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "body",
    ["x = a" + ".b()" * 5_000, "x = a" + ".b" * 50_000, "while True:\n    x = token\n" * 5_000],
)
def test_the_work_for_a_program_is_bounded(body: str, lint_texts: Callable[..., Report]) -> None:
    report = lint_texts({"main.py": f"import google.auth\n{body}\n"})
    assert (report.crashes, report.results) == ([], [])


def test_a_loop_that_ends_keeps_nothing(lint_texts: Callable[..., Report]) -> None:
    pages = ASKS + "token = get_token()\nwhile True:\n    if not work(token):\n        break\n"
    assert lint_texts({"main.py": pages}).results == []
