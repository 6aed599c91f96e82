package run.leger.tailscale.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Hands the identity of the moment to each new handshake. A handshake asks for an alias first, then for its key and its chain: the alias names
 * the identity, so that a swap in between never mixes two of them.
 */
final class IdentityKeyManager extends X509ExtendedKeyManager {
    /** The identity of the moment and the one before, which handshakes that have begun still ask for. */
    private record Pair(
            long number,
            @Nullable TlsIdentity current,
            @Nullable TlsIdentity previous) {}

    private final InstantSource clock;
    private volatile Pair pair = new Pair(0, null, null);

    IdentityKeyManager(InstantSource clock) {
        this.clock = clock;
    }

    /** Called by one thread at a time. */
    void serve(TlsIdentity identity) {
        pair = new Pair(pair.number + 1, identity, pair.current);
    }

    private @Nullable String alias(@Nullable String keyType) {
        Pair now = pair;
        if (now.current == null || keyType == null || !clock.instant().isBefore(now.current.notAfter())) {
            return null;
        }
        // Newer TLS versions ask for a kind of key, older ones for a kind of key and of signature, such as EC_RSA.
        String algorithm = now.current.privateKey().getAlgorithm();
        return keyType.equals(algorithm) || keyType.startsWith(algorithm + "_") ? "tailscale-" + now.number : null;
    }

    private @Nullable TlsIdentity identity(@Nullable String alias) {
        Pair now = pair;
        if (("tailscale-" + now.number).equals(alias)) {
            return now.current;
        }
        return ("tailscale-" + (now.number - 1)).equals(alias) ? now.previous : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = alias(keyType);
        return alias == null ? null : new String[] {alias};
    }

    /** The certificates are for servers: a client never shows one. */
    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        TlsIdentity identity = identity(alias);
        return identity == null ? null : identity.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        TlsIdentity identity = identity(alias);
        return identity == null ? null : identity.privateKey();
    }
}
