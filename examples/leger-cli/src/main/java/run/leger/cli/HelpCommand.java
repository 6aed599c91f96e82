package run.leger.cli;

/** {@code leger help}. */
final class HelpCommand {
    private HelpCommand() {}

    static int show(Console console) {
        if (console.json()) {
            console.object("help", out -> out.field("text", Help.text()));
        } else {
            console.line(Help.text());
        }
        return Exit.OK;
    }

    static int run(Invocation call) {
        call.noWords();
        return show(call.console());
    }
}
