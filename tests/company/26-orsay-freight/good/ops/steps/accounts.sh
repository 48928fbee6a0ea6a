for app in "${APPS[@]}"; do
  info "$app"
  ensure_account "$app"
  bind_ksa "$app" "$NAMESPACE" "$app"
done
