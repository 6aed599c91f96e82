package run.leger.tailscale.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import run.leger.core.IpAddress;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A Tailscale Service that this device can see.
 *
 * <p>Mirrors {@code tailcfg.ServiceDetails}.
 *
 * @param name its name
 * @param displayName a name for showing, or empty where {@code name} is that
 * @param addrs its addresses
 * @param ports the ports that it takes connections at
 * @param actions what programs can do with some of them
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record ServiceDetails(
        ServiceName name,
        String displayName,
        List<IpAddress> addrs,
        List<ProtoPortRange> ports,
        List<ServiceAction> actions,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public ServiceDetails {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static ServiceDetails parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "ServiceDetails.parse", ServiceDetails::read);
    }

    /**
     * Reads all services that a device can see.
     *
     * @param json a JSON object of such objects by name, or null for none
     * @return the services
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Map<ServiceName, ServiceDetails> parseAll(Json json) {
        return JsonIn.read(json.utf8(), "ServiceDetails.parseAll", in -> Entries.byService(in, ServiceDetails::read));
    }

    static ServiceDetails read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        ServiceName name = new ServiceName("");
        String displayName = "";
        List<IpAddress> addrs = List.of();
        List<ProtoPortRange> ports = List.of();
        List<ServiceAction> actions = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Name" -> name = new ServiceName(in.text());
                case "DisplayName" -> displayName = in.text();
                case "Addrs" -> addrs = addresses(in);
                case "Ports" -> ports = in.list(port -> new ProtoPortRange(port.text()));
                case "Actions" -> actions = in.list(ServiceAction::read);
                default -> in.skip();
            }
        }
        return new ServiceDetails(name, displayName, addrs, ports, actions, in.rawSince(mark));
    }

    /** What is not an address is left out: it is still in {@link #raw}. */
    private static List<IpAddress> addresses(JsonIn in) {
        List<IpAddress> known = new ArrayList<>(2);
        for (String text : in.list(JsonIn::text)) {
            try {
                known.add(new IpAddress(text));
            } catch (IllegalArgumentException e) {
                // A zero address is an empty string.
            }
        }
        return Collections.unmodifiableList(known);
    }
}
