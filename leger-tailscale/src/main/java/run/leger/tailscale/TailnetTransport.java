package run.leger.tailscale;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import run.leger.core.CallOptions;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.internal.HttpBase;
import run.leger.core.internal.PipeCalls;
import run.leger.core.internal.TlsLayer;

/**
 * HTTP/1.1 to a host of the tailnet, over connections that the daemon makes: it works on a node with userspace networking too, without a
 * proxy.
 *
 * <pre>{@code
 * URI setec = URI.create("https://setec.tail1234.ts.net");
 * try (var transport = TailnetTransport.builder(ts, setec).build();
 *         var secrets = SetecClient.builder(setec).transport(transport).build()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads, virtual ones included. Redirects are not followed. Over https the certificate must be for the host of the
 * address. A host that is not of the tailnet is connected to directly, see {@link TailscaleClient#dial}.
 *
 * <p>Deadlines: {@link CallOptions#connectTimeout()} covers the dial and the TLS handshake, and is 15 s where nothing is set: the first
 * packets between two devices may take 5 s. A failed dial is a {@link DialFailedException}, a missing daemon a {@link
 * DaemonUnavailableException}.
 */
public final class TailnetTransport implements Transport {
    private static final CallOptions DEFAULTS = CallOptions.none().withConnectTimeout(Duration.ofSeconds(15));

    private final PipeCalls calls;
    private final URI base;
    private final String prefix;

    private TailnetTransport(Builder builder) {
        base = builder.base;
        prefix = HttpBase.prefix(base);
        calls = new PipeCalls(
                new DialConnector(builder.api, base, TlsLayer.contextFor(base, builder.context)), builder.keepIdle);
    }

    /**
     * Starts a transport to an address.
     *
     * @param client whose daemon dials; it must stay open as long as the transport is used, and is not closed with it
     * @param base scheme, host, port, and a path that is put before each target
     * @return a builder
     * @throws IllegalArgumentException if the address is not http or https with a host, or has a query, a fragment or user info
     */
    public static Builder builder(TailscaleClient client, URI base) {
        return new Builder(client.api(), base);
    }

    @Override
    public TransportResponse send(TransportRequest request, CallOptions options) {
        return calls.send(HttpBase.behind(prefix, request), options.orElse(DEFAULTS));
    }

    /**
     * Returns the address that targets are put behind.
     *
     * @return the address as it was given
     */
    public URI base() {
        return base;
    }

    @Override
    public void close() {
        calls.close();
    }

    /** Settings of a {@link TailnetTransport}. */
    public static final class Builder {
        private final LocalApi api;
        private final URI base;
        private Optional<SSLContext> context = Optional.empty();
        private int keepIdle = 8;

        private Builder(LocalApi api, URI base) {
            HttpBase.require(base);
            this.api = api;
            this.base = base;
        }

        /**
         * Chooses whom to trust, and as whom to appear, over https.
         *
         * @param sslContext the context; the default is the JDK's own
         * @return this builder
         */
        public Builder sslContext(SSLContext sslContext) {
            context = Optional.of(Objects.requireNonNull(sslContext, "sslContext"));
            return this;
        }

        /**
         * Sets how many idle connections are kept for reuse.
         *
         * @param connections the number, 0 for a new connection for each call; the default is 8
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder keepIdle(int connections) {
            if (connections < 0) {
                throw new IllegalArgumentException("a negative number of connections: " + connections);
            }
            keepIdle = connections;
            return this;
        }

        /**
         * Makes the transport. Nothing is opened yet.
         *
         * @return the transport
         */
        public TailnetTransport build() {
            return new TailnetTransport(this);
        }
    }
}
