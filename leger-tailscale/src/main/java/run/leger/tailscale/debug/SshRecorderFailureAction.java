package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What happens to a session that cannot be recorded.
 *
 * <p>Mirrors {@code tailcfg.SSHRecorderFailureAction}.
 *
 * @param rejectSessionWithMessage refused with this message; empty where it is not
 * @param terminateSessionWithMessage ended with this message; empty where it is not
 * @param notifyUrl the address that is told, or empty
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record SshRecorderFailureAction(
        String rejectSessionWithMessage, String terminateSessionWithMessage, String notifyUrl, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public SshRecorderFailureAction {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static SshRecorderFailureAction parse(String json) {
        return JsonIn.read(
                json.getBytes(StandardCharsets.UTF_8),
                "SshRecorderFailureAction.parse",
                SshRecorderFailureAction::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static SshRecorderFailureAction parse(Json json) {
        return JsonIn.read(json.utf8(), "SshRecorderFailureAction.parse", SshRecorderFailureAction::read);
    }

    static SshRecorderFailureAction read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String rejectSessionWithMessage = "";
        String terminateSessionWithMessage = "";
        String notifyUrl = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "RejectSessionWithMessage" -> rejectSessionWithMessage = in.text();
                case "TerminateSessionWithMessage" -> terminateSessionWithMessage = in.text();
                case "NotifyURL" -> notifyUrl = in.text();
                default -> in.skip();
            }
        }
        return new SshRecorderFailureAction(
                rejectSessionWithMessage, terminateSessionWithMessage, notifyUrl, in.rawSince(mark));
    }
}
