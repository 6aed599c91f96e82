package run.leger.setec;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.BadRequestException;
import run.leger.core.LegerException;
import run.leger.core.MalformedReplyException;
import run.leger.core.NotFoundException;
import run.leger.core.RateLimitedException;
import run.leger.core.UnsupportedEndpointException;

/**
 * The one place where an answer other than 200 becomes a typed error.
 *
 * <p>Only words that Setec is known to say are repeated. Anything else may come from a proxy that repeats the request, and the request may
 * hold a secret.
 */
final class Refusals {
    private static final Set<String> KNOWN = Set.of(
            "access denied",
            "bad request",
            "internal error",
            "invalid method",
            "invalid version, please specify a version > 0",
            "not found",
            "only POST requests allowed",
            "request body must be json",
            "unable to identify caller",
            "Use HTTPS",
            "version already set");

    private Refusals() {}

    static LegerException of(Operation operation, String server, int status, byte[] body, String location) {
        String at = operation.text();
        String said = words(body);
        if (status >= 200 && status < 300) {
            return new MalformedReplyException(at + ": status " + status + " where 200 is due", stranger(server), null);
        }
        return switch (status) {
            case 304 -> new MalformedReplyException(at + ": 304 although no condition was set", stranger(server), null);
            case 300, 301, 302, 303, 307, 308 -> new RedirectedException(at, status, target(location));
            case 400 -> badRequest(at, server, said);
            case 403 -> new AccessDeniedException(at, status, said, grant(operation));
            case 404 -> new NotFoundException(at, status, said, notFound(operation, server, said));
            case 412 -> new VersionClaimedException(at, status, said);
            case 429 -> new RateLimitedException(at, status, said, null);
            case 500 ->
                said.equals("unable to identify caller")
                        ? new UnidentifiedCallerException(at, status, said)
                        : new ApiException(at, status, said, unknown(server, said));
            case 502, 503, 504 ->
                new ApiException(
                        at,
                        status,
                        said,
                        "a proxy answers for " + server + ", and Setec does not answer it: see whether Setec runs");
            default -> new ApiException(at, status, said, unknown(server, said));
        };
    }

    /** What to do about an answer that Setec never gives. */
    static String stranger(String server) {
        return "what answers is not Setec, or is changed on the way: check the address, " + server;
    }

    private static @Nullable String unknown(String server, String said) {
        return KNOWN.contains(said) ? null : stranger(server);
    }

    private static ApiException badRequest(String at, String server, String said) {
        return switch (said) {
            case "invalid method" ->
                new UnsupportedEndpointException(at, 400, said, "this server is too old for the call: update Setec");
            case "invalid version, please specify a version > 0" -> new InvalidVersionException(at, 400, said);
            case "Use HTTPS" -> new BadRequestException(at, 400, said, "use the https address of the server");
            case "request body must be json" ->
                new BadRequestException(
                        at,
                        400,
                        said,
                        "something on the way rewrites Content-Type, which must be application/json alone");
            default -> new BadRequestException(at, 400, said, said.equals("bad request") ? null : stranger(server));
        };
    }

    /** Where to, as far as it can be shown: a path or query could repeat what was sent. */
    private static String target(String location) {
        try {
            URI uri = URI.create(location);
            return uri.getHost() == null
                    ? ""
                    : new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null).toString();
        } catch (IllegalArgumentException | URISyntaxException e) {
            return "";
        }
    }

    /** The rule that would allow the call. The other cause of this answer looks the same from here, so it is named too. */
    private static String grant(Operation operation) {
        String header = "a proxy on the way drops or changes the header Sec-X-Tailscale-No-Browsers";
        if (operation.path().equals("/api/list")) {
            return "list is filtered by rules but never denied: " + header;
        }
        SecretName name = operation.name();
        if (name == null) {
            return "add a rule for this action and secret to a grant for this caller in the tailnet policy, unless "
                    + header;
        }
        String text = AccessRule.remedy(operation.action(), List.of(name)) + "; if it is there already, " + header;
        return name.text().indexOf('*') < 0
                ? text
                : text + "; the * in the name matches other secrets too, and cannot be escaped";
    }

    private static String notFound(Operation operation, String server, String said) {
        if (!said.equals("not found")) {
            return stranger(server);
        }
        return operation.version() == null || operation.version().isActive()
                ? "check the name, or create the secret with put"
                : "check the name and the version; info lists the versions that exist";
    }

    /** Compares bytes, so that a body of others, which may repeat a secret, does not become text. */
    private static String words(byte[] body) {
        int length = body.length;
        while (length > 0 && body[length - 1] <= ' ' && body[length - 1] >= 0) {
            length--;
        }
        for (String known : KNOWN) {
            if (Arrays.equals(known.getBytes(StandardCharsets.UTF_8), 0, known.length(), body, 0, length)) {
                return known;
            }
        }
        return length == 0
                ? ""
                : "(" + body.length + " bytes that are not in the words of Setec; not shown, they could hold a secret)";
    }
}
