package run.leger.cli;

import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.cli.Option;

/** The help text: of all commands, or of those that words are about. */
final class Help {
    private static final String EXIT_CODES = """

            exit codes: 0 done or fine, 1 failed checks, refused or not found,
                        2 could not run, unreachable or unreadable, 64 usage;
                        secrets run: that of the program, 126 or 127 where it cannot be started
            """;

    private Help() {}

    /** Returns the commands that words begin with or are the first word of; none where they are about no command. */
    static List<Usage> about(List<String> words) {
        return Usages.of(words)
                .map(List::of)
                .orElseGet(() -> Usages.all().stream()
                        .filter(usage -> words.size() == 1 && usage.command().startsWith(words.get(0) + " "))
                        .toList());
    }

    /** Returns the help on these commands. */
    static String text(List<Usage> usages) {
        return usages.size() == 1 ? of(usages.get(0)) : list(usages);
    }

    private static String of(Usage usage) {
        return "usage: leger " + usage.synopsis() + " [options]\n\n" + usage.summary() + "\n\noptions:"
                + options(usage::takes);
    }

    private static String list(List<Usage> usages) {
        StringBuilder text = new StringBuilder("usage: leger [options] COMMAND\n\n");
        usages.forEach(usage -> text.append(String.format("%-27s %s%n", usage.synopsis(), usage.summary())));
        text.append(EXIT_CODES).append("\noptions, and which a command takes: leger help COMMAND");
        return text
                + options(option ->
                        option.equals(CliOptions.VERSION) || usages.stream().anyMatch(usage -> usage.takes(option)));
    }

    private static String options(Predicate<String> which) {
        StringBuilder text = new StringBuilder();
        for (Option option : CliOptions.all().getOptions()) {
            if (which.test(option.getLongOpt())) {
                String name = (option.getOpt() == null ? "" : "-" + option.getOpt() + ", ") + "--" + option.getLongOpt()
                        + (option.hasArg() ? " " + option.getArgName() : "");
                text.append(String.format("%n  %-26s %s", name, option.getDescription()));
            }
        }
        return text.toString();
    }
}
