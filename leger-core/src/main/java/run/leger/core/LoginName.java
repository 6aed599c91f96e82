package run.leger.core;

import org.jspecify.annotations.Nullable;

/**
 * The name a user logs in with, such as {@code alice@example.com} or {@code alice@github}. Compared without case.
 *
 * <p>It identifies a person to people. To keep data apart use the numeric user id: names can be given to somebody else.
 *
 * @param value the name as it was given
 */
public record LoginName(String value) {
    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is blank, longer than 320 characters, or has white space, a control character or another that is not seen
     */
    public LoginName {
        Identifiers.check("login name", value);
    }

    /**
     * Returns a login name.
     *
     * @param value the name
     * @return the same as a type
     * @throws IllegalArgumentException if it cannot be one
     */
    public static LoginName of(String value) {
        return new LoginName(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LoginName name && name.value.equalsIgnoreCase(value);
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
