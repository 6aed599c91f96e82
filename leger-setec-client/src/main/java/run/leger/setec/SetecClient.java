package run.leger.setec;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.CallOptions;
import run.leger.core.HttpTransport;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.core.TcpTransport;
import run.leger.core.Transport;
import run.leger.core.internal.JsonOut;

/**
 * A client for one Setec server: every call of its API, one method each, named as in Go's {@code client/setec}.
 *
 * <p>Setec knows its callers by the tailnet address they come from, so there is nothing to log in with; what a caller may do is said in
 * the tailnet policy, under the capability {@code tailscale.com/cap/secrets}. Every method blocks until the server answers or a deadline
 * passes, and may be called from any thread. Nothing is repeated, nothing is cached, and redirects are not followed.
 *
 * <p>A first call can take half a minute or more while a fresh server obtains its certificate; {@link #defaultOptions()} leave room for
 * that. Use {@link #with} for calls that must be quicker.
 *
 * <p>Values travel and rest as bytes, never as text; the arrays that this client makes are wiped after each call. Copies in the buffers of
 * the JDK's TLS and HTTP are beyond its reach. Every method throws, apart from what it names, a {@link
 * run.leger.core.TransportException} where the bytes did not make it, a {@link run.leger.core.MalformedReplyException} where the answer is
 * not Setec's, an {@link UnidentifiedCallerException} where the server cannot tell who is calling, and an {@link ApiException} for any
 * other status. No message of these holds a value.
 *
 * <pre>{@code
 * try (var setec = SetecClient.create(URI.create("https://setec.example.ts.net"))) {
 *     SecretName name = SecretName.of("prod/db");
 *     SecretValue held = setec.get(name);
 *     if (setec.getIfChanged(name, held.version()) instanceof Refresh.Changed fresh) {
 *         rotate(fresh.value());
 *     }
 * }
 * }</pre>
 */
public final class SetecClient implements VersionedSource {
    private static final CallOptions DEFAULTS = CallOptions.none()
            .withConnectTimeout(Duration.ofSeconds(75))
            .withHeaderTimeout(Duration.ofSeconds(75))
            .withIdleTimeout(Duration.ofSeconds(30))
            .withDeadline(Duration.ofSeconds(90))
            .orElse(CallOptions.defaults());

    private final SetecCalls calls;
    private final URI server;
    private final boolean owner;

    private SetecClient(SetecCalls calls, URI server, boolean owner) {
        this.calls = calls;
        this.server = server;
        this.owner = owner;
    }

    /**
     * Returns a client with the default settings. Nothing is opened yet.
     *
     * @param server the address, such as {@code https://setec.example.ts.net}
     * @return the client
     * @throws IllegalArgumentException as {@link #builder} and {@link Builder#build} do
     */
    public static SetecClient create(URI server) {
        return builder(server).build();
    }

    /**
     * Starts a client.
     *
     * @param server the address; slashes at its end do not count
     * @return a builder
     * @throws IllegalArgumentException if it is not http or https with a host, or has a query, a fragment or user info
     */
    public static Builder builder(URI server) {
        return new Builder(server);
    }

    /**
     * Returns what holds where nobody says otherwise: 75 s to reach the server and have the head of its answer (a fresh server may first
     * have to obtain its certificate), 30 s of silence, 90 s in all, and an answer of 64 MiB, which is a value of 48 MiB.
     *
     * @return the options, with everything set
     */
    public static CallOptions defaultOptions() {
        return DEFAULTS;
    }

    @Override
    public String description() {
        return calls.server();
    }

    /**
     * Returns a view with other deadlines and bounds. It shares the connections, and so the deadline of making one; closing the view does
     * nothing.
     *
     * @param options what to change; what is not set stays as it is here
     * @return the view
     */
    @Override
    public SetecClient with(CallOptions options) {
        return new SetecClient(calls.with(options), server, false);
    }

    /**
     * Lists the secrets of which this caller may see the {@code info}, in the order of the server: by the bytes of their names. A caller that
     * may only {@code get} sees none. The way to probe whether the server works for this caller.
     *
     * @return the secrets; empty where none is visible
     */
    public List<SecretInfo> list() {
        return calls.call(Operation.list(), JsonOut.object(fields -> {}), Wire::infos);
    }

    /**
     * Returns the active value.
     *
     * @param name which secret
     * @return the value and its version
     * @throws NotFoundException if there is no such secret
     * @throws AccessDeniedException if no rule allows {@code get} of it; also for names that do not exist
     */
    @Override
    public SecretValue get(SecretName name) {
        return calls.call(Operation.read("get", name, null), named(name), Wire::value);
    }

    /**
     * Returns the active value if it is of another version than the one held. Other means different, not greater: versions can go down. The
     * server does not write an unchanged answer to its audit log, so this is the call to poll with.
     *
     * <p>A secret that was deleted and created anew starts again at version 1, so a holder of the old version 1 is told "unchanged" although
     * the value is another one. Where that can happen, use {@link #get} now and then, which tells for sure.
     *
     * @param name which secret
     * @param held the version held; {@link SecretVersion#ACTIVE} for none, which gets the value always
     * @return the active value, or that nothing changed
     * @throws NotFoundException if there is no such secret
     * @throws AccessDeniedException if no rule allows {@code get} of it
     */
    @Override
    public Refresh getIfChanged(SecretName name, SecretVersion held) {
        if (held.isActive()) {
            return new Refresh.Changed(get(name));
        }
        Optional<SecretValue> fresh = calls.callIfChanged(
                Operation.read("get", name, null),
                named(name, fields -> fields.field("Version", held.number()).field("UpdateIfChanged", true)),
                Wire::value);
        return fresh.isPresent() ? new Refresh.Changed(fresh.get()) : new Refresh.Unchanged(held);
    }

    /**
     * Returns the value of one version.
     *
     * @param name which secret
     * @param version which version; {@link SecretVersion#ACTIVE} for the active one
     * @return the value and its version
     * @throws NotFoundException if there is no such secret or version
     * @throws AccessDeniedException if no rule allows {@code get} of it
     * @throws run.leger.core.MalformedReplyException also if the server answers with another version
     */
    @Override
    public SecretValue getVersion(SecretName name, SecretVersion version) {
        return calls.call(
                Operation.read("get", name, version),
                named(name, fields -> fields.field("Version", version.number())),
                (body, at) -> Wire.value(body, at, version));
    }

    /**
     * Returns which versions there are and which one is active.
     *
     * @param name which secret
     * @return the information; no values
     * @throws NotFoundException if there is no such secret
     * @throws AccessDeniedException if no rule allows {@code info} of it; {@code get} does not include it
     */
    @Override
    public SecretInfo info(SecretName name) {
        return calls.call(Operation.read("info", name, null), named(name), Wire::info);
    }

    /**
     * Stores a value. The first value of a new secret is version 1 and active at once; every later one gets the highest number ever used plus
     * one, and is served only after {@link #activate}. A value that equals the one of the highest version is not stored again: that version
     * is returned.
     *
     * <p>An empty value needs care: where the highest version was deleted, the server says that it stored it, and does not. So after an
     * empty value this asks {@code info}, if the caller may, and throws instead of returning a version that is not there.
     *
     * @param name which secret
     * @param value the bytes, which stay the caller's to close
     * @return the version of the value; never 0
     * @throws AccessDeniedException if no rule allows {@code put} of it
     * @throws ReservedNameException if the name begins with {@code _internal/}; nothing is sent
     * @throws VersionsExhaustedException if the counter of versions wrapped, which hides the value from everybody
     * @throws ValueNotStoredException if the value is empty and the server did not store it
     * @throws IllegalArgumentException if the name is empty, or holds a {@code *} and was not made with {@link SecretName#lenient}: it
     *     is the wildcard of access rules, where it cannot be escaped, so a rule for this secret would match others
     * @throws IllegalStateException if the value was closed
     */
    public SecretVersion put(SecretName name, SecretBytes value) {
        Operation operation = Operation.write("put", "put", name, null);
        requireWritable(operation, name);
        requireOwnName(name);
        boolean empty = value.length() == 0;
        SecondLook look = new SecondLook(calls, name);
        SecretVersion version = calls.call(operation, withValue(name, null, value), Wire::version);
        if (version.isActive()) {
            throw new VersionsExhaustedException(operation.text());
        }
        if (empty && look.isMissing(version)) {
            throw new ValueNotStoredException(operation.text(), version);
        }
        return version;
    }

    /**
     * Stores a value under a version of the caller's choice and activates it at once, even if that makes the active version smaller.
     *
     * @param name which secret; it need not exist yet
     * @param version a version that was never used for it, in any order
     * @param value the bytes, which stay the caller's to close
     * @throws VersionClaimedException if that version exists or existed
     * @throws InvalidVersionException if the version is 0; nothing is sent
     * @throws AccessDeniedException if no rule allows {@code create-version} of it
     * @throws ReservedNameException if the name begins with {@code _internal/}; nothing is sent, as the server would make a secret that
     *     nobody can activate or delete
     * @throws run.leger.core.UnsupportedEndpointException if the server is too old to have the call
     * @throws IllegalArgumentException if the name is empty, or holds a {@code *} and was not made with {@link SecretName#lenient}
     * @throws IllegalStateException if the value was closed
     */
    @Override
    public void createVersion(SecretName name, SecretVersion version, SecretBytes value) {
        Operation operation = Operation.write("create-version", "create-version", name, version);
        requireWritable(operation, name);
        requireOwnName(name);
        requireVersion(operation, version);
        done(operation, withValue(name, version, value));
    }

    /**
     * Makes a version the one that {@link #get} serves. It may be an older one, and activating the active one does nothing.
     *
     * @param name which secret
     * @param version which version
     * @throws NotFoundException if there is no such secret or version
     * @throws InvalidVersionException if the version is 0; nothing is sent
     * @throws AccessDeniedException if no rule allows {@code activate} of it
     * @throws ReservedNameException if the name begins with {@code _internal/}; nothing is sent
     * @throws IllegalArgumentException if the name is empty
     */
    public void activate(SecretName name, SecretVersion version) {
        change(Operation.write("activate", "activate", name, version), name, version);
    }

    /**
     * Deletes one version for good. Its number stays used up.
     *
     * @param name which secret
     * @param version which version; not the active one
     * @throws ActiveVersionException if that version is active. The server does not say so; {@code info} is asked after its refusal, and
     *     where that is not allowed the refusal is a plain {@link ApiException} with status 500
     * @throws NotFoundException if there is no such secret or version
     * @throws InvalidVersionException if the version is 0; nothing is sent
     * @throws AccessDeniedException if no rule allows {@code delete} of it
     * @throws ReservedNameException if the name begins with {@code _internal/}; nothing is sent
     * @throws IllegalArgumentException if the name is empty
     */
    public void deleteVersion(SecretName name, SecretVersion version) {
        SecondLook look = new SecondLook(calls, name);
        try {
            change(Operation.write("delete-version", "delete", name, version), name, version);
        } catch (ReservedNameException | UnidentifiedCallerException e) {
            throw e;
        } catch (ApiException e) {
            throw e.status() == 500 ? look.afterDelete(version, e) : e;
        }
    }

    /**
     * Deletes a secret with all its versions for good; deleting one that does not exist does nothing. Its numbers are forgotten: put anew, it
     * starts at version 1 again, which {@link #getIfChanged} cannot tell from the old version 1.
     *
     * @param name which secret
     * @throws AccessDeniedException if no rule allows {@code delete} of it
     * @throws ReservedNameException if the name begins with {@code _internal/}; nothing is sent
     * @throws IllegalArgumentException if the name is empty
     */
    public void delete(SecretName name) {
        Operation operation = Operation.write("delete", "delete", name, null);
        requireWritable(operation, name);
        done(operation, named(name));
    }

    /**
     * Calls an endpoint that has no method here, and returns the body of its answer unread. The answer may hold secrets, so it is not text.
     *
     * @param path the endpoint, such as {@code /api/get}
     * @param body a JSON value in UTF-8, which stays the caller's to close
     * @return the body of the answer
     * @throws run.leger.core.UnsupportedEndpointException if the server does not have it
     * @throws IllegalArgumentException if the path does not begin with {@code /api/}
     */
    public SecretBytes raw(String path, SecretBytes body) {
        if (!path.startsWith("/api/")) {
            throw new IllegalArgumentException("not a path below /api/");
        }
        return calls.call(Operation.raw(path), body.copy(), (answer, at) -> SecretBytes.copyOf(answer));
    }

    private void change(Operation operation, SecretName name, SecretVersion version) {
        requireWritable(operation, name);
        requireVersion(operation, version);
        done(operation, named(name, fields -> fields.field("Version", version.number())));
    }

    private void done(Operation operation, byte[] body) {
        calls.call(operation, body, (answer, at) -> {
            Wire.nothing(answer, at);
            return true;
        });
    }

    private static byte[] named(SecretName name) {
        return named(name, fields -> {});
    }

    private static byte[] named(SecretName name, Consumer<JsonOut> more) {
        return JsonOut.object(fields -> more.accept(fields.field("Name", name.text())));
    }

    private static byte[] withValue(SecretName name, @Nullable SecretVersion version, SecretBytes value) {
        return value.use(bytes -> named(name, fields -> {
            if (version != null) {
                fields.field("Version", version.number());
            }
            fields.field("Value", bytes);
        }));
    }

    private static void requireWritable(Operation operation, SecretName name) {
        if (name.isReserved()) {
            throw new ReservedNameException(operation.text());
        }
        if (name.text().isEmpty()) {
            throw new IllegalArgumentException("a secret's name cannot be empty");
        }
    }

    private static void requireOwnName(SecretName name) {
        if (name.isUnintendedPattern()) {
            throw new IllegalArgumentException("a * in the name " + name.shown()
                    + " would make an access rule for it match other secrets; SecretName.lenient allows it");
        }
    }

    private static void requireVersion(Operation operation, SecretVersion version) {
        if (version.isActive()) {
            throw new InvalidVersionException(operation.text(), 400, "not sent: version 0 names no version");
        }
    }

    /** Ends waiting calls and lets the connections go. Does nothing on a view. */
    @Override
    public void close() {
        if (owner) {
            calls.close();
        }
    }

    /**
     * Returns which server this is a client of.
     *
     * @return its address
     */
    @Override
    public String toString() {
        return "SetecClient(" + server + ")";
    }

    /** Settings of a {@link SetecClient}. */
    public static final class Builder {
        private final URI server;
        private @Nullable Transport transport;
        private @Nullable HttpClient httpClient;
        private CallOptions options = CallOptions.none();
        private boolean plainHttp;

        private Builder(URI server) {
            this.server = ServerAddress.checked(server);
        }

        /**
         * Sends through this pipe, which is closed with the client. The address is then only a label in {@code toString}: the pipe decides where
         * calls go and how they are protected on the way, and gets targets such as {@code /api/get}.
         *
         * @param transport the pipe
         * @return this builder
         */
        public Builder transport(Transport transport) {
            this.transport = Objects.requireNonNull(transport, "transport");
            return this;
        }

        /**
         * Sends through this HTTP client, for a proxy or a trust store of one's own. Without one, calls go over a {@link TcpTransport}, or over the JDK's
         * client where its default proxy selector names a proxy for the server. It is not closed with the Setec client.
         *
         * @param httpClient a client that does not follow redirects
         * @return this builder
         */
        public Builder httpClient(HttpClient httpClient) {
            this.httpClient = Objects.requireNonNull(httpClient, "httpClient");
            return this;
        }

        /**
         * Changes deadlines and bounds for all calls.
         *
         * @param options what to change; the rest is as in {@link SetecClient#defaultOptions()}
         * @return this builder
         */
        public Builder options(CallOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Allows {@code http} to another host than this one. Secrets then cross the network as they are, unless the tailnet or something else
         * encrypts them below.
         *
         * @return this builder
         */
        public Builder allowPlainHttp() {
            this.plainHttp = true;
            return this;
        }

        /**
         * Makes the client. Nothing is opened yet.
         *
         * @return the client
         * @throws IllegalArgumentException if the address is {@code http} to another host and that was not allowed, or the HTTP client follows
         *     redirects
         * @throws IllegalStateException if both a transport and an HTTP client were given
         */
        public SetecClient build() {
            return new SetecClient(new SetecCalls(pipe(), "server " + server, options.orElse(DEFAULTS)), server, true);
        }

        private Transport pipe() {
            if (transport != null) {
                if (httpClient != null) {
                    throw new IllegalStateException("give a transport or an HTTP client, not both");
                }
                return transport;
            }
            if (!plainHttp && !ServerAddress.isConfidential(server)) {
                throw new IllegalArgumentException("secrets would travel in clear to " + server
                        + ": use https, or allowPlainHttp() if the way there is protected otherwise");
            }
            if (httpClient == null && isDirect(server)) {
                return TcpTransport.builder(server).build();
            }
            HttpTransport.Builder http = HttpTransport.builder(server)
                    .connectTimeout(options.orElse(DEFAULTS).connectTimeout().orElseThrow());
            if (httpClient != null) {
                http.client(httpClient);
            }
            return http.build();
        }

        /** Only the JDK's HTTP client knows proxies. */
        private static boolean isDirect(URI server) {
            ProxySelector proxies = ProxySelector.getDefault();
            return proxies == null
                    || proxies.select(server).stream().allMatch(proxy -> proxy.type() == Proxy.Type.DIRECT);
        }
    }
}
