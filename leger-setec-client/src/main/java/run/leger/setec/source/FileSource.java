package run.leger.setec.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.MalformedReplyException;
import run.leger.core.SecretBytes;
import run.leger.core.internal.BoundedFile;
import run.leger.core.internal.JsonIn;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/**
 * Secrets from one file, without any server, in the format of upstream's {@code FileClient}:
 *
 * <pre>{@code
 * {"svc/token": {"secret": {"Version": 3, "TextValue": "abc"}},
 *  "svc/key":   {"secret": {"Version": 1, "Value": "AAEC"}}}
 * }</pre>
 *
 * <p>The file is read once; later changes are not seen. A plain cache that Go or this library wrote is such a file too. As upstream does, names
 * without a character, without a {@code secret}, with version 0 or without a value are left out, so an empty value cannot be expressed; {@code
 * TextValue} goes before {@code Value}; field names count in any case and unknown ones are skipped. A text value passes through a {@code String},
 * which cannot be wiped; a base64 value does not. Safe for use by many threads.
 *
 * <p>Mirrors {@code setec.FileClient}.
 */
public final class FileSource implements SecretSource {
    private static final int MAX_BYTES = 64 << 20;

    private final Path path;
    private final Map<SecretName, SecretValue> secrets;

    private FileSource(Path path, Map<SecretName, SecretValue> secrets) {
        this.path = path;
        this.secrets = secrets;
    }

    /**
     * Reads a file of secrets. Blocks on the file system.
     *
     * @param path where it is
     * @return the source
     * @throws UnreadableSourceException if it cannot be read, is larger than 64 MiB, or is not in the format; the message tells the place in it
     */
    public static FileSource read(Path path) {
        byte[] document = load(path);
        List<SecretBytes> made = new ArrayList<>();
        try {
            return new FileSource(path, JsonIn.read(document, "read", in -> secrets(in, made)));
        } catch (MalformedReplyException | IllegalArgumentException e) {
            made.forEach(SecretBytes::close);
            String why = String.valueOf(e.getMessage()).replaceFirst("^.*: the answer is", "the file is");
            throw new UnreadableSourceException(
                    "cannot use " + path + ": " + why,
                    "correct it at that place: {\"name\":{\"secret\":{\"Version\":1,\"TextValue\":\"...\"}}}",
                    e);
        } finally {
            Arrays.fill(document, (byte) 0);
        }
    }

    private static byte[] load(Path path) {
        try {
            return BoundedFile.read(path, MAX_BYTES);
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException
                    ? "there is no such file"
                    : e instanceof java.nio.file.AccessDeniedException
                            ? "permission denied"
                            : e instanceof BoundedFile.TooLargeException large
                                    ? String.valueOf(large.getReason())
                                    : e.getClass().getSimpleName();
            throw new UnreadableSourceException(
                    "cannot read " + path + ": " + why, "check the path, and that this user may read it", e);
        }
    }

    private static Map<SecretName, SecretValue> secrets(JsonIn in, List<SecretBytes> made) {
        Map<SecretName, SecretValue> secrets = new HashMap<>();
        if (in.isNull()) {
            return secrets;
        }
        in.beginObject();
        for (String text = in.field(); text != null; text = in.field()) {
            SecretName name = SecretName.lenient(text);
            SecretValue value = in.objectOrNull(entry -> entry(entry, name, made));
            // Of two entries of one name the last counts, as in Go, even if there is nothing in it.
            if (value == null || text.isEmpty()) {
                secrets.remove(name);
            } else {
                secrets.put(name, value);
            }
        }
        return secrets;
    }

    private static @Nullable SecretValue entry(JsonIn in, SecretName name, List<SecretBytes> made) {
        SecretValue value = null;
        in.beginObject();
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.toLowerCase(Locale.ROOT).equals("secret")) {
                value = in.objectOrNull(secret -> value(secret, name, made));
            } else {
                in.skip();
            }
        }
        return value;
    }

    private static @Nullable SecretValue value(JsonIn in, SecretName name, List<SecretBytes> made) {
        long version = 0;
        SecretBytes bytes = null;
        String text = "";
        in.beginObject();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field.toLowerCase(Locale.ROOT)) {
                case "version" -> version = in.int64();
                case "value" -> bytes = keep(in.bytes(), made);
                case "textvalue" -> text = in.text();
                default -> in.skip();
            }
        }
        if (version < 0 || version > SecretVersion.MAX.number()) {
            throw new IllegalArgumentException("the version of " + name.shown() + " is not one of 32 bits");
        }
        if (!text.isEmpty()) {
            bytes = keep(text.getBytes(StandardCharsets.UTF_8), made);
        }
        boolean usable = version != 0 && bytes != null && bytes.length() > 0;
        return usable ? new SecretValue(bytes, SecretVersion.of(version)) : null;
    }

    private static SecretBytes keep(byte[] bytes, List<SecretBytes> made) {
        SecretBytes secret = SecretBytes.take(bytes);
        made.add(secret);
        return secret;
    }

    /**
     * Returns a secret. Never blocks.
     *
     * @throws run.leger.core.NotFoundException if the file had no such secret when it was read
     */
    @Override
    public SecretValue get(SecretName name) {
        SecretValue held = secrets.get(name);
        if (held == null) {
            throw NoSuch.secret(name, description(), "add it to the file, and start again");
        }
        return new SecretValue(SecretBytes.take(held.value().copy()), held.version());
    }

    @Override
    public String description() {
        return "file " + path;
    }

    /** Wipes what was read; nothing can be had afterwards. */
    @Override
    public void close() {
        secrets.values().forEach(SecretValue::close);
    }
}
