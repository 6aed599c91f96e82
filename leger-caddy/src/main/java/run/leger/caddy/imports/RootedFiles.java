package run.leger.caddy.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The files below one directory. Nothing is opened, or listed, before its real path is known to be there. */
final class RootedFiles implements ImportResolver {
    private static final int MAX_BYTES = 16 << 20;
    private static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private final Path given;
    private final Path root;

    RootedFiles(Path root) throws IOException {
        given = root.toAbsolutePath().normalize();
        this.root = root.toRealPath();
        if (!Files.isDirectory(this.root)) {
            throw new NotDirectoryException(root.toString());
        }
    }

    @Override
    public List<String> find(String importer, String pattern) throws IOException {
        try {
            return found(importer, pattern);
        } catch (InvalidPathException e) {
            throw new IOException("no file can have this name", e);
        }
    }

    private List<String> found(String importer, String pattern) throws IOException {
        String whole = pattern;
        if (!pattern.startsWith("/")) {
            Path parent = given.resolve(importer).normalize().getParent();
            String directory = parent == null ? "/" : parent.toString();
            if (Glob.isPattern(directory) || directory.indexOf(']') >= 0) {
                throw new IOException("Caddy takes the name of the importing file's directory for a pattern");
            }
            // Caddy too takes away what is before a "..", whatever it is.
            whole = Path.of(directory + "/" + pattern).normalize().toString();
        }
        if (!Glob.isPattern(whole)) {
            Path path = Path.of(whole);
            requireInside(path);
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? List.of(whole) : List.of();
        }
        return visible(whole, matching(whole));
    }

    /** Returns what matches, element by element. The first of them that has a wildcard decides where is looked. */
    private List<String> matching(String pattern) throws IOException {
        String path =
                pattern.length() > 1 && pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
        int slash = path.lastIndexOf('/');
        String directory = slash <= 0 ? "/" : path.substring(0, slash);
        String last = pattern.endsWith("/") ? "" : path.substring(slash + 1);
        List<String> directories = pattern.endsWith("/")
                ? Glob.isPattern(path) ? matching(path) : List.of(path)
                : Glob.isPattern(directory) ? matching(directory) : List.of(directory);
        List<String> matches = new ArrayList<>();
        for (String each : directories) {
            list(Path.of(each), last, matches);
        }
        return matches;
    }

    private void list(Path directory, String pattern, List<String> matches) throws IOException {
        requireInside(directory);
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.toRealPath())) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (Glob.matches(pattern, name)) {
                    names.add(name);
                }
            }
        } catch (AccessDeniedException | NoSuchFileException e) {
            return; // As Go does.
        }
        names.sort(BY_BYTES);
        for (String name : names) {
            matches.add(directory.resolve(name).normalize().toString());
        }
    }

    private static List<String> visible(String pattern, List<String> matches) {
        if (!pattern.substring(pattern.lastIndexOf('/') + 1).startsWith("*")) {
            return matches;
        }
        return matches.stream()
                .filter(match -> !match.substring(match.lastIndexOf('/') + 1).startsWith("."))
                .toList();
    }

    /** Requires a path to be below the root, and what it leads to as well, as far as it is there. */
    private void requireInside(Path path) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(given) && !normal.startsWith(root)) {
            throw leadsOut();
        }
        try {
            if (!path.toRealPath().startsWith(root)) {
                throw leadsOut();
            }
        } catch (NoSuchFileException e) {
            // Then nothing of it will be opened either.
        } catch (FileSystemException e) {
            throw new IOException(reason(e), e);
        }
    }

    private IOException leadsOut() {
        return new IOException("it leads out of " + given);
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        return e.getReason() == null ? "it cannot be read" : e.getReason();
    }

    @Override
    public byte[] read(String name) throws IOException {
        Path path = Path.of(name);
        requireInside(path);
        try {
            Path real = path.toRealPath();
            BasicFileAttributes attributes =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!real.startsWith(root)) {
                throw leadsOut();
            }
            if (attributes.isDirectory()) {
                throw new IOException("is a directory");
            }
            if (!attributes.isRegularFile()) {
                throw new IOException("is not a regular file"); // Opening a named pipe would wait for its writer.
            }
            try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new IOException("has more than " + MAX_BYTES + " bytes");
                }
                return bytes;
            }
        } catch (FileSystemException e) {
            throw new IOException(reason(e), e);
        }
    }
}
