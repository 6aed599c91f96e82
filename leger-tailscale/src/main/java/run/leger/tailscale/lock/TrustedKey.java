package run.leger.tailscale.lock;

import java.util.Map;

/**
 * A key that Tailnet Lock is to trust.
 *
 * @param key the key
 * @param votes its weight where changes contradict each other, from 1 to 4096
 * @param metadata what to write beside it, for people; everybody in the tailnet can read it
 */
public record TrustedKey(TailnetLockKey key, int votes, Map<String, String> metadata) {
    private static final int HEAVIEST = 4096;

    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is none that the daemon takes, or there is no key
     */
    public TrustedKey {
        if (votes < 1 || votes > HEAVIEST) {
            throw new IllegalArgumentException("votes are from 1 to " + HEAVIEST + ": " + votes);
        }
        if (key.isNone()) {
            throw new IllegalArgumentException("no key for Tailnet Lock");
        }
        metadata = Map.copyOf(metadata);
    }

    /**
     * Returns a key with the least weight and nothing beside it, as the {@code tailscale} command has it.
     *
     * @param key the key
     * @return the same, to be trusted
     */
    public static TrustedKey of(TailnetLockKey key) {
        return new TrustedKey(key, 1, Map.of());
    }
}
