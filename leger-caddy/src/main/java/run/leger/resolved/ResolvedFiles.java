package run.leger.resolved;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import run.leger.core.FileFailedException;

/**
 * The files that systemd-resolved reads on a machine, found by its rules: the main file, then the drop-ins of four folders sorted by name, of
 * which a name counts in the highest folder only. Immutable; what was read is a snapshot, no lock is taken.
 */
public final class ResolvedFiles {
    private static final List<String> PLACES =
            List.of("etc/systemd", "run/systemd", "usr/local/lib/systemd", "usr/lib/systemd");
    private static final String MAIN = "resolved.conf";
    private static final int MAIN_ANYWHERE = 254;
    private static final String USER = "systemd-resolve";

    private final Path root;
    private final int version;
    private final List<Part> parts = new ArrayList<>();
    private final List<Path> hidden = new ArrayList<>();

    /** A file, and what systemd-resolved gets to see of it, which is nothing where it may not. */
    private record Part(ConfFile file, ConfReader.Result seen) {}

    private ResolvedFiles(Path root, int version) {
        this.root = root;
        this.version = version;
    }

    /**
     * Finds and reads the files, as the newest systemd does.
     *
     * @param root the root directory, {@code /} for this machine
     * @return the files
     * @throws FileFailedException if one cannot be read
     */
    public static ResolvedFiles read(Path root) {
        return read(root, EffectiveConf.NEWEST);
    }

    /**
     * Finds and reads the files.
     *
     * @param root the root directory, {@code /} for this machine
     * @param systemdVersion the version, such as 252: before 254 the main file counts in {@code /etc} only
     * @return the files
     * @throws FileFailedException if one cannot be read
     */
    public static ResolvedFiles read(Path root, int systemdVersion) {
        ResolvedFiles found = new ResolvedFiles(root, systemdVersion);
        found.main();
        found.dropIns();
        return found;
    }

    private void main() {
        for (String place : version < MAIN_ANYWHERE ? PLACES.subList(0, 1) : PLACES) {
            if (add(root.resolve(place).resolve(MAIN))) {
                return;
            }
        }
    }

    private void dropIns() {
        TreeMap<byte[], Path> byName = new TreeMap<>(Arrays::compareUnsigned);
        for (String place : PLACES) {
            for (Path path : dropIns(root.resolve(place).resolve(MAIN + ".d"))) {
                byte[] name = String.valueOf(path.getFileName()).getBytes(StandardCharsets.UTF_8);
                if (byName.putIfAbsent(name, path) != null) {
                    hidden.add(path);
                }
            }
        }
        // A link to nowhere hides others of its name, and is nothing itself.
        byName.values().forEach(this::add);
    }

    private static List<Path> dropIns(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> isDropIn(String.valueOf(path.getFileName())))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw FileFailedException.reading(folder.toString(), "cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean isDropIn(String name) {
        return name.endsWith(".conf") && !name.startsWith(".");
    }

    /** Reads a file and tells whether there is one. */
    private boolean add(Path path) {
        try {
            Path real = path.toRealPath();
            if (Files.isDirectory(real)) {
                addUnread(path, new byte[0], "is a directory");
                return true;
            }
            // /dev/null is what masks are made of; of other devices and pipes nobody knows the end.
            byte[] content = Files.isRegularFile(real) ? Files.readAllBytes(real) : new byte[0];
            if (isReadable(real)) {
                ResolvedConf conf = ResolvedConf.parse(content);
                parts.add(new Part(new ConfFile(path.toString(), conf), conf.content()));
            } else {
                addUnread(path, content, "cannot be read by the user " + USER);
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (AccessDeniedException e) {
            throw FileFailedException.reading(path.toString(), "cannot read " + path + ": permission denied", e);
        } catch (FileSystemException e) {
            addUnread(path, new byte[0], "cannot be opened");
            return true;
        } catch (IOException e) {
            throw FileFailedException.reading(path.toString(), "cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private void addUnread(Path path, byte[] content, String why) {
        Finding finding = new Finding(
                new Origin("", 0, 0),
                Severity.ERROR,
                why + ": it and every file that would be read after it are ignored");
        parts.add(new Part(
                new ConfFile(path.toString(), ResolvedConf.parse(content)),
                ConfReader.Result.abandonedAtOnce(finding)));
    }

    /** Tells whether the daemon, which gives up its rights before it reads, can open a file. */
    private static boolean isReadable(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return true;
        }
        PosixFileAttributes attributes = view.readAttributes();
        if (attributes.owner().getName().equals(USER)) {
            return attributes.permissions().contains(PosixFilePermission.OWNER_READ);
        }
        return attributes
                .permissions()
                .contains(
                        attributes.group().getName().equals(USER)
                                ? PosixFilePermission.GROUP_READ
                                : PosixFilePermission.OTHERS_READ);
    }

    /**
     * Returns the files in the order in which they count, the main file first; a mask, which is empty, is one of them.
     *
     * @return the files, unmodifiable
     */
    public List<ConfFile> files() {
        return parts.stream().map(Part::file).toList();
    }

    /**
     * Returns the drop-ins that do not count, since a higher folder has one of the same name.
     *
     * @return their paths, unmodifiable
     */
    public List<Path> hidden() {
        return List.copyOf(hidden);
    }

    /**
     * Returns what the files come to.
     *
     * @return the settings, each with its file and line
     */
    public EffectiveConf effective() {
        EffectiveConf sum = new EffectiveConf();
        parts.forEach(part -> sum.take(part.file().name(), part.seen(), version));
        return sum;
    }
}
