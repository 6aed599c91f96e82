package run.leger.core;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import run.leger.core.internal.HttpBase;
import run.leger.core.internal.HttpCalls;

/**
 * HTTP over TCP with the JDK's client. HTTP/1.1 only, redirects are not followed, nothing is repeated by us: the JDK itself repeats a GET or
 * HEAD, and nothing else, whose connection ends before any byte of the answer.
 *
 * <p>Safe for use by many threads. Give it an {@link HttpClient} of your own to set a proxy, an SSL context or an executor.
 *
 * <p>Deadlines: that of connecting belongs to the client ({@link Builder#connectTimeout}, or what the given client was built with) and not to
 * the call, whose {@link CallOptions#connectTimeout()} has no effect here. The header deadline runs from the call's begin, so it covers
 * connecting and sending too. A head is read up to 384 KiB at most, whatever the call allows ({@code jdk.http.maxHeaderSize}).
 *
 * <p>Limits of the JDK's client: it does not close the connection of an answer that was not HTTP, which costs a descriptor each time. Before
 * Java 21 the kept connections and the thread of a transport that was closed end only when they are collected as garbage. It also passes over header lines without a colon. And where a server
 * does not ask for a body that expects to be asked for, some versions wait for ever: {@code Expect} is not sent, and the body is sent at once.
 */
public final class HttpTransport implements Transport {
    private final HttpCalls calls;
    private final URI base;

    private HttpTransport(Builder builder) {
        base = builder.base;
        calls = new HttpCalls(builder.base, builder.client, builder.connectTimeout);
    }

    /**
     * Starts a transport to an address.
     *
     * @param base scheme, host, port, and a path that is put before each target
     * @return a builder
     * @throws IllegalArgumentException if the address is not http or https with a host, or has a query, a fragment or user info
     */
    public static Builder builder(URI base) {
        return new Builder(base);
    }

    @Override
    public TransportResponse send(TransportRequest request, CallOptions options) {
        return calls.send(
                Objects.requireNonNull(request, "request"),
                Objects.requireNonNull(options, "options").orElse(CallOptions.defaults()));
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

    /** Settings of an {@link HttpTransport}. */
    public static final class Builder {
        private final URI base;
        private Optional<HttpClient> client = Optional.empty();
        private Duration connectTimeout = Duration.ofSeconds(5);

        private Builder(URI base) {
            HttpBase.require(base);
            this.base = base;
        }

        /**
         * Uses this client; it is not closed with the transport. It must not follow redirects: an answer to another request would pass for the
         * answer to ours.
         *
         * @param client the client
         * @return this builder
         * @throws IllegalArgumentException if it follows redirects
         */
        public Builder client(HttpClient client) {
            if (client.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException("the HttpClient must not follow redirects");
            }
            this.client = Optional.of(client);
            return this;
        }

        /**
         * Sets the deadline for reaching the other side. It holds for all calls, and only where no {@link #client} is given: such a client
         * has its own.
         *
         * @param time the time; the default is 5 s
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder connectTimeout(Duration time) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("a deadline must be positive: " + time);
            }
            connectTimeout = time;
            return this;
        }

        /**
         * Makes the transport. Nothing is opened yet.
         *
         * @return the transport
         */
        public HttpTransport build() {
            return new HttpTransport(this);
        }
    }
}
