package run.leger.caddy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import run.leger.core.FileFailedException;

/**
 * Keeps other deployers, of this process and others, off a file. It is a lock on a file beside it, which stays: who deletes such a file takes the
 * lock away from one who waits for it. The system frees it when the process ends, however it ends.
 */
final class DeploymentLock implements AutoCloseable {
    /**
     * What this process has locked. To close a channel of a file takes from the whole process every lock that it has on that file, so who finds it
     * locked in here must not open it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private DeploymentLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Returns the lock, or null where somebody else has it. */
    static @Nullable DeploymentLock take(Path file) {
        Path path = beside(file);
        if (!HELD.add(path)) {
            return null;
        }
        DeploymentLock lock = null;
        try {
            FileChannel channel = FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (locked(channel)) {
                lock = new DeploymentLock(path, channel);
            } else {
                channel.close();
            }
            return lock;
        } catch (IOException e) {
            throw failed(path, e);
        } finally {
            if (lock == null) {
                HELD.remove(path);
            }
        }
    }

    /** One file has one lock, by whatever links it is named. */
    private static Path beside(Path file) {
        try {
            Path real = Files.exists(file)
                    ? file.toRealPath()
                    : file.toAbsolutePath().normalize();
            return real.resolveSibling("." + real.getFileName() + ".lock");
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static FileFailedException failed(Path path, IOException e) {
        String message = "cannot lock " + path + ": ";
        Path folder = path.getParent();
        if (e instanceof NoSuchFileException && folder != null && Files.notExists(folder)) {
            return new FileFailedException(
                    path.toString(),
                    message + "there is no folder " + folder,
                    "make the folder, or give another file",
                    e);
        }
        if (e instanceof AccessDeniedException && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return new FileFailedException(
                    path.toString(),
                    message + "permission denied",
                    "deploy as the user who owns that file, or let all who deploy write it: chgrp and chmod g+w",
                    e);
        }
        return new FileFailedException(path.toString(), message + reason(e), e);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException fs && fs.getReason() != null ? fs.getReason() : e.toString();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(path);
        }
    }
}
