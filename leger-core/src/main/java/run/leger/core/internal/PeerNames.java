package run.leger.core.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import run.leger.core.UnixPeer;

/** The number of a user by its name and the other way round, as far as files tell: Java asks the system for neither. */
final class PeerNames {
    static final Path SELF = Path.of("/proc/self");

    private PeerNames() {}

    /** The kernel's word where it comes as a name, or as digits for a user without one. */
    static UnixPeer named(String user, Path socket) {
        return new UnixPeer(user, uid(user, socket), OptionalLong.empty());
    }

    /** The kernel's word where it comes as numbers. */
    static UnixPeer numbered(long uid, long pid, Path socket) {
        return new UnixPeer(
                name(uid, socket), OptionalLong.of(uid), pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty());
    }

    private static OptionalLong uid(String user, Path socket) {
        if (user.equals("root")) {
            return OptionalLong.of(0);
        }
        if (user.matches("[0-9]{1,10}")) {
            return OptionalLong.of(Long.parseLong(user));
        }
        for (Path file : new Path[] {socket, SELF}) {
            if (user.equals(owner(file))) {
                long uid = ownerUid(file);
                return uid < 0 ? OptionalLong.empty() : OptionalLong.of(uid);
            }
        }
        return OptionalLong.empty();
    }

    private static String name(long uid, Path socket) {
        for (Path file : new Path[] {socket, SELF}) {
            String owner = ownerUid(file) == uid ? owner(file) : null;
            if (owner != null) {
                return owner;
            }
        }
        return uid == 0 ? "root" : Long.toString(uid);
    }

    static @Nullable String owner(Path file) {
        try {
            return Files.getOwner(file).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private static long ownerUid(Path file) {
        try {
            return Files.getAttribute(file, "unix:uid") instanceof Integer uid ? Integer.toUnsignedLong(uid) : -1;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return -1;
        }
    }
}
