package run.leger.conformance.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Command lines that run as a user without rights. */
public final class AsUser {
    /** The user {@code nobody}, who owns nothing and belongs to no further group. */
    public static final int NOBODY = 65534;

    /** An id without an entry in the password file. */
    public static final int NAMELESS = 64777;

    private AsUser() {}

    /** Returns the command line that runs a command as a user, without groups and capabilities. */
    public static List<String> command(int user, List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                "--inh-caps=-all",
                "--no-new-privs",
                "--"));
        all.addAll(command);
        return all;
    }

    /** Returns the command line that runs a class of this class path, with this JVM's program, as a user. */
    public static List<String> java(int user, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                ReadableClassPath.VALUE,
                main.getName()));
        command.addAll(arguments);
        return command(user, command);
    }

    /** A copy of the class path below the run directory: a home directory is closed to other users. */
    private static final class ReadableClassPath {
        static final String VALUE = copy();

        private static String copy() {
            try {
                Path to = Files.createDirectory(
                        Lab.run().resolve("classpath-" + ProcessHandle.current().pid()));
                List<String> entries = new ArrayList<>();
                for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                    Path from = Path.of(entry).toAbsolutePath();
                    if (!entry.isEmpty() && Files.exists(from)) {
                        Path target = to.resolve(entries.size() + "-" + from.getFileName());
                        copyTree(from, target);
                        entries.add(target.toString());
                    }
                }
                return String.join(File.pathSeparator, entries);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void copyTree(Path from, Path to) throws IOException {
            try (Stream<Path> all = Files.walk(from)) {
                for (Path each : all.toList()) {
                    Path target = to.resolve(from.relativize(each).toString());
                    if (Files.isDirectory(each)) {
                        Files.createDirectories(target);
                    } else {
                        try (var in = Files.newInputStream(each)) {
                            Files.copy(in, target);
                        }
                    }
                }
            }
        }
    }
}
