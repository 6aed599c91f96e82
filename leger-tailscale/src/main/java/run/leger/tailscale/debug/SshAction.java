package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What a rule of Tailscale SSH does.
 *
 * <p>Mirrors {@code tailcfg.SSHAction}.
 *
 * @param message shown to the user, or empty
 * @param reject whether it ends the connection
 * @param accept whether it lets the user in
 * @param sessionDuration how long a session may last; zero for no limit
 * @param allowAgentForwarding whether the SSH agent may be forwarded
 * @param holdAndDelegate the address that is asked for another action, or empty
 * @param allowLocalPortForwarding whether local ports may be forwarded
 * @param allowRemotePortForwarding whether remote ports may be forwarded
 * @param recorders who records the session, as {@code ip:port}
 * @param onRecordingFailure what happens where nobody can record, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record SshAction(
        String message,
        boolean reject,
        boolean accept,
        Duration sessionDuration,
        boolean allowAgentForwarding,
        String holdAndDelegate,
        boolean allowLocalPortForwarding,
        boolean allowRemotePortForwarding,
        List<String> recorders,
        @Nullable SshRecorderFailureAction onRecordingFailure,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public SshAction {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static SshAction parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "SshAction.parse", SshAction::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static SshAction parse(Json json) {
        return JsonIn.read(json.utf8(), "SshAction.parse", SshAction::read);
    }

    static SshAction read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String message = "";
        boolean reject = false;
        boolean accept = false;
        Duration sessionDuration = Duration.ZERO;
        boolean allowAgentForwarding = false;
        String holdAndDelegate = "";
        boolean allowLocalPortForwarding = false;
        boolean allowRemotePortForwarding = false;
        List<String> recorders = List.of();
        @Nullable SshRecorderFailureAction onRecordingFailure = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "message" -> message = in.text();
                case "reject" -> reject = in.bool();
                case "accept" -> accept = in.bool();
                case "sessionDuration" -> sessionDuration = Duration.ofNanos(in.int64());
                case "allowAgentForwarding" -> allowAgentForwarding = in.bool();
                case "holdAndDelegate" -> holdAndDelegate = in.text();
                case "allowLocalPortForwarding" -> allowLocalPortForwarding = in.bool();
                case "allowRemotePortForwarding" -> allowRemotePortForwarding = in.bool();
                case "recorders" -> recorders = in.list(JsonIn::text);
                case "onRecordingFailure" -> onRecordingFailure = in.objectOrNull(SshRecorderFailureAction::read);
                default -> in.skip();
            }
        }
        return new SshAction(
                message,
                reject,
                accept,
                sessionDuration,
                allowAgentForwarding,
                holdAndDelegate,
                allowLocalPortForwarding,
                allowRemotePortForwarding,
                recorders,
                onRecordingFailure,
                in.rawSince(mark));
    }
}
