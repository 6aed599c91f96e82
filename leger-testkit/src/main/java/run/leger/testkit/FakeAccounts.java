package run.leger.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import run.leger.core.Json;
import run.leger.core.internal.JsonOut;

/** The accounts of the fake daemon, and how it logs in and out. */
final class FakeAccounts {
    private static final String AUTH_URL = "https://login.example.com/a/0123456789ab";

    private final FakeTailscaled daemon;
    private final FakePrefs prefs;
    private final Map<String, String> loginNames = new TreeMap<>();
    private String current = "";
    private int made;

    FakeAccounts(FakeTailscaled daemon, FakePrefs prefs) {
        this.daemon = daemon;
        this.prefs = prefs;
        save();
    }

    void register(Map<String, Function<FakeRequest, FakeResponse>> endpoints) {
        endpoints.put("profiles/", request -> writing(request, "profiles access denied", this::profiles));
        endpoints.put("start", request -> writing(request, "access denied", this::start));
        endpoints.put(
                "login-interactive", request -> posted(request, "login access denied", () -> daemon.authUrl(AUTH_URL)));
        endpoints.put("logout", request -> posted(request, "logout access denied", this::logout));
        endpoints.put("reset-auth", request -> posted(request, "reset-auth modify access denied", this::reset));
    }

    private synchronized FakeResponse writing(
            FakeRequest request, String denied, Function<FakeRequest, FakeResponse> handler) {
        return daemon.mayWrite() ? handler.apply(request) : FakeResponse.text(403, denied);
    }

    private FakeResponse posted(FakeRequest request, String denied, Runnable action) {
        return writing(request, denied, allowed -> {
            if (!allowed.method().equals("POST")) {
                return FakeResponse.text(400, "want POST");
            }
            action.run();
            return FakeResponse.empty(204);
        });
    }

    private FakeResponse profiles(FakeRequest request) {
        String id = request.path().substring("/localapi/v0/profiles/".length());
        return switch (request.method() + " " + (id.isEmpty() ? "all" : id.equals("current") ? "current" : "one")) {
            case "GET all" -> json(JsonOut.array(loginNames.keySet(), this::profile));
            case "PUT all" -> {
                current = "";
                daemon.state("NeedsLogin");
                yield FakeResponse.empty(201);
            }
            case "GET current" -> json(JsonOut.object(out -> profile(out, current)));
            case "GET one" ->
                loginNames.containsKey(id)
                        ? json(JsonOut.object(out -> profile(out, id)))
                        : FakeResponse.text(404, "Profile not found");
            case "POST one" -> {
                if (!loginNames.containsKey(id)) {
                    yield FakeResponse.text(500, "profile not found");
                }
                current = id;
                daemon.login(loginNames.get(id)).state("Running");
                yield FakeResponse.empty(204);
            }
            case "DELETE one" -> {
                loginNames.remove(id);
                if (current.equals(id)) {
                    current = "";
                    daemon.state("NeedsLogin");
                }
                yield FakeResponse.empty(204);
            }
            default -> FakeResponse.text(405, "use GET, POST, PUT or DELETE");
        };
    }

    private void profile(JsonOut out, String id) {
        String login = Optional.ofNullable(loginNames.get(id)).orElse("");
        out.field("ID", id).field("Name", login).field("Key", id.isEmpty() ? "" : "profile-" + id);
        out.object("NetworkProfile", net -> net.field("MagicDNSName", "").field("DomainName", ""));
        out.object(
                "UserProfile", user -> user.field("ID", id.isEmpty() ? 0L : 1L).field("LoginName", login));
        out.field("NodeID", id.isEmpty() ? "" : "nFake1CNTRL")
                .field("LocalUserID", "")
                .field("ControlURL", "");
    }

    private FakeResponse start(FakeRequest request) {
        if (!request.method().equals("POST")) {
            return FakeResponse.text(400, "want POST");
        }
        Json options = Json.parse(request.text());
        options.at("UpdatePrefs")
                .filter(given -> !given.toString().equals("null"))
                .ifPresent(prefs::replace);
        if (options.at("AuthKey").map(Json::asText).orElse("").isEmpty()) {
            return FakeResponse.empty(204);
        }
        if (current.isEmpty()) {
            save();
        }
        daemon.authUrl("").state(prefs.wantRunning() ? "Running" : "Stopped");
        return FakeResponse.empty(204);
    }

    private void save() {
        current = String.format("%04x", ++made);
        loginNames.put(current, daemon.login());
    }

    private void logout() {
        loginNames.remove(current);
        current = "";
        daemon.state("NeedsLogin");
    }

    private void reset() {
        loginNames.clear();
        logout();
    }

    private static FakeResponse json(byte[] body) {
        return FakeResponse.of(200, "application/json", body);
    }
}
