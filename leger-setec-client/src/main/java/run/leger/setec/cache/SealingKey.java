package run.leger.setec.cache;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;
import run.leger.core.SecretBytes;
import run.leger.core.internal.BoundedFile;

/**
 * Where the key of a sealed file comes from: a file, a credential of the service, or wherever the program likes.
 *
 * <p>The key is a keyset of Tink in its binary form, as {@link SealedFile#newKey} and {@code tinkey --out-format binary} write it. Its primary key
 * seals, and any of its keys opens: a key is replaced by adding a new primary one and removing the old one after the next write. It is fetched
 * anew for each read and write, and the bytes are wiped afterwards; Tink's own objects are left to the collector.
 */
public final class SealingKey {
    private static final int MAX_BYTES = 1 << 20;
    private static final String MAKE = "make one with SealedFile.newKey, or with tinkey create-keyset"
            + " --key-template XCHACHA20_POLY1305 --out-format binary";

    private final String description;
    private final Supplier<SecretBytes> source;

    private SealingKey(String description, Supplier<SecretBytes> source) {
        this.description = description;
        this.source = source;
    }

    /**
     * Returns a key in a file, which only its owner may use: this user or root.
     *
     * @param path where it is; it need not be there yet
     * @return the key
     */
    public static SealingKey file(Path path) {
        OwnFile file = new OwnFile(path, MAX_BYTES);
        String description = "file " + path;
        return new SealingKey(description, () -> {
            Optional<byte[]> bytes;
            try {
                bytes = file.read();
            } catch (UntrustedFileException e) {
                throw new SealingKeyException(
                        String.valueOf(e.getMessage()), e.remedy().orElse(MAKE), e);
            }
            return SecretBytes.take(bytes.orElseThrow(() -> missing(description, null)));
        });
    }

    /**
     * Returns a key that systemd hands to this service, by {@code LoadCredential=}, {@code LoadCredentialEncrypted=} or {@code SetCredential=}: from
     * the folder that the environment variable {@code CREDENTIALS_DIRECTORY} names.
     *
     * @param name the credential's name in the unit
     * @return the key
     * @throws IllegalArgumentException if that is no name of a credential
     */
    public static SealingKey credential(String name) {
        return credential(name, System.getenv());
    }

    static SealingKey credential(String name, Map<String, String> environment) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.matches("(?s).*[/\\x00].*")) {
            throw new IllegalArgumentException("no name of a credential: " + name.replaceAll("\\p{Cntrl}", "?"));
        }
        String description = "credential " + name;
        return new SealingKey(description, () -> {
            String folder = environment.get("CREDENTIALS_DIRECTORY");
            if (folder == null) {
                throw new SealingKeyException(
                        "there are no credentials: CREDENTIALS_DIRECTORY is not set",
                        "run as a systemd service with LoadCredential=" + name + ":/path/of/the/key",
                        null);
            }
            // systemd guards the folder; its modes differ from release to release, so they are not looked at.
            return SecretBytes.take(read(Path.of(folder).resolve(name), description));
        });
    }

    /**
     * Returns a key from anywhere: another secret, a TPM, a keyring.
     *
     * @param description where it is from, for messages; never the key
     * @param source returns the keyset's bytes, which are closed after use; what it throws reaches the caller of the file
     * @return the key
     */
    public static SealingKey from(String description, Supplier<SecretBytes> source) {
        return new SealingKey(description, Objects.requireNonNull(source, "source"));
    }

    private static byte[] read(Path path, String description) {
        try {
            return BoundedFile.read(path, MAX_BYTES);
        } catch (NoSuchFileException e) {
            throw missing(description, e);
        } catch (IOException e) {
            throw new SealingKeyException(
                    "cannot read the key, " + description + ": " + e.getClass().getSimpleName(),
                    "check the path, and that this user may read it",
                    e);
        }
    }

    private static SealingKeyException missing(String description, @Nullable Throwable cause) {
        return new SealingKeyException("there is no key, " + description, MAKE, cause);
    }

    SealingKeyException unusable(Exception cause) {
        // What the library says may quote what it read.
        return new SealingKeyException(
                "this is no keyset for sealing, " + description + ": "
                        + cause.getClass().getSimpleName(),
                MAKE,
                null);
    }

    /** Returns the keyset, to be closed. */
    SecretBytes fetch() throws LegerException {
        return source.get();
    }

    /**
     * Returns where the key is from.
     *
     * @return such as {@code file /etc/leger/cache.key}; never the key
     */
    @Override
    public String toString() {
        return "SealingKey(" + description + ")";
    }
}
