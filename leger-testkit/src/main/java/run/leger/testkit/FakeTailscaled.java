package run.leger.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final String VERSION = "1.102.5-fake";
    private static final long SELF_USER = 1;
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\]]*:[^\\]]*)]|([^:\\[\\]]+)):([0-9]{1,5})");
    private static final Set<String> DNS_TYPES =
            Set.of("A", "AAAA", "ALL", "CNAME", "HINFO", "MINFO", "MX", "NS", "OPT", "PTR", "SOA", "SRV", "TXT", "WKS");

    private final FakeServer server;
    private final Map<String, Function<FakeRequest, FakeResponse>> endpoints = new ConcurrentHashMap<>();
    private final FakePrefs prefs = new FakePrefs();
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

    private FakeTailscaled(Path socket) {
        server = FakeServer.onUnixSocket(socket, this::answer);
        endpoints.put("status", this::status);
        endpoints.put("whois", this::whoIs);
        endpoints.put("prefs", this::prefs);
        endpoints.put("ping", this::ping);
        endpoints.put("dns-query", this::dnsQuery);
        endpoints.put("cert/", this::cert);
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
        return server.socket();
    }

    /**
     * Sets the daemon's state.
     *
     * @param backendState the daemon's word, such as {@code NeedsLogin}
     * @return this fake
     */
    public FakeTailscaled state(String backendState) {
        state = backendState;
        return this;
    }

    /**
     * Sets the address at which a login waits.
     *
     * @param url the address, or an empty string for none
     * @return this fake
     */
    public FakeTailscaled authUrl(String url) {
        authUrl = url;
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

    private static FakeResponse versioned(FakeResponse response) {
        return response.with("Tailscale-Version", VERSION).with("Tailscale-Cap", "142");
    }

    private boolean loggedIn() {
        return expired || (!state.equals("NeedsLogin") && !state.equals("NoState"));
    }

    private String selfName() {
        String hostname = prefs.hostname();
        return (hostname.isEmpty() ? "demo" : hostname) + "." + suffix;
    }

    private Collection<String> certDomains() {
        List<String> names = new ArrayList<>();
        for (String label : new TreeSet<>(certLabels)) {
            names.add(label.equals("demo") ? selfName() : label + "." + suffix);
        }
        return names;
    }

    private FakeResponse status(FakeRequest request) {
        boolean peers = !request.parameter("peers").orElse("true").equals("false");
        byte[] body = JsonOut.object(out -> {
            out.field("Version", VERSION).field("TUN", false).field("BackendState", expired ? "NeedsLogin" : state);
            out.field("HaveNodeKey", loggedIn()).field("AuthURL", authUrl);
            out.field("Health", state.equals("Stopped") ? List.of("Tailscale is stopped.") : List.of());
            if (loggedIn()) {
                out.field("TailscaleIPs", List.of("100.64.0.1", "fd7a:115c:a1e0::1"));
                out.object(
                        "Self",
                        self -> device(self, 1, selfName(), prefs.hostname().isEmpty() ? "demo" : prefs.hostname()));
                out.object(
                        "CurrentTailnet",
                        t -> t.field("Name", tailnet)
                                .field("MagicDNSSuffix", suffix)
                                .field("MagicDNSEnabled", true));
                out.field("CertDomains", certDomains());
                out.object(
                        "User",
                        users -> users.object(
                                Long.toString(SELF_USER),
                                u -> u.field("ID", SELF_USER)
                                        .field("LoginName", login)
                                        .field("DisplayName", "You")));
            } else {
                out.field("TailscaleIPs", (String) null).field("CurrentTailnet", (String) null);
                out.field("CertDomains", (String) null).field("User", (String) null);
                out.object(
                        "Self",
                        self -> self.field("HostName", "demo")
                                .field("DNSName", "")
                                .field("UserID", 0L));
            }
            if (peers && loggedIn()) {
                out.object(
                        "Peer", all -> all.object(nodeKey(2), peer -> device(peer, 2, "laptop." + suffix, "laptop")));
            } else {
                out.field("Peer", (String) null);
            }
        });
        return FakeResponse.of(200, "application/json", body).inChunks();
    }

    private void device(JsonOut out, int number, String dnsName, String hostName) {
        out.field("ID", "nFake" + number + "CNTRL")
                .field("NodeID", (long) number)
                .field("PublicKey", nodeKey(number));
        out.field("HostName", hostName)
                .field("DNSName", dnsName + ".")
                .field("OS", "linux")
                .field("UserID", SELF_USER);
        out.field("TailscaleIPs", List.of("100.64.0." + number, "fd7a:115c:a1e0::" + number));
        out.field("Online", true).field("InNetworkMap", true).field("LastSeen", "0001-01-01T00:00:00Z");
        out.field("Created", "2026-01-01T00:00:00Z").field("TaildropTarget", 1L);
        if (number == 1 && expired) {
            out.field("Expired", true).field("KeyExpiry", "2026-01-02T00:00:00Z");
        }
        if (number == 1) {
            out.object("CapMap", caps -> {
                caps.field("https", (String) null);
                if (subdomains) {
                    caps.field("dns-subdomain-resolve", (String) null);
                }
            });
        }
    }

    private static String nodeKey(int number) {
        return "nodekey:" + "0".repeat(63) + number;
    }

    /** Returns which device has the address, with or without a port, or the node key; 0 for none of them. */
    private static int deviceAt(String address) {
        if (address.startsWith("nodekey:")) {
            if (!address.matches("nodekey:[0-9a-f]{64}")) {
                throw new IllegalArgumentException("invalid nodekey in 'addr' parameter");
            }
            return address.equals(nodeKey(1)) ? 1 : address.equals(nodeKey(2)) ? 2 : 0;
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
        byte[] body = JsonOut.object(out -> out.object(
                        "Node",
                        node -> node.field("ID", (long) number)
                                .field("StableID", "nFake" + number + "CNTRL")
                                .field("Name", (number == 1 ? selfName() : "laptop." + suffix) + ".")
                                .field("User", SELF_USER)
                                .field("Key", nodeKey(number))
                                .field("Addresses", List.of("100.64.0." + number + "/32")))
                .object(
                        "UserProfile",
                        u -> u.field("ID", SELF_USER).field("LoginName", login).field("DisplayName", "You"))
                .field("CapMap", (String) null));
        return FakeResponse.of(200, "application/json", body);
    }

    private FakeResponse prefs(FakeRequest request) {
        switch (request.method()) {
            case "GET", "HEAD" -> {}
            case "PATCH" -> {
                if (!mayWrite) {
                    return FakeResponse.text(403, "prefs write access denied");
                }
                prefs.apply(Json.parse(request.text()));
            }
            default -> {
                return FakeResponse.text(405, "unsupported method");
            }
        }
        if (prefs.wantRunning() && state.equals("Stopped")) {
            state = "Running";
        } else if (!prefs.wantRunning() && state.equals("Running")) {
            state = "Stopped";
        }
        return FakeResponse.json(200, prefs.toString());
    }

    private FakeResponse ping(FakeRequest request) {
        if (!request.method().equals("POST")) {
            return FakeResponse.text(400, "want POST");
        }
        String ip = request.parameter("ip").orElse("");
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
