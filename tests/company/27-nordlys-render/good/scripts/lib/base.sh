#!/usr/bin/env bash
set -o errexit -o nounset -o pipefail

TOP="$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)"

say() { echo "[$(basename "$0")] $*" >&2; }
bail() { say "$*"; exit 2; }

# each_line FILE FUNCTION: calls FUNCTION with the words of every line
each_line() {
  local file="$1" fn="$2" words
  while read -r -a words; do
    [[ ${#words[@]} -eq 0 || ${words[0]} == \#* ]] && continue
    "$fn" "${words[@]}" </dev/null
  done <"$file"
}
