package run.leger.caddy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallOptions;
import run.leger.core.ConnectionLostException;
import run.leger.core.LegerException;
import run.leger.core.RequestBody;
import run.leger.core.Retry;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnavailableException;

/**
 * The way to the admin API and back. With each load Caddy opens its listener anew, and drops the connections of the old one that have sent nothing yet. What
 * only reads is sent again then. What changes something is sent again only while Caddy has not asked for its body, or while the configuration is the
 * same.
 */
record AdminCalls(
        Transport transport, CallOptions options, @Nullable String origin) {
    /** What changes the configuration starts what it says, and takes as long as that takes. */
    static final CallOptions LOAD = CallOptions.deadline(Duration.ofMinutes(2))
            .withHeaderTimeout(Duration.ofMinutes(2))
            .withIdleTimeout(Duration.ofMinutes(2));

    private static final Retry BRISK = Retry.standard()
            .withTries(10)
            .withBackoff(Duration.ofMillis(10), Duration.ofSeconds(1), Duration.ofSeconds(10));
    private static final Retry UNTIL_ASKED =
            BRISK.when(e -> e instanceof ConnectionLostException lost && lost.bodyUnsent() || wasReset(e));
    private static final Retry READ = BRISK.withTries(3).when(e -> e instanceof ConnectionLostException || wasReset(e));

    /** Never idempotent in the eyes of a transport: to Caddy, a second PUT inserts a second time. */
    static TransportRequest change(String method, String target, @Nullable String type, byte[] body) {
        TransportRequest request = TransportRequest.of(method, target, body.length == 0 ? null : RequestBody.of(body));
        if (type != null) {
            request = request.with("Content-Type", type);
        }
        if (body.length > 0) {
            request = request.with("Expect", "100-continue");
        }
        return new TransportRequest(method, target, request.headers(), request.body(), false);
    }

    /** Caddy does not load what runs already, unless it is told to. */
    static TransportRequest forced(TransportRequest request) {
        return request.with("Cache-Control", "must-revalidate");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Sends what changes something, and returns the answer's body. */
    byte[] send(TransportRequest request, CallOptions usual) {
        return UNTIL_ASKED.call(() -> readOnce(request, usual, TransportResponse::readAll));
    }

    /** Sends a change of the configuration that has no body, and again only where the configuration shows that it was not made. */
    void sendWithoutBody(TransportRequest request, CallOptions usual) {
        boolean[] notMade = new boolean[1];
        BRISK.when(e -> e instanceof ConnectionLostException && notMade[0] || wasReset(e))
                .call(() -> {
                    notMade[0] = false;
                    Optional<String> before = tagOfAll(usual);
                    try {
                        return readOnce(request, usual, TransportResponse::readAll);
                    } catch (ConnectionLostException e) {
                        notMade[0] = before.isPresent() && before.equals(tagOfAll(usual));
                        throw e;
                    }
                });
    }

    private Optional<String> tagOfAll(CallOptions usual) {
        return read(
                ConfigPath.root().target(),
                usual,
                response -> response.headers().first("Etag"));
    }

    /** Reads, and takes from the answer what the caller wants. */
    <T> T read(String target, CallOptions usual, Function<TransportResponse, T> taken) {
        return read(TransportRequest.get(target), usual, taken);
    }

    /** Does the same with a request that changes nothing, though it has a body. */
    <T> T read(TransportRequest request, CallOptions usual, Function<TransportResponse, T> taken) {
        return READ.call(() -> readOnce(request, usual, taken));
    }

    private static boolean wasReset(LegerException e) {
        return e instanceof UnavailableException unavailable
                && unavailable.reason() == UnavailableException.Reason.RESET;
    }

    private <T> T readOnce(TransportRequest request, CallOptions usual, Function<TransportResponse, T> taken) {
        try (TransportResponse response = exchange(request, usual)) {
            return taken.apply(response);
        }
    }

    /** Sends, whatever the answer's status is. */
    TransportResponse raw(TransportRequest request, CallOptions usual) {
        try {
            return transport.send(origin == null ? request : request.with("Origin", origin), options.orElse(usual));
        } catch (UnavailableException e) {
            throw CaddyUnavailableException.of(e);
        }
    }

    /** Sends, and returns the answer if it is a success. */
    private TransportResponse exchange(TransportRequest request, CallOptions usual) {
        TransportResponse response = raw(request, usual);
        if (response.status() >= 200 && response.status() < 300) {
            return response;
        }
        throw AdminErrors.of(request.operation(), response.status(), response.readAll());
    }
}
