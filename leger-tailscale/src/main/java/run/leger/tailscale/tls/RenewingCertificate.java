package run.leger.tailscale.tls;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.leger.core.CallInterruptedException;
import run.leger.core.ClientClosedException;
import run.leger.core.DnsName;
import run.leger.core.LegerException;
import run.leger.core.internal.IdentityKeyManager;
import run.leger.tailscale.CertPair;
import run.leger.tailscale.TailscaleClient;

/**
 * A certificate of the tailnet for a server in this JVM, renewed while the server runs.
 *
 * <pre>{@code
 * try (RenewingCertificate certificate = RenewingCertificate.obtain(ts, name)) {
 *     https.setHttpsConfigurator(new HttpsConfigurator(certificate.sslContext()));
 *     https.start();
 *     ...
 * }
 * }</pre>
 *
 * <p>The daemon keeps the certificate and talks to the authority; this asks it again in time, spread at random so that many devices do not ask
 * at once. A new pair is used by the next handshake; connections that are open go on. While the daemon cannot renew, the old pair is served as
 * long as it is valid, and {@link #health} tells why; the daemon is asked again after a minute at first and an hour at most, or when the
 * authority says. A certificate that has run out is not served: handshakes fail until there is a new one.
 *
 * <p>Threads: one daemon thread, until {@link #close}. Nothing blocks a handshake. Safe for use by many threads.
 *
 * <p>Right: write, or the user of {@code TS_PERMIT_CERT_UID}.
 */
public final class RenewingCertificate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RenewingCertificate.class);
    /** A wait is cut into pieces of this length: a thread does not notice that the device slept, the clock does. */
    private static final Duration TICK = Duration.ofMinutes(1);

    private record State(TlsIdentity identity, Duration margin, Instant due, CertificateHealth health) {}

    private final TailscaleClient ts;
    private final DnsName name;
    private final boolean wildcard;
    private final RenewalPlan plan;
    private final Timekeeper keeper;
    private final IdentityKeyManager keys;
    private final List<Consumer<TlsIdentity>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<CompletableFuture<TlsIdentity>> waiting = new ConcurrentLinkedQueue<>();
    private final SSLContext context;
    private volatile State state;
    private volatile boolean closed;
    private volatile @Nullable Thread telling;

    private RenewingCertificate(Builder builder) {
        ts = builder.ts;
        name = builder.name;
        wildcard = builder.wildcard;
        keeper = builder.keeper.orElseGet(() -> Timekeeper.system("leger-certificate-" + name));
        plan = new RenewalPlan(builder.minValidity, builder.random);
        keys = new IdentityKeyManager("tailscale", false, keeper::now);
        context = context(keys);
        try {
            state = first();
            keys.serve(state.identity.inner());
            keeper.after(TICK, this::tick);
        } catch (RuntimeException | Error e) {
            keeper.stop();
            throw e;
        }
    }

    /**
     * Fetches the certificate and keeps it fresh. Blocks until the daemon has one, which takes a minute where it is the first for that name.
     *
     * @param ts the client; it stays the caller's and must outlive this
     * @param name one of {@link run.leger.tailscale.Status#certDomains}
     * @return the certificate
     * @throws LegerException as {@link TailscaleClient#certPair(DnsName)} does
     */
    public static RenewingCertificate obtain(TailscaleClient ts, DnsName name) {
        return builder(ts, name).obtain();
    }

    /**
     * Starts with settings.
     *
     * @param ts the client; it stays the caller's and must outlive this
     * @param name one of {@link run.leger.tailscale.Status#certDomains}
     * @return a builder
     */
    public static Builder builder(TailscaleClient ts, DnsName name) {
        return new Builder(ts, name);
    }

    private static SSLContext context(KeyManager keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /**
     * Returns the context for a server's sockets or engines, the same at each call. As a client it shows no certificate, and trusts what the JDK
     * trusts.
     *
     * @return the context
     */
    public SSLContext sslContext() {
        return context;
    }

    /**
     * Returns the key manager for a context of the caller's own, with other trust or another provider.
     *
     * @return the manager, the same at each call
     */
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    /**
     * Returns the pair of the moment.
     *
     * @return the pair, even if it has run out
     */
    public TlsIdentity identity() {
        return state.identity;
    }

    /**
     * Returns how the renewal fares. Never blocks.
     *
     * @return the state of the moment
     */
    public CertificateHealth health() {
        return state.health;
    }

    /**
     * Asks the daemon now, and serves what it has if that is new. Blocks while it does; asks once for all who wait at the same time. Renews only
     * a certificate that is due.
     *
     * @return the pair that is served afterwards
     * @throws LegerException if the daemon gave none; the old pair is served on while it is valid
     * @throws ClientClosedException if this is closed
     * @throws CallInterruptedException if the calling thread is interrupted; the daemon is asked all the same
     * @throws IllegalStateException if a listener calls it, on this certificate's own thread, which would wait for itself
     */
    public TlsIdentity refresh() {
        if (Thread.currentThread() == telling) {
            throw new IllegalStateException("a listener of onRenewal cannot refresh: it would wait for itself");
        }
        CompletableFuture<TlsIdentity> answer = new CompletableFuture<>();
        waiting.add(answer);
        if (closed) {
            throw closedError();
        }
        keeper.after(Duration.ZERO, this::askForWaiting);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("interrupted while waiting for the certificate for " + name, null, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LegerException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Has a listener called with each new pair, on this certificate's own thread, for instance to write a file for another server. What it throws
     * is logged, and stops nothing. Not called with the pair that is there already. Whoever waits in {@link #refresh} does not wait for it.
     *
     * @param listener called with the new pair, after it is served; it must not call {@link #refresh}
     */
    public void onRenewal(Consumer<TlsIdentity> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Ends the renewal and its thread. The context serves the last pair on until that runs out. */
    @Override
    public void close() {
        closed = true;
        keeper.stop();
        waiting.forEach(answer -> answer.completeExceptionally(closedError()));
    }

    private ClientClosedException closedError() {
        return new ClientClosedException("the certificate for " + name + " is closed", null, null);
    }

    private State first() {
        TlsIdentity held = fetch(Duration.ZERO);
        State now = answered(held);
        if (keeper.now().isBefore(now.due)) {
            return now;
        }
        try {
            return answered(fetch(plan.ask(now.margin, now.due, keeper.now())));
        } catch (LegerException e) {
            return failed(now, e);
        }
    }

    private TlsIdentity fetch(Duration minValidity) {
        try (CertPair pair = wildcard ? ts.wildcardCertPair(name, minValidity) : ts.certPair(name, minValidity)) {
            return TlsIdentity.of(pair);
        }
    }

    private State answered(TlsIdentity identity) {
        Instant now = keeper.now();
        Duration margin = plan.margin(identity.notBefore(), identity.notAfter());
        Instant due = plan.due(identity.notAfter(), margin);
        Instant next = now.plus(plan.waitAfterSuccess(due, now));
        return new State(
                identity, margin, due, new CertificateHealth(identity.notAfter(), now, 0, Optional.empty(), next));
    }

    private State failed(State before, LegerException failure) {
        int failures = before.health.failures() + 1;
        Instant next = keeper.now().plus(plan.waitAfterFailure(failure, failures));
        LOG.warn(
                "the certificate for {} was not renewed (failure {} in a row); it is valid until {}, next attempt at {}: {}",
                name,
                failures,
                before.identity.notAfter(),
                next,
                failure.toString());
        return new State(
                before.identity,
                before.margin,
                before.due,
                new CertificateHealth(
                        before.identity.notAfter(), before.health.lastAnswer(), failures, Optional.of(failure), next));
    }

    private void tick() {
        try {
            if (!keeper.now().isBefore(state.health.nextAttempt())) {
                ask();
            }
        } finally {
            Duration left = Duration.between(keeper.now(), state.health.nextAttempt());
            keeper.after(left.compareTo(TICK) < 0 && !left.isNegative() ? left : TICK, this::tick);
        }
    }

    private void askForWaiting() {
        if (!waiting.isEmpty()) {
            ask();
        }
    }

    /** Runs on the keeper's thread only. */
    private void ask() {
        List<CompletableFuture<TlsIdentity>> answers = new ArrayList<>();
        for (CompletableFuture<TlsIdentity> next = waiting.poll(); next != null; next = waiting.poll()) {
            answers.add(next);
        }
        State before = state;
        boolean renewed;
        try {
            State after = answered(fetch(plan.ask(before.margin, before.due, keeper.now())));
            renewed = !after.identity.certificate().equals(before.identity.certificate());
            state = renewed ? after : new State(before.identity, before.margin, before.due, after.health);
            if (renewed) {
                keys.serve(after.identity.inner());
                LOG.info("the certificate for {} is new, and valid until {}", name, after.identity.notAfter());
            }
        } catch (LegerException e) {
            if (!closed) {
                state = failed(before, e);
            }
            answers.forEach(answer -> answer.completeExceptionally(closed ? closedError() : e));
            return;
        } catch (RuntimeException | Error e) {
            answers.forEach(answer -> answer.completeExceptionally(e));
            throw e;
        }
        TlsIdentity now = state.identity;
        answers.forEach(answer -> answer.complete(now));
        if (renewed) {
            tell(now);
        }
    }

    private void tell(TlsIdentity identity) {
        telling = Thread.currentThread();
        for (Consumer<TlsIdentity> listener : listeners) {
            try {
                listener.accept(identity);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener for the certificate for {} failed", name, e);
            }
        }
        telling = null;
    }

    /** Settings of a {@link RenewingCertificate}. */
    public static final class Builder {
        private final TailscaleClient ts;
        private final DnsName name;
        private boolean wildcard;
        private Optional<Duration> minValidity = Optional.empty();
        private Optional<Timekeeper> keeper = Optional.empty();
        private LongUnaryOperator random = bound -> ThreadLocalRandom.current().nextLong(bound);

        private Builder(TailscaleClient ts, DnsName name) {
            this.ts = Objects.requireNonNull(ts, "ts");
            this.name = Objects.requireNonNull(name, "name");
        }

        /**
         * Asks for the certificate of all names directly below the name, as {@link TailscaleClient#wildcardCertPair} does.
         *
         * @return this builder
         */
        public Builder wildcard() {
            wildcard = true;
            return this;
        }

        /**
         * Sets how much life the certificate always has left, as long as the daemon can renew it. Without this it is a third of a certificate's
         * whole life; half of that is the most.
         *
         * @param least the time
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder minValidity(Duration least) {
            if (least.isNegative() || least.isZero()) {
                throw new IllegalArgumentException("a validity must be positive: " + least);
            }
            minValidity = Optional.of(least);
            return this;
        }

        /** For tests: another clock, and no chance. */
        Builder with(Timekeeper timekeeper, LongUnaryOperator chance) {
            keeper = Optional.of(timekeeper);
            random = chance;
            return this;
        }

        /**
         * Fetches the certificate and keeps it fresh, see {@link RenewingCertificate#obtain}.
         *
         * @return the certificate
         */
        public RenewingCertificate obtain() {
            return new RenewingCertificate(this);
        }
    }
}
