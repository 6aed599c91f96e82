package run.leger.setec.write;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.setec.SecretVersion;

/**
 * What must be active for a write to begin. Setec has no compare-and-set, so this is looked at before and between the steps of a write and after
 * them: another writer who comes within one of these moments is not kept out, and is not always noticed.
 */
public final class Expect {
    private static final Expect ANYTHING = new Expect(false, null);
    private static final Expect ABSENT = new Expect(true, null);

    private final boolean checked;
    private final @Nullable SecretVersion active;

    private Expect(boolean checked, @Nullable SecretVersion active) {
        this.checked = checked;
        this.active = active;
    }

    /**
     * Returns that anything may be there. What is there when the write is planned must still be there when it runs, where this caller may look.
     *
     * @return no expectation
     */
    public static Expect anything() {
        return ANYTHING;
    }

    /**
     * Returns that there must be no such secret yet.
     *
     * @return the expectation
     */
    public static Expect absent() {
        return ABSENT;
    }

    /**
     * Returns that this version must be the active one.
     *
     * @param active the version
     * @return the expectation
     * @throws IllegalArgumentException if the version is 0
     */
    public static Expect version(SecretVersion active) {
        if (active.isActive()) {
            throw new IllegalArgumentException("version 0 names no version");
        }
        return new Expect(true, active);
    }

    /**
     * Returns that this version must be the active one.
     *
     * @param active 1 to 4,294,967,295
     * @return the expectation
     * @throws IllegalArgumentException if the number is none of these
     */
    public static Expect version(long active) {
        return version(SecretVersion.of(active));
    }

    boolean isChecked() {
        return checked;
    }

    boolean allows(Optional<SecretVersion> found) {
        return !checked || Optional.ofNullable(active).equals(found);
    }

    /**
     * Returns what is expected, for messages.
     *
     * @return such as {@code version 7}
     */
    @Override
    public String toString() {
        return checked ? text(Optional.ofNullable(active)) : "anything";
    }

    static String text(Optional<SecretVersion> active) {
        return active.map(version -> "version " + version).orElse("no secret");
    }
}
