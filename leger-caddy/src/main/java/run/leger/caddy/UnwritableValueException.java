package run.leger.caddy;

import run.leger.core.LegerException;

/**
 * A value cannot stand where it was put in a Caddyfile: Caddy would read something else there, or has no spelling for it.
 *
 * <p>The message names the place and the reason, and never holds the value, which may be secret.
 */
public final class UnwritableValueException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final String position;
    private final String reason;

    /**
     * Makes an error.
     *
     * @param position where the value stands, such as {@code site ai.example.com > respond, argument 2}
     * @param reason what is wrong with it there
     * @param remedy what the reader can do about it
     */
    public UnwritableValueException(String position, String reason, String remedy) {
        super(position + ": " + reason, remedy, null);
        this.position = position;
        this.reason = reason;
    }

    /**
     * Returns where the value stands.
     *
     * @return the path of sites and directives to it, and which argument it is
     */
    public String position() {
        return position;
    }

    /**
     * Returns what is wrong with the value there.
     *
     * @return the reason, without the value
     */
    public String reason() {
        return reason;
    }
}
