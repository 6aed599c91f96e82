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

/** The one place where an answer of the admin API that is no success becomes a typed error. */
final class AdminErrors {
    private static final int MAX_MESSAGE = 4_000;
    /** {@code Caddyfile:3: …}, or {@code …, at Caddyfile:3}. */
    private static final Pattern PLACE = Pattern.compile("(?:^|[\\s:'])([^\\s:']+):([0-9]{1,9})(?=[:,\\s]|$)");

    private AdminErrors() {}

    static ApiException of(String operation, int status, byte[] body) {
        String message = message(body);
        boolean config = operation.equals("POST /load") || operation.equals("POST /adapt");
        return switch (status) {
            case 403 ->
                new AccessDeniedException(
                        operation,
                        status,
                        message,
                        "ask under an address that Caddy's admin API accepts: add the host and port of this client's address to 'origins' in the global"
                                + " option 'admin', or use a Unix socket");
            case 404 -> new NotFoundException(operation, status, message, null);
            case 412 ->
                new PreconditionFailedException(
                        operation, status, message, "read the configuration again and repeat the change");
            case 400, 500 -> config ? refused(operation, status, message) : other(operation, status, message);
            default -> new ApiException(operation, status, message, null);
        };
    }

    private static ApiException other(String operation, int status, String message) {
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
