package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A DNS record that the tailnet adds.
 *
 * <p>Mirrors {@code tailcfg.DNSRecord}.
 *
 * @param name the full name
 * @param type the record type; empty means A or AAAA, by the value
 * @param value the address
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record DnsRecord(String name, String type, String value, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public DnsRecord {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DnsRecord parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "DnsRecord.parse", DnsRecord::read);
    }

    static DnsRecord read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String name = "";
        String type = "";
        String value = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Name" -> name = in.text();
                case "Type" -> type = in.text();
                case "Value" -> value = in.text();
                default -> in.skip();
            }
        }
        return new DnsRecord(name, type, value, in.rawSince(mark));
    }
}
