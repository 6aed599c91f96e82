# Debian packages: small tools are installed; systemd-resolved is unpacked into the cache only, so that no service appears.

release() { (. /etc/os-release && echo "$ID-${VERSION_CODENAME:-${VERSION_ID:-unknown}}"); }

unpacked() { echo "$cache/unpacked-$(release)"; }

prepare() {
  need_root prepare
  local missing=() entry
  for entry in ip:iproute2 openssl:openssl curl:curl ps:procps setpriv:util-linux unshare:util-linux flock:util-linux mount:mount; do
    command -v "${entry%%:*}" > /dev/null || missing+=("${entry#*:}")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get > /dev/null || die "missing: ${missing[*]} (Debian's names); there is no apt-get here, so please install them"
    say "installing ${missing[*]}"
    apt update
    DEBIAN_FRONTEND=noninteractive apt install -y --no-install-recommends "${missing[@]}"
  fi
  resolved_root > /dev/null || unpack
  say "prepared: $(resolved_root | sed 's#^/\?$#the system has systemd-resolved#')"
}

apt() { apt-get -qq -o APT::Sandbox::User=root "$@" || die "apt-get $* failed"; }

resolved_root() { # the root below which systemd-resolved, resolvectl and dbus-daemon are: the system's or our unpacked one
  local root
  for root in "" "$(unpacked)"; do
    if resolved_in "$root" > /dev/null && [ -x "$root/usr/bin/resolvectl" ] && { [ -x "$root/usr/bin/dbus-daemon" ] || [ -x /usr/bin/dbus-daemon ]; }; then
      echo "$root/" && return
    fi
  done
  return 1
}

resolved_in() { # resolved_in ROOT
  local file
  for file in "$1/usr/lib/systemd/systemd-resolved" "$1/lib/systemd/systemd-resolved"; do
    [ ! -x "$file" ] || { echo "$file" && return; }
  done
  return 1
}

unpack() {
  command -v apt-get > /dev/null || die "systemd-resolved, resolvectl or dbus-daemon is missing, and there is no apt-get here to fetch it"
  local root temp deb
  root=$(unpacked)
  mkdir -p "$cache"
  temp=$(mktemp -d "$cache/.unpacking.XXXXXX")
  mkdir -p "$temp/archives/partial" "$temp/root"
  say "unpacking systemd-resolved and what it needs into $root"
  apt update
  apt install -y --no-install-recommends --download-only -o "Dir::Cache::archives=$temp/archives" systemd-resolved dbus-daemon
  for deb in "$temp"/archives/*.deb; do
    case ${deb##*/} in libc6_* | libc-bin_*) continue ;; esac # a second libc does not go with the system's loader
    dpkg-deb -x "$deb" "$temp/root"
  done
  resolved_in "$temp/root" > /dev/null || die "the Debian package systemd-resolved does not hold systemd-resolved on this release"
  rm -rf "$root"
  mv "$temp/root" "$root"
  rm -rf "$temp"
}
