package run.leger.tailscale;

/** What an operating-system user must be allowed to at the daemon for a call. Each right includes the ones above it. */
public enum Right {
    /** Nothing is checked: every local user may. */
    NONE,
    /** Every local user, on systems where the daemon can tell who is calling. */
    READ,
    /** The user of {@code TS_PERMIT_CERT_UID}, or who may write. */
    CERT,
    /** Root, the daemon's own user, and the operator that root has set. */
    WRITE,
    /** Who may write and is an administrator of this device too. */
    LOCAL_ADMIN
}
