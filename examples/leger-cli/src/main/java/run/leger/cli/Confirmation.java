package run.leger.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import run.leger.setec.SecretName;

/**
 * What cannot be undone is done when it is asked for twice: with {@code --yes}, or with a token that the first try gives. A token holds for what it
 * was given for as it was then, for one to two minutes.
 */
final class Confirmation {
    private static final int SHOWN_BYTES = 8;

    private Confirmation() {}

    /** Tells whether a word looks like a token; no version does. */
    static boolean isToken(String word) {
        return word.matches("[0-9a-f]+[.][0-9a-f]{16}");
    }

    /**
     * Fails unless it was confirmed.
     *
     * @param what the request and the state that it was made in, exactly
     * @param sentence what will be gone
     * @param command what was typed, to be repeated with the token
     */
    static void require(Invocation call, String what, String sentence, String command, Optional<String> token) {
        // A word that is no token was meant as something else, so that consent may not be for this.
        if (call.has(CliOptions.YES) && token.filter(word -> !isToken(word)).isEmpty()) {
            return;
        }
        long minute = System.currentTimeMillis() / 60_000;
        if (token.isPresent()
                && (token.get().equals(token(what, minute)) || token.get().equals(token(what, minute - 1)))) {
            return;
        }
        throw new UsageException(
                (token.isPresent() ? "the token is not valid (any more); " : "") + sentence
                        + ", which cannot be undone, and was not done",
                "to confirm, within a minute: leger secrets " + command + " " + token(what, minute) + "   (or --yes)");
    }

    private static String token(String what, long minute) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((minute + "\0" + what).getBytes(StandardCharsets.UTF_8));
            return Long.toHexString(minute) + "." + HexFormat.of().formatHex(Arrays.copyOf(hash, SHOWN_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a secret's name the first word of a command: one that begins with a dash is no option there. */
    static String operand(SecretName name) {
        String word = quoted(name.text());
        return word.startsWith("-") || word.startsWith("'-") ? "-- " + word : word;
    }

    /** Makes a word that a shell takes as it is. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
