package run.leger.resolved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import run.leger.core.AtomicFile;
import run.leger.core.FileFailedException;

/**
 * A drop-in file of systemd-resolved: the settings of one program, beside those of others. After writing or deleting it, systemd-resolved must
 * be told: {@code systemctl reload systemd-resolved} (restart before version 256).
 *
 * @param path where it is; the name ends in {@code .conf} and says in which order it counts
 * @param conf what stands in it
 */
public record ResolvedDropIn(Path path, ResolvedConf conf) {
    /** Where the administrator's drop-ins are. */
    public static final Path FOLDER = Path.of("/etc/systemd/resolved.conf.d");

    /** Where drop-ins are that shall be gone after a reboot. */
    public static final Path VOLATILE_FOLDER = Path.of("/run/systemd/resolved.conf.d");

    private static final Pattern NAME = Pattern.compile("[0-9]{2}-[A-Za-z0-9][A-Za-z0-9_-]{0,60}\\.conf");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is not two digits, a hyphen, letters, digits or hyphens, and {@code .conf}
     */
    public ResolvedDropIn {
        Objects.requireNonNull(conf, "conf");
        if (path.getFileName() == null
                || !NAME.matcher(path.getFileName().toString()).matches()) {
            throw new IllegalArgumentException(
                    "not the name of a drop-in, such as 60-leger.conf: " + path.getFileName());
        }
    }

    /**
     * Returns Leger's drop-in in the administrator's folder.
     *
     * @param conf what stands in it
     * @return the drop-in {@code 60-leger.conf}
     */
    public static ResolvedDropIn leger(ResolvedConf conf) {
        return new ResolvedDropIn(FOLDER.resolve("60-leger.conf"), conf);
    }

    /**
     * Returns the name of the file.
     *
     * @return the last part of the path
     */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /**
     * Returns the content as text.
     *
     * @return the text
     */
    public String text() {
        return conf.print();
    }

    /**
     * Writes the file, whole or not at all, readable by all, and makes its folder where that is missing. What was there before is kept beside it
     * under a name that systemd-resolved does not read.
     *
     * @throws FileFailedException if it cannot be written
     */
    public void write() {
        Path folder = path.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new FileFailedException(path.toString(), "cannot make the folder " + folder, e);
        }
        AtomicFile.readable(path).replaceKeepingPrevious(conf.toBytes());
    }

    /**
     * Puts back what was there before the last {@link #write}.
     *
     * @return whether there was anything
     * @throws FileFailedException if it cannot be written
     */
    public boolean restorePrevious() {
        return AtomicFile.readable(path).restorePrevious();
    }

    /**
     * Deletes the file, where it is there.
     *
     * @throws FileFailedException if it cannot be deleted
     */
    public void delete() {
        AtomicFile.readable(path).delete();
    }

    /**
     * Reads what stands at the path now.
     *
     * @return the file, or empty where there is none
     * @throws FileFailedException if it cannot be read
     */
    public Optional<ResolvedConf> current() {
        return AtomicFile.readable(path).read().map(ResolvedConf::parse);
    }
}
