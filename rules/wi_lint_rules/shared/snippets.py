"""Text to copy: the binding and the annotation, with the real names filled in."""

from __future__ import annotations

from wi_lint import Fix, Text, email, project_of_host


def bind(google: Text, pool: str, subject: str) -> Fix:
    """The grant that lets a Kubernetes service account act as a Google one."""
    read = email(google)
    project = project_of_host(read.project) if read and read.project is not None else "PROJECT"
    member = f"serviceAccount:{pool}[{subject}]"
    return Fix(
        "grant the role to this member, in Terraform or with gcloud",
        copy=(
            'resource "google_service_account_iam_member" "workload_identity" {\n'
            f'  service_account_id = "projects/{project}/serviceAccounts/{google}"\n'
            '  role               = "roles/iam.workloadIdentityUser"\n'
            f'  member             = "{member}"\n'
            "}\n\n"
            f"gcloud iam service-accounts add-iam-policy-binding {google} \\\n"
            "  --role roles/iam.workloadIdentityUser \\\n"
            f'  --member "{member}"'
        ),
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
