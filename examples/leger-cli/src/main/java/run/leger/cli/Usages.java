package run.leger.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of the commands: from it the help is written, and by it an option is refused that a command would pass over. */
final class Usages {
    /** Options that go together; the table calls them by these names. */
    private static final Map<String, String> GROUPS = Map.of(
            "DAEMON", "--socket --daemon-user --timeout --demo",
            "CADDY", "--caddy-admin --timeout --demo",
            "SETEC", "--setec --allow-http --timeout --demo",
            "DEVICE", "--account --tailnet --login-server --hostname --verbose",
            "VALUE", "--from-file --empty-ok --trim-space --verbatim");

    private static final String TABLE = """
            init                           | verify this device: eight checks                           | DAEMON CADDY DEVICE
            doctor                         | all checks, with what publishing needs                     | DAEMON CADDY DEVICE
            status                         | this device and its tailnet                                | DAEMON
            whois ADDR                     | who is behind an address, IP or IP:port                    | DAEMON
            cert NAME                      | write a certificate and its key to --out (.)               | DAEMON --out --dry-run
            publish [SERVICE...]           | serve the services of this device through Caddy            | DAEMON CADDY --out --replace --dry-run
            secrets list                   | the secrets that this device may see                       | SETEC
            secrets get NAME               | write a secret's bytes to standard output                  | SETEC --secret-version --if-changed
            secrets put NAME               | make a version from standard input; says its number        | SETEC VALUE --activate --expect --yes --dry-run
            secrets create-version NAME N  | the same under a number of your choice, active at once     | SETEC VALUE --secret-version --expect --yes --dry-run
            secrets info NAME              | a secret's versions                                        | SETEC
            secrets keyring NAME           | each version, and whether it can be read                   | SETEC
            secrets activate NAME N        | make a version the active one                              | SETEC --secret-version --expect --dry-run
            secrets delete NAME [N]        | delete a secret, or one version; asks for a token or --yes | SETEC --secret-version --yes --dry-run
            secrets delete-version NAME N  | delete one version                                         | SETEC --secret-version --yes --dry-run
            secrets prune NAME --keep N    | delete old versions, never the active one                  | SETEC --keep --yes --dry-run
            secrets diff PREFIX PREFIX     | compare values without showing them; 1 where they differ   | SETEC --verbose
            secrets copy PREFIX PREFIX     | make the second as the first, and activate                 | SETEC --yes --dry-run
            secrets export [NAME...]       | secrets as a file of variables or JSON                     | SETEC --prefix --env --format --to --yes --dry-run
            secrets run -- CMD...          | a program with secrets in its environment                  | SETEC --prefix --env --yes --dry-run
            caddy render [SERVICE...]      | the Caddyfile that publish would write                     | DAEMON --out --historic
            caddy deploy FILE|-            | load it into Caddy, and write it to --out (/etc/caddy)     | CADDY --out --force --dry-run
            caddy fmt FILE|-               | format a Caddyfile as caddy fmt does                       | --mended --diff --overwrite --dry-run
            caddy check FILE|-             | what Caddy would refuse in it and in its imports           | --plugins --environment --root
            caddy normalize FILE|-         | through the typed model and back                           | --plugins --diff --overwrite --dry-run
            caddy parse FILE|-             | the tree of a Caddyfile as JSON, or its mistakes           |
            resolved check [FILE|-...]     | what systemd-resolved ignores and what fights MagicDNS     | --root --systemd
            resolved effective [FILE|-...] | each setting that counts, and its file and line            | --root --systemd
            resolved render                | the resolved.conf that Leger uses                          | --split-dns --systemd
            resolved install [FILE|-]      | it, or a file, as the drop-in 60-leger.conf                | --split-dns --root --replace --dry-run
            resolved uninstall             | take that drop-in away again                               | --root --dry-run
            help [COMMAND]                 | all commands, or one and the options that it takes         |
            """;

    private static final Pattern WORDS = Pattern.compile("[a-z][a-z-]*( [a-z][a-z-]*)*");

    private Usages() {}

    /** Returns all commands. */
    static List<Usage> all() {
        return TABLE.lines().map(Usages::row).toList();
    }

    private static Usage row(String line) {
        String[] columns = line.split(" +[|] ?", 3);
        Matcher words = WORDS.matcher(columns[0]);
        if (!words.lookingAt()) {
            throw new IllegalStateException(line);
        }
        return new Usage(
                words.group(),
                columns[0],
                columns[1],
                Arrays.stream(columns[2].split(" "))
                        .flatMap(word ->
                                Stream.of(GROUPS.getOrDefault(word, word).split(" ")))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.substring(2))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Returns the command that words begin with. */
    static Optional<Usage> of(List<String> words) {
        return all().stream().filter(usage -> usage.isOf(words)).findFirst();
    }

    /** Fails where an option was given that the command has no use for: it may be what was to keep it from harm. */
    static void check(Arguments line) {
        if (Usage.takenByAll(line.options().keySet())) {
            return;
        }
        Usage usage = of(line.words()).orElseThrow(() -> unknown(line.words()));
        line.options().keySet().stream()
                .filter(option -> !usage.takes(option))
                .sorted()
                .findFirst()
                .ifPresent(option -> {
                    throw new UsageException(
                            "leger " + usage.command() + " has no use for --" + option,
                            "leger " + usage.command() + " --help shows what it takes");
                });
    }

    /** Makes the error for words that are no command. */
    static UsageException unknown(List<String> words) {
        return new UsageException(
                "unknown command: " + Console.shown(words.stream().limit(2).collect(Collectors.joining(" "))));
    }

    /** Makes the error for a command whose verb is missing, or is none of its verbs. */
    static UsageException verb(String command, List<String> words) {
        List<String> verbs = all().stream()
                .filter(usage -> usage.command().startsWith(command + " "))
                .map(usage -> usage.command().substring(command.length() + 1))
                .toList();
        return new UsageException(
                words.isEmpty()
                        ? "leger " + command + " needs a verb"
                        : "unknown verb of leger " + command + ": " + Console.shown(words.get(0)),
                "leger " + command + " " + String.join(", ", verbs.subList(0, verbs.size() - 1)) + " or "
                        + verbs.get(verbs.size() - 1));
    }
}
