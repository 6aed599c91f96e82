package run.leger.caddy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallOptions;
import run.leger.core.ConnectionLostException;
import run.leger.core.LegerException;
import run.leger.core.RequestBody;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnavailableException;

/**
 * The way to the admin API and back. With each load Caddy opens its listener anew, and drops the connections of the old one that have sent nothing yet. What
 * only reads is sent again then. What changes something is sent again only while Caddy has not asked for its body; see {@link TaggedChange} for what has
 * none.
 */
record AdminCalls(
        Transport transport, CallOptions options, @Nullable String origin) {
    /** What changes the configuration starts what it says, and takes as long as that takes. */
    static final CallOptions LOAD = CallOptions.deadline(Duration.ofMinutes(2))
            .withHeaderTimeout(Duration.ofMinutes(2))
            .withIdleTimeout(Duration.ofMinutes(2));

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

    /** Returns the one deadline of all calls of a method. */
    AdminBudget budget(CallOptions usual) {
        return new AdminBudget(options.orElse(usual).orElse(CallOptions.defaults()));
    }

    /** Sends what changes something, and returns the answer's body. */
    byte[] send(TransportRequest request, CallOptions usual) {
        return send(request, budget(usual));
    }

    byte[] send(TransportRequest request, AdminBudget budget) {
        return budget.trying(
                e -> e instanceof ConnectionLostException lost && lost.bodyUnsent() || wasReset(e),
                () -> once(request, budget, TransportResponse::readAll));
    }

    /** Reads, and takes from the answer what the caller wants. */
    <T> T read(String target, CallOptions usual, Function<TransportResponse, T> taken) {
        return read(TransportRequest.get(target), usual, taken);
    }

    /** Does the same with a request that changes nothing, though it has a body. */
    <T> T read(TransportRequest request, CallOptions usual, Function<TransportResponse, T> taken) {
        return read(request, budget(usual), taken);
    }

    <T> T read(TransportRequest request, AdminBudget budget, Function<TransportResponse, T> taken) {
        return budget.trying(
                e -> e instanceof ConnectionLostException || wasReset(e), () -> once(request, budget, taken));
    }

    private static boolean wasReset(LegerException e) {
        return e instanceof UnavailableException unavailable
                && unavailable.reason() == UnavailableException.Reason.RESET;
    }

    /** Tells Caddy to stop. Where the answer is lost it may be because Caddy did, and nobody listens then. */
    void stop() {
        AdminBudget budget = budget(CallOptions.none());
        boolean[] told = new boolean[1];
        budget.trying(e -> e instanceof ConnectionLostException || wasReset(e), () -> {
            try {
                return once(change("POST", "/stop", null, new byte[0]), budget, TransportResponse::readAll);
            } catch (ConnectionLostException e) {
                told[0] = true;
                throw e;
            } catch (UnavailableException e) {
                if (told[0] && e.reason() != UnavailableException.Reason.RESET) {
                    return new byte[0];
                }
                throw e;
            }
        });
    }

    private <T> T once(TransportRequest request, AdminBudget budget, Function<TransportResponse, T> taken) {
        try (TransportResponse response = successful(request, raw(request, budget.left()))) {
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

    private static TransportResponse successful(TransportRequest request, TransportResponse response) {
        if (response.status() >= 200 && response.status() < 300) {
            return response;
        }
        try (response) {
            throw AdminErrors.of(request.operation(), response.status(), response.readAll());
        }
    }
}
