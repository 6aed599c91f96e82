package run.leger.tailscale.lock;

import java.math.BigInteger;
import java.util.List;
import run.leger.core.internal.JsonIn;

/**
 * The hash of a change to Tailnet Lock: 52 characters of base32, as the {@code tailscale} command shows it.
 *
 * @param value the hash as text
 */
public record AumHash(String value) {
    static final AumHash NONE = new AumHash("");

    private static final int BYTES = 32;
    private static final int CHARACTERS = 52;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /**
     * Returns a hash from text.
     *
     * @param text 52 characters of base32
     * @return the hash
     * @throws IllegalArgumentException if it is none
     */
    public static AumHash of(String text) {
        // The last character has four bits to spare, which are zero.
        if (!text.matches("[A-Z2-7]{51}[AQ]")) {
            throw new IllegalArgumentException("not the hash of a change to Tailnet Lock: 52 characters of base32");
        }
        return new AumHash(text);
    }

    private static AumHash of(byte[] hash) {
        StringBuilder text = new StringBuilder(CHARACTERS);
        BigInteger bits = new BigInteger(1, hash).shiftLeft(4);
        for (int i = CHARACTERS - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt(bits.shiftRight(5 * i).intValue() & 31));
        }
        return new AumHash(text.toString());
    }

    /**
     * Tells whether there is a hash at all.
     *
     * @return true for the zero value
     */
    public boolean isNone() {
        return value.matches("A*");
    }

    /** Reads what Go makes of an array of bytes: 32 numbers. */
    static AumHash read(JsonIn in) {
        List<Integer> numbers = in.list(JsonIn::int32);
        if (numbers.size() != BYTES) {
            return NONE;
        }
        byte[] hash = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            hash[i] = numbers.get(i).byteValue();
        }
        return of(hash);
    }

    @Override
    public String toString() {
        return value;
    }
}
