package run.leger.core.internal;

/** The operating-system user of this process. */
public final class ThisUser {
    /** What the JDK says of a user without an entry in the list of users, as containers often have. */
    private static final String UNKNOWN = "?";

    private ThisUser() {}

    /** Returns the name; for a user without one the number as text, where it is known. The other side of a Unix socket is named the same. */
    public static String name() {
        String name = System.getProperty("user.name", UNKNOWN);
        if (!name.equals(UNKNOWN)) {
            return name;
        }
        String owner = PeerNames.owner(PeerNames.SELF);
        return owner == null ? UNKNOWN : owner;
    }

    /** Returns whether there is a name: a number cannot be an operator. */
    public static boolean hasName() {
        return !name().matches("[0-9]+|[?]");
    }
}
