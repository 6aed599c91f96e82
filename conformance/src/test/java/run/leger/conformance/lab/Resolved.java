package run.leger.conformance.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a real systemd-resolved makes of configuration files, in namespaces of its own.
 *
 * @param status what {@code resolvectl status}, or the command that was asked for, printed
 * @param warnings the daemon's complaints about the files, without the priority before them
 */
public record Resolved(String status, List<String> warnings) {
    /**
     * Runs the daemon on a tree that stands for the root directory and waits for its status, about half a second.
     *
     * @param tree a directory with {@code etc/systemd/resolved.conf}, {@code run/systemd/resolved.conf.d} and so on; what is not there
     *     is not there for the daemon either, but for {@code etc/resolv.conf}, which is then the machine's own
     * @param command what to run beside the daemon; none means {@code resolvectl status}
     */
    public static Resolved on(Path tree, String... command) {
        try (TempDir dir = new TempDir("resolved")) {
            Path out = dir.path().resolve("out");
            List<String> line =
                    new ArrayList<>(List.of(Lab.sources().resolve("lab").toString(), "resolved", tree.toString()));
            line.addAll(List.of(command));
            // The shell parts the two streams; the log file of the program is the daemon's.
            List<String> parted = new ArrayList<>(List.of("sh", "-c", "out=$1; shift; exec \"$@\" > \"$out\"", "sh"));
            parted.add(out.toString());
            parted.addAll(line);
            Program.Ended ended = Program.run(java.util.Map.of(), parted);
            String log = ended.orFail();
            return new Resolved(
                    Files.readString(out, StandardCharsets.UTF_8),
                    log.lines().flatMap(Resolved::warning).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The daemon puts facility and severity before each line: severity 4 and below is a warning or worse. */
    private static java.util.stream.Stream<String> warning(String line) {
        int end = line.indexOf('>');
        if (!line.startsWith("<") || end < 0) {
            return java.util.stream.Stream.empty();
        }
        int severity = Integer.parseInt(line.substring(1, end)) & 7;
        return severity <= 4 ? java.util.stream.Stream.of(line.substring(end + 1)) : java.util.stream.Stream.empty();
    }

    /** Returns what the status says after a label, such as {@code DNS Servers}, in the global part. */
    public String global(String label) {
        String text = status.lines()
                .map(String::strip)
                .filter(each -> each.startsWith(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line '" + label + "' in " + status));
        String rest = text.substring(label.length());
        return (rest.startsWith(":") ? rest.substring(1) : rest).strip();
    }
}
