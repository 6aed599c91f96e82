package run.leger.core;

/** Which implementation of Unix sockets a {@link UnixTransport} uses. Both pass the same contract, but for what is said here. */
public enum UnixSockets {
    /** The JDK's own channels: no native code, interruptible, deadlines on connecting too, kind to virtual threads. The default. */
    JDK,

    /**
     * junixsocket, an optional dependency ({@code com.kohlschutter.junixsocket:junixsocket-core}) with native code, for systems on which
     * the JDK has no Unix sockets.
     *
     * <p>What it cannot do: an interrupt does not end a blocked call, which waits for its deadline; a connect to a socket whose backlog is
     * full cannot be ended at all; and a blocked call may hold its carrier when made on a virtual thread, so that fewer run at once.
     */
    JUNIXSOCKET
}
