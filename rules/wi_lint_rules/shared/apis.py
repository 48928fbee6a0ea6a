"""The APIs that a project's own files enable."""

from collections.abc import Mapping

from wi_lint import (
    EnabledService,
    Graph,
    Match,
    Text,
    Unit,
    Unread,
    compare,
)

_NAMES = {"cloudsql": "sqladmin", "clouddeploy": "clouddeploy", "datastore": "firestore"}
"""Services whose roles have another name in front than their API."""


def managed(graph: Graph, unit: Unit, project: Text) -> Mapping[str, EnabledService]:
    """The APIs of a project that are enabled here, by name; none where the list is not meant to be whole.

    It is where every name is known, and it has even the API of identities itself.
    """
    names = graph.clusters.services_in(unit, project)
    return names if names is not None and "iam.googleapis.com" in names else {}


def is_enabled_elsewhere(graph: Graph, api: str, project: Text) -> bool:
    """Whether an API is enabled in a project by another unit, or by something that was not read."""
    for one in graph.every(EnabledService):
        if one.service.known == api and compare(one.project, project) is not Match.DIFFERENT:
            return True
    return any(str(text) == api for one in graph.every(Unread) for text in one.mentions)


def api_of(role: str) -> str:
    """The API that a role is about: `storage.googleapis.com` of `roles/storage.objectViewer`."""
    service = role.removeprefix("roles/").partition(".")[0]
    return f"{_NAMES.get(service, service)}.googleapis.com"
