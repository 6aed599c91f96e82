package run.leger.tailscale.serve;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Whether the tailnet lets this device use a feature, and what is to be done where it does not yet.
 *
 * <p>Mirrors {@code tailcfg.QueryFeatureResponse}.
 *
 * @param complete whether it may be used now
 * @param text what to tell the user, or empty
 * @param url where the user can turn it on, or empty
 * @param shouldWait whether it is worth waiting: the network map tells when it is on
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record QueryFeatureResponse(boolean complete, String text, String url, boolean shouldWait, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public QueryFeatureResponse {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static QueryFeatureResponse parse(String json) {
        return parse(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static QueryFeatureResponse parse(Json json) {
        return parse(json.utf8());
    }

    private static QueryFeatureResponse parse(byte[] json) {
        return JsonIn.read(json, "QueryFeatureResponse.parse", QueryFeatureResponse::read);
    }

    static QueryFeatureResponse read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        boolean complete = false;
        String text = "";
        String url = "";
        boolean shouldWait = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Complete" -> complete = in.bool();
                case "Text" -> text = in.text();
                case "URL" -> url = in.text();
                case "ShouldWait" -> shouldWait = in.bool();
                default -> in.skip();
            }
        }
        return new QueryFeatureResponse(complete, text, url, shouldWait, in.rawSince(mark));
    }
}
