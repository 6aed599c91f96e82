package run.leger.tailscale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import run.leger.core.internal.ThisUser;

/**
 * Where the daemon's socket is, and every place that was looked at. Nothing is connected to or executed, and {@code PATH} is not read.
 *
 * <p>An explicit path is the only one that is looked at; so is {@code TS_SOCKET}. Otherwise the platform's default comes first, then the places
 * of containers and storage devices.
 *
 * @param attempts what was looked at, in order
 */
public record SocketDiscovery(List<SocketAttempt> attempts) {
    private static final Path LINUX = Path.of("/var/run/tailscale/tailscaled.sock");
    private static final Path MACOS = Path.of("/var/run/tailscaled.socket");

    /** Copies the list. */
    public SocketDiscovery {
        attempts = List.copyOf(attempts);
    }

    /**
     * Looks at one path only.
     *
     * @param path where the socket must be
     * @return the finding
     */
    public static SocketDiscovery at(Path path) {
        return new SocketDiscovery(List.of(look(path, "given")));
    }

    /**
     * Looks where this process's environment and platform say.
     *
     * @return the findings
     */
    public static SocketDiscovery discover() {
        return discover(System.getenv(), System.getProperty("os.name", ""), Path.of("/"));
    }

    static SocketDiscovery discover(Map<String, String> environment, String osName, Path root) {
        String fromEnvironment = environment.getOrDefault("TS_SOCKET", "");
        if (!fromEnvironment.isEmpty()) {
            return new SocketDiscovery(List.of(look(Path.of(fromEnvironment), "TS_SOCKET")));
        }
        List<SocketAttempt> attempts = new ArrayList<>();
        for (Map.Entry<Path, String> candidate : candidates(osName).entrySet()) {
            SocketAttempt attempt = lookWhereAnybodyWrites(root, candidate.getKey(), candidate.getValue());
            attempts.add(attempt);
            if (attempt.usable()) {
                break;
            }
        }
        return new SocketDiscovery(attempts);
    }

    private static Map<Path, String> candidates(String osName) {
        Map<Path, String> candidates = new LinkedHashMap<>();
        if (osName.toLowerCase(Locale.ROOT).contains("mac")) {
            candidates.put(MACOS, "macOS default");
        }
        candidates.put(LINUX, "Linux default");
        candidates.put(Path.of("/tmp/tailscaled.sock"), "container image");
        candidates.put(Path.of("/var/packages/Tailscale/var/tailscaled.sock"), "Synology DSM 7");
        candidates.put(Path.of("/var/packages/Tailscale/etc/tailscaled.sock"), "Synology DSM 6");
        candidates.put(Path.of("/tmp/tailscale/tailscaled.sock"), "QNAP");
        candidates.put(Path.of("/perm/tailscaled/tailscaled.sock"), "gokrazy");
        return candidates;
    }

    /** Whoever comes first owns a name in a folder that everybody may write to, so there the owner counts. */
    private static SocketAttempt lookWhereAnybodyWrites(Path root, Path place, String origin) {
        Path path = root.resolve(Path.of("/").relativize(place));
        SocketAttempt attempt = look(path, origin);
        if (!attempt.usable() || !place.startsWith("/tmp") || ownedByRootOrSelf(path)) {
            return attempt;
        }
        return new SocketAttempt(
                path, origin, false, "a socket of somebody who is neither root nor this user" + owner(path));
    }

    private static boolean ownedByRootOrSelf(Path path) {
        try {
            for (Path file : List.of(path.getParent(), path)) {
                Object uid = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
                boolean own = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS)
                        .getName()
                        .equals(ThisUser.name());
                if (!own && !Integer.valueOf(0).equals(uid)) {
                    return false;
                }
            }
            return true;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static SocketAttempt look(Path path, String origin) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = path.toAbsolutePath().getParent();
            boolean hidden = parent != null && Files.exists(parent) && !Files.isExecutable(parent);
            return new SocketAttempt(
                    path, origin, false, hidden ? "this user may not look into " + parent : "nothing is there");
        }
        if (Files.isDirectory(path)) {
            return new SocketAttempt(path, origin, false, "a directory, not a socket");
        }
        if (Files.isRegularFile(path)) {
            return new SocketAttempt(path, origin, false, "an ordinary file, not a socket");
        }
        if (!Files.exists(path)) {
            return new SocketAttempt(path, origin, false, "a link to nothing");
        }
        if (!Files.isWritable(path)) {
            return new SocketAttempt(path, origin, false, "a socket that this user may not connect to" + owner(path));
        }
        return new SocketAttempt(path, origin, true, "a socket");
    }

    private static String owner(Path path) {
        try {
            return ", owned by " + Files.getOwner(path).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /**
     * Returns the socket to use.
     *
     * @return the first usable path, or empty where there is none
     */
    public Optional<Path> socket() {
        for (SocketAttempt attempt : attempts) {
            if (attempt.usable()) {
                return Optional.of(attempt.path());
            }
        }
        return Optional.empty();
    }

    /** Returns where a daemon would be expected: the usable socket, or else the first place that was looked at. */
    Path expected() {
        return socket().orElse(attempts.get(0).path());
    }

    /**
     * Tells whether a command-line client would find a socket by itself.
     *
     * @param socket a path
     * @return true for the default path of Linux or macOS
     */
    static boolean isDefault(Path socket) {
        return socket.equals(LINUX) || socket.equals(Path.of("/run/tailscale/tailscaled.sock")) || socket.equals(MACOS);
    }
}
