package run.leger.core.internal;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import run.leger.core.LegerException;
import run.leger.core.UnixPeer;
import run.leger.core.UnixSockets;
import run.leger.core.UntrustedPeerException;

/** The way to a Unix socket, by either implementation, past the check of who answers. */
public final class UnixConnector implements Connector {
    private final Path path;
    private final UnixSockets sockets;
    private final Optional<Set<String>> trustedPeers;

    /** Nothing is opened before the first call. */
    public UnixConnector(Path path, UnixSockets sockets, Optional<Set<String>> trustedPeers) {
        this.path = path;
        this.sockets = sockets;
        this.trustedPeers = trustedPeers;
    }

    /** Fails where junixsocket is asked for and not on the module or class path. */
    public static void requireAvailable(UnixSockets sockets) {
        if (sockets == UnixSockets.JUNIXSOCKET) {
            OptionalLibrary.require(
                    UnixConnector.class,
                    "org.newsclub.net.unix.AFUNIXSocket",
                    "junixsocket",
                    "com.kohlschutter.junixsocket:junixsocket-core (type pom)");
        }
    }

    @Override
    public Pipe connect(Attempt attempt) throws IOException {
        Pipe pipe = open(attempt);
        if (trustedPeers.isPresent()) {
            try {
                requireTrusted(pipe.peer(), trustedPeers.get(), attempt.operation());
            } catch (IOException | RuntimeException e) {
                pipe.close();
                throw e;
            }
        }
        return pipe;
    }

    /** A socket that came just after it was looked for is only told from others by words in the user's language, so a second look is taken. */
    private Pipe open(Attempt attempt) throws IOException {
        try {
            return openOnce(attempt);
        } catch (SocketException e) {
            if (e.getClass() != SocketException.class) {
                throw e;
            }
            if (!Files.exists(path)) {
                throw new NoSocket(e);
            }
            return openOnce(attempt);
        }
    }

    /** There was no file when it was looked for; one may have come since. */
    static final class NoSocket extends SocketException {
        private static final long serialVersionUID = 1L;

        NoSocket(SocketException cause) {
            super(cause.getMessage());
            initCause(cause);
        }
    }

    private Pipe openOnce(Attempt attempt) throws IOException {
        return sockets == UnixSockets.JDK
                ? ChannelPipe.connect(path, attempt::opening)
                : JunixPipe.connect(path, attempt::opening);
    }

    private void requireTrusted(UnixPeer peer, Set<String> trusted, String operation) {
        boolean byNumber = peer.uid().isPresent()
                && trusted.contains(Long.toString(peer.uid().getAsLong()));
        if (!byNumber && !trusted.contains(peer.user())) {
            throw new UntrustedPeerException(
                    peer.user(),
                    operation + " at " + path + ": user " + peer.user() + " answers there, and is not one of "
                            + trusted.stream().sorted().toList(),
                    "if " + peer.user()
                            + " is meant to run this service, name it as a trusted user; otherwise find out who put the socket there");
        }
    }

    @Override
    public String address() {
        return path.toString();
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public LegerException failure(Exception e, String operation) {
        return Failures.ofUnixConnect(e, operation, path);
    }
}
