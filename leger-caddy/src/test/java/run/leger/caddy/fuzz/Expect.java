package run.leger.caddy.fuzz;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with an input. Cheap, since it is called millions of times. */
final class Expect {
    private Expect() {}

    static void that(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    static void same(@Nullable Object found, @Nullable Object expected, String what) {
        if (!Objects.equals(found, expected)) {
            throw new AssertionError(what + ": found " + found + ", expected " + expected);
        }
    }
}
