package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.IpPrefix;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A rule of the packet filter, as the daemon uses it.
 *
 * <p>Mirrors {@code filtertype.Match}.
 *
 * @param ipProto the IP protocols by their numbers; nothing matches where it is empty
 * @param srcs from where
 * @param srcCaps capabilities of a peer that count as a source as well
 * @param dsts to where
 * @param caps what else a source is granted
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record FilterMatch(
        List<Integer> ipProto,
        List<IpPrefix> srcs,
        List<String> srcCaps,
        List<MatchDestination> dsts,
        List<CapMatch> caps,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public FilterMatch {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static FilterMatch parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "FilterMatch.parse", FilterMatch::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static FilterMatch parse(Json json) {
        return JsonIn.read(json.utf8(), "FilterMatch.parse", FilterMatch::read);
    }

    static FilterMatch read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        List<Integer> ipProto = List.of();
        List<IpPrefix> srcs = List.of();
        List<String> srcCaps = List.of();
        List<MatchDestination> dsts = List.of();
        List<CapMatch> caps = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "IPProto" -> ipProto = in.list(JsonIn::int32);
                case "Srcs" -> srcs = in.readable(IpPrefix::of);
                case "SrcCaps" -> srcCaps = in.list(JsonIn::text);
                case "Dsts" -> dsts = in.list(MatchDestination::read);
                case "Caps" -> caps = in.list(CapMatch::read);
                default -> in.skip();
            }
        }
        return new FilterMatch(ipProto, srcs, srcCaps, dsts, caps, in.rawSince(mark));
    }
}
