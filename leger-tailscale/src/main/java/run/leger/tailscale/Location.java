package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Where a device stands.
 *
 * <p>Mirrors {@code tailcfg.Location}.
 *
 * @param country the country's name
 * @param countryCode ISO 3166-1 alpha-2
 * @param city the city's name
 * @param cityCode a short code
 * @param latitude degrees
 * @param longitude degrees
 * @param priority higher is better, 0 to 100
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Location(
        String country,
        String countryCode,
        String city,
        String cityCode,
        double latitude,
        double longitude,
        int priority,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public Location {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Location parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Location.parse", Location::read);
    }

    static Location read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String country = "";
        String countryCode = "";
        String city = "";
        String cityCode = "";
        double latitude = 0;
        double longitude = 0;
        int priority = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Country" -> country = in.text();
                case "CountryCode" -> countryCode = in.text();
                case "City" -> city = in.text();
                case "CityCode" -> cityCode = in.text();
                case "Latitude" -> latitude = in.number();
                case "Longitude" -> longitude = in.number();
                case "Priority" -> priority = in.int32();
                default -> in.skip();
            }
        }
        return new Location(country, countryCode, city, cityCode, latitude, longitude, priority, in.rawSince(mark));
    }
}
