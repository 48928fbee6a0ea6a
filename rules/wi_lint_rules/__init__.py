"""The rules that come with wi-lint, in folders by the hundred of their id.

| ids | folder | about |
| --- | --- | --- |
| WI0xx | the engine | what cannot be read, and ignores |
| WI1xx | `accounts` | Kubernetes service accounts and what runs as them |
| WI2xx | `bindings` | who may act as whom: bindings and their members |
| WI3xx | `clusters` | clusters, node pools and their APIs |
| WI4xx | `grants` | the roles that identities hold |
| WI5xx | `keys` | keys and tokens |
| WI6xx | `network` | the way to the metadata server and to Google |
| WI7xx | `projects` | sharing and impersonation across projects |
| WI8xx | `lifecycle` | audit, and what is left behind |

A rule is found because its file is here: nothing lists it.
"""

from wi_lint import Dated, Pack, rules_in

PACK = Pack(
    "wi",
    rules_in(__name__),
    (
        Dated("predefined roles and their powers", "2026-08-22", "iann0036/iam-dataset (MIT)"),
        Dated("what tools ask of Google Cloud", "2026-11-25", "the documentation of each"),
    ),
)
