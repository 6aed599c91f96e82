package run.leger.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, as a {@link Transport} sends it.
 *
 * @param method the method, upper case
 * @param target path and query, already percent-encoded, beginning with a slash
 * @param headers what the client sets; the transport adds {@code Host} where it is absent, and the framing of the body
 * @param body what to send, or null for nothing
 * @param idempotent whether sending it twice does the same as once; only then may a transport send it again on a new connection after a
 *     kept connection turned out to be dead
 */
public record TransportRequest(
        String method,
        String target,
        Headers headers,
        @Nullable RequestBody body,
        boolean idempotent) {
    /**
     * Checks method and target, so that neither can become another line of the request.
     *
     * @throws IllegalArgumentException if the method is not upper-case letters, or the target does not start with a slash or holds white
     *     space, a control, a non-ASCII character or the {@code #} of a fragment, which is never sent
     */
    public TransportRequest {
        Objects.requireNonNull(headers, "headers");
        if (!isMethod(method)) {
            throw new IllegalArgumentException("not an HTTP method: " + method.replaceAll("\\p{Cntrl}", "?"));
        }
        if (!isTarget(target)) {
            throw new IllegalArgumentException("not a request target: " + target.replaceAll("\\p{Cntrl}", "?"));
        }
    }

    private static boolean isMethod(String method) {
        for (int i = 0; i < method.length(); i++) {
            if (method.charAt(i) < 'A' || method.charAt(i) > 'Z') {
                return false;
            }
        }
        return !method.isEmpty();
    }

    private static boolean isTarget(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return false;
            }
        }
        return target.startsWith("/");
    }

    /**
     * Returns a GET.
     *
     * @param target path and query
     * @return the request
     */
    public static TransportRequest get(String target) {
        return of("GET", target, null);
    }

    /**
     * Returns a request without headers; it counts as idempotent by its method, as RFC 9110 says.
     *
     * @param method the method
     * @param target path and query
     * @param body what to send, or null for nothing
     * @return the request
     */
    public static TransportRequest of(String method, String target, @Nullable RequestBody body) {
        boolean idempotent = switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
            default -> false;
        };
        return new TransportRequest(method, target, Headers.none(), body, idempotent);
    }

    /**
     * Returns this request with one more header.
     *
     * @param name the name
     * @param value the value
     * @return a new request
     */
    public TransportRequest with(String name, String value) {
        return new TransportRequest(method, target, headers.with(name, value), body, idempotent);
    }

    /**
     * Returns the operation for messages: the method, and the path without its query.
     *
     * @return {@code METHOD /path}
     */
    public String operation() {
        int query = target.indexOf('?');
        return method + " " + (query < 0 ? target : target.substring(0, query));
    }
}
