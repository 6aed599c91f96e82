package run.leger.tailscale.serve;

/** What is served at a port. The daemon does not let one write change the type of a port that is in use. */
public enum ServeType {
    /** HTTPS; the web handlers decide. */
    HTTPS,
    /** HTTP; the web handlers decide. */
    HTTP,
    /** A TCP stream, passed on as it is. */
    TCP,
    /** A TCP stream without the TLS that the daemon took off. */
    TLS_TERMINATED_TCP,
    /** Something that this version does not know; {@code raw()} has it. */
    UNRECOGNIZED
}
