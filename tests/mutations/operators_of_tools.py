"""Mistakes in what people put around the chain: values of charts, variables, maps, overlays, other tools."""

from __future__ import annotations

import re

from mutations_operators import LINK, POD, Operator, put, slip

_KEY = r"iam\.gke\.io/gcp-service-account"
_VALUES = r"releases|external-secrets|chart: external-dns"
"""What the world of releases says, and no other one."""
_TABLE = rf"^(?P<in>[ ]+)annotations:\n(?P<deep>[ ]+)(?P<key>{_KEY}): (?P<google>\S+)$"
_ROLE = r"(?<=role = \")roles/iam\.workloadIdentityUser(?=\")|(?<=role               = \")roles/iam\.workloadIdentityUser(?=\")"
_MEMBER = r"serviceAccount:(?P<pool>[\w${}.-]+)\[(?P<subject>[^\]\"]+)\]"
_HELD = r"(?<=role     = \")roles/[\w.]+|(?<=role   = \")roles/[\w.]+"
_RELEASE = LINK + r"|set \{|name  = |value = "
_COMPANY = r"yamldecode"
_FLUX = r"google_project"
_WHOLE = r"(?P<grant>resource \"google_\w+_iam_member\" \"\w+\" \{\n(?:  .*\n)*?  member\s*= (?P<member>google_service_account\.(?!nodes)\w+\.member)\n\}\n)"


def _on_project(role: str, more: str = "") -> tuple[str, object]:
    """A role on the whole project, beside a grant that is right."""

    def made(found: re.Match[str]) -> str:
        return (
            f'{found["grant"]}\nresource "google_project_iam_member" "more" {{\n  project = "acme-prod"\n'
            f'  role    = "{role}"\n  member  = {found["member"]}\n{more}}}\n'
        )

    return _WHOLE, made


VALUES = [
    Operator("values: a text for a table", _TABLE, put(r"\g<in>annotations: \g<key>=\g<google>"), only=_VALUES),
    Operator("values: a list for a table", _TABLE, put(r"\g<in>annotations:\n\g<deep>- \g<key>=\g<google>"), only=_VALUES, paths=r"clusters|platform"),
    Operator("values: a level up", _TABLE, put(r"\g<in>\g<key>: \g<google>"), only=_VALUES, paths=r"clusters|platform/"),
    Operator("values: a level down", _TABLE, put(r"\g<in>annotations:\n\g<deep>annotations:\n\g<deep>  \g<key>: \g<google>"), only=_VALUES, paths=r"clusters|platform/"),
    Operator("values: of the pods", r"^(?P<in>[ ]+)serviceAccount:\n(?P<rest>(?:.*\n)*?)[ ]+annotations:\n(?P<deep>[ ]+)(?P<line>iam.*)$", put(r"\g<in>podAnnotations:\n\g<in>  \g<line>\n\g<in>serviceAccount:\n\g<rest>"), only=_VALUES, paths=r"clusters"),
    Operator("values: google-service-account", _KEY, put("iam.gke.io/google-service-account"), only=_VALUES),
    Operator("values: a dot in the key", _KEY, put("iam.gke.io.gcp-service-account"), only=_VALUES, paths=r"\.yaml$"),
    Operator("values: the id alone", r"net-dns@acme-prod\.iam\.gserviceaccount\.com", put("net-dns"), only=_VALUES, paths="clusters"),
    Operator("values: a member", r"(?<=: )platform-secrets@", put("serviceAccount:platform-secrets@"), only=_VALUES, paths="platform"),
    Operator("values: the path as a key", r"^(?P<in>[ ]+)serviceAccount:\n(?:.*\n)*?[ ]+annotations:\n[ ]+(?P<line>iam.*)$", put(r"\g<in>serviceAccount.annotations.\g<line>"), only=_VALUES, paths="clusters"),
    Operator("values: beside the spec", r"^  values:\n(?P<rest>(?:    .*\n)+)", lambda m: "values:\n" + re.sub(r"^  ", "", m["rest"], flags=re.MULTILINE), only=_VALUES, paths="clusters"),
    Operator("values: another account of the chart", r"(?<=create: true\n      name: )external-dns$", put("externaldns"), LINK, only=_VALUES, paths="clusters"),
    Operator("values: without an annotation", r"^[ ]+annotations:\n[ ]+iam.*\n", put(""), LINK + "|name: ", only=_VALUES, paths="clusters"),
    Operator("values: of no dependency", r"^external-secrets:$", put("externalSecrets:"), only=_VALUES, paths="platform"),
    Operator("values: under no dependency", r"^external-secrets:\n(?P<rest>(?:.*\n)+)", lambda m: re.sub(r"^  ", "", m["rest"], flags=re.MULTILINE), LINK + "|installCRDs", only=_VALUES, paths="platform"),
    Operator("values: another dependency", r"  - name: external-secrets$", put("  - name: external-secrets\n    alias: eso"), LINK + "|external-secrets", only=_VALUES, paths="platform"),
    Operator("release: another namespace", r"(?<=  namespace: )dns$", put("networking"), LINK, only=_VALUES, paths="clusters"),
    Operator("release: into another namespace", r"(?<=    namespace: )platform$", put("platforms"), LINK, only=_VALUES, paths="argocd"),
    Operator("release: a namespace in Terraform", r"(?<=namespace  = \")certs", put("cert-manager"), _RELEASE, only=_VALUES),
    Operator("set: dots that are not escaped", r"iam\\\\\.gke\\\\\.io", put("iam.gke.io"), _RELEASE, only=_VALUES),
    Operator("set: another key", r"gcp-service-account(?=\"\n)", put("gcp-serviceaccount"), _RELEASE, only=_VALUES),
    Operator("set: the id alone", r"(?<=of\[\"certs\"\]\.)email", put("account_id"), _RELEASE, only=_VALUES),
    Operator("set: the resource name", r"(?<=of\[\"certs\"\]\.)email", put("name"), _RELEASE, only=_VALUES),
    Operator("set: the member", r"(?<=of\[\"certs\"\]\.)email", put("member"), _RELEASE, only=_VALUES),
    Operator("set: the unique id", r"(?<=of\[\"certs\"\]\.)email", put("unique_id"), _RELEASE, only=_VALUES),
    Operator("set: another one's account", r"(?<=of\[\")certs(?=\"\]\.email)", put("dns"), _RELEASE, only=_VALUES),
    Operator("set: another name of the account", r"(?<=value = \")cert-manager", put("certmanager"), _RELEASE, only=_VALUES),
    Operator("set: no annotation", r"^  set \{\n    name  = \"serviceAccount\.annotations.*\n.*\n  \}\n", put(""), _RELEASE, only=_VALUES),
    Operator("flux: a variable without a value", r"\$\{google_project\}", put("${project}"), LINK, paths=r"account\.yaml", only=_FLUX),
    Operator("flux: another value", r"(?<=google_project: )acme-prod", put("acme-prd"), LINK, only=_FLUX),
    Operator("flux: a slip in a value", r"(?<=account: )thumbs-maker", put("thumbs-mkaer"), LINK, only=_FLUX),
    Operator("flux: another namespace", r"(?<=targetNamespace: )thumbs", put("thumb"), LINK, only=_FLUX),
]  # fmt: skip
COMPANY = [
    Operator("map: a slip in a namespace", r"(?<=  namespace: )billing$", put("biling"), LINK, paths=r"workloads\.yaml", only=_COMPANY),
    Operator("map: a slip in an account", r"(?<=  ksa: )ledger-app", put("legder-app"), LINK, paths=r"workloads\.yaml", only=_COMPANY),
    Operator("map: halves swapped", r"  namespace: finance\n  ksa: ledger-app", put("  namespace: ledger-app\n  ksa: finance"), LINK, paths=r"workloads\.yaml", only=_COMPANY),
    Operator("map: a slip in a key", r"^invoices:", put("invocies:"), LINK, paths=r"workloads\.yaml", only=_COMPANY),
    Operator("map: a slip in a role", r"roles/storage\.objectUser", put("roles/storage.objectsUser"), LINK + "|roles", paths=r"workloads\.yaml", only=_COMPANY),
    Operator("module: the number", r"(?<=pool_project = )var\.cluster_project_id", put("data.google_project.clusters.number"), LINK + "|pool", only=_COMPANY),
    Operator("module: the display name", r"(?<=pool_project = )var\.cluster_project_id", put("data.google_project.clusters.name"), LINK + "|pool", only=_COMPANY),
    Operator("module: arguments swapped", r"  namespace    = each\.value\.namespace\n  ksa          = each\.value\.ksa", put("  namespace    = each.value.ksa\n  ksa          = each.value.namespace"), LINK, only=_COMPANY),
    Operator("module: the key", r"(?<=ksa          = )each\.value\.ksa", put("each.key"), LINK, only=_COMPANY),
    Operator("module: another prefix", r"\"wl-\$\{var\.name\}\"", put('"workload-${var.name}"'), LINK, only=_COMPANY),
    Operator("module: the pool as a whole", r"(?<=pool_project = )var\.cluster_project_id", put('"${var.cluster_project_id}.svc.id.goog"'), LINK + "|pool", only=_COMPANY),
    Operator("module: a member of everybody", r"serviceAccount:\$\{var\.pool_project\}\.svc\.id\.goog\[[^\]]*\]", put("allAuthenticatedUsers"), LINK, only=_COMPANY),
    Operator("module: a colon", r"(?<=\$\{var\.namespace\})/", put(":"), LINK, only=_COMPANY),
    Operator("module: no namespace", r"\$\{var\.namespace\}/", put(""), LINK, only=_COMPANY),
    Operator("values of variables: another project", r"(?<=^project_id         = \")acme-apps", put("acme-app"), LINK + "|project", only=_COMPANY),
]  # fmt: skip
MEMBERS = [
    Operator("member: the prefix twice", r"serviceAccount:(?=[\w${}.-]+\[)", put("serviceAccount:serviceAccount:")),
    Operator("member: a principal's prefix", r"serviceAccount:(?=[\w${}.-]+\[)", put("principal:")),
    Operator("member: braces", _MEMBER, put(r"serviceAccount:\g<pool>{\g<subject>}"), paths=r"\.(?:tf|yaml)$"),
    Operator("member: parentheses", _MEMBER, put(r"serviceAccount:\g<pool>(\g<subject>)"), paths=r"\.(?:tf|yaml)$"),
    Operator("member: two brackets", _MEMBER, put(r"serviceAccount:\g<pool>[[\g<subject>]]"), paths=r"\.(?:tf|yaml)$"),
    Operator("member: a blank before the bracket", _MEMBER, put(r"serviceAccount:\g<pool> [\g<subject>]"), paths=r"\.tf$"),
    Operator("member: brackets around the project", r"serviceAccount:acme-(?P<p>\w+)\.svc", put(r"serviceAccount:[acme-\g<p>].svc")),
    Operator("member: a slash for the bracket", _MEMBER, put(r"serviceAccount:\g<pool>/\g<subject>"), paths=r"\.(?:tf|yaml)$"),
    Operator("member: the host twice", r"\.svc\.id\.goog(?=\[)", put(".svc.id.goog.svc.id.goog")),
    Operator("member: the host of e-mails", r"\.svc\.id\.goog(?=\[)", put(".iam.gserviceaccount.com")),
    Operator("member: capitals in the project", r"(?<=serviceAccount:)acme-prod(?=\.svc)", put("Acme-Prod")),
    Operator("member: three names", r"(?<=\[)(?P<ns>[a-z]+)/(?P<ksa>[a-z-]+)(?=\])", put(r"acme/\g<ns>/\g<ksa>")),
    Operator("member: a backslash", r"(?<=\[)(?P<ns>[a-z]+)/(?P<ksa>[a-z-]+)(?=\])", put(r"\g<ns>\\\\\g<ksa>"), paths=r"\.tf$"),
    Operator("member: nothing behind the slash", r"(?<=\[)(?P<ns>[a-z]+)/(?P<ksa>[a-z-]+)(?=\])", put(r"\g<ns>/")),
    Operator("member: an old form of the pool", r"\.svc\.id\.goog(?=\[)", put(".svc.goog")),
    Operator("principal: 'serviceaccount' for 'sa'", r"(?<=subject/ns/media)/sa/", put("/serviceaccount/")),
    Operator("principal: a subject of Kubernetes in brackets", r"/subject/ns/(?P<ns>media)/sa/(?P<ksa>\w+)", put(r"[\g<ns>/\g<ksa>]")),
    Operator("principal: a regional pool", r"locations/global(?=/workloadIdentityPools/acme)", put("locations/europe-west1")),
    Operator("principal: the fleet's pool", r"(?<=acme-prod)\.svc(?=\.id\.goog/subject)", put(".hub"), only="google_container_cluster"),
    Operator("principal: a whole namespace as one", r"/subject/ns/(?P<ns>media)/sa/\w+", put(r"/namespace/\g<ns>")),
]  # fmt: skip
ROLES = [
    Operator("role: no prefix", _ROLE, put("iam.workloadIdentityUser")),
    Operator("role: no service", _ROLE, put("roles/workloadIdentityUser")),
    Operator("role: of a project", _ROLE, put("projects/acme-prod/roles/iam.workloadIdentityUser")),
    Operator("role: a permission", _ROLE, put("roles/iam.serviceAccounts.getAccessToken")),
    Operator("role: small letters", _ROLE, put("roles/iam.workloadidentityuser")),
    Operator("role: federation's name", _ROLE, put("roles/iam.workloadIdentityPoolUser")),
    Operator("role: an administrator of accounts", _ROLE, put("roles/iam.serviceAccountAdmin")),
    Operator("role: an editor of the account", _ROLE, put("roles/editor")),
    Operator("role: of metrics", _ROLE, put("roles/monitoring.metricWriter")),
    Operator("grant: no prefix of the role", _HELD, lambda m: m[0].removeprefix("roles/"), "role"),
    Operator("grant: a role in small letters", _HELD, lambda m: m[0].lower(), "role"),
    Operator("grant: of another service", r"(?<=role       = \")roles/bigquery\.\w+|(?<=role    = \")roles/pubsub\.\w+", put("roles/storage.objectViewer"), "role"),
    Operator("grant: of secrets on a bucket", r"(?<=role   = \")roles/storage\.\w+|(?<=role       = \")roles/storage\.\w+", put("roles/secretmanager.secretAccessor"), "role"),
    *(
        Operator(f"grant: {what}", *_on_project(role), "roles/")
        for what, role in {
            "all keys of accounts": "roles/iam.serviceAccountKeyAdmin",
            "all accounts": "roles/iam.serviceAccountAdmin",
            "roles of its own": "roles/iam.roleAdmin",
            "all of security": "roles/iam.securityAdmin",
            "whoever runs there": "roles/iam.serviceAccountUser",
            "tokens of workloads": "roles/iam.workloadIdentityUser",
            "all of BigQuery": "roles/bigquery.admin",
            "all machines": "roles/compute.admin",
            "code as others": "roles/cloudfunctions.admin",
            "all clusters": "roles/container.admin",
            "all topics": "roles/pubsub.admin",
            "all data of BigQuery": "roles/bigquery.dataViewer",
            "all messages": "roles/pubsub.subscriber",
            "all keys of KMS": "roles/cloudkms.admin",
        }.items()
    ),
    Operator("grant: an editor for some time", *_on_project("roles/editor", '  condition {\n    title      = "soon over"\n    expression = "request.time < timestamp(\'2030-01-01T00:00:00Z\')"\n  }\n'), "roles/"),
]  # fmt: skip
_DEPLOYED = r"^    spec:\n(?P<in>      )serviceAccountName: (?P<name>[\w-]+)\n"
PODS = [
    Operator("pod: the account above the template", r"^spec:\n(?P<rest>(?:(?!---).*\n)*?)      serviceAccountName: (?P<name>[a-z-]+)\n", put(r"spec:\n  serviceAccountName: \g<name>\n\g<rest>"), POD, paths=r"(?:company|crossplane|federation|pay|runner|invoices|ledger|maker).*yaml$"),
    Operator("pod: the account in the metadata", r"^    metadata:\n(?P<rest>(?:      .*\n)+)    spec:\n      serviceAccountName: (?P<name>[a-z-]+)\n", put(r"    metadata:\n      serviceAccountName: \g<name>\n\g<rest>    spec:\n"), POD),
    Operator("pod: an underscore in the account", _DEPLOYED, lambda m: f"    spec:\n      serviceAccountName: {m['name'].replace('-', '_')}_sa\n", POD, unless=r"nameSuffix"),
    Operator("pod: a Google account", _DEPLOYED, put("    spec:\n      serviceAccountName: shop@acme-prod.iam.gserviceaccount.com\n"), POD),
    Operator("pod: 'default' by name", _DEPLOYED, put("    spec:\n      serviceAccountName: default\n"), POD, unless=r"namespace: media|nameSuffix|targetNamespace"),
    Operator("pod: the account in capitals", _DEPLOYED, lambda m: f"    spec:\n      serviceAccountName: {m['name'].title()}\n", POD, unless=r"nameSuffix"),
]  # fmt: skip
CLUSTERS = [
    Operator("cluster: an empty block", r"(?<=workload_identity_config \{)\n    workload_pool = .*\n", put("\n"), LINK + "|google_container_cluster"),
    Operator("cluster: a domain by a slip", r"(?<=workload_pool = \"acme-prod\.)svc\.id\.goog|(?<=workload_pool = \"acme-clusters\.)svc\.id\.goog", put("svc.id.google")),
    Operator("cluster: the pool is off", r"(?<=workload_pool = \")acme-\w+\.svc\.id\.goog", put(""), LINK + "|google_container_cluster"),
    Operator("node pool: a mode by a slip", r"(?<=mode = )\"GKE_METADATA\"", put('"GKE_METADTA"'), "mode"),
    Operator("node pool: an old mode", r"(?<=mode = )\"GKE_METADATA\"", put('"EXPOSE"'), "mode"),
    Operator("node pool: an old mode of gcloud", r"(?<=mode = )\"GKE_METADATA\"", put('"GKE_METADATA_SERVER"'), "mode"),
    Operator("node pool: an argument of old", r"^(?P<in>[ ]+)mode = \"GKE_METADATA\"", put(r'\g<in>node_metadata = "GKE_METADATA_SERVER"'), "node_metadata|mode"),
    Operator("node pool: the node's identity, in Crossplane", r"(?<=- mode: )GKE_METADATA", put("GCE_METADATA"), "mode"),
    Operator("cluster: another project's pool, elsewhere", r"(?<=workloadPool: )acme-prod", put("acme-other"), LINK),
]  # fmt: skip
OTHERS = [
    Operator("crossplane: another account", r"(?<=serviceAccountIdRef:\n      name: )pay-gateway", put("pay-gatway"), LINK + "|name: "),
    Operator("crossplane: another role", r"roles/iam\.workloadIdentityUser", put("roles/iam.serviceAccountUser"), LINK + "|role", paths=r"google\.yaml"),
    Operator("crossplane: by e-mail", r"serviceAccountIdRef:\n      name: pay-gateway", put("serviceAccountId: pay-gateway@acme-prod.iam.gserviceaccount.com"), LINK),
    Operator("object: another kind", r"(?<=    kind: )IAMServiceAccount(?=\n    name: search-index)", put("ServiceAccount"), LINK + "|kind"),
    Operator("object: a role by a slip", r"roles/iam\.workloadIdentityUser", put("roles/iam.workloadIdentityUsers"), LINK + "|role", paths=r"accounts\.yaml"),
    Operator("overlay: a patch for nobody", r"(?<=      name: )web(?=\n    patch)", put("website"), LINK + "|name"),
    Operator("overlay: a patch of another kind", r"(?<=      kind: )ServiceAccount(?=\n      name: web\n    patch)", put("Deployment"), LINK + "|kind"),
    Operator("overlay: a patch that is a text", r"        value:\n          iam\.gke\.io/gcp-service-account: (?P<google>\S+)", put(r"        value: iam.gke.io/gcp-service-account=\g<google>"), LINK + "|value"),
    Operator("overlay: a patch of labels", r"path: /metadata/annotations$", put("path: /metadata/labels"), LINK + "|path"),
    Operator("command: a variable in single quotes", r"\"(serviceAccount:\$PROJECT\.svc\.id\.goog\[\$NAMESPACE/daily\])\"", put(r"'\1'"), paths=r"\.sh$"),
    Operator("command: annotated in another namespace", r"(?<=kubectl annotate serviceaccount \"\$ACCOUNT\" --namespace )\"\$NAMESPACE\"", put("default"), LINK + "|kubectl", paths=r"\.sh$"),
    Operator("command: another account is annotated", r"(?<=kubectl annotate serviceaccount )\"\$ACCOUNT\"", put("default"), LINK + "|kubectl|" + POD, paths=r"\.sh$"),
    Operator("command: annotated with the id", r"(?<=gcp-service-account=\"reports-daily)@\$PROJECT\.iam\.gserviceaccount\.com", put(""), LINK, paths=r"\.sh$"),
    Operator("command: a letter behind the project", r"(?<=serviceAccount:)\$PROJECT(?=\.svc)", put("${PROJECT}1"), LINK, paths=r"\.sh$"),
    Operator("command: the number of the project", r"(?<=serviceAccount:)\$PROJECT(?=\.svc)", put("$(gcloud projects describe $PROJECT --format='value(projectNumber)')"), LINK, paths=r"\.sh$"),
    Operator("command: the cluster is made at last", r"^gcloud container clusters create (?:.*\n)*?\n(?P<rest>(?:.*\n)*)", lambda m: m["rest"] + m[0].partition("\n\n")[0] + "\n", LINK + "|clusters create", paths=r"\.sh$"),
    Operator("command: an old flag", r"--workload-pool=", put("--identity-namespace="), LINK + "|clusters create", paths=r"\.sh$"),
    Operator("command: another role", r"(?<=--role )roles/iam\.workloadIdentityUser", put("roles/iam.serviceAccountUser"), LINK + "|role", paths=r"\.sh$"),
    Operator("custom role: it may set policies", r"\"run\.services\.update\"", put('"resourcemanager.projects.setIamPolicy"'), "role|permissions"),
    Operator("custom role: by its id alone", r"google_project_iam_custom_role\.rollout\.id", put('"roles/${google_project_iam_custom_role.rollout.role_id}"'), "role"),
    Operator("account: an underscore in the id", r"(?<=account_id = \")(?P<id>[a-z]+)-(?P<rest>[a-z-]+)", put(r"\g<id>_\g<rest>"), LINK),
    Operator("account: an id that is too short", r"(?<=account_id = \")[a-z-]+(?=\")", put("shop"), LINK),
    Operator("account: a digit in front", r"(?<=account_id = \")(?P<id>[a-z-]+)(?=\")", put(r"1\g<id>"), LINK),
    Operator("account: a hyphen at the end", r"(?<=account_id = \")(?P<id>[a-z-]+)(?=\")", put(r"\g<id>-"), LINK),
    Operator("policy: the port of the other dataplane alone", r"port: 80$", put("port: 987"), "egress|cidr|port"),
    Operator("policy: nothing goes out", r"^  egress:\n(?:    .*\n?)+", put("  egress: []\n"), "egress"),
    Operator("policy: the server is cut out", r"cidr: 169\.254\.169\.254/32", put("cidr: 0.0.0.0/0\n            except: [169.254.0.0/16]"), "egress|cidr"),
]  # fmt: skip
OPERATORS = [*VALUES, *COMPANY, *MEMBERS, *ROLES, *PODS, *CLUSTERS, *OTHERS]
__all__ = ["OPERATORS", "slip"]
