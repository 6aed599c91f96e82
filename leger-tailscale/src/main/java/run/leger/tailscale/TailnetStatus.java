package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * The tailnet that a device is in.
 *
 * <p>Mirrors {@code ipnstate.TailnetStatus}.
 *
 * @param name the tailnet's display name, such as {@code example.com} or a mail address
 * @param stableId the tailnet's id; empty before daemon 1.104
 * @param magicDnsSuffix such as {@code tail1234.ts.net}, without a dot at its end
 * @param magicDnsEnabled whether MagicDNS is on in the tailnet
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record TailnetStatus(String name, String stableId, String magicDnsSuffix, boolean magicDnsEnabled, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public TailnetStatus {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static TailnetStatus parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "TailnetStatus.parse", TailnetStatus::read);
    }

    static TailnetStatus read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String name = "";
        String stableId = "";
        String magicDnsSuffix = "";
        boolean magicDnsEnabled = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Name" -> name = in.text();
                case "StableID" -> stableId = in.text();
                case "MagicDNSSuffix" -> magicDnsSuffix = in.text();
                case "MagicDNSEnabled" -> magicDnsEnabled = in.bool();
                default -> in.skip();
            }
        }
        return new TailnetStatus(name, stableId, magicDnsSuffix, magicDnsEnabled, in.rawSince(mark));
    }
}
