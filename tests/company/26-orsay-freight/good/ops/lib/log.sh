title() { printf '\n== %s\n' "$*"; }
info()  { printf '   %s\n' "$*"; }
fail()  { printf '!! %s\n' "$*" >&2; exit 1; }
