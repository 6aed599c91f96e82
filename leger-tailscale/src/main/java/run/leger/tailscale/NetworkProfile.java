package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * The tailnet of an account.
 *
 * <p>Mirrors {@code ipn.NetworkProfile}.
 *
 * @param magicDnsName the suffix of its names, such as {@code tail1234.ts.net}
 * @param domainName its name
 * @param displayName its name for people, or empty
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record NetworkProfile(String magicDnsName, String domainName, String displayName, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public NetworkProfile {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static NetworkProfile parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "NetworkProfile.parse", NetworkProfile::read);
    }

    static NetworkProfile read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String magicDnsName = "";
        String domainName = "";
        String displayName = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "MagicDNSName" -> magicDnsName = in.text();
                case "DomainName" -> domainName = in.text();
                case "DisplayName" -> displayName = in.text();
                default -> in.skip();
            }
        }
        return new NetworkProfile(magicDnsName, domainName, displayName, in.rawSince(mark));
    }
}
