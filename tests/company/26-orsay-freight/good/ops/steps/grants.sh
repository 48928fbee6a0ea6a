for line in "${GRANTS[@]}"; do
  IFS='|' read -r kind resource app role <<<"$line"
  info "$app: $role on $kind $resource"
  grant "$kind" "$resource" "$app" "$role"
done
