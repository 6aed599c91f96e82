# A real systemd-resolved without systemd, in private namespaces.

resolved() {
  need_root resolved
  local root conf
  [ -d "${1:-}" ] || die "usage: lab resolved DIR [CMD...]"
  conf=$(cd "$1" && pwd)
  shift
  [ $# -gt 0 ] || set -- resolvectl --no-pager status
  root=$(resolved_root) || die "systemd-resolved, resolvectl or dbus-daemon is missing: run 'lab prepare'"
  mkdir -p "$run.resolved" # only a place to mount on
  exec unshare --mount --net --pid --fork --kill-child --mount-proc "$BASH" -euo pipefail "$here/lib/resolved-inside" "$conf" "$root" "$run.resolved" "$@"
}
