package run.leger.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import run.leger.core.Headers;
import run.leger.core.internal.JsonOut;

/** Setec's handlers, with its checks in its order. One lock over all, as the server has one. */
final class SetecHandlers {
    private static final Map<String, String> ACTIONS = Map.of(
            "/api/list", "info",
            "/api/get", "get",
            "/api/info", "info",
            "/api/put", "put",
            "/api/create-version", "create-version",
            "/api/activate", "activate",
            "/api/delete", "delete",
            "/api/delete-version", "delete");
    private static final Set<String> NEED_NAME_FIRST = Set.of("/api/put", "/api/create-version", "/api/activate");

    private final Map<String, SetecIdentity> identities;
    private final SetecStore store = new SetecStore();
    private final List<SetecAudit> audit = new ArrayList<>();

    SetecHandlers(Map<String, SetecIdentity> identities) {
        this.identities = Map.copyOf(identities);
    }

    synchronized List<SetecAudit> audit() {
        return List.copyOf(audit);
    }

    /** Stores as the server itself would, past rules and audit. */
    synchronized long put(String name, byte[] value) {
        return store.put(name, value.clone());
    }

    synchronized long rotate(String name, byte[] value) {
        long version = store.put(name, value.clone());
        store.activate(name, version);
        return version;
    }

    synchronized FakeResponse answer(String caller, FakeRequest request) {
        try {
            return handle(caller, request);
        } catch (SetecStore.Refused e) {
            return FakeResponse.text(e.status, e.text).with("X-Content-Type-Options", "nosniff");
        }
    }

    private FakeResponse handle(String caller, FakeRequest request) {
        String path = request.path();
        if (path.contains("//")) {
            return FakeResponse.empty(307).with("Location", path.replaceAll("/+", "/"));
        }
        boolean post = request.method().equals("POST");
        if (!ACTIONS.containsKey(path)) {
            if (post) {
                throw new SetecStore.Refused(400, "invalid method");
            }
            return page(caller);
        }
        if (!post) {
            throw new SetecStore.Refused(400, "only POST requests allowed");
        }
        if (!request.headers().first("Content-Type").orElse("").equals("application/json")) {
            throw new SetecStore.Refused(400, "request body must be json");
        }
        if (!request.headers().first("Sec-X-Tailscale-No-Browsers").orElse("").equals("setec")) {
            throw denied();
        }
        SetecIdentity identity = identify(caller);
        SetecRequest call = SetecRequest.read(request.body());
        if (call == null) {
            throw new SetecStore.Refused(400, "bad request");
        }
        return perform(path, caller, identity, call);
    }

    private SetecIdentity identify(String caller) {
        SetecIdentity identity = identities.get(caller);
        if (identity == null || !identity.known()) {
            throw new SetecStore.Refused(500, "unable to identify caller");
        }
        return identity;
    }

    private FakeResponse perform(String path, String caller, SetecIdentity identity, SetecRequest call) {
        if (NEED_NAME_FIRST.contains(path) && call.name.isEmpty()) {
            throw SetecStore.Refused.internal();
        }
        if (path.equals("/api/create-version") && call.version == 0) {
            throw new SetecStore.Refused(400, "invalid version, please specify a version > 0");
        }
        if (path.equals("/api/list")) {
            audit.add(new SetecAudit(caller, "info", true, null, 0));
            return list(identity);
        }
        return switch (path) {
            case "/api/get" -> get(caller, identity, call);
            case "/api/info" -> {
                check(caller, identity, "info", call.name, 0);
                yield json(info(call.name));
            }
            case "/api/put" -> {
                check(caller, identity, "put", call.name, 0);
                yield json(Long.toString(store.put(call.name, call.value)));
            }
            case "/api/create-version" -> {
                check(caller, identity, "create-version", call.name, call.version);
                store.create(call.name, call.version, call.value);
                yield json("{}");
            }
            case "/api/activate" -> {
                check(caller, identity, "activate", call.name, call.version);
                store.activate(call.name, call.version);
                yield json("{}");
            }
            case "/api/delete-version" -> {
                check(caller, identity, "delete", call.name, call.version);
                store.deleteVersion(call.name, call.version);
                yield json("{}");
            }
            default -> {
                check(caller, identity, "delete", call.name, 0);
                store.delete(call.name);
                yield json("{}");
            }
        };
    }

    /** A condition that holds, or cannot be asked because there is no such secret, is answered without an entry in the log. */
    private FakeResponse get(String caller, SetecIdentity identity, SetecRequest call) {
        long version = call.version;
        if (call.updateIfChanged && version != 0) {
            if (identity.allows("get", call.name)) {
                if (store.require(call.name).active == version) {
                    return FakeResponse.empty(304);
                }
            }
            version = 0;
        }
        check(caller, identity, "get", call.name, version);
        byte[] value = store.value(call.name, version);
        long number = version == 0 ? store.require(call.name).active : version;
        return FakeResponse.of(
                200,
                "application/json",
                JsonOut.object(out -> out.field("Value", value).field("Version", number)));
    }

    private FakeResponse list(SetecIdentity identity) {
        StringJoiner infos = new StringJoiner(",", "[", "]").setEmptyValue("null");
        for (String name : store.names()) {
            if (identity.allows("info", name)) {
                infos.add(info(name));
            }
        }
        return json(infos.toString());
    }

    private String info(String name) {
        SetecStore.Secret secret = store.require(name);
        // Go escapes these three, so that JSON can stand in a page.
        String text = new String(JsonOut.object(out -> out.field("Name", name)), StandardCharsets.UTF_8)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
        return text.substring(0, text.length() - 1) + ",\"Versions\":"
                + secret.numbers().toString().replace(" ", "") + ",\"ActiveVersion\":" + secret.active + "}";
    }

    private FakeResponse page(String caller) {
        SetecIdentity identity = identify(caller);
        audit.add(new SetecAudit(caller, "info", true, null, 0));
        StringBuilder rows = new StringBuilder("<html><table>");
        for (String name : store.names()) {
            if (identity.allows("info", name)) {
                rows.append("<tr><td>")
                        .append(name.replace("&", "&amp;").replace("<", "&lt;"))
                        .append("</td></tr>");
            }
        }
        return new FakeResponse(
                200,
                Headers.of("Content-Type", "text/html; charset=utf-8"),
                rows.append("</table></html>").toString().getBytes(StandardCharsets.UTF_8),
                false);
    }

    private void check(String caller, SetecIdentity identity, String action, String name, long version) {
        boolean allowed = identity.allows(action, name);
        audit.add(new SetecAudit(caller, action, allowed, name, version));
        if (!allowed) {
            throw denied();
        }
    }

    private static SetecStore.Refused denied() {
        return new SetecStore.Refused(403, "access denied");
    }

    private static FakeResponse json(String text) {
        return FakeResponse.json(200, text);
    }
}
