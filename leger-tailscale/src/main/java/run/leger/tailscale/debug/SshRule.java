package run.leger.tailscale.debug;

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
 * A rule of Tailscale SSH.
 *
 * <p>Mirrors {@code tailcfg.SSHRule}.
 *
 * @param ruleExpires when it ends, or null for never
 * @param principals for whom; one that matches is enough
 * @param sshUsers as whom: user names that are asked for, with the local user of each; {@code *} stands for others, {@code =} for the same name, an empty one for nobody
 * @param action what then, or null for a rule that refuses
 * @param acceptEnv the environment variables that are taken over; {@code *} and {@code ?} stand for any text and character
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record SshRule(
        @Nullable Instant ruleExpires,
        List<SshPrincipal> principals,
        Map<String, String> sshUsers,
        @Nullable SshAction action,
        List<String> acceptEnv,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public SshRule {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static SshRule parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "SshRule.parse", SshRule::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static SshRule parse(Json json) {
        return JsonIn.read(json.utf8(), "SshRule.parse", SshRule::read);
    }

    static SshRule read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable Instant ruleExpires = null;
        List<SshPrincipal> principals = List.of();
        Map<String, String> sshUsers = Map.of();
        @Nullable SshAction action = null;
        List<String> acceptEnv = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ruleExpires" -> ruleExpires = in.time();
                case "principals" -> principals = in.list(SshPrincipal::read);
                case "sshUsers" -> sshUsers = in.map(JsonIn::text);
                case "action" -> action = in.objectOrNull(SshAction::read);
                case "acceptEnv" -> acceptEnv = in.list(JsonIn::text);
                default -> in.skip();
            }
        }
        return new SshRule(ruleExpires, principals, sshUsers, action, acceptEnv, in.rawSince(mark));
    }
}
