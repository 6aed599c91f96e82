package run.leger.setec.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import run.leger.core.internal.BoundedFile;
import run.leger.setec.SecretVersion;

/** One file of a folder of secrets, with all links resolved, and certainly inside. */
final class MountedFile {
    /** The longest step in which a file system counts time, that of FAT. What is written within one has the same times. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private static final byte[] SALT = new byte[32];

    static {
        new SecureRandom().nextBytes(SALT);
    }

    /** In bytes, on Linux. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_PATH = 4095;

    private final Path path;
    private final String place;
    private final Map<String, Object> stamp;
    private final boolean young;

    private MountedFile(Path path, String place, Map<String, Object> stamp) {
        this.path = path;
        this.place = place;
        this.stamp = stamp;
        Instant then = Instant.now().minus(COARSE);
        young = time("ctime").isAfter(then) || time("lastModifiedTime").isAfter(then);
    }

    /** Returns the file at a path below the folder, or null where there is none or the path can be none. */
    static @Nullable MountedFile find(Path folder, String below, String description) {
        if (!isInside(below)) {
            return null;
        }
        // The place of a secret is told by the folder alone: its path below was made of a name from elsewhere.
        String place = "a file in " + description;
        try {
            Path root = folder.toRealPath();
            Path path = root.resolve(below).toRealPath();
            if (path.equals(root) || !path.startsWith(root)) {
                throw unreadable(place, "it is a link that leads out of the folder");
            }
            Map<String, Object> stamp = stamp(path);
            if (Boolean.TRUE.equals(stamp.get("isDirectory"))) {
                return null;
            }
            if (!Boolean.TRUE.equals(stamp.get("isRegularFile"))) {
                throw unreadable(place, "it is not an ordinary file");
            }
            return new MountedFile(path, place, stamp);
        } catch (NoSuchFileException | NotDirectoryException | InvalidPathException e) {
            return null;
        } catch (java.nio.file.AccessDeniedException e) {
            throw unreadable(place, "permission denied");
        } catch (FileSystemException e) {
            if (isNothing(folder, below)) {
                return null;
            }
            throw unreadable(place, String.valueOf(e.getReason()));
        } catch (IOException e) {
            throw unreadable(place, e.getClass().getSimpleName());
        }
    }

    /**
     * A name too long for the file system is no file's name; nor can one lead through a file as if it were a folder. Looked at by ourselves:
     * what the operating system says of it is in the user's language.
     */
    private static boolean isNothing(Path folder, String below) {
        Path at = folder;
        for (String part : below.split("/", -1)) {
            if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME || Files.isRegularFile(at)) {
                return true;
            }
            at = at.resolve(part);
        }
        return at.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH;
    }

    private static boolean isInside(String below) {
        if (below.indexOf('\0') >= 0) {
            return false;
        }
        for (String part : below.split("/", -1)) {
            // Two dots are the way out, and what Kubernetes' own folders begin with.
            if (part.isEmpty() || part.equals(".") || part.startsWith("..")) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Object> stamp(Path path) throws IOException {
        return Files.readAttributes(
                path, "unix:dev,ino,size,ctime,lastModifiedTime,isRegularFile,isDirectory", LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns the version of the file as it was found. */
    SecretVersion version() {
        ByteBuffer all = ByteBuffer.allocate(3 * Long.BYTES + 2 * (Long.BYTES + Integer.BYTES));
        for (String each : new String[] {"dev", "ino", "size"}) {
            all.putLong(((Number) Objects.requireNonNull(stamp.get(each), each)).longValue());
        }
        for (String each : new String[] {"ctime", "lastModifiedTime"}) {
            Instant time = time(each);
            all.putLong(time.getEpochSecond()).putInt(time.getNano());
        }
        return digested(all.array());
    }

    private Instant time(String which) {
        return ((FileTime) Objects.requireNonNull(stamp.get(which), which)).toInstant();
    }

    /** Whether it was written to so short a time ago that the next writing may leave all its times as they are. */
    boolean isYoung() {
        return young;
    }

    /** Returns the version of the file as it was found with this content, about which only this process learns something from it. */
    SecretVersion version(byte[] content) {
        byte[] stamped = Long.toString(version().number()).getBytes(StandardCharsets.US_ASCII);
        return digested(SALT, stamped, content);
    }

    private static SecretVersion digested(byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha.update(part);
            }
            byte[] digest = sha.digest();
            long number = Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
            // 0 is no version.
            return SecretVersion.of(number == 0 ? 1 : number);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has it", e);
        }
    }

    /** Returns the content, or null where the file was exchanged or written to meanwhile; the array is the caller's to wipe. */
    byte @Nullable [] read(int limit) {
        try {
            byte[] bytes = BoundedFile.read(path, limit, LinkOption.NOFOLLOW_LINKS);
            if (isAsFound()) {
                return bytes;
            }
            Arrays.fill(bytes, (byte) 0);
            return null;
        } catch (NoSuchFileException e) {
            return null;
        } catch (BoundedFile.TooLargeException e) {
            throw unreadable(place, String.valueOf(e.getReason()));
        } catch (java.nio.file.AccessDeniedException e) {
            throw unreadable(place, "permission denied");
        } catch (IOException e) {
            throw unreadable(place, e.getClass().getSimpleName());
        }
    }

    private boolean isAsFound() throws IOException {
        try {
            return stamp(path).equals(stamp);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static UnreadableSourceException unreadable(String place, String why) {
        return new UnreadableSourceException(
                "cannot read " + place + ": " + why,
                "mount an ordinary file of at most 1 MiB that this user may read",
                null);
    }
}
