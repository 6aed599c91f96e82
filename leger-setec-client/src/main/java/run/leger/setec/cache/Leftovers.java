package run.leger.setec.cache;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What a killed process left beside its file: complete or not, it must not lie there for ever. */
final class Leftovers {
    /** No write takes this long, so nobody is at work on it. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private Leftovers() {}

    static void sweep(Path path) {
        Path absolute = path.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            return;
        }
        String prefix = "." + absolute.getFileName() + ".";
        Instant before = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, file -> isOurs(file, prefix))) {
            for (Path file : found) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // Tidiness: the write itself will tell if the folder cannot be used.
        }
    }

    private static boolean isOurs(Path file, String prefix) {
        String name = file.getFileName().toString();
        return name.startsWith(prefix) && name.endsWith(".tmp") && name.length() == prefix.length() + 36 + 4;
    }
}
