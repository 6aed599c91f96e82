package run.leger.cli;

import java.util.List;
import java.util.Set;

/**
 * How one command is called.
 *
 * @param command its words, such as {@code caddy fmt}
 * @param synopsis these, and what comes after them
 * @param summary what it does
 * @param options the long names of the options that it has a use for, beside those of every command
 */
record Usage(String command, String synopsis, String summary, Set<String> options) {
    /** Every command answers in JSON, reads the settings file, and shows its help. */
    private static final Set<String> COMMON = Set.of(CliOptions.CONFIG, CliOptions.JSON, CliOptions.HELP);

    boolean takes(String option) {
        return COMMON.contains(option) || options.contains(option);
    }

    /** Tells whether there is nothing to refuse, without loading the table. */
    static boolean takenByAll(Set<String> given) {
        return COMMON.containsAll(given);
    }

    /** Tells whether words begin with this command's. */
    boolean isOf(List<String> words) {
        List<String> own = List.of(command.split(" "));
        return words.size() >= own.size() && words.subList(0, own.size()).equals(own);
    }
}
