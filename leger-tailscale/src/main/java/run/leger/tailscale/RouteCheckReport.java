package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Which routers of the tailnet were reachable when it was last looked.
 *
 * <p>Mirrors {@code net/routecheck.Report}.
 *
 * @param done when the look ended, or null
 * @param reachable the routers that answered, by their id; who is missing may be reachable or not
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record RouteCheckReport(@Nullable Instant done, List<ReachableRouter> reachable, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public RouteCheckReport {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static RouteCheckReport parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "RouteCheckReport.parse", RouteCheckReport::read);
    }

    static RouteCheckReport read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable Instant done = null;
        List<ReachableRouter> reachable = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "done" -> done = in.time();
                case "reachable" -> reachable = in.list(ReachableRouter::read);
                default -> in.skip();
            }
        }
        return new RouteCheckReport(done, reachable, in.rawSince(mark));
    }
}
