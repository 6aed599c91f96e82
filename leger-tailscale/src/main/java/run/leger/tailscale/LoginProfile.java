package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.profile.ProfileId;

/**
 * An account that this device has logged in with.
 *
 * <p>Mirrors {@code ipn.LoginProfile}.
 *
 * @param id the id; none for a profile that was never saved
 * @param name the name for people, usually the login name
 * @param networkProfile its tailnet, or null
 * @param key under what the daemon stores it
 * @param userProfile its user, or null
 * @param nodeId the device in that tailnet
 * @param localUserId the user of the system that it belongs to, on Windows; else empty
 * @param controlUrl its control server
 * @param created when it was made, or null where that is not known; since daemon 1.102
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record LoginProfile(
        ProfileId id,
        String name,
        @Nullable NetworkProfile networkProfile,
        String key,
        @Nullable UserProfile userProfile,
        StableNodeId nodeId,
        String localUserId,
        String controlUrl,
        @Nullable Instant created,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public LoginProfile {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static LoginProfile parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "LoginProfile.parse", LoginProfile::read);
    }

    static LoginProfile read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        ProfileId id = ProfileId.NONE;
        String name = "";
        @Nullable NetworkProfile networkProfile = null;
        String key = "";
        @Nullable UserProfile userProfile = null;
        StableNodeId nodeId = StableNodeId.NONE;
        String localUserId = "";
        String controlUrl = "";
        @Nullable Instant created = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ID" -> id = ProfileId.of(in.text());
                case "Name" -> name = in.text();
                case "NetworkProfile" -> networkProfile = in.objectOrNull(NetworkProfile::read);
                case "Key" -> key = in.text();
                case "UserProfile" -> userProfile = in.objectOrNull(UserProfile::read);
                case "NodeID" -> nodeId = StableNodeId.read(in);
                case "LocalUserID" -> localUserId = in.text();
                case "ControlURL" -> controlUrl = in.text();
                case "Created" -> created = in.time();
                default -> in.skip();
            }
        }
        return new LoginProfile(
                id,
                name,
                networkProfile,
                key,
                userProfile,
                nodeId,
                localUserId,
                controlUrl,
                created,
                in.rawSince(mark));
    }
}
