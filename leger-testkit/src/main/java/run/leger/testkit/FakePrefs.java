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
        Map<String, Json> edit = fields(masked);
        edit.forEach((name, value) -> {
            Json mask = edit.get(name + "Set");
            if (mask != null && !mask.toString().equals("false")) {
                values.put(name, value);
            }
        });
    }

    /** Takes whole settings: what they do not name has no value afterwards. */
    synchronized void replace(Json settings) {
        values.clear();
        values.putAll(fields(settings));
    }

    synchronized String hostname() {
        Json hostname = values.get("Hostname");
        return hostname == null ? "" : hostname.asText();
    }

    synchronized boolean wantRunning() {
        return String.valueOf(values.get("WantRunning")).equals("true");
    }

    @Override
    public synchronized String toString() {
        return new String(JsonOut.object(out -> values.forEach(out::field)), StandardCharsets.UTF_8);
    }
}
