package run.leger.setec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import run.leger.core.MalformedReplyException;
import run.leger.core.SecretBytes;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.JsonOut;

/**
 * The document that a cache keeps, in the format of Go's store, with one more field: {@code asOf}, which Go skips.
 *
 * <p>What is written is what Go takes whole: last accesses are JSON strings, and a secret of which only explicit versions are known is left out.
 * Reading is more lenient than Go: an entry that is no entry is skipped, and the others count.
 */
final class CacheDocument {
    private CacheDocument() {}

    /** Returns the document; the array is the caller's to wipe. */
    static byte[] encode(SortedMap<SecretName, CachedSecret> secrets) {
        return JsonOut.object(document -> secrets.forEach((name, secret) -> {
            SecretValue value = secret.value();
            if (value != null) {
                document.object(name.text(), entry -> entry(entry, secret, value));
            }
        }));
    }

    private static void entry(JsonOut out, CachedSecret secret, SecretValue value) {
        out.object("secret", fields -> {
            bytes(fields, "Value", value.value());
            fields.field("Version", value.version().number());
        });
        if (!secret.versions().isEmpty()) {
            out.object(
                    "versions",
                    fields -> secret.versions().values().stream()
                            .sorted(Comparator.comparingLong(
                                    old -> old.version().number()))
                            .forEach(old -> bytes(fields, old.version().toString(), old.value())));
        }
        out.field("lastAccess", Long.toString(secret.lastAccess()));
        if (secret.asOf() != null) {
            out.field("asOf", Long.toString(secret.asOf().getEpochSecond()));
        }
    }

    private static void bytes(JsonOut out, String field, SecretBytes value) {
        value.use(bytes -> out.field(field, bytes));
    }

    /**
     * Returns what a document holds.
     *
     * @throws MalformedReplyException if it is not JSON of this shape; nothing of it is kept then
     */
    static SortedMap<SecretName, CachedSecret> decode(byte[] document) {
        List<SecretBytes> made = new ArrayList<>();
        try {
            return JsonIn.read(document, "the cache", in -> secrets(in, made));
        } catch (RuntimeException e) {
            made.forEach(SecretBytes::close);
            throw e;
        }
    }

    private static SortedMap<SecretName, CachedSecret> secrets(JsonIn in, List<SecretBytes> made) {
        SortedMap<SecretName, CachedSecret> secrets = new TreeMap<>();
        if (in.isNull()) {
            return secrets;
        }
        in.beginObject();
        for (String name = in.field(); name != null; name = in.field()) {
            if (in.isNull()) {
                continue;
            }
            CachedSecret secret = secret(in, made);
            SecretName key = name(name);
            if (key != null && (secret.value() != null || !secret.versions().isEmpty())) {
                CachedSecret before = secrets.put(key, secret);
                if (before != null) {
                    before.wipe();
                }
            } else {
                secret.wipe();
            }
        }
        return secrets;
    }

    private static @Nullable SecretName name(String text) {
        try {
            return text.isEmpty() ? null : SecretName.lenient(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static CachedSecret secret(JsonIn in, List<SecretBytes> made) {
        SecretValue value = null;
        Map<SecretVersion, SecretValue> versions = Map.of();
        long lastAccess = 0;
        long asOf = 0;
        in.beginObject();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field.toLowerCase(Locale.ROOT)) {
                case "secret" -> value = in.isNull() ? null : value(in, made);
                case "versions" -> versions = in.isNull() ? Map.of() : versions(in, made);
                case "lastaccess" -> lastAccess = seconds(in);
                case "asof" -> asOf = seconds(in);
                default -> in.skip();
            }
        }
        return new CachedSecret(value, versions, lastAccess, asOf == 0 ? null : Instant.ofEpochSecond(asOf));
    }

    private static @Nullable SecretValue value(JsonIn in, List<SecretBytes> made) {
        SecretBytes bytes = null;
        long version = 0;
        in.beginObject();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field.toLowerCase(Locale.ROOT)) {
                case "value" -> bytes = secretBytes(in, made);
                case "version" -> version = in.int64();
                default -> in.skip();
            }
        }
        // Go writes no value where it is empty only if it is null, which is the empty value too.
        SecretBytes held = bytes == null ? SecretBytes.copyOf(new byte[0]) : bytes;
        return isVersion(version) ? new SecretValue(held, SecretVersion.of(version)) : null;
    }

    private static Map<SecretVersion, SecretValue> versions(JsonIn in, List<SecretBytes> made) {
        Map<SecretVersion, SecretValue> versions = new LinkedHashMap<>();
        in.beginObject();
        for (String field = in.field(); field != null; field = in.field()) {
            SecretBytes bytes = secretBytes(in, made);
            long number = number(field);
            if (isVersion(number)) {
                versions.put(SecretVersion.of(number), new SecretValue(bytes, SecretVersion.of(number)));
            }
        }
        return versions;
    }

    private static SecretBytes secretBytes(JsonIn in, List<SecretBytes> made) {
        SecretBytes bytes = SecretBytes.take(in.bytes());
        made.add(bytes);
        return bytes;
    }

    private static boolean isVersion(long number) {
        return number > 0 && number <= SecretVersion.MAX.number();
    }

    /** Seconds as Go writes them, in a string, or as its documentation has them, in a number. */
    private static long seconds(JsonIn in) {
        return in.isNull() ? 0 : Math.max(0, Math.min(number(in.raw().asText()), MAX_SECONDS));
    }

    private static final long MAX_SECONDS = Instant.MAX.getEpochSecond();

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
