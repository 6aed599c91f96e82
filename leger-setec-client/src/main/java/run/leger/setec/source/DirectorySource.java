package run.leger.setec.source;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.setec.Refresh;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/**
 * Secrets from a folder, one file each, as Kubernetes, Podman and Docker mount them, and as systemd hands credentials to a service.
 *
 * <p>A secret's file is its name below the folder: {@code prod/db} is the file {@code db} in the folder {@code prod}; {@link #fileNames} says it
 * otherwise. No name leads out of the folder: parts that are empty or begin with two dots are names of nothing, and neither is a link followed that
 * leads outside. Links inside are, so Kubernetes' exchange of all files at once is seen whole.
 *
 * <p><b>Versions.</b> Files have none, so the version stands for the file's inode, size and times of change, mixed into 32 bits: it is different
 * whenever the file was replaced or written to, nothing can be learnt about the value from it (as from a digest of the value), and asking
 * whether something changed reads no value. Only of a file that was read within two seconds after it was written the times do not tell whether it was
 * written to again: until it is another one, its version stands for its content too, mixed with a number that this process drew at random, and it is
 * read when it is asked for. A version does not count up, and it is another one where the same value is mounted anew.
 *
 * <p>Values are the bytes of the file as they are, at most 1 MiB. Modes and owners are not looked at: who mounts the folder decides them. Blocks on the
 * file system. Safe for use by many threads.
 */
public final class DirectorySource implements SecretSource {
    /** The most that a Kubernetes secret may hold. */
    private static final int MAX_BYTES = 1 << 20;
    /** How often a file is looked at again that was exchanged while it was read. */
    private static final int ATTEMPTS = 5;

    private final String description;
    private final @Nullable Path folder;
    private final UnaryOperator<String> fileNames;
    private final boolean finalNewline;
    /** Files that were young when they were read, as they were: their times do not tell whether they were written to since. */
    private final Map<SecretName, SecretVersion> young = new ConcurrentHashMap<>();

    private DirectorySource(
            String description, @Nullable Path folder, UnaryOperator<String> fileNames, boolean finalNewline) {
        this.description = description;
        this.folder = folder;
        this.fileNames = fileNames;
        this.finalNewline = finalNewline;
    }

    /**
     * Returns the secrets of a folder. Nothing is read yet; while there is no folder, no secret is found.
     *
     * @param folder where the files are, such as {@code /run/secrets}
     * @return the source
     */
    public static DirectorySource at(Path folder) {
        return new DirectorySource("folder " + folder, folder, UnaryOperator.identity(), true);
    }

    /**
     * Returns the credentials that systemd hands to this service, from the folder that the environment variable {@code CREDENTIALS_DIRECTORY} names.
     * Their names cannot hold a slash: {@code prod/db} is the credential {@code prod_db}, as systemd itself names the files of folders. Where the
     * variable is not set, no secret is found.
     *
     * @return the source
     */
    public static DirectorySource systemdCredentials() {
        return systemdCredentials(System.getenv());
    }

    static DirectorySource systemdCredentials(Map<String, String> environment) {
        String folder = environment.get("CREDENTIALS_DIRECTORY");
        return new DirectorySource(
                folder == null ? "systemd credentials (CREDENTIALS_DIRECTORY is not set)" : "systemd credentials",
                folder == null ? null : Path.of(folder),
                name -> name.replace('/', '_'),
                true);
    }

    /**
     * Returns this source with other names of files.
     *
     * @param fileNames returns the path below the folder, with slashes, for the text of a secret's name; whatever it returns, nothing outside is read
     * @return the source
     */
    public DirectorySource fileNames(UnaryOperator<String> fileNames) {
        return new DirectorySource(description, folder, Objects.requireNonNull(fileNames, "fileNames"), finalNewline);
    }

    /**
     * Returns this source without the line end that editors and {@code echo} put behind a value: one {@code \n} or {@code \r\n} at the end of a file is
     * no part of the value.
     *
     * @return the source
     */
    public DirectorySource withoutFinalNewline() {
        return new DirectorySource(description, folder, fileNames, false);
    }

    /**
     * Returns a secret.
     *
     * @throws NotFoundException if there is no such file, or the name can be none
     * @throws UnreadableSourceException if there is something that cannot be read: no right, not an ordinary file, larger than 1 MiB, a link that
     *     leads out of the folder
     */
    @Override
    public SecretValue get(SecretName name) {
        for (int i = 0; i < ATTEMPTS; i++) {
            MountedFile file = find(name);
            byte[] bytes = file.read(MAX_BYTES);
            if (bytes != null) {
                SecretVersion version = version(name, file, bytes);
                return new SecretValue(SecretBytes.take(finalNewline ? bytes : withoutFinalNewline(bytes)), version);
            }
        }
        throw new UnreadableSourceException(
                "the file of " + name.shown() + " in " + description + " does not stand still",
                "replace it as a whole, by renaming, instead of writing into it",
                null);
    }

    @Override
    public Refresh getIfChanged(SecretName name, SecretVersion held) {
        SecretVersion found = find(name).version();
        return found.equals(held) && !found.equals(young.get(name))
                ? new Refresh.Unchanged(held)
                : SecretSource.super.getIfChanged(name, held);
    }

    private SecretVersion version(SecretName name, MountedFile file, byte[] content) {
        SecretVersion found = file.version();
        if (file.isYoung() || found.equals(young.get(name))) {
            young.put(name, found);
            return file.version(content);
        }
        young.remove(name);
        return found;
    }

    private MountedFile find(SecretName name) {
        String below = fileNames.apply(name.text());
        MountedFile file = folder == null ? null : MountedFile.find(folder, below, description);
        if (file == null) {
            throw NoSuch.secret(name, description, "mount it there");
        }
        return file;
    }

    private static byte[] withoutFinalNewline(byte[] bytes) {
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\n') {
            length -= length > 1 && bytes[length - 2] == '\r' ? 2 : 1;
        }
        byte[] shorter = Arrays.copyOf(bytes, length);
        Arrays.fill(bytes, (byte) 0);
        return shorter;
    }

    @Override
    public String description() {
        return description;
    }
}
