package run.leger.cli;

/** One of the commands. */
@FunctionalInterface
interface Command {
    /** Runs to the end, and returns the exit code. */
    int run(Invocation invocation);
}
