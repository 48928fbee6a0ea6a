from collections.abc import Iterator
from posixpath import normpath

from wi_lint import Finding, Fix, Graph, Link, Setting, Severity, Text, Workload, rule
from wi_lint_rules.shared.identities import identity_of

_INJECTED = ("/vault/",)
"""Where controllers put files into pods that no manifest mounts. Source: Vault Agent Injector."""


@rule("WI510", Severity.WARNING, link=Link.KEY)
def key_file_that_nothing_mounts(graph: Graph) -> Iterator[Finding]:
    """A variable names a key file where no volume is, so that libraries do not get to the pod's identity."""
    for workload in graph.every(Workload):
        step = identity_of(graph, workload) if workload.mounts is not None else None
        if step is None:
            continue
        for setting in graph.ksas.settings_of(workload):
            if _is_nowhere(workload, setting):
                yield Finding(
                    workload,
                    setting.at,
                    f"GOOGLE_APPLICATION_CREDENTIALS of {workload.kind} {workload.name} names "
                    f"'{setting.value}', where no volume is mounted: unless the image holds it, libraries "
                    "fail there, and do not ask for the identity that the pods have",
                    because=(step,),
                    fix=Fix("remove the variable: the libraries find the identity by themselves"),
                )


def _is_nowhere(workload: Workload, setting: Setting) -> bool:
    """Whether a file is surely not of a volume of the container that is told to read it."""
    path = setting.value.known
    if setting.name != "GOOGLE_APPLICATION_CREDENTIALS" or path is None or not path.startswith("/"):
        return False
    mounts = (workload.mounts or {}).get(setting.container)
    return (
        mounts is not None and not path.startswith(_INJECTED) and not any(_holds(one, path) for one in mounts)
    )


def _holds(mount: Text, path: str) -> bool:
    """Whether a file may be in what is mounted."""
    folder = mount.known
    return folder is None or f"{normpath(path)}/".startswith(f"{normpath(folder).rstrip('/')}/")
