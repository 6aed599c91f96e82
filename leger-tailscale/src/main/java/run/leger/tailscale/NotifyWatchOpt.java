package run.leger.tailscale;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@link Watch} wants to hear, beside the changes that everybody hears. A set of bits: unite them with {@link #of} and {@link #with}.
 *
 * <p>{@link #NO_PRIVATE_KEYS} is in every set: daemons of old give nothing to a user without rights who does not ask so. A daemon overlooks bits
 * that it does not know, so one set serves old and new ones; only what says "refused" here is refused.
 *
 * <p>Mirrors {@code ipn.NotifyWatchOpt}.
 *
 * @param bits the set, as the daemon reads it
 */
public record NotifyWatchOpt(long bits) {
    /** Keys that are private are not sent. Without effect since all daemons do so. */
    public static final NotifyWatchOpt NO_PRIVATE_KEYS = new NotifyWatchOpt(16);
    /** Traffic, about every 2 s while there is some. All other watches of the daemon hear it too then. */
    public static final NotifyWatchOpt ENGINE_UPDATES = new NotifyWatchOpt(1);
    /** The first message has the state, the id of the watch, and the address of a pending login. */
    public static final NotifyWatchOpt INITIAL_STATE = new NotifyWatchOpt(2);
    /** The first message has the settings. */
    public static final NotifyWatchOpt INITIAL_PREFS = new NotifyWatchOpt(4);
    /** The first message has the whole network map. For daemons before 1.100: refused since 1.104. */
    public static final NotifyWatchOpt INITIAL_NET_MAP = new NotifyWatchOpt(8);
    /** The first message has the shared folders. */
    public static final NotifyWatchOpt INITIAL_DRIVE_SHARES = new NotifyWatchOpt(32);
    /** Meant for the files that are being sent; without effect on any daemon known. */
    public static final NotifyWatchOpt INITIAL_OUTGOING_FILES = new NotifyWatchOpt(64);
    /** The first message has the problems. */
    public static final NotifyWatchOpt INITIAL_HEALTH_STATE = new NotifyWatchOpt(128);
    /** Fewer messages, one every few seconds. Refused since 1.104, and before together with what came in 1.100. */
    public static final NotifyWatchOpt RATE_LIMIT = new NotifyWatchOpt(256);
    /** Problems come with what the user can do; otherwise the address is in their text. */
    public static final NotifyWatchOpt HEALTH_ACTIONS = new NotifyWatchOpt(512);
    /** The first message has the exit node to offer. */
    public static final NotifyWatchOpt INITIAL_SUGGESTED_EXIT_NODE = new NotifyWatchOpt(1024);
    /** The first message has what is known of updates. */
    public static final NotifyWatchOpt INITIAL_CLIENT_VERSION = new NotifyWatchOpt(2048);
    /** Peers that are new, replaced or gone, and users. Since daemon 1.100. */
    public static final NotifyWatchOpt PEER_CHANGES = new NotifyWatchOpt(4096);
    /** No network map, on daemons before 1.104; without effect on later ones. */
    public static final NotifyWatchOpt NO_NET_MAP = new NotifyWatchOpt(8192);
    /** The first message has the status, with peers where {@link #PEER_CHANGES} or {@link #PEER_PATCHES} are asked for. Since daemon 1.100. */
    public static final NotifyWatchOpt INITIAL_STATUS = new NotifyWatchOpt(16384);
    /** Narrow changes of peers come as such; implies {@link #PEER_CHANGES}. Since daemon 1.100. */
    public static final NotifyWatchOpt PEER_PATCHES = new NotifyWatchOpt(32768);
    /** The policy of the system, first and at each change. Since daemon 1.102. */
    public static final NotifyWatchOpt SYS_POLICY_CHANGES = new NotifyWatchOpt(131072);
    /** How the tunnels to peers stand, first and at each change. Since daemon 1.102. */
    public static final NotifyWatchOpt PEER_WIRE_GUARD_STATE = new NotifyWatchOpt(262144);

    private static final Pattern RELEASE = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})\\D.*");

    /**
     * Takes bits as they are, for such as have no name here, and adds {@link #NO_PRIVATE_KEYS}.
     *
     * @param bits the set
     */
    public NotifyWatchOpt {
        bits |= 16;
    }

    /**
     * Unites sets.
     *
     * @param opts what to hear; nothing at all still hears of every change
     * @return the set
     */
    public static NotifyWatchOpt of(NotifyWatchOpt... opts) {
        NotifyWatchOpt all = NO_PRIVATE_KEYS;
        for (NotifyWatchOpt opt : opts) {
            all = all.with(opt);
        }
        return all;
    }

    /**
     * Returns the set for a full picture that keeps up with the changes: state, settings, problems with their actions, the status and all changes of
     * peers. Good for every daemon: one before 1.100 does as if it had been asked for the first three alone, and tells the network map when it
     * changes.
     *
     * @return the set
     */
    public static NotifyWatchOpt recommended() {
        return of(
                INITIAL_STATE,
                INITIAL_PREFS,
                INITIAL_HEALTH_STATE,
                HEALTH_ACTIONS,
                INITIAL_STATUS,
                PEER_CHANGES,
                PEER_PATCHES);
    }

    /**
     * Returns the smallest set for a full picture on one version of the daemon.
     *
     * @param daemonVersion as {@link TailscaleClient#daemonVersion} has it; one that cannot be read counts as new
     * @return for a daemon before 1.100 state, settings and problems with their actions; for others {@link #recommended()}
     */
    public static NotifyWatchOpt recommended(String daemonVersion) {
        Matcher release = RELEASE.matcher(daemonVersion + ".");
        boolean old = release.matches()
                && Integer.parseInt(release.group(1)) <= 1
                && Integer.parseInt(release.group(2)) < 100;
        return old ? of(INITIAL_STATE, INITIAL_PREFS, INITIAL_HEALTH_STATE, HEALTH_ACTIONS) : recommended();
    }

    /**
     * Adds to this set.
     *
     * @param opt what to hear too
     * @return a new set
     */
    public NotifyWatchOpt with(NotifyWatchOpt opt) {
        return new NotifyWatchOpt(bits | opt.bits);
    }

    /**
     * Takes out of this set.
     *
     * @param opt what not to hear; {@link #NO_PRIVATE_KEYS} stays
     * @return a new set
     */
    public NotifyWatchOpt without(NotifyWatchOpt opt) {
        return new NotifyWatchOpt(bits & ~opt.bits);
    }

    /**
     * Tells whether all of another set is in this one.
     *
     * @param opt the other
     * @return whether
     */
    public boolean has(NotifyWatchOpt opt) {
        return (bits & opt.bits) == opt.bits;
    }

    /**
     * Returns the set as the query has it.
     *
     * @return a decimal number without a sign
     */
    public String wire() {
        return Long.toUnsignedString(bits);
    }
}
