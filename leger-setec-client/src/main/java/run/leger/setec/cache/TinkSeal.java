package run.leger.setec.cache;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.XChaCha20Poly1305Parameters;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import run.leger.core.SecretBytes;
import run.leger.core.internal.OptionalLibrary;

/** The only class that speaks to Tink, loaded when a sealed file is used and not before. */
final class TinkSeal {
    private static final byte PREFIXED = 1;

    private final KeysetHandle keys;
    private final Aead aead;

    private TinkSeal(KeysetHandle keys) throws GeneralSecurityException {
        this.keys = keys;
        this.aead = keys.getPrimitive(AeadConfig2026.get(), Aead.class);
    }

    static void requireLibrary() {
        OptionalLibrary.require(
                SealedFile.class,
                "com.google.crypto.tink.Aead",
                "Tink, which seals files,",
                "com.google.crypto.tink:tink to the dependencies");
    }

    static TinkSeal with(SealingKey key) {
        try (SecretBytes keyset = key.fetch()) {
            return keyset.use(bytes -> {
                try {
                    return new TinkSeal(TinkProtoKeysetFormat.parseKeyset(
                            bytes, InsecureSecretKeyAccess.get(), AeadConfig2026.get()));
                } catch (GeneralSecurityException | RuntimeException e) {
                    throw key.unusable(e);
                }
            });
        }
    }

    static byte[] newKeyset() {
        try {
            KeysetHandle keys = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.generateEntryFromParameters(
                                    XChaCha20Poly1305Parameters.create(XChaCha20Poly1305Parameters.Variant.TINK))
                            .withRandomId()
                            .makePrimary())
                    .setConfiguration(AeadConfig2026.get())
                    .build();
            return TinkProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get(), AeadConfig2026.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink cannot make a key here", e);
        }
    }

    byte[] seal(byte[] plain, byte[] bound) {
        try {
            return aead.encrypt(plain, bound);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink cannot seal here", e);
        }
    }

    byte[] open(byte[] sealed, byte[] bound) throws GeneralSecurityException {
        return aead.decrypt(sealed, bound);
    }

    /** Whether the bytes name a key that is not in the keyset. */
    boolean isOfAnotherKey(byte[] sealed) {
        if (sealed.length < 5 || sealed[0] != PREFIXED) {
            return false;
        }
        int id = ByteBuffer.wrap(sealed, 1, 4).getInt();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.getAt(i).getId() == id) {
                return false;
            }
        }
        return true;
    }
}
