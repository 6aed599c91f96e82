package run.leger.cli;

import java.util.List;

/** {@code leger help [COMMAND]}. */
final class HelpCommand {
    private HelpCommand() {}

    /** Shows the help on some commands. */
    static int show(Console console, List<Usage> usages) {
        String text = Help.text(usages);
        if (console.json()) {
            console.object("help", out -> out.field("text", text));
        } else {
            console.line(text);
        }
        return Exit.OK;
    }

    static int run(Invocation call) {
        List<Usage> about = call.words().isEmpty() ? Usages.all() : Help.about(call.words());
        if (about.isEmpty()) {
            throw Usages.unknown(call.words());
        }
        return show(call.console(), about);
    }
}
