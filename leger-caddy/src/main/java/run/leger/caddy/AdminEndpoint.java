package run.leger.caddy;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;

/** Where a configuration has the admin API listen, as far as one can tell whether that is the same place. */
final class AdminEndpoint {
    private AdminEndpoint() {}

    /**
     * Returns why a client at {@code address} would not reach the API any more, or empty where it would. Null stands for a client whose address is not
     * known.
     */
    static Optional<String> loss(Json running, Json next, @Nullable String address) {
        if (next.at("admin", "disabled")
                .filter(json -> json.toString().equals("true"))
                .isPresent()) {
            return Optional.of("turns the admin API off");
        }
        Optional<String> now = listen(running);
        Optional<String> then = listen(next);
        if (then.equals(now) || then.isPresent() && then.get().equals(address == null ? null : place(address))) {
            return Optional.empty();
        }
        return Optional.of("moves the admin API from "
                + now.orElse(address == null ? "its default place" : place(address))
                + " to " + then.orElse("its default place"));
    }

    private static Optional<String> listen(Json config) {
        return config.at("admin", "listen")
                .map(Json::asText)
                .filter(listen -> !listen.isEmpty())
                .map(AdminEndpoint::place);
    }

    /** Names of one place in one spelling. */
    private static String place(String listen) {
        String plain = listen.startsWith("tcp/") ? listen.substring("tcp/".length()) : listen;
        if (plain.startsWith("unix/")) {
            int bar = plain.indexOf('|');
            return bar < 0 ? plain : plain.substring(0, bar);
        }
        int colon = plain.lastIndexOf(':');
        if (colon < 0) {
            return plain;
        }
        String host = plain.substring(0, colon).toLowerCase(Locale.ROOT);
        return switch (host) {
            case "", "localhost", "127.0.0.1", "0.0.0.0", "[::]" -> "localhost" + plain.substring(colon);
            default -> host + plain.substring(colon);
        };
    }
}
