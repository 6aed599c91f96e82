package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.HealthSeverity;
import run.leger.tailscale.UnhealthyStateAction;

/**
 * A problem that the control plane sees.
 *
 * <p>Mirrors {@code tailcfg.DisplayMessage}.
 *
 * @param title one line for people
 * @param text more for people
 * @param severity how bad it is
 * @param impactsConnectivity whether connections suffer
 * @param primaryAction what a person can do, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record DisplayMessage(
        String title,
        String text,
        HealthSeverity severity,
        boolean impactsConnectivity,
        @Nullable UnhealthyStateAction primaryAction,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public DisplayMessage {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DisplayMessage parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "DisplayMessage.parse", DisplayMessage::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DisplayMessage parse(Json json) {
        return JsonIn.read(json.utf8(), "DisplayMessage.parse", DisplayMessage::read);
    }

    static DisplayMessage read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String title = "";
        String text = "";
        HealthSeverity severity = new HealthSeverity("");
        boolean impactsConnectivity = false;
        @Nullable UnhealthyStateAction primaryAction = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Title" -> title = in.text();
                case "Text" -> text = in.text();
                case "Severity" -> severity = new HealthSeverity(in.text());
                case "ImpactsConnectivity" -> impactsConnectivity = in.bool();
                case "PrimaryAction" -> primaryAction = in.part(UnhealthyStateAction::parse);
                default -> in.skip();
            }
        }
        return new DisplayMessage(title, text, severity, impactsConnectivity, primaryAction, in.rawSince(mark));
    }
}
