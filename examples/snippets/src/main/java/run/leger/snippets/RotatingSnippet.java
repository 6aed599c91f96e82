package run.leger.snippets;

import java.time.Duration;
import run.leger.core.SecretBytes;
import run.leger.setec.SecretLookup;
import run.leger.setec.SecretName;
import run.leger.setec.VersionedSource;
import run.leger.setec.rotate.Keyring;
import run.leger.setec.rotate.Rotating;
import run.leger.setec.rotate.Signed;
import run.leger.setec.rotate.SigningAlgorithm;
import run.leger.setec.rotate.SigningKeys;

final class RotatingSnippet {
    private RotatingSnippet() {}

    /** Connections to something that takes a password. */
    interface Pool extends AutoCloseable {
        boolean ping();

        String query() throws LoginRefusedException;

        @Override
        void close();
    }

    interface Database {
        Pool connect(SecretBytes password);
    }

    static final class LoginRefusedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    static String rotating(SecretLookup store, Database database) throws LoginRefusedException {
        // shown in leger-setec-client/README.md
        try (Rotating<Pool> pools = Rotating.<Pool>of(
                        store.secret(SecretName.of("prod/db")), secret -> database.connect(secret.value()))
                .checking(Pool::ping)
                .grace(Duration.ofMinutes(1))
                .start()) {
            return pools.callRetryingRefused(Pool::query, LoginRefusedException.class::isInstance);
        }
        // end
    }

    static boolean signing(VersionedSource setec, SecretLookup store, byte[] cookie) {
        // shown in leger-setec-client/README.md
        SecretName name = SecretName.of("prod/cookie-key");
        try (Keyring keyring =
                Keyring.builder(setec, name).following(store.secret(name)).open()) {
            SigningKeys keys = SigningKeys.of(keyring, SigningAlgorithm.HMAC_SHA256);
            Signed signed = keys.sign(cookie);
            return keys.verify(cookie, signed);
        }
        // end
    }
}
