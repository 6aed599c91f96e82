package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What the control plane says about newer versions.
 *
 * <p>Mirrors {@code tailcfg.ClientVersion}.
 *
 * @param runningLatest whether there is nothing newer
 * @param latestVersion the newest version, or empty
 * @param urgentSecurityUpdate whether the newer one mends a security problem
 * @param notifyUser whether to tell the user
 * @param notifyUrl where to send the user, or empty
 * @param notifyText what to tell the user, or empty
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record ClientVersion(
        boolean runningLatest,
        String latestVersion,
        boolean urgentSecurityUpdate,
        boolean notifyUser,
        String notifyUrl,
        String notifyText,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public ClientVersion {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static ClientVersion parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "ClientVersion.parse", ClientVersion::read);
    }

    static ClientVersion read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        boolean runningLatest = false;
        String latestVersion = "";
        boolean urgentSecurityUpdate = false;
        boolean notifyUser = false;
        String notifyUrl = "";
        String notifyText = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "RunningLatest" -> runningLatest = in.bool();
                case "LatestVersion" -> latestVersion = in.text();
                case "UrgentSecurityUpdate" -> urgentSecurityUpdate = in.bool();
                case "Notify" -> notifyUser = in.bool();
                case "NotifyURL" -> notifyUrl = in.text();
                case "NotifyText" -> notifyText = in.text();
                default -> in.skip();
            }
        }
        return new ClientVersion(
                runningLatest,
                latestVersion,
                urgentSecurityUpdate,
                notifyUser,
                notifyUrl,
                notifyText,
                in.rawSince(mark));
    }
}
