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
import run.leger.core.BadRequestException;
import run.leger.core.CallOptions;
import run.leger.core.ClientClosedException;
import run.leger.core.DnsName;
import run.leger.core.IpAddress;
import run.leger.core.LegerException;
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
import run.leger.core.UnsupportedEndpointException;
import run.leger.core.UntrustedPeerException;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.ThisUser;

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
    /** A first certificate needs DNS records to spread. */
    private static final CallOptions CERT = CallOptions.deadline(Duration.ofMinutes(5))
            .withHeaderTimeout(Duration.ofMinutes(5))
            .withMaxBodyBytes(1 << 20);

    /** The first daemon that asks for whom a caller's capabilities are, 1.100. */
    private static final int SCOPED_WHOIS = 141;

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
        return api.call(LocalApi.get("status"), options.orElse(LocalApi.LARGE), Status::read);
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
        // The interface of this device that it came by, after the %, is nothing that the daemon knows.
        String host = remote.getAddress().getHostAddress().split("%", 2)[0];
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

    /**
     * Returns who is behind an address, see {@link #whoIs(String)}, where it is known over which protocol they came: with userspace networking two
     * callers may share an address and port, one over each. {@code whoIs} looks at TCP first, and then at UDP.
     *
     * <p>Right: read. Upstream: stable. {@code GET whois}.
     *
     * @param protocol over which they came
     * @param address an IP address, or IP:port with an IPv6 address in brackets
     * @return the owner, or empty where the tailnet has no such peer
     */
    @Endpoint(path = "whois", right = Right.READ, stability = Stability.STABLE)
    public Optional<WhoIs> whoIsProto(IpProtocol protocol, String address) {
        return whoIs("addr", Objects.requireNonNull(address, "address"), "proto", protocol.wire());
    }

    /**
     * Returns who is behind an address, see {@link #whoIs(String)}, with the capabilities that they are granted for one Tailscale Service that this
     * device hosts, and none of the others.
     *
     * <p>Right: read. Upstream: stable. {@code GET whois}. Since daemon 1.100.
     *
     * @param address an IP address, or IP:port with an IPv6 address in brackets
     * @param service the Service's name, as {@code svc:name}
     * @return the owner, or empty where the tailnet has no such peer
     * @throws IllegalArgumentException if the name is empty, which the daemon would take for any destination
     * @throws run.leger.core.BadRequestException if it is not the name of a Service
     * @throws UnsupportedEndpointException if the daemon is older and told the capabilities for all destinations, which are thrown away then
     */
    @Endpoint(path = "whois", right = Right.READ, stability = Stability.STABLE, since = "1.100")
    public Optional<WhoIs> whoIsForService(String address, String service) {
        if (service.isEmpty()) {
            throw new IllegalArgumentException("a service without a name");
        }
        return whoIs("addr", Objects.requireNonNull(address, "address"), "svc_name", service);
    }

    /**
     * Returns who is behind an address, see {@link #whoIs(String)}, with the capabilities that they are granted for one destination, and none of the
     * others.
     *
     * <p>Right: read. Upstream: stable. {@code GET whois}. Since daemon 1.100.
     *
     * @param address an IP address, or IP:port with an IPv6 address in brackets
     * @param destination an address that this device answers for: its own, a Service's, or one that it routes
     * @return the owner, or empty where the tailnet has no such peer
     * @throws UnsupportedEndpointException if the daemon is older and told the capabilities for all destinations, which are thrown away then
     */
    @Endpoint(path = "whois", right = Right.READ, stability = Stability.STABLE, since = "1.100")
    public Optional<WhoIs> whoIsForIp(String address, IpAddress destination) {
        return whoIs("addr", Objects.requireNonNull(address, "address"), "dst_ip", destination.value());
    }

    private Optional<WhoIs> whoIs(String... parameters) {
        List<String> named = List.of(parameters);
        boolean scoped = named.contains("svc_name") || named.contains("dst_ip");
        TransportRequest request = LocalApi.get(LocalApi.query("whois", parameters));
        return found(() -> scoped
                ? api.call(request, options.orElse(LocalApi.DEFAULTS), SCOPED_WHOIS, WhoIs::read)
                : api.call(request, options.orElse(LocalApi.DEFAULTS), WhoIs::read));
    }

    private static <T> Optional<T> found(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns a peer as the control plane describes it now.
     *
     * <p>Right: read. Upstream: not promised. {@code GET peer-by-id}. Since daemon 1.98.
     *
     * @param id the peer's numeric id
     * @return the peer, or empty where there is none of that id; this device itself is none
     * @throws run.leger.core.BadRequestException if the id is not positive
     * @throws UnsupportedEndpointException if the daemon is older
     */
    @Endpoint(path = "peer-by-id", right = Right.READ, stability = Stability.UNSTABLE, since = "1.98")
    public Optional<Node> peerById(NodeId id) {
        return found(() -> api.call(
                LocalApi.get(LocalApi.query("peer-by-id", "id", Long.toString(id.value()))),
                options.orElse(LocalApi.DEFAULTS),
                Node::read));
    }

    /**
     * Returns a user that a node of the tailnet refers to.
     *
     * <p>Right: read. Upstream: stable. {@code GET user-profile}. Since daemon 1.100.
     *
     * @param id the user's id
     * @return the user, or empty where no node refers to one of that id
     * @throws run.leger.core.BadRequestException if the id is not positive
     * @throws UnsupportedEndpointException if the daemon is older
     */
    @Endpoint(path = "user-profile", right = Right.READ, stability = Stability.STABLE, since = "1.100")
    public Optional<UserProfile> userProfile(UserId id) {
        return found(() -> api.call(
                LocalApi.get(LocalApi.query("user-profile", "id", Long.toString(id.value()))),
                options.orElse(LocalApi.DEFAULTS),
                UserProfile::read));
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
        TimeLeft left = TimeLeft.from(options.orElse(LocalApi.DEFAULTS));
        Prefs after = api.call(request, left.options(), Prefs::read);
        List<String> ignored = edit.ignoredIn(after.raw());
        if (!ignored.isEmpty()) {
            throw new EditIgnoredException(ignored, versionIfTold(left));
        }
        return after;
    }

    private String versionIfTold(TimeLeft left) {
        try {
            return with(left.forOneMore()).daemonVersion();
        } catch (LegerException e) {
            return "of unknown version";
        }
    }

    /**
     * Asks the daemon whether it would refuse settings, and changes nothing. {@link #editPrefs} checks the same and more.
     *
     * <p>Right: write. Upstream: not promised. {@code POST check-prefs}. Go's client overlooks what the daemon answers here.
     *
     * @param prefs whole settings
     * @throws run.leger.core.BadRequestException if it would; the message has the daemon's reasons, one a line, and the status is 200
     */
    @Endpoint(method = "POST", path = "check-prefs", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void checkPrefs(Prefs prefs) {
        check(PrefsEdit.none().over(prefs.raw()));
    }

    /**
     * Asks the daemon whether it would refuse an edit of the settings of now, see {@link #checkPrefs(Prefs)}.
     *
     * <p>Right: write. Upstream: not promised. {@code GET prefs}, {@code POST check-prefs}.
     *
     * @param edit the change
     * @throws run.leger.core.BadRequestException if it would; the message has the daemon's reasons, one a line, and the status is 200
     */
    @Endpoint(method = "POST", path = "check-prefs", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void checkPrefs(PrefsEdit edit) {
        check(edit.over(prefs().raw()));
    }

    private void check(byte[] prefs) {
        TransportRequest request = LocalApi.of("POST", "check-prefs", prefs);
        byte[] answer = api.body(request, options.orElse(LocalApi.DEFAULTS));
        String refusal = JsonIn.read(answer, request.operation(), in -> in.map(JsonIn::raw))
                        .isEmpty()
                ? ""
                : LocalApi.errorText(answer);
        if (!refusal.isEmpty()) {
            throw new BadRequestException(request.operation(), 200, refusal, null);
        }
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
        TimeLeft left = TimeLeft.from(options.orElse(CERT));
        try {
            return CertPair.parse(api.body(request, left.options()), request.operation());
        } catch (BackendStateException | AccessDeniedException | RateLimitedException e) {
            throw e;
        } catch (ApiException e) {
            throw unavailable(e, domain, left);
        }
    }

    private static String remedy(List<String> names) {
        return names.isEmpty()
                ? "turn on HTTPS certificates for the tailnet (admin console, DNS page)"
                : "use one of the names that this device can have: " + String.join(", ", names);
    }

    private ApiException unavailable(ApiException e, String domain, TimeLeft left) {
        String said = e.serverMessage();
        if (said.contains("invalid domain") || said.contains("wildcard certificates are not enabled")) {
            String remedy = api.state(left)
                    .map(status -> remedy(status.certDomains()))
                    .orElse("use one of the names for which this device can have a certificate");
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
     * <p>Right: none. Upstream: not promised. {@code POST ping}. The daemon itself never gives up: the deadline, 10 s where none is set, does.
     *
     * @param address the device's address
     * @param type how
     * @return how it went
     */
    @Endpoint(method = "POST", path = "ping", right = Right.NONE, stability = Stability.UNSTABLE)
    public PingResult ping(IpAddress address, PingType type) {
        return ping(address, type, 0);
    }

    /**
     * Pings a device with packets of a size, see {@link #ping(IpAddress, PingType)}: what a path lets through shows its largest packet.
     *
     * <p>Right: none. Upstream: not promised. {@code POST ping}. A packet that is too large for the path gets no answer: the deadline, 10 s where none
     * is set, ends the call.
     *
     * @param address the device's address
     * @param type how; other than {@link PingType#DISCO} goes with no size but 0
     * @param size bytes that each packet carries, without the headers of IP and UDP, up to 65467; fewer than a ping takes, such as 0, are as many as
     *     it takes
     * @return how it went
     * @throws run.leger.core.BadRequestException if the daemon has no pings of that type and size
     */
    @Endpoint(method = "POST", path = "ping", right = Right.NONE, stability = Stability.UNSTABLE)
    public PingResult ping(IpAddress address, PingType type, int size) {
        return api.call(
                LocalApi.post(LocalApi.query(
                        "ping", "ip", address.value(), "type", type.wire(), "size", Integer.toString(size))),
                options.orElse(LocalApi.DEFAULTS),
                PingResult::read);
    }

    /**
     * Returns a token of OpenID Connect with which this device shows somebody else who it is. The control plane makes it.
     *
     * <p>Right: write. Upstream: not promised. {@code GET id-token}. The deadline is 40 s where none is set.
     *
     * @param audience for whom it is, as they ask for it
     * @return the token, a signed JWT in ASCII; whoever has it can be this device for that audience until it expires. Close it to wipe it
     * @throws run.leger.core.BadRequestException if the audience is blank
     * @throws UnsupportedEndpointException if the daemon or its control plane does not make tokens
     * @throws BackendStateException if the daemon is not connected
     * @throws ApiException with the control plane's own status, if it refuses
     */
    @Endpoint(path = "id-token", right = Right.WRITE, stability = Stability.UNSTABLE)
    public SecretBytes idToken(String audience) {
        TransportRequest request = LocalApi.get(LocalApi.query("id-token", "aud", audience));
        try {
            return IdToken.take(
                    api.body(request, options.orElse(LocalApi.waiting(Duration.ofSeconds(30)))), request.operation());
        } catch (UnsupportedEndpointException e) {
            // The daemon passes on what the control plane answers, and both may say this.
            throw new UnsupportedEndpointException(
                    e.endpoint(),
                    e.status(),
                    e.serverMessage(),
                    "this tailscaled or this tailnet's control plane does not make id tokens");
        }
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
     * Opens the bus: what changes in the daemon, as it changes. The deadline, 10 s where none is set, is for opening it, each time; afterwards
     * silence is no failure. A bound on the body is one on each message, 256 MiB where none is set.
     *
     * <p>Right: read. Upstream: not promised. {@code GET watch-ipn-bus}.
     *
     * @param mask what to hear
     * @return the watch, which stands; close it
     * @throws run.leger.core.UnsupportedEndpointException if this daemon was built without its bus
     * @throws run.leger.core.BadRequestException if the daemon refuses the mask
     */
    @Endpoint(path = "watch-ipn-bus", right = Right.READ, stability = Stability.UNSTABLE)
    public Watch watch(NotifyWatchOpt mask) {
        return Watch.open(api, mask, options);
    }

    /**
     * Waits until a daemon answers: for programs that start together with it. Whether it is logged in does not matter.
     *
     * <p>Right: read. Upstream: stable. {@code GET status?peers=false}.
     *
     * @param timeout how long to wait; zero asks once
     * @return the first status, without peers
     * @throws DaemonUnavailableException if none answered in time, with what was found instead; at once where waiting is no help, because this
     *     user may not connect, say
     */
    @Endpoint(path = "status", right = Right.READ, stability = Stability.STABLE)
    public Status awaitSocket(Duration timeout) {
        return new Waiting(this, api, timeout).forSocket();
    }

    /**
     * Waits until the device is connected, also over a start or restart of the daemon. Does nothing to make it so: a state in which somebody has to act
     * is reported as soon as it is certain, and a device that is only starting is waited for. News comes over the bus; a daemon without one is asked
     * four times a second.
     *
     * <p>Every other outcome is an exception, so that none can be overlooked, and has a remedy.
     *
     * <p>Right: read. Upstream: stable. {@code GET status?peers=false}, {@code GET watch-ipn-bus}.
     *
     * @param timeout how long to wait; zero asks once
     * @return the status, without peers, of the device that is connected
     * @throws NeedsLoginException if it is logged out, with the address where a login waits; {@link KeyExpiredException} if its key has expired
     * @throws NeedsApprovalException if an admin must approve it
     * @throws StoppedException if it is turned off
     * @throws InUseByOtherUserException if, on Windows, another user of the system has the daemon
     * @throws StartingException if it was still starting at the end
     * @throws DaemonUnavailableException if no daemon answered in time
     */
    @Endpoint(path = "status", right = Right.READ, stability = Stability.STABLE)
    public Status awaitRunning(Duration timeout) {
        return new Waiting(this, api, timeout).forRunning();
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
     * <p>Blocks until the other side accepts, 10 s at most where no deadline is set. Right: none. Upstream: stable. {@code POST dial}.
     *
     * @param host a short name or a full one of the tailnet, or an IP address
     * @param port the TCP port
     * @return the connected socket; close it
     * @throws DialFailedException if the name does not resolve, or nobody accepts there
     * @throws IllegalArgumentException if this is no host name or no port
     */
    @Endpoint(method = "POST", path = "dial", right = Right.NONE, stability = Stability.STABLE)
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
    @Endpoint(method = "POST", path = "dial", right = Right.NONE, stability = Stability.STABLE)
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
        return new ExitNodes(this, api, options);
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
         * Believes the daemon only if root runs it, or the user of this process: what is right nearly everywhere. A user without a name is believed by
         * number. See {@link #trustedUsers}.
         *
         * @return this builder
         */
        public Builder trustRootOrSelf() {
            return trustedUsers("root", ThisUser.name());
        }

        /**
         * Talks to a node inside another program over a port of 127.0.0.1, with the token that goes with it: what tsnet's {@code
         * Server.Loopback} returns, or a macOS app has. Both change each time that program starts.
         *
         * @param port the port
         * @param token the token of the LocalAPI; copied at once, for one client, which wipes the copy when it is closed
         * @return this builder
         * @throws IllegalArgumentException if it is no port
         */
        public Builder loopback(int port, SecretBytes token) {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("not a port: " + port);
            }
            SecretBytes copy = SecretBytes.take(token.copy());
            loopback = Optional.of(() -> new LoopbackTransport(port, copy));
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
            SocketDiscovery discovery =
                    socket.isPresent() ? SocketDiscovery.at(socket.get()) : SocketDiscovery.discover();
            boolean overToken = transport.isEmpty() && loopback.isPresent();
            Transport pipe;
            if (transport.isPresent()) {
                pipe = transport.get();
            } else if (loopback.isPresent()) {
                pipe = loopback.get().get();
            } else {
                pipe = unix(discovery.expected());
            }
            return new TailscaleClient(new LocalApi(pipe, discovery, overToken), options, true);
        }

        private Transport unix(Path path) {
            UnixTransport.Builder builder = UnixTransport.builder(path).sockets(sockets);
            trusted.ifPresent(builder::trustedPeers);
            return builder.build();
        }
    }
}
