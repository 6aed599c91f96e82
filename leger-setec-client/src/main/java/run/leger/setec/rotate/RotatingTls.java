package run.leger.setec.rotate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import run.leger.core.Observer;
import run.leger.core.internal.IdentityKeyManager;
import run.leger.core.internal.KeyIdentity;
import run.leger.setec.Secret;
import run.leger.setec.SecretUnavailableException;

/**
 * A TLS identity from a secret, for servers and for clients that show a certificate: each new handshake uses the one of the moment, connections that are
 * open go on.
 *
 * <pre>{@code
 * try (RotatingTls tls = RotatingTls.pem(store.secret(SecretName.of("prod/tls"))).start()) {
 *     https.setHttpsConfigurator(new HttpsConfigurator(tls.sslContext()));
 *     ...
 * }
 * }</pre>
 *
 * <p>A secret that cannot be read, whose key is not the certificate's, or whose certificate has run out, is not served: the one before is, and {@link
 * #state} tells. A certificate that runs out while it is served is not shown any more: handshakes fail until there is another one.
 *
 * <p>Holds the key for as long as it is served: the JDK's keys cannot be wiped. EC, RSA and EdDSA keys. Safe for use by many threads.
 */
public final class RotatingTls implements AutoCloseable {
    private final Rotating<KeyIdentity> rotating;
    private final IdentityKeyManager keys;
    private final SSLContext context;

    private RotatingTls(Rotating<KeyIdentity> rotating, IdentityKeyManager keys, SSLContext context) {
        this.rotating = rotating;
        this.keys = keys;
        this.context = context;
    }

    /**
     * Starts with a secret that is a PEM text: a private key (PKCS#8, or the older forms of EC and RSA, not encrypted) and the certificates, the own one
     * first. Where in the text the key is does not matter.
     *
     * @param secret which secret
     * @return a builder
     */
    public static Builder pem(Secret secret) {
        return new Builder(secret, TlsSecret::pem);
    }

    /**
     * Starts with a secret that is a PKCS#12 store; its first private key with a certificate is used.
     *
     * @param secret which secret
     * @param password gives the password of store and key at each reading, in an array that is wiped afterwards
     * @return a builder
     */
    public static Builder pkcs12(Secret secret, Supplier<char[]> password) {
        Objects.requireNonNull(password, "password");
        return new Builder(secret, value -> TlsSecret.pkcs12(value, password));
    }

    /**
     * Returns the context, the same at each call.
     *
     * @return the context
     */
    public SSLContext sslContext() {
        return context;
    }

    /**
     * Returns the key manager, for a context of the caller's own.
     *
     * @return the manager, the same at each call
     */
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    /**
     * Returns the certificates of the moment.
     *
     * @return the chain, the own one first, even if it has run out
     * @throws run.leger.core.ClientClosedException if this is closed
     */
    public List<X509Certificate> chain() {
        return rotating.<List<X509Certificate>, RuntimeException>use(KeyIdentity::chain);
    }

    /**
     * Returns how this fares. Never blocks.
     *
     * @return the state of the moment
     */
    public RotatingState state() {
        return rotating.state();
    }

    /** Ends following the secret. The context serves the last identity on until that runs out. */
    @Override
    public void close() {
        rotating.close();
    }

    @Override
    public String toString() {
        return "RotatingTls(" + rotating + ")";
    }

    /** Settings of a {@link RotatingTls}. */
    public static final class Builder {
        private final Secret secret;
        private final Build<KeyIdentity> read;
        private TrustManager @Nullable [] trust;
        private UnaryOperator<RotatingBuilder<KeyIdentity>> more = builder -> builder;
        private RotateThreads threads = SystemThreads.SHARED;

        private Builder(Secret secret, Build<KeyIdentity> read) {
            this.secret = Objects.requireNonNull(secret, "secret");
            this.read = read;
        }

        /**
         * Sets whom {@link RotatingTls#sslContext} trusts. Without this it is whom the JDK trusts.
         *
         * @param managers the managers
         * @return this builder
         */
        public Builder trusting(TrustManager... managers) {
            trust = managers.clone();
            return this;
        }

        /**
         * Sets where this reports what it counts and times, see {@link RotatingBuilder#observer}.
         *
         * @param observer told of all that
         * @param labels go with each metric; never anything secret
         * @return this builder
         */
        public Builder observer(Observer observer, Map<String, String> labels) {
            more = builder -> builder.observer(observer, labels);
            return this;
        }

        /** For tests: another clock. */
        Builder with(RotateThreads keeper) {
            threads = keeper;
            return this;
        }

        /**
         * Reads the secret and serves it.
         *
         * @return the identity
         * @throws RotationFailedException if it cannot be read, or has run out
         * @throws SecretUnavailableException if the secret has no value
         */
        public RotatingTls start() {
            IdentityKeyManager keys = new IdentityKeyManager("setec", true, threads::now);
            RotateThreads clock = threads;
            Rotating<KeyIdentity> rotating = more.apply(Rotating.<KeyIdentity>of(secret, read))
                    .checking(identity -> accepted(identity, clock.now()))
                    .serving(keys::serve)
                    .with(threads)
                    .start();
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(new KeyManager[] {keys}, trust, null);
                return new RotatingTls(rotating, keys, context);
            } catch (GeneralSecurityException e) {
                rotating.close();
                throw new IllegalStateException("this JDK has no TLS", e);
            }
        }

        private static boolean accepted(KeyIdentity identity, Instant now) {
            if (!now.isBefore(identity.notAfter())) {
                throw new SecretUnavailableException(
                        "the certificate has run out at " + identity.notAfter(), null, null);
            }
            return true;
        }
    }
}
