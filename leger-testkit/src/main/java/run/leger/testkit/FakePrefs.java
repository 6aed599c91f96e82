package run.leger.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import run.leger.core.Json;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.JsonOut;

/** The settings, as raw JSON by name. */
final class FakePrefs {
    private final Map<String, Json> values = new TreeMap<>();

    FakePrefs() {
        String defaults = """
                    {"ControlURL":"","RouteAll":false,"ExitNodeID":"","ExitNodeIP":"","InternalExitNodePrior":"",
                    "ExitNodeAllowLANAccess":false,"CorpDNS":true,"RunSSH":false,"RunWebClient":false,"WantRunning":true,
                    "LoggedOut":false,"ShieldsUp":false,"AdvertiseTags":null,"Hostname":"","NotepadURLs":false,
                    "AdvertiseRoutes":null,"AdvertiseServices":null,"Sync":null,"NoSNAT":false,"NoStatefulFiltering":true,
                    "NetfilterMode":2,"AutoUpdate":{"Check":true,"Apply":null},"AppConnector":{"Advertise":false},
                    "PostureChecking":false,"NetfilterKind":"","RemoteConfig":false,"DriveShares":null}""";
        values.putAll(fields(Json.parse(defaults)));
    }

    private static Map<String, Json> fields(Json object) {
        return JsonIn.read(object.utf8(), "prefs", in -> in.map(JsonIn::raw));
    }

    synchronized void apply(Json masked) {
        values.putAll(after(masked));
    }

    /** Returns the settings as they would be after an edit. */
    synchronized Map<String, Json> after(Json masked) {
        Map<String, Json> edit = fields(masked);
        Map<String, Json> after = new TreeMap<>(values);
        edit.forEach((name, value) -> {
            Json mask = edit.get(name + "Set");
            if (mask != null && !mask.toString().equals("false")) {
                after.put(name, value);
            }
        });
        return after;
    }

    /** Takes whole settings: what they do not name has no value afterwards. */
    synchronized void replace(Json settings) {
        values.clear();
        values.putAll(fields(settings));
    }

    synchronized String text(String name) {
        Json value = values.get(name);
        return value == null ? "" : value.asText();
    }

    synchronized void set(String name, String text) {
        byte[] holder = JsonOut.object(out -> out.field(name, text));
        values.putAll(JsonIn.read(holder, "prefs", in -> in.map(JsonIn::raw)));
    }

    String hostname() {
        return text("Hostname");
    }

    synchronized boolean wantRunning() {
        return String.valueOf(values.get("WantRunning")).equals("true");
    }

    @Override
    public synchronized String toString() {
        return new String(JsonOut.object(out -> values.forEach(out::field)), StandardCharsets.UTF_8);
    }
}
