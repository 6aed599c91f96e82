package run.leger.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import run.leger.core.Headers;

/**
 * A request as a fake received it.
 *
 * @param method the method
 * @param target path and query as they came
 * @param headers the header fields
 * @param body the body, empty where there was none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FakeRequest(String method, String target, Headers headers, byte[] body) {
    /**
     * Returns the path, still percent-encoded.
     *
     * @return the target without its query
     */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /**
     * Returns a parameter of the query.
     *
     * @param name its name
     * @return its first value, decoded, or empty where it is absent
     */
    public Optional<String> parameter(String name) {
        int query = target.indexOf('?');
        if (query < 0) {
            return Optional.empty();
        }
        for (String pair : target.substring(query + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (decoded(key).equals(name)) {
                return Optional.of(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the body as text.
     *
     * @return the body, read as UTF-8
     */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
