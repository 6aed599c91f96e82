package run.leger.core;

/** What the names that people give to tailnets and accounts have in common. */
final class Identifiers {
    private Identifiers() {}

    static void check(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a " + what + " cannot be blank");
        }
        if (value.length() > 320) {
            throw new IllegalArgumentException("a " + what + " cannot be longer than 320 characters");
        }
        if (value.codePoints().anyMatch(Identifiers::isUnseen)) {
            throw new IllegalArgumentException(
                    "a " + what + " cannot hold white space, control characters or others that are not seen");
        }
    }

    private static boolean isUnseen(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE;
    }

    /** Agrees with {@link String#equalsIgnoreCase}. */
    static int foldedHash(String value) {
        return value.codePoints()
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .reduce(0, (hash, c) -> 31 * hash + c);
    }
}
