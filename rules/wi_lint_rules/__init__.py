"""The rules that come with wi-lint."""

from wi_lint import Pack
from wi_lint_rules.account_without_grants import account_without_grants
from wi_lint_rules.account_without_use import account_without_use
from wi_lint_rules.acting_is_no_token import acting_is_no_token
from wi_lint_rules.annotated_and_granted import annotated_and_granted
from wi_lint_rules.annotated_elsewhere import annotated_elsewhere
from wi_lint_rules.annotation_without_binding import annotation_without_binding
from wi_lint_rules.audit_of_token_service import audit_of_token_service
from wi_lint_rules.binding_before_its_pool import binding_before_its_pool
from wi_lint_rules.binding_for_misnamed_account import binding_for_misnamed_account
from wi_lint_rules.binding_for_undeclared_account import binding_for_undeclared_account
from wi_lint_rules.bound_account_without_annotation import bound_account_without_annotation
from wi_lint_rules.broad_role import broad_role
from wi_lint_rules.bucket_role_on_project import bucket_role_on_project
from wi_lint_rules.cluster_without_workload_pool import cluster_without_workload_pool
from wi_lint_rules.condition_on_basic_role import condition_on_basic_role
from wi_lint_rules.conflicting_iam_writers import conflicting_iam_writers
from wi_lint_rules.default_account_with_identity import default_account_with_identity
from wi_lint_rules.default_google_account import default_google_account
from wi_lint_rules.deprecated_flag import deprecated_flag
from wi_lint_rules.everybody_may_impersonate import everybody_may_impersonate
from wi_lint_rules.exchange_api_not_enabled import exchange_api_not_enabled
from wi_lint_rules.federated_member_on_acl_bucket import federated_member_on_acl_bucket
from wi_lint_rules.firewall_closes_token_service import firewall_closes_token_service
from wi_lint_rules.firewall_for_metadata_server import firewall_for_metadata_server
from wi_lint_rules.fleet_pool_for_gke import fleet_pool_for_gke
from wi_lint_rules.forbidden_by_organization import forbidden_by_organization
from wi_lint_rules.forbidden_grant import forbidden_grant
from wi_lint_rules.gone_account import gone_account
from wi_lint_rules.google_account_as_workload import google_account_as_workload
from wi_lint_rules.google_account_of_pods import google_account_of_pods
from wi_lint_rules.host_network_with_identity import host_network_with_identity
from wi_lint_rules.identities_on_mixed_pools import identities_on_mixed_pools
from wi_lint_rules.impersonation_path import impersonation_path
from wi_lint_rules.impersonation_role_not_enough import impersonation_role_not_enough
from wi_lint_rules.impersonation_role_too_strong import impersonation_role_too_strong
from wi_lint_rules.key_anywhere import key_anywhere
from wi_lint_rules.key_in_repository import key_in_repository
from wi_lint_rules.key_read_by_program import key_read_by_program
from wi_lint_rules.label_set_by_hand import label_set_by_hand
from wi_lint_rules.legacy_account_token import legacy_account_token
from wi_lint_rules.legacy_endpoints import legacy_endpoints
from wi_lint_rules.malformed_account_id import malformed_account_id
from wi_lint_rules.malformed_annotation import malformed_annotation
from wi_lint_rules.malformed_member import malformed_member
from wi_lint_rules.malformed_service_account_id import malformed_service_account_id
from wi_lint_rules.many_workloads import many_workloads
from wi_lint_rules.mesh_before_its_proxy import mesh_before_its_proxy
from wi_lint_rules.metadata_selector_on_autopilot import metadata_selector_on_autopilot
from wi_lint_rules.metadata_server_bypassed import metadata_server_bypassed
from wi_lint_rules.misplaced_annotation import misplaced_annotation
from wi_lint_rules.misspelt_annotation_key import misspelt_annotation_key
from wi_lint_rules.mounted_key_beside_identity import mounted_key_beside_identity
from wi_lint_rules.narrowable_grant import narrowable_grant
from wi_lint_rules.needed_role_missing import needed_role_missing
from wi_lint_rules.node_pool_without_metadata_server import node_pool_without_metadata_server
from wi_lint_rules.nodes_as_default_account import nodes_as_default_account
from wi_lint_rules.number_of_another_project import number_of_another_project
from wi_lint_rules.one_pool_for_several_environments import one_pool_for_several_environments
from wi_lint_rules.pod_on_default_account import pod_on_default_account
from wi_lint_rules.pod_on_missing_account import pod_on_missing_account
from wi_lint_rules.pod_without_account import pod_without_account
from wi_lint_rules.policy_closes_metadata_server import policy_closes_metadata_server
from wi_lint_rules.policy_closes_name_servers import policy_closes_name_servers
from wi_lint_rules.pool_of_the_account import pool_of_the_account
from wi_lint_rules.pools_before_the_switch import pools_before_the_switch
from wi_lint_rules.powerful_pod_with_identity import powerful_pod_with_identity
from wi_lint_rules.project_wide_grant import project_wide_grant
from wi_lint_rules.project_wide_impersonation import project_wide_impersonation
from wi_lint_rules.reference_that_leads_nowhere import reference_that_leads_nowhere
from wi_lint_rules.removed_argument import removed_argument
from wi_lint_rules.role_below_its_level import role_below_its_level
from wi_lint_rules.role_not_for_accounts import role_not_for_accounts
from wi_lint_rules.role_not_for_workloads import role_not_for_workloads
from wi_lint_rules.service_account_key import service_account_key
from wi_lint_rules.shared_account import shared_account
from wi_lint_rules.shared_identity import shared_identity
from wi_lint_rules.stale_projected_token import stale_projected_token
from wi_lint_rules.standard_cluster_without_pool import standard_cluster_without_pool
from wi_lint_rules.store_in_other_cluster import store_in_other_cluster
from wi_lint_rules.takeover_role import takeover_role
from wi_lint_rules.token_api_not_enabled import token_api_not_enabled
from wi_lint_rules.token_for_another_exchange import token_for_another_exchange
from wi_lint_rules.token_generation_unlogged import token_generation_unlogged
from wi_lint_rules.token_held_for_ever import token_held_for_ever
from wi_lint_rules.two_account_names import two_account_names
from wi_lint_rules.unescaped_annotation_key import unescaped_annotation_key
from wi_lint_rules.unknown_role import unknown_role
from wi_lint_rules.unquoted_member import unquoted_member
from wi_lint_rules.unread_values_key import unread_values_key
from wi_lint_rules.variable_in_single_quotes import variable_in_single_quotes
from wi_lint_rules.wrong_workload_pool import wrong_workload_pool

PACK = Pack(
    "wi",
    (
        bound_account_without_annotation,
        malformed_annotation,
        misplaced_annotation,
        pod_on_missing_account,
        pod_on_default_account,
        host_network_with_identity,
        misspelt_annotation_key,
        pod_without_account,
        default_account_with_identity,
        unread_values_key,
        unescaped_annotation_key,
        annotated_elsewhere,
        default_google_account,
        metadata_selector_on_autopilot,
        two_account_names,
        annotated_and_granted,
        shared_identity,
        shared_account,
        powerful_pod_with_identity,
        google_account_of_pods,
        annotation_without_binding,
        malformed_member,
        binding_for_misnamed_account,
        binding_for_undeclared_account,
        impersonation_role_not_enough,
        impersonation_role_too_strong,
        project_wide_impersonation,
        conflicting_iam_writers,
        malformed_service_account_id,
        role_not_for_accounts,
        malformed_account_id,
        pool_of_the_account,
        unquoted_member,
        everybody_may_impersonate,
        google_account_as_workload,
        reference_that_leads_nowhere,
        many_workloads,
        number_of_another_project,
        variable_in_single_quotes,
        fleet_pool_for_gke,
        cluster_without_workload_pool,
        standard_cluster_without_pool,
        wrong_workload_pool,
        node_pool_without_metadata_server,
        removed_argument,
        token_api_not_enabled,
        store_in_other_cluster,
        pools_before_the_switch,
        deprecated_flag,
        federated_member_on_acl_bucket,
        binding_before_its_pool,
        forbidden_by_organization,
        identities_on_mixed_pools,
        nodes_as_default_account,
        label_set_by_hand,
        legacy_endpoints,
        exchange_api_not_enabled,
        takeover_role,
        broad_role,
        project_wide_grant,
        narrowable_grant,
        unknown_role,
        bucket_role_on_project,
        condition_on_basic_role,
        account_without_grants,
        needed_role_missing,
        forbidden_grant,
        role_not_for_workloads,
        role_below_its_level,
        service_account_key,
        mounted_key_beside_identity,
        key_in_repository,
        stale_projected_token,
        token_for_another_exchange,
        legacy_account_token,
        token_held_for_ever,
        key_anywhere,
        key_read_by_program,
        policy_closes_metadata_server,
        metadata_server_bypassed,
        firewall_closes_token_service,
        policy_closes_name_servers,
        firewall_for_metadata_server,
        mesh_before_its_proxy,
        acting_is_no_token,
        impersonation_path,
        one_pool_for_several_environments,
        gone_account,
        audit_of_token_service,
        token_generation_unlogged,
        account_without_use,
    ),
)
"""Every rule, written out: a test holds this list equal to the folder."""
