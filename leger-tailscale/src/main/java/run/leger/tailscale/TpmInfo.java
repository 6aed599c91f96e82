package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A node's TPM.
 *
 * <p>Mirrors {@code tailcfg.TPMInfo}.
 *
 * @param manufacturer its maker
 * @param vendor its vendor
 * @param model its model
 * @param specRevision the revision of the specification
 * @param familyIndicator the family
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record TpmInfo(
        String manufacturer, String vendor, int model, int specRevision, String familyIndicator, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public TpmInfo {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static TpmInfo parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "TpmInfo.parse", TpmInfo::read);
    }

    static TpmInfo read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String manufacturer = "";
        String vendor = "";
        int model = 0;
        int specRevision = 0;
        String familyIndicator = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Manufacturer" -> manufacturer = in.text();
                case "Vendor" -> vendor = in.text();
                case "Model" -> model = in.int32();
                case "SpecRevision" -> specRevision = in.int32();
                case "FamilyIndicator" -> familyIndicator = in.text();
                default -> in.skip();
            }
        }
        return new TpmInfo(manufacturer, vendor, model, specRevision, familyIndicator, in.rawSince(mark));
    }
}
