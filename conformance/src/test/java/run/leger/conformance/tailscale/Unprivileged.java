package run.leger.conformance.tailscale;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import run.leger.core.AccessDeniedException;
import run.leger.core.CallOptions;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.coverage.KnownEndpoint;

/** Run as a user without rights: asks for every endpoint by hand, then by its method, and prints how each ended. */
final class Unprivileged {
    /** Whom the daemon refuses is told how to be let in. */
    static final String WITH_REMEDY = " with the remedy";

    private Unprivileged() {}

    public static void main(String[] args) {
        CallOptions patient = CallOptions.deadline(Duration.ofSeconds(20));
        try (TailscaleClient ts = TailscaleClient.builder()
                .socket(Path.of(args[0]))
                .options(patient)
                .build()) {
            Scene scene = Scene.of(ts);
            for (KnownEndpoint endpoint : KnownEndpoint.all()) {
                Probe probe = Probes.all().get(endpoint.key());
                String typed = probe == null ? "-" : told(probe.on(scene));
                System.out.println(String.join("\t", endpoint.key(), byHand(scene, endpoint), typed));
            }
        }
    }

    private static String told(Probe.Outcome outcome) {
        boolean remedy = outcome.error() instanceof AccessDeniedException denied
                && denied.remedy().orElse("").contains("--operator");
        return outcome.told() + (remedy ? WITH_REMEDY : "");
    }

    private static String byHand(Scene scene, KnownEndpoint endpoint) {
        String target = endpoint.path()
                .replace("{domain}", scene.ownName().value())
                .replace("[scope]", "Device")
                .replace("[scope]", "Device")
                .replaceAll("\\{[a-zA-Z]+}", "none");
        String method = endpoint.method().equals("*") ? "GET" : endpoint.method();
        try (TransportResponse response = scene.ts().raw(TransportRequest.of(method, "/localapi/v0/" + target, null))) {
            if (response.status() / 100 == 2) {
                return "answered"; // a stream would never end
            }
            String said = new String(response.readAll(), StandardCharsets.UTF_8).strip();
            if (response.status() == 404 && said.startsWith("404 ") || response.status() == 405) {
                return "unknown"; // the path, or the HTTP method of this path
            }
            return response.status() == 403 && said.matches(".*( denied| not allowed)") ? "denied" : "answered";
        }
    }
}
