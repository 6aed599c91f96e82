package run.leger.setec;

/**
 * The number of one value of a secret: unsigned, 32 bits.
 *
 * <p>Versions have no order that means anything to a reader, and so none here: the active one can go down, by {@code activate} or by {@code
 * createVersion} with a smaller number. Compare with equals, never with greater.
 *
 * @param number 0 to 4,294,967,295; 0 stands for the active version, where a call takes that
 */
public record SecretVersion(long number) {
    /** Stands for whichever version is active. Only reading takes it. */
    public static final SecretVersion ACTIVE = new SecretVersion(0);

    /** The largest version there can be. */
    public static final SecretVersion MAX = new SecretVersion(0xffff_ffffL);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the number is not of 32 bits without sign
     */
    public SecretVersion {
        if (number < 0 || number > 0xffff_ffffL) {
            throw new IllegalArgumentException("not a version, those are 0 to 4294967295: " + number);
        }
    }

    /**
     * Returns a version.
     *
     * @param number 0 to 4,294,967,295
     * @return the version
     * @throws IllegalArgumentException if the number is not of 32 bits without sign
     */
    public static SecretVersion of(long number) {
        return new SecretVersion(number);
    }

    /**
     * Tells whether this stands for the active version instead of naming one.
     *
     * @return whether the number is 0
     */
    public boolean isActive() {
        return number == 0;
    }

    /**
     * Returns the number.
     *
     * @return the number in decimal
     */
    @Override
    public String toString() {
        return Long.toString(number);
    }
}
