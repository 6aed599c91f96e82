package run.leger.caddy;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.BadRequestException;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.NotFoundException;
import run.leger.core.PreconditionFailedException;
import run.leger.core.UnsupportedEndpointException;

/** The one place where an answer of the admin API that is no success becomes a typed error. */
final class AdminErrors {
    private static final int MAX_MESSAGE = 4_000;
    /** {@code Caddyfile:3: …}, or {@code …, at Caddyfile:3}. */
    private static final Pattern PLACE = Pattern.compile("(?:^|[\\s:'])([^\\s:']+):([0-9]{1,9})(?=[:,\\s]|$)");

    private static final Pattern BAD_PATH = Pattern.compile(
            "^invalid traversal path|^\\[[^\\n]*\\] (array index out of bounds|invalid array index)|^request path is missing");

    private AdminErrors() {}

    static ApiException of(String operation, int status, byte[] body) {
        String message = message(body);
        return switch (status) {
            case 403 -> denied(operation, status, message);
            case 404 ->
                message.equals("404 page not found")
                        ? absent(operation, status, message)
                        : new NotFoundException(operation, status, message, null);
            case 405 -> absent(operation, status, message);
            case 409 -> new KeyExistsException(operation, status, message);
            case 412 ->
                new PreconditionFailedException(
                        operation, status, message, "read the configuration again and repeat the change");
            case 400, 500 -> wrong(operation, status, message);
            default -> new ApiException(operation, status, message, null);
        };
    }

    private static ApiException denied(String operation, int status, String message) {
        return new AccessDeniedException(
                operation,
                status,
                message,
                message.startsWith("host not allowed")
                        ? "ask under an address that Caddy's admin API accepts: add the host and port of this client's address to 'origins' in the"
                                + " global option 'admin', or use a Unix socket"
                        : "name an origin that is among 'origins' in Caddy's global option 'admin' (CaddyAdmin.withOrigin), or none where"
                                + " 'enforce_origin' does not ask for one");
    }

    private static ApiException absent(String operation, int status, String message) {
        return new UnsupportedEndpointException(
                operation,
                status,
                message,
                "check that Caddy's admin API is at this address, and that this Caddy has the endpoint; this library is made for 2.11");
    }

    /** Of a bad path, Caddy says 400 to a read and 500 to a write; so the words tell what is wrong. */
    private static ApiException wrong(String operation, int status, String message) {
        if (operation.equals("POST /load")
                || operation.equals("POST /adapt")
                || message.startsWith("loading new config")
                || message.startsWith("indexing config")) {
            return refused(operation, status, message);
        }
        if (BAD_PATH.matcher(message).find()) {
            return new InvalidConfigPathException(operation, status, message);
        }
        return status == 400
                ? new BadRequestException(operation, status, message, null)
                : new ApiException(operation, status, message, null);
    }

    private static ConfigRefusedException refused(String operation, int status, String message) {
        Matcher place = PLACE.matcher(message);
        while (place.find()) {
            // A host and port has the same shape; a file of Caddy's has a letter and is no number or address.
            String file = place.group(1);
            if (file.equals("Caddyfile") || file.startsWith("/") || file.endsWith(".caddyfile")) {
                return new ConfigRefusedException(operation, status, message, file, Integer.parseInt(place.group(2)));
            }
        }
        return new ConfigRefusedException(operation, status, message, null, 0);
    }

    private static String message(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        try {
            text = Json.parse(text).at("error").map(Json::asText).orElse(text);
        } catch (MalformedReplyException e) {
            // Unknown paths are answered in plain text.
        }
        text = text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "...";
    }
}
