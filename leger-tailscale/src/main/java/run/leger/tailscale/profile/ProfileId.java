package run.leger.tailscale.profile;

/**
 * The id of an account on this device: four hexadecimal digits.
 *
 * @param value the id as the daemon writes it
 */
public record ProfileId(String value) {
    /** No id: that of a profile that was never saved. */
    public static final ProfileId NONE = new ProfileId("");

    /**
     * Returns an id.
     *
     * @param value the id as the daemon writes it
     * @return the same as a type
     */
    public static ProfileId of(String value) {
        return value.isEmpty() ? NONE : new ProfileId(value);
    }

    /**
     * Tells whether there is an id at all.
     *
     * @return true for {@link #NONE}
     */
    public boolean isNone() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return value;
    }
}
