package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Who may log in on this device by Tailscale SSH. The first rule that matches decides.
 *
 * <p>Mirrors {@code tailcfg.SSHPolicy}.
 *
 * @param rules the rules
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record SshPolicy(List<SshRule> rules, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public SshPolicy {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static SshPolicy parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "SshPolicy.parse", SshPolicy::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static SshPolicy parse(Json json) {
        return JsonIn.read(json.utf8(), "SshPolicy.parse", SshPolicy::read);
    }

    static SshPolicy read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        List<SshRule> rules = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "rules" -> rules = in.list(SshRule::read);
                default -> in.skip();
            }
        }
        return new SshPolicy(rules, in.rawSince(mark));
    }
}
