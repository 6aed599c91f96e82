package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A user, for showing.
 *
 * <p>Mirrors {@code tailcfg.UserProfile}.
 *
 * @param id the numeric id
 * @param loginName such as {@code alice@example.com}, or {@code tagged-devices}
 * @param displayName the name for people
 * @param profilePicUrl a picture, or empty
 * @param groups the groups that the control plane tells; since daemon 1.98
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record UserProfile(
        UserId id, String loginName, String displayName, String profilePicUrl, List<String> groups, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public UserProfile {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static UserProfile parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "UserProfile.parse", UserProfile::read);
    }

    static UserProfile read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        UserId id = UserId.NONE;
        String loginName = "";
        String displayName = "";
        String profilePicUrl = "";
        List<String> groups = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ID" -> id = UserId.read(in);
                case "LoginName" -> loginName = in.text();
                case "DisplayName" -> displayName = in.text();
                case "ProfilePicURL" -> profilePicUrl = in.text();
                case "Groups" -> groups = in.list(JsonIn::text);
                default -> in.skip();
            }
        }
        return new UserProfile(id, loginName, displayName, profilePicUrl, groups, in.rawSince(mark));
    }
}
