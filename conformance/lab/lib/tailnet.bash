# The namespace and what runs in it.

enter() {
  need_root exec
  [ -e "/run/netns/$ns" ] || die "the laboratory is down: run 'lab up'"
  exec ip netns exec "$ns" "$here/lab" inside "$@"
}

inside() { # `ip netns exec` gave this process a mount namespace of its own, so nobody else sees these mounts
  [ -d /run/tailscale ] || { mkdir /run/tailscale && touch "$run/made-run-tailscale"; }
  mount -t tmpfs -o mode=755 leger-lab /run/tailscale
  ln -s "$run/a/tailscaled.sock" /run/tailscale/tailscaled.sock
  export PATH=$bin:$PATH
  exec "$@"
}

enter_java() {
  local java=${LEGER_LAB_JAVA:-${JAVA_HOME:+$JAVA_HOME/bin/java}}
  [ -x "$java" ] || die "no JDK: LEGER_LAB_JAVA (now '$java') must name the java program"
  need_root java
  exec 9> "$run.lock" # held as long as the JVM lives: nobody starts or stops the laboratory below it
  flock -s -n 9 || die "the laboratory in $run is being started or stopped"
  enter "$java" "-Dleger.lab.bin=$bin" "-Dleger.lab.run=$run" "-Dleger.lab.dir=$here" "-Dleger.lab.domain=$domain" \
    "-Dleger.lab.cache=$cache" "-Dleger.lab.control=$control" "$@"
}

enter_setec() {
  mkdir -p "$run/identities"
  enter "$bin/labsetec" -dir "$run/identities" -identities "$here/identities.json"
}

alone() {
  mkdir -p "$(dirname "$run")"
  exec 9> "$run.lock"
  flock -n 9 || die "a test run uses the laboratory in $run. Wait for it, or set LEGER_LAB_NS to a name of your own for a second laboratory"
}

up() {
  need_root up
  need ip openssl curl setsid flock mount
  alone
  stop_all
  case $run in /*/*) ;; *) die "LEGER_LAB_RUN must be an absolute path of its own: $run" ;; esac
  [ ! -e "$run" ] || [ -e "$run/.leger-lab" ] || [ -z "$(ls -A "$run")" ] || die "$run is not a laboratory's directory; move it away or set LEGER_LAB_RUN"
  rm -rf "$run"
  mkdir -p "$run"
  chmod 755 "$run"
  touch "$run/.leger-lab"
  provide_bin
  cd "$run"
  trap 'stop_all' EXIT # whoever cannot come up leaves nothing behind but logs
  netns
  pki > pki.log 2>&1 || die "openssl failed: $(tail -n 3 pki.log)"
  # Where one of two names is authorized from before, tailscaled answers that challenge again, and is refused: half of all wildcard orders failed.
  start pebble env PEBBLE_VA_ALWAYS_VALID=1 PEBBLE_VA_NOSLEEP=1 PEBBLE_WFE_NONCEREJECT=0 PEBBLE_AUTHZREUSE=0 "$bin/pebble" -config pebble.json
  # shellcheck disable=SC2086 # several flags
  start control "$bin/labcontrol" -domain "$domain" ${LEGER_LAB_CONTROL:-}
  await "the ACME authority" 20 pebble fetch_root
  await "the control server" 120 control ip netns exec "$ns" curl -sf -m 5 "$control/lab/nodes"
  nodes
  await "an answer of setec through node a" 60 setec ask_setec
  trap - EXIT
  echo ready
}

fetch_root() { ip netns exec "$ns" curl -sf -m 5 --cacert ca.pem -o acme-root.pem https://127.0.0.1:15000/roots/0; }

nodes() {
  local quiet=(env TS_DISABLE_PORTMAPPER=1 TS_NO_LOGS_NO_SUPPORT=true "SSL_CERT_FILE=$run/ca.pem" TS_DEBUG_ACME_DIRECTORY_URL=https://127.0.0.1:14000/dir)
  local socks=1055 n
  for n in a b; do
    mkdir -m 755 "$n"
    start "node-$n" "${quiet[@]}" "TS_LOGS_DIR=$run/$n" "$bin/tailscaled" --tun=userspace-networking --socket="$run/$n/tailscaled.sock" --statedir="$run/$n" \
      --state="$run/$n/state" --port=0 "--socks5-server=127.0.0.1:$socks" "--outbound-http-proxy-listen=127.0.0.1:$socks" --no-logs-no-support
    socks=$((socks + 1))
  done
  for n in a b; do # in this order: the control server numbers the nodes, and the Services' names lead to node a
    await "the socket of node $n" 20 "node-$n" test -S "$run/$n/tailscaled.sock"
    timeout 30 "$bin/tailscale" --socket="$run/$n/tailscaled.sock" up --login-server="$control" --auth-key=lab "--hostname=dev-$n" --accept-dns=false 9>&- \
      || die "node $n does not join: see $run/node-$n.log"
  done
  mkdir -m 700 setec
  start setec "${quiet[@]}" TS_AUTHKEY=lab "$bin/setec" server --dev --login-server="$control" --hostname=setec --state-dir="$run/setec"
  await "setec in the tailnet" 30 setec "$bin/tailscale" --socket="$run/a/tailscaled.sock" ip -4 setec
  # The first packets between two nodes cost a handshake of up to 5 s, so pay for it here.
  for n in 'a setec' 'b setec' 'a dev-b'; do
    # shellcheck disable=SC2086 # two words
    set -- $n
    timeout 15 "$bin/tailscale" --socket="$run/$1/tailscaled.sock" ping --tsmp --c 3 --timeout 4s "$2" > /dev/null 9>&- || true
  done
}

ask_setec() {
  ip netns exec "$ns" curl -sf -m 10 -o /dev/null --cacert acme-root.pem --proxy http://127.0.0.1:1055 -H 'Content-Type: application/json' \
    -H 'Sec-X-Tailscale-No-Browsers: setec' -d '{}' "https://setec.$domain/api/list"
}

netns() { # its only link is a pair with both ends inside: tailscaled needs an interface that is up
  [ ! -e "/run/netns/$ns" ] || ip netns exec "$ns" true 2> /dev/null || ip netns del "$ns"
  [ -e "/run/netns/$ns" ] || ip netns add "$ns" || die "cannot make the network namespace $ns: this needs the right CAP_SYS_ADMIN (a container needs --privileged)"
  ip netns exec "$ns" sh -ec 'ip link set lo up
    [ -e /sys/class/net/veth0 ] || ip link add veth0 type veth peer name veth1
    ip addr replace 192.0.2.10/24 dev veth0; ip link set veth0 up; ip link set veth1 up
    ip route replace default via 192.0.2.1 dev veth0' || die "cannot set up the links of the network namespace $ns"
}

pki() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 -subj "/CN=lab ca"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout pebble.key -out pebble.csr -subj "/CN=localhost"
  openssl x509 -req -in pebble.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out pebble.pem -days 30 \
    -extfile <(printf 'subjectAltName=DNS:localhost,IP:127.0.0.1')
  cat > pebble.json << EOF
{"pebble": {"listenAddress": "127.0.0.1:14000", "managementListenAddress": "127.0.0.1:15000", "certificate": "$run/pebble.pem",
 "privateKey": "$run/pebble.key", "httpPort": 5002, "tlsPort": 5001}}
EOF
}

down() {
  need_root down
  need ip flock
  alone
  stop_all
}

stop_all() {
  local file pid since name
  for name in setec node-b node-a control pebble; do
    [ ! -e "$run/$name.pid" ] || stop "$name"
  done
  [ ! -e "$run/made-run-tailscale" ] || rmdir /run/tailscale 2> /dev/null || true
  rm -f "$run/made-run-tailscale"
  [ -e "/run/netns/$ns" ] || return 0
  # What tests left in our own namespace; nobody else's processes are in it.
  for pid in $(ip netns pids "$ns" 2> /dev/null); do
    since=$(started "$pid") || continue
    [ "$pid" != $$ ] || continue
    say "stopping $(tr '\0' ' ' < "/proc/$pid/comm") ($pid), which was left in the namespace" >&2
    end "$pid" "$since"
  done
  ip netns del "$ns"
}
