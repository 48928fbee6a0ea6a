"""Mistakes that people make: each operator makes one in every place that it fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LINK = r"kubernetes_service_account|name: prod$|billing\.fullname|gcp-service-account|\.id\.goog|workloadIdentityPools|\[\w+/[\w-]+\]|account_id|service_account_id|local\.pool"
"""Lines of the chain from a Kubernetes account to a Google one: each is the other end of the rest."""
POD = r"serviceAccountName|service_account_name|containers:|name: |image: "
"""Lines that say what runs as an account."""
Replacement = Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class Operator:
    """One kind of mistake. `counterpart`: the lines at which it may be reported instead of at its place."""

    name: str
    pattern: str
    made: Replacement
    counterpart: str = LINK
    paths: str = r"."
    """Which files it is for."""
    unless: str = r"(?!)"
    """What a world that it is not for says somewhere."""
    only: str = r""
    """What a world that it is for says somewhere."""

    def apply(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Each place that it fits, and what stands there then."""
        for found in re.finditer(self.pattern, text, re.MULTILINE):
            made = self.made(found)
            if made != found[0]:
                yield found.start(), found.end(), made


def put(template: str) -> Replacement:
    """A replacement with groups, as `re.sub` has it."""
    return lambda found: found.expand(template)


def slip(name: str) -> str:
    """A name with two letters in the wrong order, or one of them lost."""
    for at in range(1, len(name) - 1):
        if name[at] != name[at + 1] and name[at].isalpha() and name[at + 1].isalpha():
            return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:-1]


_NAME = r"[a-z][a-z0-9-]*"
_EMAIL = (
    r"(?P<key>gcp-service-account[\"']?\s*[:=]\s*\"?)(?P<id>[a-z][a-z-]+)@(?P<project>[^\s\".]+)"
    r"(?P<host>\.iam\.gserviceaccount\.com)"
)
_ANNOTATION_LINE = r"^[ \t]*(?:annotations:\n[ \t]*)?\"?iam\.gke\.io/gcp-service-account\"?\s*[:=].*\n"
_SUBJECT = r"\[(?P<ns>[\w$.{}-]+)/(?P<ksa>[\w$.{}-]+)\]"
_LITERAL = r"\[(?P<ns>[a-z-]+)/(?P<ksa>[a-z-]+)\]"
_POOL = r"(?P<lead>serviceAccount:)(?P<project>acme-\w+)(?P<host>\.svc\.id\.goog)"
_PATH = r"subject/ns/(?P<ns>[a-z-]+)/sa/(?P<ksa>[a-z-]+)"
_USER = r"roles/iam\.workloadIdentityUser"
_BINDING = (
    r"resource \"google_service_account_iam_(?:member|binding)\" \"\w+\" \{\n(?!  for_each)(?:.+\n)+?\}\n"
)
_ACCOUNT = r"(?P<head>kind: ServiceAccount\nmetadata:\n[ ]+name: )(?P<name>[\w-]+)"
_RUNS_AS = r"(?P<indent>^[ ]*)serviceAccountName: (?P<name>[a-z-]+)$"
_ENV = r"^(?P<indent>[ ]*)(?P<image>image: \S+)$"
_GRANT = r"resource \"google_(?:storage_bucket|pubsub_topic|secret_manager_secret)_iam_member\" \"(?P<name>\w+)\" \{"
_GRANTED = (
    r"resource \"google_\w+_iam_member\" \"(?P<name>\w+)\" \{\n"
    r"(?:(?!\}\n).*\n)*?  member\s*= (?P<member>google_service_account\.(?!nodes)\w+\.member|"
    r"\"serviceAccount:\$\{google_service_account\.\w+\.email\}\")\n\}\n"
)


def _beside(role: str) -> Replacement:
    """A grant on the whole project, beside one that is right."""
    return lambda found: (
        found[0] + f'\nresource "google_project_iam_member" "extra" {{\n  project = "acme-prod"\n'
        f'  role    = "{role}"\n  member  = {found["member"]}\n}}\n'
    )


def _again(found: re.Match[str]) -> str:
    """A binding that owns the role of one that is right, and lists another member."""
    owner = re.sub(r"_iam_member\" \"\w+\"", '_iam_binding" "again"', found[0])
    owner = owner.replace("  member             = ", "  members            = [").replace(']"\n', ']"]\n')
    return found[0] + "\n" + re.sub(r"/([^/]*)\]", r"/another-\1]", owner)


def _env(name: str, value: str) -> Replacement:
    return lambda found: (
        f'{found["indent"]}{found["image"]}\n{found["indent"]}env: [{{name: {name}, value: "{value}"}}]'
    )


def _without(pattern: str) -> tuple[str, Replacement]:
    return pattern, lambda _: ""


ANNOTATIONS = [
    Operator("annotation: a slip in the account", _EMAIL, lambda m: f"{m['key']}{slip(m['id'])}@{m['project']}{m['host']}"),
    Operator("annotation: another project", _EMAIL, put(r"\g<key>\g<id>@acme-prd\g<host>"), unless=r"gserviceaccount\.com\"$.*kubectl"),
    Operator("annotation: no domain", _EMAIL, put(r"\g<key>\g<id>@\g<project>")),
    Operator("annotation: a slip in the domain", _EMAIL, put(r"\g<key>\g<id>@\g<project>.iam.gserviceacount.com")),
    Operator("annotation: a member", _EMAIL, put(r"\g<key>serviceAccount:\g<id>@\g<project>\g<host>")),
    Operator("annotation: a resource name", _EMAIL, put(r"\g<key>projects/-/serviceAccounts/\g<id>@\g<project>\g<host>")),
    Operator("annotation: the id alone", _EMAIL, put(r"\g<key>\g<id>")),
    Operator("annotation: the unique id", _EMAIL, put(r"\g<key>100000000000000000001")),
    Operator("annotation: capitals", _EMAIL, lambda m: f"{m['key']}{m['id'].title()}@{m['project']}{m['host']}"),
    Operator("annotation: dropped", *_without(_ANNOTATION_LINE), unless=r"op: add"),
    Operator("annotation: a slip in the key", r"iam\.gke\.io/gcp-service-account", put("iam.gke.io/gcp-serviceaccount")),
    Operator("annotation: another host in the key", r"iam\.gke\.io/gcp-service-account", put("iam.gcp.io/gcp-service-account")),
    Operator("annotation: a label", r"annotations:(?=\n\s+iam\.gke)", put("labels:")),
]  # fmt: skip
ACCOUNTS = [
    Operator("account: renamed", _ACCOUNT, lambda m: m["head"] + slip(m["name"]), LINK + "|" + POD),
    Operator("account: in another namespace", _ACCOUNT + r"\n  namespace: (?P<ns>[a-z-]+)", lambda m: f"{m['head']}{m['name']}\n  namespace: other", LINK + "|" + POD),
    Operator("account: a slip in Google's id", r"(?<=account_id = )\"(?P<id>(?!main-nodes)[a-z-]+)\"", lambda m: f'"{slip(m["id"])}"', LINK, unless="main-nodes\"\n\\}\n\\Z"),
    Operator("account: an id that is too long", r"(?<=account_id = )\"(?P<id>[a-z-]+)\"", put(r'"\g<id>-for-the-whole-of-the-company"')),
    Operator("account: an id with capitals", r"(?<=account_id = )\"(?P<id>[a-z-]+)\"", lambda m: f'"{m["id"].title()}"'),
    Operator("account: disabled", r"(?<=  account_id = )(?P<id>\"(?!main-nodes)[a-z-]+\")$", put(r"\g<id>\n  disabled   = true"), LINK),
]  # fmt: skip
PODS = [
    Operator("pod: no account", *_without(r"^[ ]*serviceAccountName: [a-z-]+\n"), LINK + "|" + POD, unless=r"namespace: media"),
    Operator("pod: a slip in the account", _RUNS_AS, lambda m: f"{m['indent']}serviceAccountName: {slip(m['name'])}", POD),
    Operator("pod: the host's network", _RUNS_AS, put(r"\g<indent>hostNetwork: true\n\g<indent>serviceAccountName: \g<name>"), POD, unless=r"bucketName"),
    Operator("pod: two names", _RUNS_AS, put(r"\g<indent>serviceAccount: default\n\g<indent>serviceAccountName: \g<name>"), POD),
    Operator("pod: no check for the machine", _ENV, _env("NO_GCE_CHECK", "true"), POD),
    Operator("pod: another metadata host", _ENV, _env("GCE_METADATA_HOST", "metadata.acme.example"), POD),
    Operator("pod: a proxy for everything", _ENV, _env("HTTP_PROXY", "http://proxy.acme.example:3128"), POD),
    Operator(
        "pod: a key beside the identity",
        r"^(?P<indent>[ ]*)containers:\n(?P<item>[ ]*- )(?P<first>name: .*\n)",
        lambda m: (
            f"{m['indent']}volumes: [{{name: key, secret: {{secretName: google-key}}}}]\n{m['indent']}containers:\n{m['item']}"
            f"{m['first']}{' ' * len(m['item'])}volumeMounts: [{{name: key, mountPath: /key}}]\n"
            f"{' ' * len(m['item'])}env: [{{name: GOOGLE_APPLICATION_CREDENTIALS, value: /key/key.json}}]\n"
        ),
        POD,
        unless="bucketName",
    ),
    Operator("pod: a selector on Autopilot", _RUNS_AS, put(r'\g<indent>nodeSelector: {iam.gke.io/gke-metadata-server-enabled: "true"}\n\g<indent>serviceAccountName: \g<name>'), POD, only="enable_autopilot"),
]  # fmt: skip
MEMBERS = [
    Operator("member: the fleet's pool", r"(?<=serviceAccount:acme-prod)\.svc(?=\.id\.goog\[)", put(".hub"), LINK, only="google_container_cluster"),
    Operator("member: no prefix", r"serviceAccount:(?=[^\s\"]*\[)", put("")),
    Operator("member: a prefix in small letters", r"serviceAccount:(?=[^\s\"]*\[)", put("serviceaccount:")),
    Operator("member: halves swapped", _LITERAL, put(r"[\g<ksa>/\g<ns>]")),
    Operator("member: a slip in the namespace", _LITERAL, lambda m: f"[{slip(m['ns'])}/{m['ksa']}]"),
    Operator("member: a slip in the account", _LITERAL, lambda m: f"[{m['ns']}/{slip(m['ksa'])}]"),
    Operator("member: another namespace", _LITERAL, put(r"[default/\g<ksa>]")),
    Operator("member: a wildcard", _SUBJECT, put(r"[\g<ns>/*]")),
    Operator("member: a colon", _SUBJECT, put(r"[\g<ns>:\g<ksa>]")),
    Operator("member: not closed", _SUBJECT, put(r"[\g<ns>/\g<ksa>")),
    Operator("member: the account alone", _LITERAL, put(r"[\g<ksa>]")),
    Operator("member: an underscore", _LITERAL, put(r"[\g<ns>/\g<ksa>_sa]")),
    Operator("member: capitals", _LITERAL, lambda m: f"[{m['ns']}/{m['ksa'].title()}]"),
    Operator("member: white space", _SUBJECT, put(r"[\g<ns>/ \g<ksa>]")),
    Operator("member: another project's pool", _POOL, put(r"\g<lead>acme-prd\g<host>"), LINK, only="google_container_cluster|ContainerCluster"),
    Operator("member: a number as the pool", _POOL, put(r"\g<lead>123456789012\g<host>")),
    Operator("member: a slip in the pool's host", r"\.svc\.id\.goog(?=\[)", put(".svc.id.google")),
    Operator("member: no pool's host", r"\.svc\.id\.goog(?=\[)", put("")),
    Operator("member: Kubernetes' name of the account", r"serviceAccount:[^\s\"\[]*" + _LITERAL, put(r"system:serviceaccount:\g<ns>:\g<ksa>")),
    Operator("member: everybody", r"(?<=\")serviceAccount:[^\s\"]*\[[^\]]*\](?=\")", put("allAuthenticatedUsers")),
    Operator("member: the Google account itself", r"\"serviceAccount:[^\s\"]*\[[^\]]*\]\"", put('"serviceAccount:shop-catalog@acme-prod.iam.gserviceaccount.com"'), only="shop-catalog"),
    Operator("principal: a slip in the scheme", r"principal://", put("principle://")),
    Operator("principal: no slashes", r"principal://", put("principal:")),
    Operator("principal: a set", r"principal://", put("principalSet://")),
    Operator("principal: the project's id", r"(?<=projects/)123456789012", put("acme-prod")),
    Operator("principal: no number", r"(?<=projects/)123456789012", put("")),
    Operator("principal: a slip in the namespace", _PATH, lambda m: f"subject/ns/{slip(m['ns'])}/sa/{m['ksa']}"),
    Operator("principal: a slip in the account", _PATH, lambda m: f"subject/ns/{m['ns']}/sa/{slip(m['ksa'])}"),
    Operator("principal: halves swapped", _PATH, put(r"subject/ns/\g<ksa>/sa/\g<ns>")),
    Operator("principal: no 'sa'", _PATH, put(r"subject/ns/\g<ns>/\g<ksa>")),
    Operator("principal: Kubernetes' subject", _PATH, put(r"subject/system:serviceaccount:\g<ns>:\g<ksa>")),
    Operator("principal: no pools", r"projects/123456789012/locations/global/workloadIdentityPools/", put("")),
]  # fmt: skip
BINDINGS = [
    Operator("role: acting as", _USER, put("roles/iam.serviceAccountUser")),
    Operator("role: signing too", _USER, put("roles/iam.serviceAccountTokenCreator")),
    Operator("role: other tokens", _USER, put("roles/iam.serviceAccountOpenIdTokenCreator")),
    Operator("role: a slip", _USER, put("roles/iam.workloadIdentityUsr")),
    Operator("role: of data", _USER, put("roles/secretmanager.secretAccessor")),
    Operator("binding: dropped", *_without(_BINDING)),
    Operator("binding: on the project", r"google_service_account_iam_member(?P<name>\" \"\w+\" \{\n)  service_account_id = .*", put(r'google_project_iam_member\g<name>  project = "acme-prod"')),
    Operator("binding: by e-mail", r"(?<=service_account_id = )(?P<account>google_service_account\.\w+(?:\.\w+)??)\.(?:name|id)$", put(r"\g<account>.email")),
    Operator("binding: by account id", r"(?<=service_account_id = )(?P<account>google_service_account\.\w+)\.(?:name|id)$", put(r"\g<account>.account_id")),
    Operator("binding: by unique id", r"(?<=service_account_id = )(?P<account>google_service_account\.\w+)\.(?:name|id)$", put(r"\g<account>.unique_id")),
    Operator("binding: of another account", r"(?<=service_account_id = )google_service_account\.\w+\.(?:name|id)$", put('"projects/acme-prod/serviceAccounts/somebody-else@acme-prod.iam.gserviceaccount.com"'), LINK, paths=r"iam\.tf"),
    Operator("binding: a second writer", _BINDING, _again, paths="iam.tf"),
]  # fmt: skip
CLUSTERS = [
    Operator("cluster: no pool", *_without(r"^  workload_identity_config \{\n.*\n  \}\n"), r"google_container_cluster|" + LINK),
    Operator("cluster: no pool, in Config Connector", *_without(r"^  workloadIdentityConfig:\n.*\n"), r"name: main|" + LINK),
    Operator("cluster: another project's pool", r"(?<=workload_pool = )\"acme-\w+", put('"acme-other'), LINK),
    Operator("cluster: the pool's project alone", r"(?<=workload_pool = )\"(acme-\w+)\.svc\.id\.goog", put(r'"\1')),
    Operator("cluster: an argument of old", r"^    workload_pool = ", put("    identity_namespace = ")),
    Operator("node pool: the node's identity", r"(?<=mode = )\"GKE_METADATA\"", put('"GCE_METADATA"'), "mode"),
    Operator("node pool: the node's identity, in Config Connector", r"(?<=mode: )GKE_METADATA", put("GCE_METADATA"), "mode"),
    Operator("project: no tokens", r", \"iamcredentials\.googleapis\.com\"", put(""), "google_project_service|service"),
]  # fmt: skip
GRANTS = [
    Operator("grant: an editor", _GRANTED, _beside("roles/editor"), "roles/"),
    Operator("grant: an owner", _GRANTED, _beside("roles/owner"), "roles/"),
    Operator("grant: of policies", _GRANTED, _beside("roles/resourcemanager.projectIamAdmin"), "roles/"),
    Operator("grant: a viewer of everything", _GRANTED, _beside("roles/viewer"), "roles/"),
    Operator("grant: all secrets", _GRANTED, _beside("roles/secretmanager.secretAccessor"), "roles/"),
    Operator("grant: all of storage", _GRANTED, _beside("roles/storage.admin"), "roles/"),
    Operator("grant: tokens of everybody", _GRANTED, _beside("roles/iam.serviceAccountTokenCreator"), "roles/"),
    Operator("grant: a role of another service", r"(?<=role   = \")roles/storage\.\w+(?=\")", put("roles/pubsub.publisher"), "roles/"),
    Operator("grant: a slip in the role", r"roles/storage\.objectViewer", put("roles/storage.objectViwer"), "roles/"),
    Operator("grant: a role of buckets on the project", _GRANTED, _beside("roles/storage.legacyBucketReader"), "roles/"),
    Operator("grant: another role than is needed", r"roles/cloudsql\.client", put("roles/cloudsql.instanceUser"), "roles/|image"),
    Operator("grant: in another project than is needed", r"(?<=  project = )\"acme-prod\"(?=\n  role    = \"roles/cloudsql)", put('"acme-test"'), "roles/|image"),
    Operator("grant: a key", r"(?P<all>resource \"google_service_account\" \"(?P<name>(?!nodes)\w+)\" \{\n(?!  for_each)(?:.+\n)+?\}\n)", put(r'\g<all>\nresource "google_service_account_key" "\g<name>" {\n  service_account_id = google_service_account.\g<name>.name\n}\n'), "google_service_account_key"),
    Operator("bucket: with lists of its own", r"uniform_bucket_level_access = true", put("uniform_bucket_level_access = false"), "uniform|principal"),
]  # fmt: skip
_CILIUM = (
    "apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata:\n  name: shield\nspec:\n"
    "  endpointSelector: {}\n  egressDeny:\n    - toCIDR: [169.254.0.0/16]\n---\n"
)
NETWORKS = [
    Operator("policy: no metadata server", *_without(r"^    - to:\n        - ipBlock:\n(?:          .*\n)      ports:\n(?:        .*\n        .*\n|          .*\n)*?(?=    - ports)"), "egress|cidr"),
    Operator("policy: the other dataplane's address", r"169\.254\.169\.254/32", put("169.254.169.252/32"), "egress|cidr"),
    Operator("policy: another port", r"port: 80$", put("port: 8080"), "egress|cidr|port"),
    Operator("policy: Cilium denies it everywhere", r"\AapiVersion: v1\nkind: Namespace", put(_CILIUM + r"\g<0>"), "toCIDR", only="kind: NetworkPolicy"),
]  # fmt: skip
TOOLS = [
    Operator("overlay: another namespace", r"^namespace: storefront", put("namespace: store-front")),
    Operator("overlay: another suffix", r"^nameSuffix: -prod", put("nameSuffix: -live")),
    Operator("overlay: a prefix", r"^nameSuffix: -prod", put("nameSuffix: -prod\nnamePrefix: eu-")),
    Operator("overlay: a slash in a path", r"path: /metadata/annotations\n[ ]+value:\n[ ]+iam\.gke\.io/gcp-service-account: ", put("path: /metadata/annotations/iam.gke.io/gcp-service-account\n        value: ")),
    Operator("chart: another release", r"(?<=  name: )prod$", put("production"), paths="argocd"),
    Operator("chart: another namespace", r"(?<=    namespace: )billing$", put("invoices"), paths="argocd"),
    Operator("chart: a slip in a key of values", r"serviceAccount:(?=\n\s+create: true\n\s+annotations:)", put("serviceaccount:"), paths="argocd"),
    Operator("chart: another key of values", r"annotations:(?=\n\s+iam)", put("annotation:"), paths="argocd"),
    Operator("chart: another name of the account", r"(?<=  name: )\{\{ include \"billing.fullname\" \. \}\}(?=\n  namespace: .*\n  \{\{- with)", put("{{ .Chart.Name }}"), LINK + "|" + POD + "|include", paths="templates"),
    Operator("command: a member without quotes", r"\"(serviceAccount:[^\s\"]*\[[^\]]*\])\"", put(r"\1"), paths=r"\.sh$"),
    Operator("command: another namespace", r"(?<=^NAMESPACE=)reports", put("report"), LINK + "|" + POD + "|NAMESPACE|kubectl", paths=r"\.sh$"),
    Operator("command: the account is deleted", r"(?<=--member \"serviceAccount:reports-daily@\$PROJECT\.iam\.gserviceaccount\.com\"\n)\Z", put('gcloud iam service-accounts delete "reports-daily@$PROJECT.iam.gserviceaccount.com" --quiet\n'), paths=r"\.sh$"),
    Operator("command: the account is disabled", r"(?<=--member \"serviceAccount:reports-daily@\$PROJECT\.iam\.gserviceaccount\.com\"\n)\Z", put('gcloud iam service-accounts disable "reports-daily@$PROJECT.iam.gserviceaccount.com"\n'), paths=r"\.sh$"),
    Operator("command: no pool", r" \\\n  --workload-pool=.*", put(""), LINK + "|clusters create", paths=r"\.sh$"),
    Operator("command: the node's identity", r"--workload-metadata=GKE_METADATA", put("--workload-metadata=GCE_METADATA"), "clusters create|METADATA", paths=r"\.sh$"),
    Operator("command: on the project", r"iam service-accounts add-iam-policy-binding \"reports-daily@\$PROJECT.iam.gserviceaccount.com\" \\\n  --project \"\$PROJECT\"", put('projects add-iam-policy-binding "$PROJECT"'), paths=r"\.sh$"),
    Operator("command: no tokens", r" iamcredentials\.googleapis\.com", put(""), "services enable", paths=r"\.sh$"),
    Operator("command: all of storage", r"gcloud storage buckets add-iam-policy-binding gs://acme-reports \\\n  --role roles/storage.objectCreator", put('gcloud projects add-iam-policy-binding "$PROJECT" \\\\\n  --role roles/storage.admin'), "roles/", paths=r"\.sh$"),
    Operator("command: a key", r"^kubectl create namespace", put('gcloud iam service-accounts keys create key.json --iam-account "reports-daily@$PROJECT.iam.gserviceaccount.com"\nkubectl create namespace'), "keys create", paths=r"\.sh$"),
    Operator("object: a reference by e-mail", r"(?<=    kind: IAMServiceAccount\n    name: )search-index", put("search-index@acme-prod.iam.gserviceaccount.com")),
    Operator("object: another reference", r"(?<=    kind: IAMServiceAccount\n    name: )search-index", put("search-indx"), LINK + "|name: "),
    Operator("object: on the project", r"    kind: IAMServiceAccount\n    name: search-index", put("    kind: Project\n    external: projects/acme-prod")),
    Operator("object: the binding is gone", *_without(r"^apiVersion: iam\.cnrm\.cloud\.google\.com/v1beta1\nkind: IAMPolicyMember\nmetadata:\n  name: search-index-workload\n(?:.+\n)+?---\n")),
]  # fmt: skip
OPERATORS = [
    *ANNOTATIONS, *ACCOUNTS, *PODS, *MEMBERS, *BINDINGS, *CLUSTERS, *GRANTS, *NETWORKS, *TOOLS
]  # fmt: skip
