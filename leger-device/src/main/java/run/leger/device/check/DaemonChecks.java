package run.leger.device.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import run.leger.core.DeadlineExceededException;
import run.leger.core.LegerException;
import run.leger.core.MalformedReplyException;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnavailableException;
import run.leger.core.UntrustedPeerException;
import run.leger.core.internal.ThisUser;
import run.leger.tailscale.DaemonUnavailableException;
import run.leger.tailscale.SocketAttempt;
import run.leger.tailscale.Status;
import run.leger.tailscale.TailscaleCommand;

/** The probes that look at the daemon itself and at this user's rights. */
final class DaemonChecks {
    /** No device has a certificate for this name, so asking for one shows the right and issues nothing. */
    private static final String NO_NAME = "no-such-name.invalid";

    private DaemonChecks() {}

    static Finding installed(CheckContext context) {
        try {
            String version = context.anybody().daemonVersion();
            return Finding.ok("tailscaled " + version)
                    .with("version", version)
                    .with("socket", context.anybody().socket());
        } catch (UnavailableException e) {
            Optional<Path> binary =
                    context.settings().binaries().stream().filter(Files::exists).findFirst();
            if (binary.isPresent()) {
                return Finding.ok("tailscaled is at " + binary.get()).with("binary", binary.get());
            }
            String where = context.settings()
                    .socket()
                    .map(socket -> ": no tailscaled is at a known place, and " + reason(socket, e))
                    .orElse("");
            return withAttempts(Finding.fail("Tailscale is not installed here" + where, Remedies.install()), e)
                    .with("binaries", context.settings().binaries());
        } catch (LegerException e) {
            // Somebody listens, so something is installed; whether it works is the next check's question.
            return Finding.ok("something answers at " + context.anybody().socket())
                    .with("socket", context.anybody().socket())
                    .with("problem", String.valueOf(e.getMessage()));
        }
    }

    private static Finding withAttempts(Finding finding, UnavailableException e) {
        if (e instanceof DaemonUnavailableException unavailable) {
            List<SocketAttempt> attempts = unavailable.attempts();
            return finding.with(
                    "sockets", attempts.stream().map(SocketAttempt::toString).collect(Collectors.joining("; ")));
        }
        return finding;
    }

    static Finding running(CheckContext context) {
        Path socket = context.trusted().socket();
        try {
            Status status = context.trusted().statusWithoutPeers();
            context.learn(status, context.trusted().prefs());
            return Finding.ok("answers on " + socket)
                    .with("socket", socket)
                    .with("state", status.backendState())
                    .with("version", status.version());
        } catch (UntrustedPeerException e) {
            return Finding.fail(
                            "user " + e.peer() + " answers on " + socket
                                    + ", who is neither root nor the user asked for",
                            "if " + e.peer() + " is meant to run tailscaled: --daemon-user " + e.peer()
                                    + "; otherwise find out who made that socket")
                    .with("socket", socket)
                    .with("user", e.peer());
        } catch (DeadlineExceededException e) {
            return Finding.fail(
                            "whoever listens on " + socket + " does not answer within "
                                    + context.settings().timeout().toMillis() + " ms",
                            Remedies.restartDaemon())
                    .with("socket", socket);
        } catch (MalformedReplyException e) {
            return Finding.fail(
                            "what answers on " + socket + " is not tailscaled: " + e.getMessage(),
                            Remedies.nameSocket())
                    .with("socket", socket);
        } catch (UnavailableException e) {
            String remedy = switch (e.reason()) {
                case PERMISSION -> e.remedy().orElse(Remedies.startDaemon());
                case NOT_A_SOCKET, PATH_TOO_LONG -> Remedies.nameSocket();
                default -> Remedies.startDaemon();
            };
            return withAttempts(Finding.fail("tailscaled does not answer: " + reason(socket, e), remedy), e)
                    .with("socket", socket);
        }
    }

    private static String reason(Path socket, UnavailableException e) {
        return switch (e.reason()) {
            case NO_SOCKET -> "there is no socket at " + socket;
            case NOT_A_SOCKET -> socket + " is not a socket";
            case REFUSED -> "nobody listens on " + socket;
            case PERMISSION -> "this user may not connect to " + socket;
            case PATH_TOO_LONG -> socket + " is longer than the path of a socket can be";
            default -> String.valueOf(e.getMessage());
        };
    }

    static Finding write(CheckContext context) {
        if (context.trusted().mayWrite()) {
            return Finding.ok("this user may change settings").with("user", ThisUser.name());
        }
        return Finding.fail(
                        "this user may not change settings",
                        TailscaleCommand.makeOperator(
                                context.trusted().socket(), context.status().haveNodeKey()))
                .with("user", ThisUser.name());
    }

    static Finding cert(CheckContext context) {
        if (!mayFetch(context)) {
            if (context.failed(CheckId.DAEMON_WRITE)) {
                return Finding.skip("needs " + CheckId.DAEMON_WRITE + ", or TS_PERMIT_CERT_UID=" + ThisUser.name()
                                + " for tailscaled")
                        .with("user", ThisUser.name());
            }
            return Finding.fail(
                    "this user may not fetch certificates",
                    "set TS_PERMIT_CERT_UID=" + ThisUser.name()
                            + " for tailscaled (in /etc/default/tailscaled), and restart it");
        }
        String name = DeviceFacts.name(context.status()).orElseThrow().value();
        List<String> names = context.status().certDomains();
        if (names.contains(name)) {
            return Finding.ok("certificates for " + String.join(", ", names)).with("names", names);
        }
        String why = names.isEmpty() ? "the tailnet offers no certificates" : "no certificate for " + name;
        return Finding.fail(
                        why,
                        "turn on HTTPS certificates for the tailnet: admin console, DNS page, Enable HTTPS; "
                                + "a control server of one's own may not be able to")
                .with("name", name)
                .with("names", names);
    }

    private static boolean mayFetch(CheckContext context) {
        TransportRequest request = TransportRequest.get("/localapi/v0/cert/" + NO_NAME);
        try (TransportResponse response = context.trusted().raw(request)) {
            return response.status() != 403 && response.status() != 401;
        }
    }
}
