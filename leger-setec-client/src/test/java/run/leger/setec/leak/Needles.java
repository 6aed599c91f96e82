package run.leger.setec.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All forms of all planted values, looked for in one pass: a heap is long. */
final class Needles {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Needle(String secret, String form, byte[] bytes) {}

    /** By their first two bytes. */
    private final @Nullable List<Needle>[] byStart;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Needles(Map<String, Planted> planted) {
        byStart = new List[1 << 16];
        planted.forEach((secret, value) -> value.forms().forEach((form, bytes) -> {
            int start = start(bytes, 0);
            List<Needle> some = byStart[start];
            if (some == null) {
                some = new ArrayList<>();
                byStart[start] = some;
            }
            some.add(new Needle(secret, form, bytes));
        }));
    }

    private static int start(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    /** Returns the secrets that these bytes hold, each with the form in which it comes first. */
    Map<String, String> in(byte[] bytes) {
        Map<String, String> found = new TreeMap<>();
        for (int at = 0; at < bytes.length - 1; at++) {
            List<Needle> some = byStart[start(bytes, at)];
            if (some != null) {
                for (Needle needle : some) {
                    int end = at + needle.bytes().length;
                    if (end <= bytes.length && Arrays.equals(bytes, at, end, needle.bytes(), 0, end - at)) {
                        found.putIfAbsent(needle.secret(), needle.form());
                    }
                }
            }
        }
        return found;
    }
}
