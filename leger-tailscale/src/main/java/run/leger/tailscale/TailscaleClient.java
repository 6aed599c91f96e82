package run.leger.tailscale;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.CallOptions;
import run.leger.core.ClientClosedException;
import run.leger.core.DnsName;
import run.leger.core.IpAddress;
import run.leger.core.MalformedReplyException;
import run.leger.core.NotFoundException;
import run.leger.core.RateLimitedException;
import run.leger.core.SecretBytes;
import run.leger.core.Transport;
import run.leger.core.TransportException;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnavailableException;
import run.leger.core.UnixSockets;
import run.leger.core.UnixTransport;
import run.leger.core.UntrustedPeerException;

/**
 * The LocalAPI of tailscaled, typed.
 *
 * <pre>{@code
 * try (var ts = TailscaleClient.create()) {
 *     Status status = ts.status();
 *     Optional<WhoIs> caller = ts.whoIs("100.64.0.7:41641");
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads, virtual ones included; each method blocks until the daemon answers or a deadline passes. Nothing is sent
 * twice but an idempotent request whose kept connection turned out to be dead.
 *
 * <p>Beside what each method lists, all throw: {@link DaemonUnavailableException} if no daemon answers, other {@link TransportException}s for
 * deadlines, interrupts and lost connections, {@link MalformedReplyException} if the answer is not what the LocalAPI sends, {@link
 * AccessDeniedException} if this user lacks the right, and {@link ApiException} for whatever else the daemon refuses.
 *
 * <p>Mirrors {@code client/local.Client} of the Go library.
 */
public final class TailscaleClient implements AutoCloseable {
    private static final CallOptions STATUS = LocalApi.DEFAULTS.withMaxBodyBytes(256L << 20);
    /** A first certificate needs DNS records to spread. */
    private static final CallOptions CERT = CallOptions.deadline(Duration.ofMinutes(5))
            .withHeaderTimeout(Duration.ofMinutes(5))
            .withMaxBodyBytes(1 << 20);

    private final LocalApi api;
    private final CallOptions options;
    private final boolean owner;

    private TailscaleClient(LocalApi api, CallOptions options, boolean owner) {
        this.api = api;
        this.options = options;
        this.owner = owner;
    }

    /**
     * Returns a client for this machine's daemon, where {@link SocketDiscovery#discover} finds it. Nothing is connected to yet: a missing
     * daemon shows at the first call.
     *
     * @return the client
     */
    public static TailscaleClient create() {
        return builder().build();
    }

    /**
     * Starts a client with settings.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a view of this client with other deadlines and bounds. Both share connections; only the original closes them.
     *
     * @param callOptions what to set; the rest stays as it is here
     * @return the view
     */
    public TailscaleClient with(CallOptions callOptions) {
        return new TailscaleClient(api, callOptions.orElse(options), false);
    }

    /**
     * Returns the socket that this client talks to, or would talk to if it were there; {@link SocketDiscovery} tells why this one.
     *
     * @return its path
     */
    public Path socket() {
        return api.socket();
    }

    /**
     * Returns everything the daemon knows of itself and its peers. On a large tailnet that is many megabytes: prefer {@link
     * #statusWithoutPeers} where it does. Works in every state, also before login.
     *
     * <p>Right: read. Upstream: stable. {@code GET status}.
     *
     * @return the status
     */
    @Endpoint(path = "status", right = Right.READ, stability = Stability.STABLE)
    public Status status() {
        return api.call(LocalApi.get("status"), options.orElse(STATUS), Status::read);
    }

    /**
     * Returns what the daemon knows of itself; its cost does not depend on the number of peers.
     *
     * <p>Right: read. Upstream: stable. {@code GET status?peers=false}.
     *
     * @return the status, with no peers in it
     */
    @Endpoint(path = "status", right = Right.READ, stability = Stability.STABLE)
    public Status statusWithoutPeers() {
        return api.call(LocalApi.get("status?peers=false"), options.orElse(LocalApi.DEFAULTS), Status::read);
    }

    /**
     * Returns the daemon's version, from the header of an answer.
     *
     * <p>Right: read. {@code GET status?peers=false}.
     *
     * @return the long version, such as {@code 1.102.5-t0123abc}
     * @throws MalformedReplyException if the answer has no such header: whoever answers is not tailscaled
     */
    public String daemonVersion() {
        TransportRequest request = LocalApi.get("status?peers=false");
        try (TransportResponse response = api.send(request, options.orElse(LocalApi.DEFAULTS))) {
            String version = response.headers()
                    .first("Tailscale-Version")
                    .orElseThrow(() -> new MalformedReplyException(
                            request.operation() + " at " + socket() + ": the answer has no Tailscale-Version header",
                            "check that the socket is tailscaled's",
                            null));
            response.readAll();
            return version;
        }
    }

    /**
     * Returns who is behind an address: the node, its user, and what the policy grants them here.
     *
     * <p>Ask with the whole socket address of a connection: with userspace networking every peer comes from a local port, which only the daemon can
     * tell apart.
     *
     * <p>Right: read. Upstream: stable. {@code GET whois}.
     *
     * @param address an IP address, or IP:port with an IPv6 address in brackets
     * @return the owner, or empty where the tailnet has no such peer
     */
    @Endpoint(path = "whois", right = Right.READ, stability = Stability.STABLE)
    public Optional<WhoIs> whoIs(String address) {
        return whoIs("addr", Objects.requireNonNull(address, "address"));
    }

    /**
     * Returns who is behind the other end of a connection, see {@link #whoIs(String)}.
     *
     * @param remote the remote address of a TCP connection, resolved
     * @return the owner, or empty where the tailnet has no such peer
     * @throws IllegalArgumentException if the address is not resolved
     */
    @Endpoint(path = "whois", right = Right.READ, stability = Stability.STABLE)
    public Optional<WhoIs> whoIs(InetSocketAddress remote) {
        if (remote.isUnresolved()) {
            throw new IllegalArgumentException("an unresolved address: " + remote);
        }
        String host = remote.getAddress().getHostAddress();
        String text = remote.getAddress() instanceof Inet6Address ? "[" + host + "]" : host;
        return whoIs("addr", text + ":" + remote.getPort());
    }

    /**
     * Returns who has a node key.
     *
     * <p>Right: read. Upstream: stable. {@code GET whois}.
     *
     * @param key the key
     * @return the owner, or empty where the tailnet has no such peer
     */
    @Endpoint(path = "whois", right = Right.READ, stability = Stability.STABLE)
    public Optional<WhoIs> whoIsNodeKey(NodeKey key) {
        return whoIs("addr", key.value());
    }

    private Optional<WhoIs> whoIs(String parameter, String value) {
        try {
            return Optional.of(api.call(
                    LocalApi.get(LocalApi.query("whois", parameter, value)),
                    options.orElse(LocalApi.DEFAULTS),
                    WhoIs::read));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the daemon's settings.
     *
     * <p>Right: read. Upstream: stable. {@code GET prefs}.
     *
     * @return the settings
     */
    @Endpoint(path = "prefs", right = Right.READ, stability = Stability.STABLE)
    public Prefs prefs() {
        return api.call(LocalApi.get("prefs"), options.orElse(LocalApi.DEFAULTS), Prefs::read);
    }

    /**
     * Changes exactly the settings that the edit names. What each of them can break is said there.
     *
     * <p>Right: write. Upstream: stable. {@code PATCH prefs}. Not sent twice.
     *
     * @param edit the change; an empty one is a read that needs the write right
     * @return the settings afterwards
     * @throws run.leger.core.BadRequestException if the daemon refuses the change; nothing was changed then
     * @throws EditIgnoredException if the daemon does not know a setting of the edit, and left it alone
     */
    @Endpoint(method = "PATCH", path = "prefs", right = Right.WRITE, stability = Stability.STABLE)
    public Prefs editPrefs(PrefsEdit edit) {
        TransportRequest request = LocalApi.patch("prefs", edit.toJson());
        if (edit.reason().isPresent()) {
            request = request.with(
                    "X-Tailscale-Reason",
                    Base64.getEncoder().encodeToString(edit.reason().get().getBytes(StandardCharsets.UTF_8)));
        }
        Prefs after = api.call(request, options.orElse(LocalApi.DEFAULTS), Prefs::read);
        List<String> ignored = edit.ignoredIn(after.raw());
        if (!ignored.isEmpty()) {
            throw new EditIgnoredException(ignored, daemonVersion());
        }
        return after;
    }

    /**
     * Tells whether this user may change settings, by an edit that changes nothing.
     *
     * <p>Right: none needed to ask. {@code PATCH prefs} with an empty edit.
     *
     * @return true where {@link #editPrefs} is allowed
     */
    public boolean mayWrite() {
        try {
            editPrefs(PrefsEdit.none());
            return true;
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    /**
     * Returns a certificate and its key, from the daemon's cache or newly issued, which can take a minute. One name is issued at a time.
     *
     * <p>Right: write, or the user of {@code TS_PERMIT_CERT_UID}. Upstream: stable. {@code GET cert/<domain>?type=pair}. The deadline is 5 minutes
     * where none is set.
     *
     * @param domain one of {@link Status#certDomains}
     * @return the pair; close it to wipe the key
     * @throws CertificateUnavailableException if this device can have none for that name
     * @throws RateLimitedException if the certificate authority asks for patience
     * @throws BackendStateException if the daemon is not connected
     */
    @Endpoint(path = "cert/{domain}", right = Right.CERT, stability = Stability.STABLE)
    public CertPair certPair(DnsName domain) {
        return certPair(domain.value(), Duration.ZERO);
    }

    /**
     * Returns a certificate that is still valid for some time, see {@link #certPair(DnsName)}. One with less life left is renewed first.
     *
     * @param domain one of {@link Status#certDomains}
     * @param minValidity how long it must be valid, zero for whatever there is
     * @return the pair; close it to wipe the key
     */
    @Endpoint(path = "cert/{domain}", right = Right.CERT, stability = Stability.STABLE)
    public CertPair certPair(DnsName domain, Duration minValidity) {
        return certPair(domain.value(), minValidity);
    }

    /**
     * Returns a certificate for all names directly below the device's own, see {@link #certPair(DnsName)}. The device needs the node attribute
     * {@code dns-subdomain-resolve}.
     *
     * @param parent the device's own name
     * @param minValidity how long it must be valid, zero for whatever there is
     * @return the pair for {@code *.parent}; close it to wipe the key
     */
    @Endpoint(path = "cert/{domain}", right = Right.CERT, stability = Stability.STABLE)
    public CertPair wildcardCertPair(DnsName parent, Duration minValidity) {
        return certPair("*." + parent.value(), minValidity);
    }

    private CertPair certPair(String domain, Duration minValidity) {
        if (minValidity.isNegative()) {
            throw new IllegalArgumentException("a negative validity: " + minValidity);
        }
        String validity = minValidity.isZero()
                ? ""
                : "&min_validity=" + minValidity.plusNanos(999_999_999).toSeconds() + "s";
        TransportRequest request = LocalApi.get("cert/" + domain + "?type=pair" + validity);
        try {
            return CertPair.parse(api.body(request, options.orElse(CERT)), request.operation());
        } catch (BackendStateException | AccessDeniedException | RateLimitedException e) {
            throw e;
        } catch (ApiException e) {
            throw unavailable(e, domain);
        }
    }

    private ApiException unavailable(ApiException e, String domain) {
        String said = e.serverMessage();
        if (said.contains("invalid domain") || said.contains("wildcard certificates are not enabled")) {
            List<String> names = statusWithoutPeers().certDomains();
            String remedy = names.isEmpty()
                    ? "turn on HTTPS certificates for the tailnet (admin console, DNS page)"
                    : "use one of the names that this device can have: " + String.join(", ", names);
            return new CertificateUnavailableException(e.endpoint(), e.status(), said, domain, remedy);
        }
        if (said.contains("does not support getting TLS certs")) {
            return new CertificateUnavailableException(
                    e.endpoint(),
                    e.status(),
                    said,
                    domain,
                    "turn on HTTPS certificates for the tailnet (admin console, DNS page)");
        }
        return e;
    }

    /**
     * Pings a device. A ping that failed is a result too: see {@link PingResult#ok}.
     *
     * <p>Right: none. Upstream: stable. {@code POST ping}. The daemon itself never gives up: the deadline, 10 s where none is set, does.
     *
     * @param address the device's address
     * @param type how
     * @return how it went
     */
    @Endpoint(method = "POST", path = "ping", right = Right.NONE, stability = Stability.STABLE)
    public PingResult ping(IpAddress address, PingType type) {
        return api.call(
                LocalApi.post(LocalApi.query("ping", "ip", address.value(), "type", type.wire())),
                options.orElse(LocalApi.DEFAULTS),
                PingResult::read);
    }

    /**
     * Asks the daemon's resolver, as programs on this device would be answered. Works before login too.
     *
     * <p>Right: write. Upstream: not promised. {@code GET dns-query}.
     *
     * @param name the name to ask for
     * @param type the record type, such as {@code A} or {@code TXT}
     * @return the answer; a name that does not exist is one too
     * @throws run.leger.core.BadRequestException if the daemon does not know the type
     */
    @Endpoint(path = "dns-query", right = Right.WRITE, stability = Stability.UNSTABLE)
    public DnsAnswer queryDns(String name, String type) {
        return api.call(
                LocalApi.get(LocalApi.query("dns-query", "name", name, "type", type)),
                options.orElse(LocalApi.DEFAULTS),
                DnsAnswer::read);
    }

    /**
     * Connects to a host and port through the tailnet: as with Go's {@code UserDial}, on a node with userspace networking too.
     *
     * <p>A target that is not of the tailnet (this machine, the local network, the internet) is connected to directly by this process, where the
     * daemon is 1.100 or newer and says so; older daemons connect to it themselves.
     *
     * <p>The socket's deadlines are its own: {@link Socket#setSoTimeout}, none at first. Closing it, or this client, ends its readers and
     * writers; so does interrupting one of them. When either side ends, both directions end: there is no half-close, and {@link
     * Socket#shutdownOutput} throws. It has no local address, and a remote one as it was asked for.
     *
     * <p>Blocks until the other side accepts, 10 s at most where no deadline is set. Right: none. Upstream: not promised. {@code POST dial}.
     *
     * @param host a short name or a full one of the tailnet, or an IP address
     * @param port the TCP port
     * @return the connected socket; close it
     * @throws DialFailedException if the name does not resolve, or nobody accepts there
     * @throws IllegalArgumentException if this is no host name or no port
     */
    @Endpoint(method = "POST", path = "dial", right = Right.NONE, stability = Stability.UNSTABLE)
    public Socket dial(String host, int port) {
        Dial dial = new Dial(host, port);
        TailnetSocket socket = new TailnetSocket(api, options.orElse(LocalApi.DEFAULTS));
        try {
            socket.dial(dial, options.orElse(LocalApi.DEFAULTS));
            return socket;
        } catch (SocketException e) {
            throw new ClientClosedException("dial " + host + " port " + port + ": the client was closed", null, e);
        }
    }

    /**
     * Returns a factory whose sockets connect by {@link #dial}, for libraries that take one. Sockets that it gives unconnected connect by {@link
     * Socket#connect}, whose timeout covers all of the dial; 0 is this client's deadline. Names are looked up by the daemon only.
     *
     * <p>For TLS, layer it: {@code ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket, host, port, true)}.
     *
     * @return the factory; its sockets fail as sockets do, with {@link java.io.IOException}s whose causes are the errors of this library
     */
    @Endpoint(method = "POST", path = "dial", right = Right.NONE, stability = Stability.UNSTABLE)
    public SocketFactory socketFactory() {
        return new TailnetSockets(api, options.orElse(LocalApi.DEFAULTS));
    }

    LocalApi api() {
        return api;
    }

    /**
     * Returns the calls of an area: what the network map says beside the status.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public Network network() {
        return new Network(api, options);
    }

    /**
     * Returns the calls of an area: the resolver of the tailnet and its settings.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public Dns dns() {
        return new Dns(api, options);
    }

    /**
     * Returns the calls of an area: exit nodes.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public ExitNodes exitNodes() {
        return new ExitNodes(api, options);
    }

    /**
     * Returns the calls of an area: logging in and out.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public Login login() {
        return new Login(api, options);
    }

    /**
     * Returns the calls of an area: the accounts that this device knows.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public Profiles profiles() {
        return new Profiles(api, options);
    }

    /**
     * Returns the calls of an area: the system's policy.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public Policy policy() {
        return new Policy(api, options);
    }

    /**
     * Returns the calls of an area: the daemon as a process.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public Daemon daemon() {
        return new Daemon(api, options);
    }

    /**
     * Returns the calls of an area: how this system is set up.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public HostChecks hostChecks() {
        return new HostChecks(api, options);
    }

    /**
     * Returns the calls of an area: newer versions.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public Updates updates() {
        return new Updates(api, options);
    }

    /**
     * Returns the calls of an area: counters.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public Metrics metrics() {
        return new Metrics(api, options);
    }

    /**
     * Returns the calls of an area: what the daemon serves for this device.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public Serve serve() {
        return new Serve(api, options);
    }

    /**
     * Returns the calls of an area: files from device to device.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public Taildrop taildrop() {
        return new Taildrop(api, options);
    }

    /**
     * Returns the calls of an area: shared folders.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public Drive drive() {
        return new Drive(api, options);
    }

    /**
     * Returns the calls of an area: Tailnet Lock.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public TailnetLock tailnetLock() {
        return new TailnetLock(api, options);
    }

    /**
     * Returns the calls of an area: what upstream made for debugging.
     *
     * @return the area, with this client's deadlines and bounds
     */
    public Debug debug() {
        return new Debug(api, options);
    }

    /**
     * Sends any request, for endpoints that are not typed here, with the headers that the LocalAPI insists on.
     *
     * @param request the request; its target begins with {@code /localapi/v0/}
     * @return the answer, whatever its status; close it
     */
    public TransportResponse raw(TransportRequest request) {
        return api.send(request, options);
    }

    /** Closes the connections and ends the calls that wait on them; does nothing on a view. */
    @Override
    public void close() {
        if (owner) {
            api.close();
        }
    }

    /** Settings of a {@link TailscaleClient}. */
    public static final class Builder {
        private Optional<Path> socket = Optional.empty();
        private Optional<Transport> transport = Optional.empty();
        private Optional<Set<String>> trusted = Optional.empty();
        private Optional<Supplier<Transport>> loopback = Optional.empty();
        private UnixSockets sockets = UnixSockets.JDK;
        private CallOptions options = CallOptions.none();

        private Builder() {}

        /**
         * Uses this socket, and no other if it fails.
         *
         * @param path its path
         * @return this builder
         */
        public Builder socket(Path path) {
            socket = Optional.of(path);
            return this;
        }

        /**
         * Believes the daemon only if one of these operating-system users runs it; otherwise calls fail with {@link UntrustedPeerException}
         * before anything is sent. Without this, whoever may create the socket's path is believed.
         *
         * @param users names, such as {@code root}, or numbers as text, see {@link UnixTransport.Builder#trustedPeers}
         * @return this builder
         */
        public Builder trustedUsers(String... users) {
            trusted = Optional.of(Set.copyOf(List.of(users)));
            return this;
        }

        /**
         * Believes the daemon only if root runs it, or the user of this process: what is right nearly everywhere. See {@link #trustedUsers}.
         *
         * @return this builder
         */
        public Builder trustRootOrSelf() {
            return trustedUsers("root", System.getProperty("user.name", "root"));
        }

        /**
         * Talks to a node inside another program over a port of 127.0.0.1, with the token that goes with it: what tsnet's {@code
         * Server.Loopback} returns, or a macOS app has. Both change each time that program starts.
         *
         * @param port the port
         * @param token the token of the LocalAPI; copied, the copy is wiped when the client is closed
         * @return this builder
         * @throws IllegalArgumentException if it is no port
         */
        public Builder loopback(int port, SecretBytes token) {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("not a port: " + port);
            }
            loopback = Optional.of(() -> new LoopbackTransport(port, SecretBytes.take(token.copy())));
            return this;
        }

        /**
         * Talks to the macOS app, that of the App Store or the standalone one, over its port and token. They are read when the client is
         * made, from the app's files, which may make macOS ask the user; so this is never done without being asked for. Where the app was
         * started again, make a new client. Nothing is executed.
         *
         * <p>Written from upstream's description, and tried on copies of the files only, not on a Mac.
         *
         * @return this builder
         */
        public Builder macApp() {
            return macApp(new MacApp(Path.of("/"), Path.of(System.getProperty("user.home", "/"))));
        }

        Builder macApp(MacApp app) {
            loopback = Optional.of(() -> {
                MacApp.Endpoint found = app.find()
                        .orElseThrow(
                                () -> new DaemonUnavailableException(
                                        new UnavailableException(
                                                UnavailableException.Reason.NO_SOCKET,
                                                "no port and token of the Tailscale app were found",
                                                null,
                                                null),
                                        app.attempts(),
                                        "start the Tailscale app, as the user of this process, who for the standalone app must be an admin"));
                return new LoopbackTransport(found.port(), found.token());
            });
            return this;
        }

        /**
         * Chooses the implementation of Unix sockets.
         *
         * @param implementation which
         * @return this builder
         */
        public Builder sockets(UnixSockets implementation) {
            sockets = implementation;
            return this;
        }

        /**
         * Uses a transport of the caller's, which is closed with the client.
         *
         * @param pipe the transport
         * @return this builder
         */
        public Builder transport(Transport pipe) {
            transport = Optional.of(pipe);
            return this;
        }

        /**
         * Sets deadlines and bounds for all calls.
         *
         * @param callOptions what to set
         * @return this builder
         */
        public Builder options(CallOptions callOptions) {
            options = callOptions;
            return this;
        }

        /**
         * Makes the client. The socket is looked for, but not connected to.
         *
         * @return the client
         * @throws UnsupportedPlatformException on Windows, unless a socket, a port or a transport was given
         * @throws DaemonUnavailableException if the macOS app was asked for and is not there
         */
        public TailscaleClient build() {
            return build(System.getProperty("os.name", ""));
        }

        TailscaleClient build(String osName) {
            boolean given = socket.isPresent() || loopback.isPresent() || transport.isPresent();
            if (!given && osName.startsWith("Windows") && System.getenv("TS_SOCKET") == null) {
                throw new UnsupportedPlatformException(osName);
            }
            SocketDiscovery discovery = socket.map(SocketDiscovery::at).orElseGet(SocketDiscovery::discover);
            boolean overToken = transport.isEmpty() && loopback.isPresent();
            Transport pipe =
                    transport.or(() -> loopback.map(Supplier::get)).orElseGet(() -> unix(discovery.expected()));
            return new TailscaleClient(new LocalApi(pipe, discovery, overToken), options, true);
        }

        private Transport unix(Path path) {
            UnixTransport.Builder builder = UnixTransport.builder(path).sockets(sockets);
            trusted.ifPresent(builder::trustedPeers);
            return builder.build();
        }
    }
}
