package run.leger.setec.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import run.leger.core.AtomicFile;
import run.leger.core.FileFailedException;
import run.leger.core.internal.BoundedFile;

/** A file that is this user's alone: looked at before it is believed, read within a bound, replaced whole. */
final class OwnFile {
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path path;
    private final int limit;
    private final AtomicBoolean swept = new AtomicBoolean();

    OwnFile(Path path, int limit) {
        this.path = path;
        this.limit = limit;
    }

    Path path() {
        return path;
    }

    int limit() {
        return limit;
    }

    /** Returns the content, which is the caller's to wipe, or nothing where there is no file. */
    Optional<byte[]> read() {
        try {
            Optional<PosixFileAttributes> found = look();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            requireOrdinary(found.get());
            requireMine(found.get());
            // A link that took its place meanwhile is not followed.
            return Optional.of(BoundedFile.read(path, limit, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (BoundedFile.TooLargeException e) {
            throw new DamagedFileException(path, String.valueOf(e.getReason()));
        } catch (IOException e) {
            throw FileFailedException.reading(path.toString(), "cannot read " + path + ": " + reason(e), e);
        }
    }

    /** Makes the folder, for this user alone, where there is none, and refuses whatever is there that is not an ordinary file. */
    void prepare() {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Optional<PosixFileAttributes> found = look();
            if (found.isPresent()) {
                requireOrdinary(found.get());
            }
        } catch (IOException e) {
            throw new FileFailedException(path.toString(), "cannot prepare " + path + ": " + reason(e), e);
        }
    }

    /** Replaces the content; the file has its mode from the first byte, whatever the one before had. */
    void write(byte[] content) {
        prepare();
        AtomicFile file = AtomicFile.secret(path);
        if (swept.compareAndSet(false, true)) {
            Leftovers.sweep(path);
        }
        file.replace(content);
    }

    /** Makes the file, and only if there is nothing yet. */
    void create(byte[] content) {
        prepare();
        try (FileChannel channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(AtomicFile.SECRET)))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new FileFailedException(
                    path.toString(),
                    "there is something at " + path + " already",
                    "use what is there, or choose another path",
                    e);
        } catch (IOException e) {
            throw new FileFailedException(path.toString(), "cannot make " + path + ": " + reason(e), e);
        }
    }

    private Optional<PosixFileAttributes> look() throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void requireOrdinary(PosixFileAttributes found) {
        if (!found.isRegularFile()) {
            throw new ExposedFileException(
                    path,
                    found.isSymbolicLink() ? "it is a symbolic link" : "it is not an ordinary file",
                    "give the path of the file itself, or remove what is there");
        }
    }

    private void requireMine(PosixFileAttributes found) {
        if (!Me.trusts(found.owner())) {
            throw new ExposedFileException(
                    path,
                    "it belongs to " + found.owner().getName(),
                    "run as that user, or find out who put it there and remove it");
        }
        if (!OWNERS.containsAll(found.permissions())) {
            throw new ExposedFileException(
                    path,
                    "others than its owner may use it (" + PosixFilePermissions.toString(found.permissions()) + ")",
                    "if nobody else can have used it: chmod 600 " + path + "; otherwise delete it");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException fs && fs.getReason() != null
                ? fs.getReason()
                : e.getClass().getSimpleName();
    }
}
