package run.leger.setec.leak;

/**
 * A copy of a planted value on the heap.
 *
 * @param secret which one
 * @param form how it is written there
 * @param owner the field that refers to the array, such as {@code java.lang.String.value}; {@code nobody} for garbage and arrays that only a stack has
 */
record Finding(String secret, String form, String owner) {
    /** Whether it is text: what cannot be wiped. */
    boolean isText() {
        return owner.equals("java.lang.String.value") || form.startsWith("char[]");
    }

    @Override
    public String toString() {
        return secret + ": " + form + ", in " + owner;
    }
}
