package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.IpAddress;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A DNS resolver.
 *
 * <p>Mirrors {@code dnstype.Resolver}.
 *
 * @param addr an address with or without port, or an https, http or tls address
 * @param bootstrapResolution addresses of the resolver's own name
 * @param useWithExitNode whether it is used although an exit node is
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Resolver(String addr, List<IpAddress> bootstrapResolution, boolean useWithExitNode, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public Resolver {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Resolver parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Resolver.parse", Resolver::read);
    }

    static Resolver read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String addr = "";
        List<IpAddress> bootstrapResolution = List.of();
        boolean useWithExitNode = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Addr" -> addr = in.text();
                case "BootstrapResolution" -> bootstrapResolution = Wire.addresses(in);
                case "UseWithExitNode" -> useWithExitNode = in.bool();
                default -> in.skip();
            }
        }
        return new Resolver(addr, bootstrapResolution, useWithExitNode, in.rawSince(mark));
    }
}
