package run.leger.core.internal;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Hands the identity of the moment to each new handshake. A handshake asks for an alias first, then for its key and its chain: the alias names
 * the identity, so that a swap in between never mixes two of them.
 */
public final class IdentityKeyManager extends X509ExtendedKeyManager {
    /** The identity of the moment and the one before, which handshakes that have begun still ask for. */
    private record Pair(
            long number,
            @Nullable KeyIdentity current,
            @Nullable KeyIdentity previous) {}

    private final String prefix;
    private final boolean forClients;
    private final InstantSource clock;
    /** A handshake asks for one kind of key after the other: were the identity swapped in between, it could find neither. */
    private final Map<Object, Pair> begun = Collections.synchronizedMap(new WeakHashMap<>());

    private volatile Pair pair = new Pair(0, null, null);

    /**
     * Makes one that has no identity yet.
     *
     * @param name what aliases begin with
     * @param forClients whether a client shows the identity too, where a server asks for one
     * @param clock tells when a certificate has run out: such a one is not shown
     */
    public IdentityKeyManager(String name, boolean forClients, InstantSource clock) {
        prefix = name + "-";
        this.forClients = forClients;
        this.clock = clock;
    }

    /**
     * Shows another identity from now on. Called by one thread at a time.
     *
     * @param identity the identity
     */
    public void serve(KeyIdentity identity) {
        pair = new Pair(pair.number + 1, identity, pair.current);
    }

    private @Nullable String alias(@Nullable String keyType, @Nullable Object connection) {
        Pair now = pair;
        if (connection != null && now.current != null) {
            now = begun.computeIfAbsent(connection, begins -> pair);
        }
        if (now.current == null || keyType == null || !clock.instant().isBefore(now.current.notAfter())) {
            return null;
        }
        // Newer TLS versions ask for a kind of key, older ones for a kind of key and of signature, such as EC_RSA.
        String algorithm = now.current.privateKey().getAlgorithm();
        return keyType.equals(algorithm) || keyType.startsWith(algorithm + "_") ? prefix + now.number : null;
    }

    private @Nullable KeyIdentity identity(@Nullable String alias) {
        Pair now = pair;
        if ((prefix + now.number).equals(alias)) {
            return now.current;
        }
        return (prefix + (now.number - 1)).equals(alias) ? now.previous : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType, socket);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType, engine);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = alias(keyType, null);
        return alias == null ? null : new String[] {alias};
    }

    private @Nullable String clientAlias(String[] keyTypes, @Nullable Object connection) {
        return forClients
                ? Stream.of(keyTypes)
                        .map(keyType -> alias(keyType, connection))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return clientAlias(keyTypes, socket);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return clientAlias(keyTypes, engine);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return forClients ? getServerAliases(keyType, issuers) : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        KeyIdentity identity = identity(alias);
        return identity == null ? null : identity.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        KeyIdentity identity = identity(alias);
        return identity == null ? null : identity.privateKey();
    }
}
