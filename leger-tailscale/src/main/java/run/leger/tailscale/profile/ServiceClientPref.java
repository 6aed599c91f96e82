package run.leger.tailscale.profile;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * How the user of this device likes to open a service.
 *
 * <p>Mirrors {@code ipn.ServiceClientPref}.
 *
 * @param client the program, or empty
 * @param username the user name there, or empty
 * @param databaseName the database, or empty
 * @param lastUsed when it was last used, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record ServiceClientPref(
        String client,
        String username,
        String databaseName,
        @Nullable Instant lastUsed,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public ServiceClientPref {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static ServiceClientPref parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "ServiceClientPref.parse", ServiceClientPref::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static ServiceClientPref parse(Json json) {
        return JsonIn.read(json.utf8(), "ServiceClientPref.parse", ServiceClientPref::read);
    }

    static ServiceClientPref read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String client = "";
        String username = "";
        String databaseName = "";
        @Nullable Instant lastUsed = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Client" -> client = in.text();
                case "Username" -> username = in.text();
                case "DatabaseName" -> databaseName = in.text();
                case "LastUsed" -> lastUsed = in.time();
                default -> in.skip();
            }
        }
        return new ServiceClientPref(client, username, databaseName, lastUsed, in.rawSince(mark));
    }
}
