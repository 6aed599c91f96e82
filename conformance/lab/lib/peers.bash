# The real programs: each is stored once by its version and how it is built; a set of them is a directory of links, named after the hash of all pins.

own_sources() { (cd "$here" && cat go.mod go.sum cache/*.go control/*.go setec/*.go tsnet/*.go); }

caddyfile_sources() { (cd "$here/caddyfile" && cat go.mod go.sum *.go); } # a module of its own: Caddy's versions of things, not Tailscale's

hash_of() { sha256sum | cut -c1-16; }

set_dir() { echo "$cache/$({ cat "$here/pins"; own_sources; caddyfile_sources; } | hash_of)"; }

pinned() { grep -v -e '^#' -e '^$' "$here/pins"; }

whole() { # whole DIR: nothing is missing, not even behind a link
  local file
  [ -e "$1/complete" ] || return 1
  for file in "$1"/bin/*; do [ -x "$file" ] || return 1; done
}

build() {
  local dir store=$cache/store name version package flags own
  dir=$(set_dir)
  grep -qF "caddyserver/caddy/v2 $(pinned | sed -n 's/^caddy \([^ ]*\) .*/\1/p')" "$here/caddyfile/go.mod" || die "pins and caddyfile/go.mod name different versions of Caddy"
  ! whole "$dir" || { say "the programs are there: $dir/bin" && return; }
  command -v go > /dev/null || die "Go is missing: install it (https://go.dev/dl, see $here/go.mod for the version) and put it on the PATH"
  need flock sha256sum
  version=$(pinned | sed -n 's/^tailscaled \([^ ]*\) .*/\1/p')
  grep -qF "tailscale.com $version" "$here/go.mod" || die "pins and go.mod name different versions of tailscale.com"
  mkdir -p "$store" "$dir/bin"
  exec 8> "$cache/lock"
  flock -n 8 || { say "another build is running, waiting for it" && flock 8; }
  rm -rf "$store"/.building.*
  export CGO_ENABLED=0
  while read -r name version package flags; do
    go_build "$name" "$version-$(echo "$package $flags" | hash_of)" "$package@$version" "$flags" < /dev/null
  done < <(pinned | sed 's/ -$/ /')
  own=$(own_sources | hash_of)
  go_build labcontrol "$own" ./control ""
  go_build labsetec "$own" ./setec ""
  go_build labtsnet "$own" ./tsnet ""
  go_build labcache "$own" ./cache ""
  go_build labcaddyfile "$(caddyfile_sources | hash_of)" ./caddyfile ""
  touch "$dir/complete"
  exec 8>&-
  say "all programs are there: $dir/bin"
}

go_build() { # go_build NAME VERSION TARGET FLAGS
  local out=$store/$1-$2 temp began=$SECONDS
  if [ ! -x "$out" ]; then
    say "building $1 $2 (the first time takes minutes)"
    temp=$(mktemp -d "$store/.building.XXXXXX")
    case $3 in
    ./*) (cd "$here/$3" && GOFLAGS=-mod=readonly go build -trimpath -o "$temp/" . 8>&-) ;;
    *) GOFLAGS= GOBIN=$temp go install -trimpath -ldflags="${4//,/ }" "$3" 8>&- ;;
    esac || { rm -rf "$temp" && die "could not build $1 $2; Go needs the module proxy ($(go env GOPROXY)) for what it does not have yet"; }
    mv "$temp"/* "$out" # only a whole program ever has the final name
    rmdir "$temp"
    say "built $1 in $((SECONDS - began)) s"
  fi
  ln -sfn "../../store/$1-$2" "$dir/bin/$1"
}

provide_bin() { # into the run directory, where other users reach them too
  local dir file
  dir=$(set_dir)
  whole "$dir" || die "the programs are not built yet: run 'lab build'"
  mkdir -p "$bin"
  for file in "$dir"/bin/*; do
    ln -fL "$file" "$bin/" 2> /dev/null || cp -Lf "$file" "$bin/"
  done
}
