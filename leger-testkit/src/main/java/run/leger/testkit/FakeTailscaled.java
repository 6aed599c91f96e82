package run.leger.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import run.leger.core.IpAddress;
import run.leger.core.Json;
import run.leger.core.internal.JsonOut;

/**
 * A tailscaled that is not one: the LocalAPI on a real Unix socket, with a device of our choosing behind it. What it answers is shaped as the real
 * daemon's answers are, and the suite that proves the client on the real daemon passes on it.
 *
 * <p>Starts as a device {@code demo} that is connected, owned by {@code you@example.com}, with one peer, and may do everything. Change that while
 * it runs; every method takes effect with the next request.
 */
public final class FakeTailscaled implements AutoCloseable {
    private static final long SELF_USER = FakePeer.USER;
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\]]*:[^\\]]*)]|([^:\\[\\]]+)):([0-9]{1,5})");
    private static final Set<String> DNS_TYPES =
            Set.of("A", "AAAA", "ALL", "CNAME", "HINFO", "MINFO", "MX", "NS", "OPT", "PTR", "SOA", "SRV", "TXT", "WKS");

    private final Path path;
    private final FakeBus bus = new FakeBus(this::firstMessage, this::refusesRetired);
    private final Map<Integer, FakePeer> peers = new ConcurrentSkipListMap<>();
    private volatile FakeServer server;
    private final Map<String, Function<FakeRequest, FakeResponse>> endpoints = new ConcurrentHashMap<>();
    private final FakePrefs prefs = new FakePrefs();
    private final FakeTaildrop taildrop = new FakeTaildrop("nFake2CNTRL", this::loggedIn, this::mayWrite);
    private final FakeDial dial = new FakeDial();
    private volatile String state = "Running";
    private volatile String authUrl = "";
    private volatile String suffix = "tail0000.ts.net";
    private volatile String tailnet = "example.com";
    private volatile String login = "you@example.com";
    private volatile boolean mayWrite = true;
    private volatile boolean mayCert = true;
    private volatile boolean subdomains = true;
    private volatile List<String> certLabels = List.of("demo");
    private volatile boolean expired;
    private volatile String version = "1.102.5-fake";
    private volatile int minor = 102;
    private volatile int self = 1;
    private volatile boolean peerIsExitNode;
    private final Map<String, List<Json>> grants = new ConcurrentHashMap<>();
    private final FakeExitNodes exitNodes;
    private volatile boolean mayShare = true;

    private FakeTailscaled(Path socket) {
        path = socket;
        peers.put(2, new FakePeer(2, "laptop", true));
        server = FakeServer.onUnixSocket(socket, this::answer);
        endpoints.put("watch-ipn-bus", bus::watch);
        endpoints.put("status", this::status);
        endpoints.put("whois", this::whoIs);
        endpoints.put("prefs", this::prefs);
        endpoints.put("ping", this::ping);
        endpoints.put("dns-query", this::dnsQuery);
        endpoints.put("cert/", this::cert);
        new FakeAccounts(this, prefs).register(endpoints);
        new FakeNetwork(this, endpoints);
        exitNodes = new FakeExitNodes(this, prefs, endpoints);
        endpoints.put("serve-config", new FakeServeConfig(this::loggedIn, this::mayWrite)::answer);
        endpoints.put("services", this::services);
        endpoints.put("query-feature", this::queryFeature);
        endpoints.put("file-targets", taildrop::targets);
        endpoints.put("file-put/", taildrop::put);
        endpoints.put("files/", taildrop::files);
        endpoints.put("drive/shares", new FakeDrive(() -> mayShare)::answer);
        endpoints.put("drive/fileserver-address", request -> FakeResponse.empty(201));
        endpoints.put("dial", dial::answer);
    }

    /**
     * Starts a fake.
     *
     * @param socket where; the path must not exist yet
     * @return the running fake
     */
    public static FakeTailscaled start(Path socket) {
        return new FakeTailscaled(socket);
    }

    /**
     * Returns the server below, for its faults and its record of requests.
     *
     * @return the server
     */
    public FakeServer server() {
        return server;
    }

    /**
     * Returns where the fake listens.
     *
     * @return the path of its socket
     */
    public Path socket() {
        return path;
    }

    /**
     * Returns the bus, for messages of the caller's own.
     *
     * @return the bus
     */
    public FakeBus bus() {
        return bus;
    }

    /**
     * Speaks as another version of the daemon does, from the next request on: before 1.100 the bus tells the whole network map at each change,
     * afterwards the changes; from 1.104 on it refuses what was retired.
     *
     * @param daemonVersion such as {@code 1.92.5}
     * @return this fake
     */
    public FakeTailscaled version(String daemonVersion) {
        version = daemonVersion;
        minor = Integer.parseInt(daemonVersion.split("\\.", 3)[1]);
        return this;
    }

    /** Dies: nobody listens any more, every connection is closed, and the socket is gone. */
    public void kill() {
        server.close();
    }

    /** Comes back after {@link #kill}, at the same path and as it was. */
    public void restart() {
        server = FakeServer.onUnixSocket(path, this::answer);
    }

    /**
     * Puts a device into the tailnet, or changes one that is there: the bus tells.
     *
     * @param number which, from 2 on; its addresses come from it
     * @param label the first label of its name
     * @param online whether it is online
     * @return this fake
     */
    public FakeTailscaled peer(int number, String label, boolean online) {
        return changed(() -> {
            FakePeer before = peers.get(number);
            FakePeer after = new FakePeer(number, label, online);
            peers.put(number, after);
            return before != null && before.label().equals(label)
                    ? mask -> (mask & 32768) != 0 ? patch(number, online) : peersChanged(List.of(after), mask)
                    : mask -> peersChanged(List.of(after), mask);
        });
    }

    /**
     * Takes a device out of the tailnet: the bus tells.
     *
     * @param number which
     * @return this fake
     */
    public FakeTailscaled removePeer(int number) {
        return changed(() -> {
            peers.remove(number);
            byte[] line = message(out -> out.field("PeersRemoved", Json.parse("[" + number + "]")));
            return mask -> (mask & 36864) != 0 ? line : null;
        });
    }

    /**
     * Becomes another device, in a tailnet with nobody else: as after switching the profile. The bus tells.
     *
     * @param number the number of the device; its addresses come from it
     * @return this fake
     */
    public FakeTailscaled switchTo(int number) {
        return changed(() -> {
            self = number;
            peers.clear();
            byte[] line = message(this::selfChange);
            return mask -> line;
        });
    }

    private FakeTailscaled changed(Supplier<LongFunction<byte @Nullable []>> change) {
        synchronized (bus) {
            LongFunction<byte @Nullable []> message = change.get();
            if (loggedIn()) {
                byte[] map = message(this::netMap);
                bus.tell(minor < 100 ? mask -> map : message);
            }
        }
        return this;
    }

    /**
     * Sets the daemon's state.
     *
     * @param backendState the daemon's word, such as {@code NeedsLogin}
     * @return this fake
     */
    public FakeTailscaled state(String backendState) {
        synchronized (bus) {
            boolean before = loggedIn();
            state = backendState;
            if (loggedIn() && !before) {
                // As the daemon does after a login. Nothing on its bus tells that a logout took everything away.
                byte[] network = message(minor < 100 ? this::netMap : this::network);
                bus.tell(mask -> minor >= 100 && (mask & 36864) == 0 ? null : network);
            }
            byte[] line = message(out -> out.field("State", stateNumber()));
            bus.tell(mask -> line);
        }
        return this;
    }

    /**
     * Sets the address at which a login waits.
     *
     * @param url the address, or an empty string for none
     * @return this fake
     */
    public FakeTailscaled authUrl(String url) {
        synchronized (bus) {
            authUrl = url;
            byte[] line = message(out -> out.field("BrowseToURL", url));
            bus.tell(mask -> url.isEmpty() ? null : line);
        }
        return this;
    }

    /**
     * Sets the tailnet.
     *
     * @param name its name
     * @param magicDnsSuffix its suffix, without dots at the ends
     * @return this fake
     */
    public FakeTailscaled tailnet(String name, String magicDnsSuffix) {
        tailnet = name;
        suffix = magicDnsSuffix;
        return this;
    }

    /**
     * Sets who owns the device.
     *
     * @param loginName the owner's login name
     * @return this fake
     */
    public FakeTailscaled login(String loginName) {
        login = loginName;
        return this;
    }

    /**
     * Sets whether the caller may change settings; who may, may fetch certificates too.
     *
     * @param may whether
     * @return this fake
     */
    public FakeTailscaled mayWrite(boolean may) {
        mayWrite = may;
        return this;
    }

    /**
     * Sets whether a caller who may not change settings may fetch certificates.
     *
     * @param may whether
     * @return this fake
     */
    public FakeTailscaled mayCert(boolean may) {
        mayCert = may;
        return this;
    }

    /**
     * Sets for which names directly below the tailnet's suffix there are certificates.
     *
     * @param labels the first labels; the device's own is {@code demo}
     * @return this fake
     */
    public FakeTailscaled certLabels(String... labels) {
        certLabels = List.of(labels);
        return this;
    }

    /**
     * Sets whether names below the device's own resolve and have a wildcard certificate.
     *
     * @param on whether
     * @return this fake
     */
    public FakeTailscaled subdomains(boolean on) {
        subdomains = on;
        return this;
    }

    /**
     * Sets whether the device's key has expired: the daemon then wants a login, and still knows device and tailnet.
     *
     * @param isExpired whether
     * @return this fake
     */
    public FakeTailscaled expired(boolean isExpired) {
        expired = isExpired;
        return this;
    }

    /**
     * Sets whether the peer offers to be an exit node.
     *
     * @param offers whether
     * @return this fake
     */
    public FakeTailscaled peerIsExitNode(boolean offers) {
        peerIsExitNode = offers;
        return this;
    }

    /**
     * Sets whether the tailnet lets the device share folders.
     *
     * @param may whether
     * @return this fake
     */
    public FakeTailscaled mayShare(boolean may) {
        mayShare = may;
        return this;
    }

    /**
     * Sets what the policy grants everybody here.
     *
     * @param capability the name of the capability
     * @param values its values, each a JSON value; none for the capability alone
     * @return this fake
     */
    public FakeTailscaled grant(String capability, String... values) {
        grants.put(capability, Stream.of(values).map(Json::parse).toList());
        return this;
    }

    /**
     * Lets a file arrive, which then waits to be fetched.
     *
     * @param name its name; a number is added where one of that name waits already
     * @param content its bytes
     * @return this fake
     */
    public FakeTailscaled receiveFile(String name, byte[] content) {
        taildrop.receive(name, content);
        return this;
    }

    /**
     * Returns the files that the peer, {@code nFake2CNTRL}, was sent.
     *
     * @return their bytes by name
     */
    public Map<String, byte[]> sentFiles() {
        return taildrop.sent();
    }

    /**
     * Answers an endpoint in a way of the caller's, instead of the fake's own.
     *
     * @param endpoint the part of the path after {@code /localapi/v0/}; one that ends with a slash stands for everything below it
     * @param handler gives the answers
     * @return this fake
     */
    public FakeTailscaled answering(String endpoint, Function<FakeRequest, FakeResponse> handler) {
        endpoints.put(endpoint, handler);
        return this;
    }

    /**
     * Puts a listener into the fake's tailnet, for {@code dial}. Any other port of the fake's two devices refuses, and what is not in the tailnet is
     * for the client to connect to itself, as with the daemon since 1.100.
     *
     * @param host the name or address in the tailnet
     * @param port its port
     * @param target where the bytes really go
     * @return this fake
     */
    public FakeTailscaled listener(String host, int port, SocketAddress target) {
        dial.listener(host, port, target);
        return this;
    }

    @Override
    public void close() {
        server.close();
    }

    private FakeResponse answer(FakeRequest request) {
        String host = request.headers().first("Host").orElse("");
        boolean browser = request.headers().first("Origin").isPresent()
                || request.headers().first("Referer").isPresent();
        if (browser || !(host.isEmpty() || host.equals("local-tailscaled.sock"))) {
            return FakeResponse.text(403, "invalid localapi request");
        }
        if (!request.path().startsWith("/localapi/v0/")) {
            return versioned(FakeResponse.text(404, "404 page not found"));
        }
        String endpoint = request.path().substring("/localapi/v0/".length());
        Function<FakeRequest, FakeResponse> handler = handler(endpoint);
        return versioned(handler == null ? FakeResponse.text(404, "404 page not found") : handler.apply(request));
    }

    /** A name that ends with a slash stands for everything below it, as with the daemon. */
    private @Nullable Function<FakeRequest, FakeResponse> handler(String endpoint) {
        Function<FakeRequest, FakeResponse> exact = endpoints.get(endpoint);
        int slash = endpoint.indexOf('/');
        return exact != null || slash < 0 ? exact : endpoints.get(endpoint.substring(0, slash + 1));
    }

    private FakeResponse versioned(FakeResponse response) {
        return response.with("Tailscale-Version", version).with("Tailscale-Cap", "142");
    }

    boolean mayWrite() {
        return mayWrite;
    }

    String login() {
        return login;
    }

    boolean peerIsExitNode() {
        return peerIsExitNode;
    }

    String suffix() {
        return suffix;
    }

    String peerId() {
        return "nFake2CNTRL";
    }

    boolean loggedIn() {
        return expired || (!state.equals("NeedsLogin") && !state.equals("NoState"));
    }

    private String selfName() {
        return selfLabel() + "." + suffix;
    }

    private String selfLabel() {
        String hostname = prefs.hostname();
        return hostname.isEmpty() ? "demo" : hostname;
    }

    Collection<String> certDomains() {
        List<String> names = new ArrayList<>();
        for (String label : new TreeSet<>(certLabels)) {
            names.add(label.equals("demo") ? selfName() : label + "." + suffix);
        }
        return names;
    }

    private FakeResponse status(FakeRequest request) {
        boolean withPeers = !request.parameter("peers").orElse("true").equals("false");
        synchronized (bus) {
            byte[] body = JsonOut.object(out -> status(out, withPeers));
            return FakeResponse.of(200, "application/json", body).inChunks();
        }
    }

    private void status(JsonOut out, boolean withPeers) {
        out.field("Version", version).field("TUN", false).field("BackendState", expired ? "NeedsLogin" : state);
        out.field("HaveNodeKey", loggedIn()).field("AuthURL", authUrl);
        out.field("Health", state.equals("Stopped") ? List.of("Tailscale is stopped.") : List.of());
        if (loggedIn()) {
            out.field("TailscaleIPs", FakePeer.addresses(self));
            out.object("Self", own -> device(own, self, selfName(), selfLabel(), true));
            out.object(
                    "CurrentTailnet",
                    t -> t.field("Name", tailnet)
                            .field("MagicDNSSuffix", suffix)
                            .field("MagicDNSEnabled", true));
            out.field("CertDomains", certDomains());
            users(out, "User");
        } else {
            out.field("TailscaleIPs", (String) null).field("CurrentTailnet", (String) null);
            out.field("CertDomains", (String) null).field("User", (String) null);
            out.object(
                    "Self",
                    own -> own.field("HostName", "demo").field("DNSName", "").field("UserID", 0L));
        }
        if (withPeers && loggedIn()) {
            out.object(
                    "Peer",
                    all -> peers.values()
                            .forEach(p -> all.object(
                                    FakePeer.nodeKey(p.number()),
                                    peer -> device(
                                            peer, p.number(), p.label() + "." + suffix, p.label(), p.online()))));
        } else {
            out.field("Peer", (String) null);
        }
    }

    private long stateNumber() {
        return List.of("NoState", "InUseOtherUser", "NeedsLogin", "NeedsMachineAuth", "Stopped", "Starting", "Running")
                .indexOf(expired ? "NeedsLogin" : state);
    }

    private boolean refusesRetired() {
        return minor >= 104;
    }

    /** What the bus says at first, by mask, or nothing. */
    private String firstMessage(long mask) {
        boolean withMap = minor < 100 && (mask & 8) != 0;
        boolean withStatus = minor >= 100 && (mask & 16384) != 0;
        if ((mask & (2 | 4 | 128)) == 0 && !withMap && !withStatus) {
            return "";
        }
        return new String(
                        message(out -> {
                            if ((mask & 2) != 0) {
                                out.field("SessionID", "session").field("State", stateNumber());
                                if (!authUrl.isEmpty()) {
                                    out.field("BrowseToURL", authUrl);
                                }
                            }
                            if ((mask & 4) != 0) {
                                out.field("Prefs", Json.parse(prefs.toString()));
                            }
                            if ((mask & 128) != 0) {
                                out.object("Health", health -> health.object("Warnings", warnings -> {}));
                            }
                            if (withMap) {
                                netMap(out);
                            }
                            if (withStatus) {
                                out.object("InitialStatus", status -> status(status, (mask & 36864) != 0));
                            }
                        }),
                        StandardCharsets.UTF_8)
                .trim();
    }

    /** A line of the bus, with what the daemon writes into each. */
    private byte[] message(Consumer<JsonOut> fields) {
        byte[] json = JsonOut.object(out -> fields.accept(out.field("Version", version)));
        return (new String(json, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private byte @Nullable [] patch(int number, boolean online) {
        return message(out -> out.objects(
                "PeerChangedPatch",
                List.of(number),
                n -> out.field("NodeID", (long) n).field("Online", online)));
    }

    private byte @Nullable [] peersChanged(List<FakePeer> changed, long mask) {
        if ((mask & 36864) == 0) {
            return null;
        }
        return message(out -> {
            out.objects("PeersChanged", changed, peer -> peer.node(out, suffix));
            users(out, "UserProfiles");
        });
    }

    private void selfChange(JsonOut out) {
        out.object("SelfChange", node -> new FakePeer(self, selfLabel(), true).node(node, suffix));
    }

    private void network(JsonOut out) {
        selfChange(out);
        out.objects("PeersChanged", peers.values(), peer -> peer.node(out, suffix));
        users(out, "UserProfiles");
    }

    private void netMap(JsonOut out) {
        out.object("NetMap", map -> {
            map.object("SelfNode", node -> new FakePeer(self, selfLabel(), true).node(node, suffix));
            map.objects("Peers", peers.values(), peer -> peer.node(map, suffix));
            users(map, "UserProfiles");
        });
    }

    private void users(JsonOut out, String field) {
        out.object(
                field,
                users -> users.object(
                        Long.toString(SELF_USER),
                        u -> u.field("ID", SELF_USER).field("LoginName", login).field("DisplayName", "You")));
    }

    private void device(JsonOut out, int number, String dnsName, String hostName, boolean online) {
        out.field("ID", FakePeer.stableId(number)).field("PublicKey", FakePeer.nodeKey(number));
        if (minor >= 100) {
            out.field("NodeID", (long) number);
        }
        out.field("HostName", hostName)
                .field("DNSName", dnsName + ".")
                .field("OS", "linux")
                .field("UserID", SELF_USER);
        List<String> addresses = FakePeer.addresses(number);
        out.field("TailscaleIPs", addresses)
                .field("AllowedIPs", List.of(addresses.get(0) + "/32", addresses.get(1) + "/128"));
        out.field("Online", online).field("InNetworkMap", true).field("LastSeen", "0001-01-01T00:00:00Z");
        out.field("Created", "2026-01-01T00:00:00Z").field("TaildropTarget", 1L);
        if (number == 2 && peerIsExitNode) {
            out.field("ExitNodeOption", true)
                    .field("ExitNode", prefs.text("ExitNodeID").equals(peerId()));
        }
        if (number == self && expired) {
            out.field("Expired", true).field("KeyExpiry", "2026-01-02T00:00:00Z");
        }
        if (number == self) {
            out.object("CapMap", caps -> {
                caps.field("https", (String) null).field("funnel", (String) null);
                caps.field("https://tailscale.com/cap/funnel-ports?ports=8080,443", (String) null);
                if (subdomains) {
                    caps.field("dns-subdomain-resolve", (String) null);
                }
            });
        }
    }

    /** Returns which device has the address, with or without a port, or the node key; 0 for none of them. */
    private static int deviceAt(String address) {
        if (address.startsWith("nodekey:")) {
            if (!address.matches("nodekey:[0-9a-f]{64}")) {
                throw new IllegalArgumentException("invalid nodekey in 'addr' parameter");
            }
            return address.equals(FakePeer.nodeKey(1)) ? 1 : address.equals(FakePeer.nodeKey(2)) ? 2 : 0;
        }
        Matcher withPort = WITH_PORT.matcher(address);
        boolean port = withPort.matches();
        String ip = !port ? address : withPort.group(1) != null ? withPort.group(1) : withPort.group(2);
        try {
            IpAddress known = IpAddress.of(ip);
            if (port && Integer.parseInt(withPort.group(3)) > 65535) {
                throw new IllegalArgumentException("not a port");
            }
            for (int number = 1; number <= 2; number++) {
                for (String own : List.of("100.64.0." + number, "fd7a:115c:a1e0::" + number)) {
                    if (IpAddress.of(own).inetAddress().equals(known.inetAddress())) {
                        return number;
                    }
                }
            }
            return 0;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid 'addr' parameter", e);
        }
    }

    private FakeResponse whoIs(FakeRequest request) {
        String address = request.parameter("addr").orElse("");
        if (address.isEmpty()) {
            return FakeResponse.text(400, "missing 'addr' parameter");
        }
        int number;
        try {
            number = deviceAt(address);
        } catch (IllegalArgumentException e) {
            return FakeResponse.text(400, String.valueOf(e.getMessage()));
        }
        if (number == 0 || !loggedIn()) {
            return FakeResponse.text(404, "no match for IP:port");
        }
        if (request.parameter("svc_name")
                .filter(name -> !name.matches("svc:[a-z0-9-]+"))
                .isPresent()) {
            return FakeResponse.text(400, "invalid svc_name");
        }
        // What is granted here is granted for the addresses of this device, and for no Service.
        boolean granted = request.parameter("svc_name").isEmpty()
                && request.parameter("dst_ip")
                        .map(ip -> ip.startsWith("100.64.0.1"))
                        .orElse(true);
        byte[] body = JsonOut.object(out -> {
            out.object("Node", node -> node(node, number)).object("UserProfile", this::profile);
            if (granted && !grants.isEmpty()) {
                out.object(
                        "CapMap",
                        caps -> grants.forEach((name, values) ->
                                caps.field(name, Json.parse(values.isEmpty() ? "null" : values.toString()))));
            } else {
                out.field("CapMap", (String) null);
            }
        });
        return FakeResponse.of(200, "application/json", body);
    }

    void node(JsonOut node, int number) {
        node.field("ID", (long) number)
                .field("StableID", "nFake" + number + "CNTRL")
                .field("Name", (number == 1 ? selfName() : "laptop." + suffix) + ".")
                .field("User", SELF_USER)
                .field("Key", FakePeer.nodeKey(number))
                .field("Addresses", List.of("100.64.0." + number + "/32"));
    }

    void profile(JsonOut user) {
        user.field("ID", SELF_USER).field("LoginName", login).field("DisplayName", "You");
    }

    private FakeResponse prefs(FakeRequest request) {
        switch (request.method()) {
            case "GET", "HEAD" -> {}
            case "PATCH" -> {
                if (!mayWrite) {
                    return FakeResponse.text(403, "prefs write access denied");
                }
                Json edit = Json.parse(request.text());
                String problem = FakeNetwork.problem(prefs.after(edit));
                if (problem != null) {
                    return FakeResponse.json(400, "{\"Error\":\"" + problem + "\"}");
                }
                synchronized (bus) {
                    prefs.apply(edit);
                    exitNodes.resolve();
                    byte[] line = message(out -> out.field("Prefs", Json.parse(prefs.toString())));
                    bus.tell(mask -> line);
                }
            }
            default -> {
                return FakeResponse.text(405, "unsupported method");
            }
        }
        if (prefs.wantRunning() && state.equals("Stopped")) {
            state("Running");
        } else if (!prefs.wantRunning() && state.equals("Running")) {
            state("Stopped");
        }
        return FakeResponse.json(200, prefs.toString());
    }

    private FakeResponse ping(FakeRequest request) {
        if (!request.method().equals("POST")) {
            return FakeResponse.text(400, "want POST");
        }
        String ip = request.parameter("ip").orElse("");
        if (!request.parameter("size").orElse("0").equals("0")
                && !request.parameter("type").orElse("").equals("disco")) {
            return FakeResponse.text(400, "'size' parameter is only supported with disco pings");
        }
        if (Integer.parseInt(request.parameter("size").orElse("0")) > 65467) {
            return FakeResponse.text(400, "maximum value for 'size' is 65467");
        }
        String problem = ip.equals("100.64.0.2")
                ? ""
                : ip.equals("100.64.0.1") ? ip + " is local Tailscale IP" : "no matching peer";
        byte[] body = JsonOut.object(out -> out.field("IP", ip)
                .field("NodeIP", problem.isEmpty() ? ip : "")
                .field("NodeName", problem.isEmpty() ? "laptop" : "")
                .field("Err", problem)
                .field("LatencySeconds", problem.isEmpty() ? 0.0012 : 0));
        return FakeResponse.of(200, "application/json", body);
    }

    private FakeResponse dnsQuery(FakeRequest request) {
        if (!mayWrite) {
            return FakeResponse.text(403, "dns-query access denied");
        }
        String type = request.parameter("type").orElse("A");
        if (!DNS_TYPES.contains(type)) {
            return FakeResponse.text(400, "unknown DNS message type: " + type);
        }
        byte[] name = FakeDns.answer(request.parameter("name").orElse(""), type, selfName());
        return FakeResponse.of(
                200,
                "application/json",
                JsonOut.object(out -> out.field("Bytes", name).field("Resolvers", (String) null)));
    }

    private FakeResponse services(FakeRequest request) {
        return loggedIn() ? FakeResponse.json(200, "{}\n") : FakeResponse.text(503, "no netmap");
    }

    private FakeResponse queryFeature(FakeRequest request) {
        if (request.parameter("feature").orElse("").isEmpty()) {
            return FakeResponse.text(500, "missing feature");
        }
        return loggedIn() ? FakeResponse.json(200, "{\"Complete\":true}") : FakeResponse.text(503, "no netmap");
    }

    /** An error as the handlers that speak JSON write it. */
    static String error(String message) {
        return new String(JsonOut.object(out -> out.field("error", message)), StandardCharsets.UTF_8) + "\n";
    }

    private FakeResponse cert(FakeRequest request) {
        String domain = request.path().substring("/localapi/v0/cert/".length());
        if (!mayWrite && !mayCert) {
            return FakeResponse.text(403, "cert access denied");
        }
        if (!loggedIn()) {
            return FakeResponse.text(500, "no netmap available");
        }
        boolean wildcard = domain.equals("*." + selfName());
        if (wildcard && !subdomains) {
            return FakeResponse.text(500, "wildcard certificates are not enabled for this node");
        }
        if (!wildcard && !certDomains().contains(domain)) {
            String names = String.join("\" \"", certDomains());
            return FakeResponse.text(500, "invalid domain \"" + domain + "\"; must be one of [\"" + names + "\"]");
        }
        return FakeResponse.of(200, "text/plain", pair());
    }

    /** One pair for all names: who only looks at its shape and its dates cannot tell. */
    private static byte[] pair() {
        try (InputStream pair = FakeTailscaled.class.getResourceAsStream("pair.pem")) {
            if (pair == null) {
                throw new IllegalStateException("pair.pem is missing from the jar");
            }
            return pair.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
