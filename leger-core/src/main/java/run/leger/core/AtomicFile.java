package run.leger.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that is replaced whole or not at all: a reader, and whoever looks after a crash, finds the old content or the new one.
 *
 * <p>The new content is written beside the target under a name that begins with a dot and ends in {@code .tmp}, with its mode from the first
 * byte, forced to the disk, and renamed. A symbolic link is followed: what it points to is replaced. Safe for use by many threads and
 * processes; the last writer wins.
 */
public final class AtomicFile {
    /** Of the 255 bytes that a file's name may have, what the rest of a fresh file's name leaves. */
    private static final int LONGEST_BEGINNING = 255 - (1 + 1 + 36 + 4);

    /** Owner only: for everything secret. */
    public static final String SECRET = "rw-------";
    /** Readable by all: for what other services read. */
    public static final String PUBLIC = "rw-r--r--";

    private final Path path;
    private final Set<PosixFilePermission> mode;
    private final boolean likeBefore;

    private AtomicFile(Path path, String mode) {
        this(path, PosixFilePermissions.fromString(mode), false);
    }

    private AtomicFile(Path path, Set<PosixFilePermission> mode, boolean likeBefore) {
        this.path = path;
        this.mode = mode;
        this.likeBefore = likeBefore;
    }

    /**
     * Returns a file that only its owner can read.
     *
     * @param path where it is or shall be; its folder must exist
     * @return the file
     */
    public static AtomicFile secret(Path path) {
        return new AtomicFile(path, SECRET);
    }

    /**
     * Returns a file that all can read and its owner can write.
     *
     * @param path where it is or shall be; its folder must exist
     * @return the file
     */
    public static AtomicFile readable(Path path) {
        return new AtomicFile(path, PUBLIC);
    }

    /**
     * Returns a file that stays its owner's, its group's and as readable as it is, whoever replaces it: for files of other services. Where there is
     * none yet, all can read it and its owner can write.
     *
     * @param path where it is or shall be; its folder must exist
     * @return the file
     */
    public static AtomicFile likeBefore(Path path) {
        return new AtomicFile(path, PosixFilePermissions.fromString(PUBLIC), true);
    }

    /**
     * Returns the path.
     *
     * @return the path as it was given
     */
    public Path path() {
        return path;
    }

    /**
     * Returns where {@link #replaceKeepingPrevious} keeps the content that was there before.
     *
     * @return the path with {@code .previous} after the name
     */
    public Path previousPath() {
        return sibling(path, path.getFileName() + ".previous");
    }

    /**
     * Returns the content.
     *
     * @return the bytes, or empty where there is no file
     * @throws FileFailedException if it cannot be read
     */
    public Optional<byte[]> read() {
        try {
            return Optional.of(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /**
     * Replaces the content.
     *
     * @param content the new content
     * @throws FileFailedException if it cannot be written; the old content is then still there
     */
    public void replace(byte[] content) {
        replace(content, false);
    }

    /**
     * Replaces the content with all that a stream gives, which need not fit into memory. The stream is not closed.
     *
     * @param content where the new content comes from
     * @throws FileFailedException if it cannot be written; the old content is then still there
     * @throws UncheckedIOException if the stream fails; the old content is then still there. What it throws unchecked is passed on
     */
    public void replace(InputStream content) {
        try {
            Path target = target();
            try (FileChannel folder = FileChannel.open(folderOf(target), StandardOpenOption.READ)) {
                moveOrDelete(write(target, channel -> copy(content, channel)), target);
                force(folder);
            }
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    private static void copy(InputStream content, FileChannel channel) throws IOException {
        byte[] piece = new byte[64 << 10];
        for (int count = read(content, piece); count >= 0; count = read(content, piece)) {
            writeAll(channel, ByteBuffer.wrap(piece, 0, count));
        }
    }

    private static int read(InputStream content, byte[] piece) {
        try {
            return content.read(piece);
        } catch (IOException e) {
            throw new UncheckedIOException("the new content could not be read", e);
        }
    }

    /**
     * Replaces the content and keeps the old one at {@link #previousPath}, where the two differ. At no time is there neither.
     *
     * @param content the new content
     * @throws FileFailedException if it cannot be written; the old content is then still there
     */
    public void replaceKeepingPrevious(byte[] content) {
        replace(content, true);
    }

    /**
     * Puts the previous content back.
     *
     * @return whether there was one
     * @throws FileFailedException if it cannot be written
     */
    public boolean restorePrevious() {
        Optional<byte[]> previous = new AtomicFile(previousPath(), mode, false).read();
        previous.ifPresent(this::replace);
        return previous.isPresent();
    }

    /**
     * Deletes the file, where it is there.
     *
     * @throws FileFailedException if it cannot be deleted
     */
    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failed("delete", e);
        }
    }

    /**
     * Writes new content beside the file, forced to the disk, so that nothing but a rename is left to do: for content that counts only when
     * something else succeeds, and then must not fail for want of space.
     *
     * @param content the new content
     * @return the new content; close it, which deletes it where it was not put in place
     * @throws FileFailedException if it cannot be written; nothing is changed then
     */
    public Staged stage(byte[] content) {
        return stage(content, true);
    }

    /** New content that lies beside its file. For one thread. */
    public final class Staged implements AutoCloseable {
        private final Path target;
        private final Path fresh;
        private final @Nullable Path previous;
        private final FileChannel folder;

        private Staged(Path target, Path fresh, @Nullable Path previous, FileChannel folder) {
            this.target = target;
            this.fresh = fresh;
            this.previous = previous;
            this.folder = folder;
        }

        /**
         * Puts the new content in place; what was there when it was staged is then at {@link #previousPath}, where the two differ.
         *
         * @throws FileFailedException if it cannot be put in place
         */
        public void commit() {
            try {
                if (previous != null) {
                    moveOrDelete(previous, previousPath());
                }
                moveOrDelete(fresh, target);
                force(folder);
            } catch (IOException e) {
                throw failed("write", e);
            }
        }

        @Override
        public void close() {
            try (folder) {
                Files.deleteIfExists(fresh);
                if (previous != null) {
                    Files.deleteIfExists(previous);
                }
            } catch (IOException e) {
                throw failed("delete the new content of", e);
            }
        }
    }

    private void replace(byte[] content, boolean keepPrevious) {
        try (Staged staged = stage(content, keepPrevious)) {
            staged.commit();
        }
    }

    private Staged stage(byte[] content, boolean keepPrevious) {
        try {
            Path target = target();
            // Opened before anything is replaced: what cannot be forced to the disk is not begun.
            FileChannel folder = FileChannel.open(folderOf(target), StandardOpenOption.READ);
            Path fresh = null;
            try {
                fresh = write(target, content);
                return new Staged(target, fresh, keepPrevious ? previous(target, content) : null, folder);
            } catch (IOException | RuntimeException e) {
                if (fresh != null) {
                    Files.deleteIfExists(fresh);
                }
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    /** Writes what is there now beside the place for the previous content, or returns null where it is not to be kept. */
    private @Nullable Path previous(Path target, byte[] content) throws IOException {
        if (!Files.isRegularFile(target)) {
            return null;
        }
        byte[] before = Files.readAllBytes(target);
        return Arrays.equals(before, content) ? null : write(previousPath(), before);
    }

    private static void moveOrDelete(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    private Path target() throws IOException {
        return Files.isSymbolicLink(path) ? resolveLink() : path;
    }

    private Path resolveLink() throws IOException {
        Path target = path;
        for (int i = 0; i < 40 && Files.isSymbolicLink(target); i++) {
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /** What puts the new content into a file. */
    private interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    private Path write(Path target, byte[] content) throws IOException {
        return write(target, channel -> writeAll(channel, ByteBuffer.wrap(content)));
    }

    /** As much of a name as leaves room for what is put around it. */
    private static String beginning(String name) {
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_BEGINNING) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }

    private Path write(Path target, Content content) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(target)) {
            throw new FileSystemException(target.toString(), null, "not an ordinary file");
        }
        Path fresh = sibling(
                target, "." + beginning(String.valueOf(target.getFileName())) + "." + UUID.randomUUID() + ".tmp");
        Path model = target();
        PosixFileAttributes like =
                likeBefore && Files.exists(model) ? Files.readAttributes(model, PosixFileAttributes.class) : null;
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(like == null ? mode : PosixFilePermissions.fromString(SECRET)))) {
            if (like != null) {
                give(fresh, like);
            }
            // The umask may have taken bits away from what was asked for at creation.
            Files.setPosixFilePermissions(fresh, like == null ? mode : like.permissions());
            content.writeTo(channel);
            channel.force(true);
            return fresh;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    /** Gives a file the owner and group of another one. */
    private static void give(Path fresh, PosixFileAttributes like) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        PosixFileAttributes own = view.readAttributes();
        if (!own.group().equals(like.group())) {
            view.setGroup(like.group());
        }
        if (!own.owner().equals(like.owner())) {
            view.setOwner(like.owner());
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static Path folderOf(Path target) {
        Path absolute = target.toAbsolutePath();
        return absolute.getParent() == null ? absolute : absolute.getParent();
    }

    private static void force(FileChannel folder) throws IOException {
        try {
            folder.force(true);
        } catch (ClosedByInterruptException e) {
            // The new content is in place, and the thread's flag still tells of the interrupt.
        }
    }

    private static Path sibling(Path path, String name) {
        return path.resolveSibling(name);
    }

    private FileFailedException failed(String verb, IOException e) {
        String why;
        if (e instanceof AtomicMoveNotSupportedException) {
            why = "the file system cannot rename atomically";
        } else if (e instanceof ClosedByInterruptException) {
            why = "the thread was interrupted";
        } else {
            why = e instanceof FileSystemException fs ? reason(fs) : String.valueOf(e.getMessage());
        }
        String message = "cannot " + verb + " " + path + ": " + why;
        return verb.equals("read")
                ? FileFailedException.reading(path.toString(), message, e)
                : new FileFailedException(path.toString(), message, e);
    }

    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "its folder does not exist";
        }
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    }
}
