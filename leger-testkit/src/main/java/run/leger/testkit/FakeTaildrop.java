package run.leger.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.JsonOut;

/** Files of both directions: what came and waits here, and what the peer took. */
final class FakeTaildrop {
    private final BooleanSupplier loggedIn;
    private final BooleanSupplier mayWrite;
    private final String peer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Map<String, byte[]> waiting = new LinkedHashMap<>();
    private final Map<String, byte[]> sent = new LinkedHashMap<>();

    FakeTaildrop(String peer, BooleanSupplier loggedIn, BooleanSupplier mayWrite) {
        this.peer = peer;
        this.loggedIn = loggedIn;
        this.mayWrite = mayWrite;
    }

    void receive(String name, byte[] content) {
        lock.lock();
        try {
            waiting.put(unique(waiting, name), content);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Map<String, byte[]> sent() {
        lock.lock();
        try {
            return Map.copyOf(sent);
        } finally {
            lock.unlock();
        }
    }

    private static String unique(Map<String, byte[]> files, String name) {
        int dot = name.lastIndexOf('.');
        String free = name;
        for (int i = 1; files.containsKey(free); i++) {
            free = dot < 0 ? name + " (" + i + ")" : name.substring(0, dot) + " (" + i + ")" + name.substring(dot);
        }
        return free;
    }

    FakeResponse targets(FakeRequest request) {
        if (!loggedIn.getAsBoolean()) {
            return FakeResponse.json(500, FakeTailscaled.error("not connected to the tailnet"));
        }
        byte[] target = JsonOut.object(out -> out.object(
                        "Node",
                        node -> node.field("ID", 2L).field("StableID", peer).field("Name", "laptop.tail0000.ts.net."))
                .field("PeerAPIURL", "http://100.64.0.2:1"));
        return FakeResponse.json(200, "[" + new String(target, StandardCharsets.UTF_8) + "]\n");
    }

    FakeResponse put(FakeRequest request) {
        if (!mayWrite.getAsBoolean()) {
            return FakeResponse.text(403, "file access denied");
        }
        if (!loggedIn.getAsBoolean()) {
            return FakeResponse.text(500, "not connected to the tailnet");
        }
        String[] parts = below(request, "file-put/").split("/", 2);
        if (!parts[0].equals(peer)) {
            return FakeResponse.text(404, "node not found");
        }
        return switch (request.method()) {
            case "PUT" ->
                parts.length < 2 ? FakeResponse.text(400, "bogus URL") : take(decoded(parts[1]), request.body());
            case "POST" -> takeAll(request);
            default -> FakeResponse.text(400, "want PUT to put file");
        };
    }

    /** What the peer answers. */
    private FakeResponse take(String name, byte[] content) {
        if (name.isEmpty()
                || name.contains("/")
                || name.contains("\\")
                || name.equals(".")
                || name.equals("..")
                || !name.codePoints().allMatch(Character::isDefined)) {
            return FakeResponse.text(400, "invalid filename");
        }
        lock.lock();
        try {
            sent.put(unique(sent, name), content);
        } finally {
            lock.unlock();
        }
        return FakeResponse.json(200, "{}\n");
    }

    private FakeResponse takeAll(FakeRequest request) {
        List<FakePart> parts = FakePart.of(request);
        if (parts.isEmpty() || !parts.get(0).contentType().equals("application/json")) {
            return FakeResponse.text(400, "first MIME part must be a JSON map of filename -> size");
        }
        List<Json> manifest = JsonIn.read(parts.get(0).content(), "manifest", in -> in.list(JsonIn::raw));
        FakeResponse last = FakeResponse.json(200, "{}\n");
        // The daemon puts the head of each of the peer's answers into its own.
        int taken = 0;
        for (FakePart part : parts.subList(1, parts.size())) {
            @Nullable String announced = null;
            for (Json file : manifest) {
                String name = file.at("Name").orElseThrow().asText();
                announced = name.equals(part.fileName()) ? name : announced;
            }
            last = take(announced == null ? "" : decoded(announced), part.content());
            for (int i = 0; i < taken; i++) {
                last = last.with("Content-Length", "3");
            }
            if (last.status() >= 400) {
                return last;
            }
            taken++;
        }
        return last;
    }

    FakeResponse files(FakeRequest request) {
        if (!mayWrite.getAsBoolean()) {
            return FakeResponse.text(403, "file access denied");
        }
        if (!loggedIn.getAsBoolean()) {
            return FakeResponse.text(500, "Taildrop disabled; no storage directory");
        }
        String name = decoded(below(request, "files/"));
        lock.lock();
        try {
            if (name.isEmpty()) {
                return list(request);
            }
            if (request.method().equals("DELETE")) {
                waiting.remove(name);
                return FakeResponse.empty(204);
            }
            byte[] content = waiting.get(name);
            return content == null
                    ? FakeResponse.text(500, "open redacted.2bea1eeb: no such file or directory")
                    : FakeResponse.of(200, "application/octet-stream", content);
        } finally {
            lock.unlock();
        }
    }

    private FakeResponse list(FakeRequest request) {
        String seconds = request.parameter("waitsec").orElse("0");
        if (!seconds.matches("[0-9]+")) {
            return FakeResponse.text(400, "invalid waitsec");
        }
        try {
            long left = TimeUnit.SECONDS.toNanos(Long.parseLong(seconds));
            while (waiting.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> entries = new ArrayList<>();
        waiting.forEach((name, content) -> entries.add(new String(
                JsonOut.object(out -> out.field("Name", name).field("Size", content.length)), StandardCharsets.UTF_8)));
        return FakeResponse.json(200, entries.isEmpty() ? "null\n" : "[" + String.join(",", entries) + "]\n");
    }

    private static String below(FakeRequest request, String endpoint) {
        return request.path().substring(("/localapi/v0/" + endpoint).length());
    }

    /** As Go's PathUnescape does: a plus sign is one. */
    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
