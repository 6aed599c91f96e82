package run.leger.caddy;

import java.util.regex.Pattern;

/**
 * What of automatic HTTPS is switched off: an open enumeration around Caddy's word.
 *
 * @param word the word
 */
public record AutoHttps(String word) {
    // First, for the constants below are checked with it.
    private static final Pattern WORD = Pattern.compile("[a-z_]+");

    /** Everything. */
    public static final AutoHttps OFF = new AutoHttps("off");
    /** The redirects from HTTP. */
    public static final AutoHttps DISABLE_REDIRECTS = new AutoHttps("disable_redirects");
    /** Getting certificates. */
    public static final AutoHttps DISABLE_CERTS = new AutoHttps("disable_certs");
    /** Nothing; names get a managed certificate although one for them is loaded from a file. */
    public static final AutoHttps IGNORE_LOADED_CERTS = new AutoHttps("ignore_loaded_certs");

    /**
     * Checks the word.
     *
     * @throws UnwritableValueException if it is not lower-case letters and underscores
     */
    public AutoHttps {
        Check.matches(word, WORD, "auto_https", "is not one of its words");
    }

    /**
     * Tells whether this library knows the word.
     *
     * @return whether it is one of the constants
     */
    public boolean known() {
        return equals(OFF) || equals(DISABLE_REDIRECTS) || equals(DISABLE_CERTS) || equals(IGNORE_LOADED_CERTS);
    }
}
