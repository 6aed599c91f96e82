package run.leger.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * HTTP header fields in their order. Names are compared without case, values are kept as they are. Immutable.
 *
 * @param fields the fields, in order
 */
public record Headers(List<Field> fields) {
    private static final Headers NONE = new Headers(List.of());

    /**
     * One header field.
     *
     * @param name a token as RFC 9110 defines it
     * @param value visible characters of Latin-1, spaces and tabs
     */
    public record Field(String name, String value) {
        /**
         * Checks the field, so that a value can never become a second header.
         *
         * @throws IllegalArgumentException if the name is not a token or the value holds a control character or one outside Latin-1
         */
        public Field {
            if (!isToken(name)) {
                throw new IllegalArgumentException("not a header name: " + printable(name));
            }
            if (hasControl(value)) {
                throw new IllegalArgumentException("control character in the value of header " + name);
            }
            if (isBeyondLatin1(value)) {
                throw new IllegalArgumentException("character outside Latin-1 in the value of header " + name);
            }
        }

        // Loops, not streams: these run for each header of each answer, and before the first one of a process.
        private static boolean isToken(String name) {
            for (int i = 0; i < name.length(); i++) {
                if (!isTokenCharacter(name.charAt(i))) {
                    return false;
                }
            }
            return !name.isEmpty();
        }

        private static boolean hasControl(String value) {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if ((c < ' ' && c != '\t') || c == 0x7f) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isBeyondLatin1(String value) {
            for (int i = 0; i < value.length(); i++) {
                if (value.charAt(i) > 0xff) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isTokenCharacter(char c) {
            return c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }

        private static String printable(String text) {
            return text.replaceAll("\\p{Cntrl}", "?");
        }
    }

    /** Copies the list. */
    public Headers {
        fields = List.copyOf(fields);
    }

    /**
     * Returns no headers.
     *
     * @return the empty headers
     */
    public static Headers none() {
        return NONE;
    }

    /**
     * Returns headers from names and values in turn.
     *
     * @param namesAndValues a name, its value, the next name, and so on
     * @return the headers
     * @throws IllegalArgumentException on an odd count, a bad name or a control character in a value
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a header name without a value");
        }
        List<Field> fields = new ArrayList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(fields);
    }

    /**
     * Returns these headers and one more.
     *
     * @param name the name
     * @param value the value
     * @return new headers
     * @throws IllegalArgumentException on a bad name or a control character in the value
     */
    public Headers with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Headers(more);
    }

    /**
     * Returns the first value of a header.
     *
     * @param name the name, in any case
     * @return its first value, or empty where there is none
     */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }
}
