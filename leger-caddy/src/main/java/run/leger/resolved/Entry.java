package run.leger.resolved;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An assignment in {@code [Resolve]}, with the lines that it stands on.
 *
 * @param file the file's bytes in Latin-1
 * @param line the lines
 * @param keyAt where the key begins in the line's text
 * @param key the key
 * @param valueAt where the value begins
 * @param value the value in Latin-1, one character a byte
 */
record Entry(String file, LogicalLine line, int keyAt, String key, int valueAt, String value) {
    Optional<ResolvedKey> known() {
        return ResolvedKey.of(key);
    }

    Assignment assignment() {
        return new Assignment(origin(), key, decoded(value));
    }

    Origin origin() {
        return line.origin(file, keyAt);
    }

    /** Returns where the value has a character. */
    Origin originOf(int at) {
        return line.origin(file, valueAt + at);
    }

    static String decoded(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
