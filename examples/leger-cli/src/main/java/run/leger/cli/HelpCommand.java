package run.leger.cli;

/** {@code leger help}. */
final class HelpCommand {
    private HelpCommand() {}

    static int run(Invocation call) {
        call.console().line(Help.text());
        return Exit.OK;
    }
}
