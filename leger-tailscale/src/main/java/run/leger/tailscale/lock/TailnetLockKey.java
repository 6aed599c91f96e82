package run.leger.tailscale.lock;

import java.util.HexFormat;
import run.leger.core.internal.JsonIn;

/**
 * A public key for Tailnet Lock: {@code nlpub:} and 64 hexadecimal digits. The {@code tailscale} command writes {@code tlpub:} for the same.
 *
 * @param value the key as the daemon writes it
 */
public record TailnetLockKey(String value) {
    static final TailnetLockKey NONE = new TailnetLockKey("");

    private static final String PREFIX = "nlpub:";
    private static final String COMMAND_PREFIX = "tlpub:";

    /**
     * Returns a key from text.
     *
     * @param text {@code nlpub:} or {@code tlpub:}, and 64 hexadecimal digits
     * @return the key
     * @throws IllegalArgumentException if it is neither
     */
    public static TailnetLockKey of(String text) {
        if (!text.matches("[nt]lpub:[0-9A-Fa-f]{64}")) {
            throw new IllegalArgumentException("not a public key for Tailnet Lock: nlpub: or tlpub:, and 64 digits");
        }
        return of(HexFormat.of().parseHex(text, PREFIX.length(), text.length()));
    }

    static TailnetLockKey of(byte[] key) {
        return new TailnetLockKey(PREFIX + HexFormat.of().formatHex(key));
    }

    /**
     * Tells whether there is a key at all.
     *
     * @return true for the zero value
     */
    public boolean isNone() {
        return value.matches("(nlpub:)?0*");
    }

    /**
     * Returns the key as the {@code tailscale} command takes and shows it.
     *
     * @return {@code tlpub:} and the digits
     */
    public String commandForm() {
        return value.startsWith(PREFIX) ? COMMAND_PREFIX + value.substring(PREFIX.length()) : value;
    }

    /**
     * Returns the bytes of the key, which are its id too.
     *
     * @return 32 bytes of Ed25519
     * @throws IllegalStateException if there is no key
     */
    public byte[] bytes() {
        if (!value.matches("nlpub:[0-9a-f]{64}")) {
            throw new IllegalStateException("no key for Tailnet Lock");
        }
        return HexFormat.of().parseHex(value, PREFIX.length(), value.length());
    }

    static TailnetLockKey read(JsonIn in) {
        return new TailnetLockKey(in.text());
    }

    @Override
    public String toString() {
        return value;
    }
}
