package run.leger.testkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.JsonOut;

/** Shared folders, for whoever's tailnet allows them. */
final class FakeDrive {
    private final BooleanSupplier allowed;
    private final Map<String, String> shares = new TreeMap<>();

    FakeDrive(BooleanSupplier allowed) {
        this.allowed = allowed;
    }

    synchronized FakeResponse answer(FakeRequest request) {
        if (!allowed.getAsBoolean()) {
            return FakeResponse.text(
                    403,
                    "taildrive sharing not enabled, please add the attribute \"drive:share\" to this node in your ACLs' \"nodeAttrs\" section");
        }
        try {
            return switch (request.method()) {
                case "GET" -> FakeResponse.json(200, list());
                case "PUT" -> put(Json.parse(request.text()));
                case "POST" -> rename(request.body());
                case "DELETE" -> shares.remove(normal(request.text())) == null ? notFound() : FakeResponse.empty(204);
                default -> FakeResponse.text(405, "unsupported method");
            };
        } catch (MalformedReplyException e) {
            return FakeResponse.text(400, String.valueOf(e.getMessage()));
        }
    }

    private FakeResponse put(Json share) {
        String name = normal(share.at("name").map(Json::asText).orElse(""));
        String path = share.at("path").map(Json::asText).orElse("");
        if (!Files.exists(Path.of(path))) {
            return FakeResponse.text(400, "stat " + path + ": no such file or directory");
        }
        if (!Files.isDirectory(Path.of(path))) {
            return FakeResponse.text(400, "not a directory");
        }
        if (!valid(name)) {
            return FakeResponse.text(400, "invalid share name");
        }
        shares.put(name, path);
        return FakeResponse.empty(201);
    }

    private FakeResponse rename(byte[] names) {
        List<String> pair = JsonIn.read(names, "rename", in -> in.list(JsonIn::text));
        String to = normal(pair.get(1));
        if (!valid(to)) {
            return FakeResponse.text(400, "invalid share name");
        }
        String path = shares.get(normal(pair.get(0)));
        if (path == null) {
            return notFound();
        }
        if (shares.containsKey(to)) {
            return FakeResponse.text(400, "share name already used");
        }
        shares.remove(normal(pair.get(0)));
        shares.put(to, path);
        return FakeResponse.empty(204);
    }

    private static FakeResponse notFound() {
        return FakeResponse.text(404, "share not found");
    }

    private String list() {
        return shares.isEmpty()
                ? "null\n"
                : shares.entrySet().stream()
                        .map(share -> new String(
                                JsonOut.object(out -> out.field("name", share.getKey())
                                        .field("path", share.getValue())
                                        .field("who", "you")),
                                StandardCharsets.UTF_8))
                        .collect(Collectors.joining(",", "[", "]\n"));
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).strip();
    }

    private static boolean valid(String name) {
        return name.matches("[a-z0-9_ ()]+");
    }
}
