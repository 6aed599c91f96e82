package run.leger.core;

import org.jspecify.annotations.Nullable;

/**
 * The name of a tailnet: a domain or mail address such as {@code example.com}, or its MagicDNS suffix such as {@code tail1234.ts.net}.
 * Compared without case.
 *
 * @param value the name as it was given
 */
public record TailnetName(String value) {
    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is blank, longer than 320 characters, or has white space, a control character or another that is not seen
     */
    public TailnetName {
        Identifiers.check("tailnet name", value);
    }

    /**
     * Returns a tailnet's name.
     *
     * @param value the name
     * @return the same as a type
     * @throws IllegalArgumentException if it cannot be one
     */
    public static TailnetName of(String value) {
        return new TailnetName(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TailnetName name && name.value.equalsIgnoreCase(value);
    }

    @Override
    public int hashCode() {
        return Identifiers.foldedHash(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
