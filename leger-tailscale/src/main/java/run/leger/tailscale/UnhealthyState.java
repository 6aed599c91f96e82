package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * One problem that the daemon sees.
 *
 * <p>Mirrors {@code health.UnhealthyState}.
 *
 * @param warnableCode the name of the problem, such as {@code no-derp-home}; more of them will appear
 * @param severity how bad it is
 * @param title a few words for people
 * @param text a sentence for people
 * @param brokenSince since when, or null
 * @param args what was filled into the text, by name
 * @param dependsOn names of problems that cause this one: hide it while one of them is there
 * @param impactsConnectivity whether traffic suffers
 * @param primaryAction what the user can do, or null; told only where the mask has {@link NotifyWatchOpt#HEALTH_ACTIONS}
 * @param etag changes when the problem does
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record UnhealthyState(
        String warnableCode,
        HealthSeverity severity,
        String title,
        String text,
        @Nullable Instant brokenSince,
        Map<String, String> args,
        List<String> dependsOn,
        boolean impactsConnectivity,
        @Nullable UnhealthyStateAction primaryAction,
        String etag,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public UnhealthyState {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static UnhealthyState parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "UnhealthyState.parse", UnhealthyState::read);
    }

    static UnhealthyState read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String warnableCode = "";
        HealthSeverity severity = HealthSeverity.NONE;
        String title = "";
        String text = "";
        @Nullable Instant brokenSince = null;
        Map<String, String> args = Map.of();
        List<String> dependsOn = List.of();
        boolean impactsConnectivity = false;
        @Nullable UnhealthyStateAction primaryAction = null;
        String etag = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "WarnableCode" -> warnableCode = in.text();
                case "Severity" -> severity = HealthSeverity.read(in);
                case "Title" -> title = in.text();
                case "Text" -> text = in.text();
                case "BrokenSince" -> brokenSince = in.time();
                case "Args" -> args = in.map(JsonIn::text);
                case "DependsOn" -> dependsOn = in.list(JsonIn::text);
                case "ImpactsConnectivity" -> impactsConnectivity = in.bool();
                case "PrimaryAction" -> primaryAction = in.objectOrNull(UnhealthyStateAction::read);
                case "ETag" -> etag = in.text();
                default -> in.skip();
            }
        }
        return new UnhealthyState(
                warnableCode,
                severity,
                title,
                text,
                brokenSince,
                args,
                dependsOn,
                impactsConnectivity,
                primaryAction,
                etag,
                in.rawSince(mark));
    }
}
