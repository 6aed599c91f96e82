package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A domain that this device reaches by a connector.
 *
 * <p>Mirrors {@code appctype.Conn25ClientDomainState}.
 *
 * @param domain its name with a trailing dot
 * @param addresses its addresses
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Conn25ClientDomain(String domain, List<Conn25ClientAddress> addresses, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public Conn25ClientDomain {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25ClientDomain parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Conn25ClientDomain.parse", Conn25ClientDomain::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25ClientDomain parse(Json json) {
        return JsonIn.read(json.utf8(), "Conn25ClientDomain.parse", Conn25ClientDomain::read);
    }

    static Conn25ClientDomain read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String domain = "";
        List<Conn25ClientAddress> addresses = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "domain" -> domain = in.text();
                case "addresses" -> addresses = in.list(Conn25ClientAddress::read);
                default -> in.skip();
            }
        }
        return new Conn25ClientDomain(domain, addresses, in.rawSince(mark));
    }
}
