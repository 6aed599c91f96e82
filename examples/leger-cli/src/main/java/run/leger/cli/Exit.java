package run.leger.cli;

/** The exit codes. They are stable. */
final class Exit {
    /** Done, or everything is fine. */
    static final int OK = 0;
    /** A check failed, a service refused, or what was asked for does not exist. */
    static final int REFUSED = 1;
    /** The question could not be put: nobody answers, or a file cannot be read or written. */
    static final int UNREACHABLE = 2;
    /** The command line is wrong. */
    static final int USAGE = 64;

    private Exit() {}
}
