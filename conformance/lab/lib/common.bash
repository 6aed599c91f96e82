# Messages, conditions and processes.

die() {
  echo "lab: $*" >&2
  exit 1
}

say() { echo "lab: $*"; }

need_root() { [ "$(id -u)" = 0 ] || die "'$1' needs root: it makes network and mount namespaces. Run it as root, for instance in a container"; }

need() { # need TOOL...
  local tool
  for tool; do command -v "$tool" > /dev/null || die "the program '$tool' is missing; as root, 'lab prepare' installs it where apt is there"; done
}

await() { # await WHAT SECONDS NAME CMD...: wait until CMD succeeds; fails at once when the process NAME is gone
  local what=$1 end=$((SECONDS + $2)) name=$3
  shift 3
  until "$@" > /dev/null 2>&1; do
    alive "$name" || die "$name ended early; the end of $run/$name.log: $(tail -n 5 "$run/$name.log")"
    [ $SECONDS -lt $end ] || die "$what did not come in time; see $run/$name.log"
    sleep .1
  done
}

started() { # started PID: when the kernel started it, which together with the id names one process for ever
  local stat
  stat=$(cat "/proc/$1/stat" 2> /dev/null) || return 1
  set -- ${stat##*) }
  echo "${20}"
}

start() { # start NAME CMD...: in the namespace, in the background, logged, its id kept
  local name=$1 pid
  shift
  ip netns exec "$ns" setsid "$@" > "$run/$name.log" 2>&1 < /dev/null 9>&- &
  pid=$!
  echo "$pid $(started $pid)" > "$run/$name.pid"
}

alive() { # alive NAME
  local pid since
  read -r pid since < "$run/$1.pid" && [ "$(started "$pid")" = "$since" ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2> /dev/null
}

stop() { # stop NAME: a file that outlived its process may name a stranger by now, who is left alone
  local pid since
  read -r pid since < "$run/$1.pid" || true
  if [ -n "${pid:-}" ] && alive "$1"; then end "$pid" "$since"; fi
  rm -f "$run/$1.pid"
}

end() { # end PID SINCE: ask, wait 5 s, then insist
  local i
  kill "$1" 2> /dev/null || true
  for i in {1..100}; do
    [ "$(started "$1")" = "$2" ] && ! grep -q '^State:.Z' "/proc/$1/status" 2> /dev/null || return 0
    sleep .05
  done
  kill -KILL "$1" 2> /dev/null || true
}
