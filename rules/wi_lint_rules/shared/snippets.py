"""Text to copy: the binding and the annotation, with the real names filled in."""

from __future__ import annotations

from wi_lint import Fix, Text, email, project_of_host


def bind(google: Text, pool: str, subject: str, spoken: str = "terraform") -> Fix:
    """The grant that lets a Kubernetes service account act as a Google one.

    `spoken`: the kind of unit that declares the account, whose language is spoken.
    """
    read = email(google)
    project = project_of_host(read.project) if read and read.project is not None else "PROJECT"
    member = f"serviceAccount:{pool}[{subject}]"
    account = f"projects/{project}/serviceAccounts/{google}"
    command = (
        f"gcloud iam service-accounts add-iam-policy-binding {google} \\\n"
        "  --role roles/iam.workloadIdentityUser \\\n"
        f'  --member "{member}"'
    )
    match spoken:
        case "manifests":
            says = "grant the role to this member, in the namespace of the IAMServiceAccount"
            return Fix(says, copy=_policy_member(account, member, subject))
        case "script" | "document":
            return Fix("grant the role to this member", copy=command)
        case _:
            says = "grant the role to this member, in Terraform or with gcloud"
            return Fix(says, copy=f"{_iam_member(account, member)}\n\n{command}")


def _iam_member(account: str, member: str) -> str:
    return (
        'resource "google_service_account_iam_member" "workload_identity" {\n'
        f'  service_account_id = "{account}"\n'
        '  role               = "roles/iam.workloadIdentityUser"\n'
        f'  member             = "{member}"\n'
        "}"
    )


def _policy_member(account: str, member: str, subject: str) -> str:
    return (
        "apiVersion: iam.cnrm.cloud.google.com/v1beta1\n"
        "kind: IAMPolicyMember\n"
        "metadata:\n"
        f"  name: {subject.replace('/', '-')}-workload-identity\n"
        "spec:\n"
        "  resourceRef:\n"
        "    kind: IAMServiceAccount\n"
        f"    external: {account}\n"
        "  role: roles/iam.workloadIdentityUser\n"
        f"  member: {member}"
    )


def annotate(namespace: str, name: str, google: str) -> Fix:
    """The annotation that names a Google service account."""
    return Fix(
        "annotate the service account, in its manifest or with kubectl",
        copy=(
            "metadata:\n"
            "  annotations:\n"
            f"    iam.gke.io/gcp-service-account: {google}\n\n"
            f"kubectl annotate serviceaccount {name} --namespace {namespace} \\\n"
            f"  iam.gke.io/gcp-service-account={google}"
        ),
    )
