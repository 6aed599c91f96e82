package run.leger.setec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The name of a secret, by convention a path with slashes and the environment first: {@code prod/billing/key}.
 *
 * <p>Setec itself takes any non-empty string, with case, spaces and line ends as they are. {@link #of} is stricter, so that a name can be
 * printed, logged and written into an access rule; {@link #lenient} takes what a server may already hold. Names are ordered as the server
 * lists them, by their UTF-8 bytes.
 */
public final class SecretName implements Comparable<SecretName> {
    /** What the server keeps for itself: such names can be read and listed, but not written through the API. */
    private static final String RESERVED = "_internal/";

    private static final int SHOWN = 200;

    private final String text;
    private final boolean lenient;

    private SecretName(String text, boolean lenient) {
        this.text = text;
        this.lenient = lenient;
    }

    /**
     * Returns a name for new and existing secrets. Stricter than the server: control characters (NUL and line ends among them) are refused
     * although Setec would store them.
     *
     * @param text the name
     * @return the name
     * @throws IllegalArgumentException if it is empty, or holds a control character or half of a surrogate pair
     */
    public static SecretName of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret's name cannot be empty");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("control character in the secret's name " + shown(text)
                    + "; SecretName.lenient takes it if the server holds such a secret");
        }
        return new SecretName(wellFormed(text), false);
    }

    /**
     * Returns a name as some server may hold it, even with control characters, and allows writing to names with {@code *}. The empty name is
     * taken too, since the server has an answer for it, though no secret can have it.
     *
     * @param text the name
     * @return the name
     * @throws IllegalArgumentException if it holds half of a surrogate pair: the server would store another character, under which two
     *     different names can meet
     */
    public static SecretName lenient(String text) {
        return new SecretName(wellFormed(text), true);
    }

    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("half of a surrogate pair in the secret's name " + shown(text));
            }
        }
        return text;
    }

    /**
     * Returns the name.
     *
     * @return the exact text
     */
    public String text() {
        return text;
    }

    /**
     * Tells whether the server keeps this name for itself: everything below {@code _internal/}.
     *
     * @return whether it can only be read
     */
    public boolean isReserved() {
        return text.startsWith(RESERVED);
    }

    /** Whether a rule for this name would match others too, and nobody said that this is meant. */
    boolean isUnintendedPattern() {
        return !lenient && text.indexOf('*') >= 0;
    }

    /**
     * Returns the name as messages show it: on one line, with {@code ?} for what cannot be printed, and cut after 200 characters.
     *
     * @return text for people; different names can look alike
     */
    public String shown() {
        return shown(text);
    }

    private static String shown(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\ud800-\\udfff]", "?");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }

    @Override
    public int compareTo(SecretName other) {
        return Arrays.compareUnsigned(
                text.getBytes(StandardCharsets.UTF_8), other.text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Compares the texts; how the name was made does not count.
     *
     * @param other anything
     * @return whether it is the same name
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretName name && text.equals(name.text);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(text);
    }

    /**
     * Returns the name.
     *
     * @return the exact text
     */
    @Override
    public String toString() {
        return text;
    }
}
