package run.leger.tailscale.profile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.StableNodeId;

/**
 * What the user of this device has pinned, kept with the profile.
 *
 * <p>Mirrors {@code favorites.PinsSet}.
 *
 * @param devices devices
 * @param exitNodes exit nodes
 * @param services services, as {@code svc:name}
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Pins(List<StableNodeId> devices, List<StableNodeId> exitNodes, List<String> services, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public Pins {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Pins parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Pins.parse", Pins::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Pins parse(Json json) {
        return JsonIn.read(json.utf8(), "Pins.parse", Pins::read);
    }

    private static StableNodeId device(JsonIn in) {
        return StableNodeId.of(member(in, "ID"));
    }

    private static String service(JsonIn in) {
        return member(in, "Name");
    }

    private static String member(JsonIn in, String wanted) {
        String value = "";
        in.beginObject();
        for (String name = in.field(); name != null; name = in.field()) {
            if (name.equals(wanted)) {
                value = in.text();
            } else {
                in.skip();
            }
        }
        return value;
    }

    static Pins read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        List<StableNodeId> devices = List.of();
        List<StableNodeId> exitNodes = List.of();
        List<String> services = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Devices" -> devices = in.list(Pins::device);
                case "ExitNodes" -> exitNodes = in.list(Pins::device);
                case "Services" -> services = in.list(Pins::service);
                default -> in.skip();
            }
        }
        return new Pins(devices, exitNodes, services, in.rawSince(mark));
    }
}
