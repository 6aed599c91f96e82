package run.leger.tailscale;

import java.nio.file.Path;

/**
 * One place where the daemon's socket was looked for.
 *
 * @param path the place
 * @param origin why it was looked at, such as {@code TS_SOCKET} or {@code Linux default}
 * @param usable whether a socket that may be connected to is there
 * @param finding what was found, in a few words
 */
public record SocketAttempt(Path path, String origin, boolean usable, String finding) {
    @Override
    public String toString() {
        return path + " (" + origin + "): " + finding;
    }
}
