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
        if (value.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException("a " + what + " cannot hold white space or control characters");
        }
    }

    /** Agrees with {@link String#equalsIgnoreCase}. */
    static int foldedHash(String value) {
        return value.chars()
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .reduce(0, (hash, c) -> 31 * hash + c);
    }
}
