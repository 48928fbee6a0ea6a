project_of() {
  case "$1" in
    sandbox)    echo "fenholt-seq-sbx-20" ;;
    validation) echo "fenholt-seq-val-21" ;;
    clinical)   echo "fenholt-seq-clin-22" ;;
    *) echo "unknown environment: $1" >&2; return 1 ;;
  esac
}
