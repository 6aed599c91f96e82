package run.leger.tailscale;

/** What upstream promises of an endpoint. */
public enum Stability {
    /** Marked stable in the Go client: changes that break callers are announced. */
    STABLE,
    /** Marked unstable or not marked, which means the same: may change with every release. */
    UNSTABLE,
    /** For debugging: may change or go at any time, and its answers are for people. */
    DEBUG
}
