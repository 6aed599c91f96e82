package run.leger.tailscale;

import java.util.List;
import run.leger.core.internal.JsonIn;

/**
 * The state of the daemon. Open: a newer daemon may use a word that is not known here.
 *
 * <p>Mirrors {@code ipn.State}, in the text form that the status has; the bus has numbers for the same.
 *
 * @param wire the daemon's word
 */
public record BackendState(String wire) {
    /** The daemon has not started its work yet. */
    public static final BackendState NO_STATE = new BackendState("NoState");
    /** On Windows: another user of the system has it. */
    public static final BackendState IN_USE_OTHER_USER = new BackendState("InUseOtherUser");
    /** Logged out, or the key has expired. */
    public static final BackendState NEEDS_LOGIN = new BackendState("NeedsLogin");
    /** Logged in, and an admin must approve the device. */
    public static final BackendState NEEDS_MACHINE_AUTH = new BackendState("NeedsMachineAuth");
    /** Turned off by the user; addresses and peers are still told. */
    public static final BackendState STOPPED = new BackendState("Stopped");
    /** Connecting. */
    public static final BackendState STARTING = new BackendState("Starting");
    /** Connected. */
    public static final BackendState RUNNING = new BackendState("Running");

    static final BackendState NONE = new BackendState("");

    private static final List<BackendState> NUMBERED =
            List.of(NO_STATE, IN_USE_OTHER_USER, NEEDS_LOGIN, NEEDS_MACHINE_AUTH, STOPPED, STARTING, RUNNING);

    /** The words of today, for a switch. */
    public enum Known {
        /** See {@link BackendState#NO_STATE}. */
        NO_STATE,
        /** See {@link BackendState#IN_USE_OTHER_USER}. */
        IN_USE_OTHER_USER,
        /** See {@link BackendState#NEEDS_LOGIN}. */
        NEEDS_LOGIN,
        /** See {@link BackendState#NEEDS_MACHINE_AUTH}. */
        NEEDS_MACHINE_AUTH,
        /** See {@link BackendState#STOPPED}. */
        STOPPED,
        /** See {@link BackendState#STARTING}. */
        STARTING,
        /** See {@link BackendState#RUNNING}. */
        RUNNING,
        /** A word that this version does not know; {@link BackendState#wire} has it. */
        UNRECOGNIZED
    }

    /**
     * Returns the state for a switch.
     *
     * @return the known word, or {@link Known#UNRECOGNIZED}
     */
    public Known known() {
        return switch (wire) {
            case "NoState" -> Known.NO_STATE;
            case "InUseOtherUser" -> Known.IN_USE_OTHER_USER;
            case "NeedsLogin" -> Known.NEEDS_LOGIN;
            case "NeedsMachineAuth" -> Known.NEEDS_MACHINE_AUTH;
            case "Stopped" -> Known.STOPPED;
            case "Starting" -> Known.STARTING;
            case "Running" -> Known.RUNNING;
            default -> Known.UNRECOGNIZED;
        };
    }

    /** Reads the number that the bus has for the state. One that is not known is its own word. */
    static BackendState readNumber(JsonIn in) {
        long number = in.int64();
        return number >= 0 && number < NUMBERED.size() ? NUMBERED.get((int) number) : new BackendState("" + number);
    }

    static BackendState read(JsonIn in) {
        return new BackendState(in.text());
    }

    @Override
    public String toString() {
        return wire;
    }
}
