package run.leger.resolved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import run.leger.core.AtomicFile;
import run.leger.core.FileFailedException;

/**
 * The place of a drop-in file of systemd-resolved: the settings of one program, beside those of others. It is never the main file and never
 * {@code resolv.conf}. After a change systemd-resolved must be told: {@code systemctl reload systemd-resolved} (restart before version 256).
 *
 * <p>What is installed says in two comments at its top whose it is and what it was. A file without them is somebody else's, and one that was
 * changed since is too: neither is overwritten nor removed.
 *
 * @param path where it is: a folder {@code resolved.conf.d}, and a name that ends in {@code .conf} and says in which order it counts
 */
public record ResolvedDropIn(Path path) {
    /** Where the administrator's drop-ins are. */
    public static final Path FOLDER = Path.of("/etc/systemd/resolved.conf.d");

    /** Where drop-ins are that shall be gone after a reboot. */
    public static final Path VOLATILE_FOLDER = Path.of("/run/systemd/resolved.conf.d");

    private static final Pattern NAME = Pattern.compile("[0-9]{2}-[A-Za-z0-9][A-Za-z0-9_-]{0,60}\\.conf");

    /**
     * Checks folder and name.
     *
     * @throws IllegalArgumentException if the name is not two digits, a hyphen, letters, digits or hyphens, and {@code .conf}, or the folder
     *     is not called {@code resolved.conf.d}
     */
    public ResolvedDropIn {
        path = path.toAbsolutePath().normalize();
        if (path.getFileName() == null
                || !NAME.matcher(path.getFileName().toString()).matches()) {
            throw new IllegalArgumentException(
                    "not the name of a drop-in, such as 60-leger.conf: " + path.getFileName());
        }
        if (!folder(path).endsWith(FOLDER.getFileName())) {
            throw new IllegalArgumentException("not in a folder resolved.conf.d: " + path);
        }
    }

    /**
     * Returns the place of Leger's drop-in in the administrator's folder.
     *
     * @return {@code 60-leger.conf}
     */
    public static ResolvedDropIn leger() {
        return leger(Path.of("/"));
    }

    /**
     * Returns the place of Leger's drop-in in the administrator's folder of a root directory.
     *
     * @param root the root directory
     * @return {@code 60-leger.conf}
     */
    public static ResolvedDropIn leger(Path root) {
        return new ResolvedDropIn(root.resolve(FOLDER.toString().substring(1)).resolve("60-leger.conf"));
    }

    /**
     * Returns what a file would hold after {@link #install}.
     *
     * @param conf the settings
     * @return the two comments and the settings
     */
    public static ResolvedConf installed(ResolvedConf conf) {
        return ResolvedConf.parse(InstalledText.of(conf));
    }

    /**
     * Returns what {@link #install} would do now.
     *
     * @param conf the settings
     * @return what would happen
     * @throws DropInRefusedException as {@link #install}
     * @throws FileFailedException if what is there cannot be read
     */
    public DropInChange preview(ResolvedConf conf) {
        return preview(conf, false);
    }

    /**
     * Returns what {@link #installReplacing} would do now.
     *
     * @param conf the settings
     * @return what would happen
     * @throws DropInRefusedException as {@link #installReplacing}
     * @throws FileFailedException if what is there cannot be read
     */
    public DropInChange previewReplacing(ResolvedConf conf) {
        return preview(conf, true);
    }

    /**
     * Installs settings: whole or not at all, readable by all; the folder is made where it is missing.
     *
     * <p>Can break: name resolution of the whole machine, from the next reload of systemd-resolved on.
     *
     * @param conf the settings
     * @return what was done
     * @throws DropInRefusedException if a file that is not ours, or that was changed since, stands there, or systemd-resolved would give up in
     *     these settings and read no file after them
     * @throws FileFailedException if it cannot be written; what was there is then still there
     */
    public DropInChange install(ResolvedConf conf) {
        return install(conf, false);
    }

    /**
     * Installs settings, also in the place of somebody else's file, which is set aside as it is, under a name that systemd-resolved does not
     * read; {@link #uninstall} puts it back.
     *
     * <p>Can break: name resolution of the whole machine, from the next reload of systemd-resolved on.
     *
     * @param conf the settings
     * @return what was done
     * @throws DropInRefusedException if what stands there is no ordinary file, another file was set aside before and is still there, or
     *     systemd-resolved would give up in these settings
     * @throws FileFailedException if it cannot be written; what was there is then still there
     */
    public DropInChange installReplacing(ResolvedConf conf) {
        return install(conf, true);
    }

    /** A path with a name that is absolute has one. */
    private static Path folder(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    private DropInChange install(ResolvedConf conf, boolean replace) {
        DropInChange change = preview(conf, replace);
        if (change == DropInChange.NONE) {
            return change;
        }
        try {
            makeFolder(folder(path));
            if (change == DropInChange.REPLACED && !Files.exists(aside(), LinkOption.NOFOLLOW_LINKS)) {
                // A second name for the very file: it keeps its owner, mode and times, and at no time is there none.
                Files.createLink(aside(), path);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw failed("prepare", e);
        }
        AtomicFile.readable(path).replace(InstalledText.of(conf));
        return change;
    }

    /** Makes a folder that the daemon, which has no rights, can enter, whatever the umask is. */
    private static void makeFolder(Path folder) throws IOException {
        Path above = folder.getParent();
        if (above == null || Files.isDirectory(folder)) {
            return;
        }
        makeFolder(above);
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private DropInChange preview(ResolvedConf conf, boolean replace) {
        if (conf.content().abandoned()) {
            throw new DropInRefusedException(
                    path,
                    "systemd-resolved would give up in these settings, and read no file after " + path,
                    "mend what the check of the settings says is an error");
        }
        Optional<byte[]> there = ordinary();
        if (there.isEmpty()) {
            return DropInChange.CREATED;
        }
        if (Arrays.equals(there.get(), InstalledText.of(conf))) {
            return DropInChange.NONE;
        }
        if (InstalledText.ownerOf(there.get()) == InstalledText.Owner.OURS) {
            return DropInChange.UPDATED;
        }
        if (!replace) {
            throw notOurs(there.get(), "leger resolved install --replace sets it aside, and uninstall puts it back");
        }
        if (Files.exists(aside(), LinkOption.NOFOLLOW_LINKS) && !isAside()) {
            throw new DropInRefusedException(
                    path,
                    "there is somebody else's file at " + path + " and another one that was set aside at " + aside(),
                    "take one of them away");
        }
        return DropInChange.REPLACED;
    }

    /** Tells whether an interrupted installation has set the very file aside that still stands here. */
    private boolean isAside() {
        try {
            return Files.isSameFile(aside(), path);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns what {@link #uninstall} would do now.
     *
     * @return what would happen
     * @throws DropInRefusedException as {@link #uninstall}
     * @throws FileFailedException if what is there cannot be read
     */
    public DropInChange previewUninstall() {
        Optional<byte[]> there = ordinary();
        if (there.isPresent() && InstalledText.ownerOf(there.get()) != InstalledText.Owner.OURS) {
            throw notOurs(there.get(), "remove it by hand");
        }
        if (Files.exists(aside(), LinkOption.NOFOLLOW_LINKS)) {
            return DropInChange.RESTORED;
        }
        return there.isPresent() ? DropInChange.DELETED : DropInChange.NONE;
    }

    /**
     * Takes our file away and, where {@link #installReplacing} had set one aside, puts that very file back.
     *
     * <p>Can break: name resolution of the whole machine, from the next reload of systemd-resolved on.
     *
     * @return what was done
     * @throws DropInRefusedException if the file is not ours, or was changed since
     * @throws FileFailedException if it cannot be removed
     */
    public DropInChange uninstall() {
        DropInChange change = previewUninstall();
        try {
            switch (change) {
                case RESTORED -> Files.move(aside(), path, StandardCopyOption.ATOMIC_MOVE);
                case DELETED -> Files.delete(path);
                default -> {}
            }
        } catch (IOException e) {
            throw failed("remove", e);
        }
        return change;
    }

    /**
     * Reads what stands there now.
     *
     * @return the file, with the two comments where it is ours; empty where there is none
     * @throws FileFailedException if it cannot be read
     */
    public Optional<ResolvedConf> current() {
        return AtomicFile.readable(path).read().map(ResolvedConf::parse);
    }

    /** Returns what is there; a link could lead to another's file, such as {@code resolv.conf}, and may be a mask. */
    private Optional<byte[]> ordinary() {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new DropInRefusedException(
                    path,
                    path
                            + " is a link or no ordinary file, and not ours; a link to /dev/null means that the administrator wants no such drop-in",
                    "remove it by hand if that is meant");
        }
        return AtomicFile.readable(path).read();
    }

    private DropInRefusedException notOurs(byte[] there, String remedy) {
        String whose = InstalledText.ownerOf(there) == InstalledText.Owner.OTHERS
                ? "is not Leger's"
                : "is Leger's, but was changed since";
        return new DropInRefusedException(path, path + " " + whose + " and is left as it is", remedy);
    }

    private Path aside() {
        return path.resolveSibling("." + path.getFileName() + ".set-aside-by-leger");
    }

    private FileFailedException failed(String verb, Exception e) {
        return new FileFailedException(path.toString(), "cannot " + verb + " " + path + ": " + e, e);
    }
}
