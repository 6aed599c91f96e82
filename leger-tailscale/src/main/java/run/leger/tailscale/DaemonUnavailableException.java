package run.leger.tailscale;

import java.util.List;
import run.leger.core.UnavailableException;

/** No tailscaled answers: it is not installed, not started, or somewhere else. The message lists every place that was looked at. */
public final class DaemonUnavailableException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    private final transient List<SocketAttempt> attempts;

    DaemonUnavailableException(UnavailableException cause, List<SocketAttempt> attempts) {
        this(cause, attempts, remedy(cause.reason()));
    }

    DaemonUnavailableException(UnavailableException cause, List<SocketAttempt> attempts, String remedy) {
        super(cause.reason(), message(cause, attempts), remedy, cause);
        this.attempts = attempts;
    }

    private static String message(UnavailableException cause, List<SocketAttempt> attempts) {
        StringBuilder text = new StringBuilder("tailscaled does not answer: ").append(cause.getMessage());
        if (attempts.size() > 1) {
            text.append("; looked at");
            for (SocketAttempt attempt : attempts) {
                text.append("\n  ").append(attempt);
            }
        }
        return text.toString();
    }

    private static String remedy(Reason reason) {
        return switch (reason) {
            case PERMISSION -> "connect as a user who may write to the socket, or as root";
            case NOT_A_SOCKET, PATH_TOO_LONG -> "name the path of tailscaled's socket";
            default ->
                "start tailscaled (sudo systemctl start tailscaled), or name the path of its socket where it is another one";
        };
    }

    /**
     * Returns where the socket was looked for.
     *
     * @return the attempts in order
     */
    public List<SocketAttempt> attempts() {
        return attempts;
    }
}
