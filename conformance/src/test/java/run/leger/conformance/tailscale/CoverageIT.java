package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import run.leger.tailscale.coverage.KnownEndpoint;
import run.leger.tailscale.coverage.Proof;
import run.leger.tailscale.coverage.Release;

/** Every method of every endpoint ends as {@code proven.tsv} says: the good surprises fail here too. */
@ParameterizedClass(name = "{0}")
@MethodSource("run.leger.conformance.tailscale.Stage#ofEveryVersion")
class CoverageIT {
    private final Stage stage;

    CoverageIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void every_endpoint_that_has_a_method_has_a_probe() {
        assertThat(Probes.all().keySet())
                .containsExactlyInAnyOrderElementsOf(KnownEndpoint.withMethod().stream()
                        .map(KnownEndpoint::key)
                        .toList());
    }

    @Test
    void each_method_ends_as_listed() throws IOException {
        Scene shared = Scene.of(stage.client());
        Map<String, Map<String, Proof>> proofs = Proof.all();
        List<String> surprises = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (KnownEndpoint endpoint : KnownEndpoint.withMethod()) {
            Probe probe = Probes.all().get(endpoint.key());
            if (probe == null) {
                continue; // The other test tells.
            }
            Probe.Outcome outcome = probe.alone() ? stage.alone(probe) : probe.on(shared);
            Proof proof = proofs.getOrDefault(endpoint.key(), Map.of()).get(stage.version());
            String told = outcome.told();
            if (proof == null
                    || !proof.expected().equals(told)
                    || absent(proof) == endpoint.in(new Release(stage.version()))) {
                surprises.add(endpoint.key() + " on " + stage.version() + ": expected "
                        + (proof == null ? "nothing yet" : proof) + ", but "
                        + (outcome.error() == null ? told : outcome.error()));
                proof = Proof.seen(told);
            }
            lines.add(proof.line(endpoint.method(), endpoint.path(), stage.version()));
        }
        // Where the surprises are right, these lines replace the version's in proven.tsv, with a reason for what is
        // listed.
        Files.write(Path.of("target", "proven-" + stage.version() + ".tsv"), lines);
        assertThat(surprises).isEmpty();
    }

    private static boolean absent(Proof proof) {
        return proof.outcome().equals("absent");
    }
}
