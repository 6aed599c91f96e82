package run.leger.cli;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which options a command has a use for. One that it would pass over may be what was to keep it from harm, so that is an error. */
final class OptionUse {
    /** Where things are, how to answer and how long to wait, for all commands alike; and consent, which does nothing by itself. */
    private static final Set<String> COMMON = Set.of(
            CliOptions.SOCKET,
            CliOptions.DAEMON_USER,
            CliOptions.SETEC,
            CliOptions.CADDY_ADMIN,
            CliOptions.ACCOUNT,
            CliOptions.TAILNET,
            CliOptions.LOGIN_SERVER,
            CliOptions.HOSTNAME,
            CliOptions.OUT,
            CliOptions.CONFIG,
            CliOptions.JSON,
            CliOptions.DEMO,
            CliOptions.TIMEOUT,
            CliOptions.YES,
            CliOptions.VERBOSE);

    private OptionUse() {}

    /** Fails where an option was given that the command of these words would pass over. */
    static void check(Arguments line) {
        if (COMMON.containsAll(line.options().keySet())) {
            return;
        }
        List<String> words = line.words();
        boolean hasVerbs =
                words.size() > 1 && List.of("secrets", "caddy", "resolved").contains(words.get(0));
        String command = hasVerbs ? words.get(0) + " " + words.get(1) : words.get(0);
        List<String> used = used(command);
        if (used == null) {
            return;
        }
        line.options().keySet().stream()
                .filter(option -> !COMMON.contains(option) && !used.contains(option))
                .sorted()
                .findFirst()
                .ifPresent(option -> {
                    throw new UsageException("leger " + command + " has no use for --" + option);
                });
    }

    /** Returns the options of one command, or null where there is none of this name, which it says by itself. */
    private static @Nullable List<String> used(String command) {
        return switch (command) {
            case "publish" -> List.of(CliOptions.DRY_RUN, CliOptions.REPLACE);
            case "secrets get" -> List.of(CliOptions.VERSION_NUMBER, CliOptions.IF_CHANGED);
            case "secrets put" ->
                List.of(
                        CliOptions.FROM_FILE,
                        CliOptions.EMPTY_OK,
                        CliOptions.TRIM_SPACE,
                        CliOptions.VERBATIM,
                        CliOptions.ACTIVATE,
                        CliOptions.EXPECT,
                        CliOptions.DRY_RUN);
            case "secrets create-version" ->
                List.of(
                        CliOptions.FROM_FILE,
                        CliOptions.EMPTY_OK,
                        CliOptions.TRIM_SPACE,
                        CliOptions.VERBATIM,
                        CliOptions.VERSION_NUMBER,
                        CliOptions.EXPECT,
                        CliOptions.DRY_RUN);
            case "secrets activate" -> List.of(CliOptions.VERSION_NUMBER, CliOptions.EXPECT, CliOptions.DRY_RUN);
            case "secrets delete", "secrets delete-version" -> List.of(CliOptions.VERSION_NUMBER, CliOptions.DRY_RUN);
            case "secrets prune" -> List.of(CliOptions.KEEP, CliOptions.DRY_RUN);
            case "secrets copy" -> List.of(CliOptions.DRY_RUN);
            case "secrets export" ->
                List.of(CliOptions.PREFIX, CliOptions.ENV, CliOptions.FORMAT, CliOptions.TO, CliOptions.DRY_RUN);
            case "secrets run" -> List.of(CliOptions.PREFIX, CliOptions.ENV, CliOptions.DRY_RUN);
            case "caddy render" -> List.of(CliOptions.HISTORIC, CliOptions.REPLACE);
            case "caddy fmt" -> List.of(CliOptions.DIFF, CliOptions.OVERWRITE, CliOptions.MENDED);
            case "caddy check" -> List.of(CliOptions.PLUGINS, CliOptions.ENVIRONMENT, CliOptions.ROOT);
            case "caddy normalize" -> List.of(CliOptions.DIFF, CliOptions.OVERWRITE, CliOptions.PLUGINS);
            case "caddy deploy" -> List.of(CliOptions.DRY_RUN, CliOptions.FORCE);
            case "resolved check", "resolved effective" -> List.of(CliOptions.ROOT, CliOptions.SYSTEMD);
            case "resolved render" -> List.of(CliOptions.SPLIT_DNS);
            case "resolved install" ->
                List.of(CliOptions.SPLIT_DNS, CliOptions.ROOT, CliOptions.REPLACE, CliOptions.DRY_RUN);
            case "resolved uninstall" -> List.of(CliOptions.ROOT, CliOptions.DRY_RUN);
            case "init",
                    "doctor",
                    "status",
                    "whois",
                    "cert",
                    "help",
                    "secrets list",
                    "secrets info",
                    "secrets keyring",
                    "secrets diff",
                    "caddy parse" -> List.of();
            default -> null;
        };
    }
}
