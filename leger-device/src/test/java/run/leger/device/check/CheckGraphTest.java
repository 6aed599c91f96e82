package run.leger.device.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import run.leger.device.DeviceSettings;
import run.leger.tailscale.TailscaleClient;

class CheckGraphTest {
    @Test
    void a_probe_that_is_itself_wrong_fails_alone() {
        Check wrong = Check.of(CheckId.DAEMON_INSTALLED, context -> {
            throw new IllegalArgumentException("not thought of");
        });
        Check right = Check.of(CheckId.CADDY_ADMIN, context -> Finding.ok("fine"));
        try (TailscaleClient client =
                TailscaleClient.builder().socket(Path.of("/none")).build()) {
            CheckReport report = new CheckGraph(List.of(wrong, right), Duration.ofSeconds(10))
                    .run(new CheckContext(DeviceSettings.builder().build(), client, client));

            assertThat(report.results()).extracting(CheckResult::outcome).containsExactly(Outcome.FAIL, Outcome.OK);
            assertThat(report.results().get(0).finding()).contains("not thought of");
            assertThat(report.results().get(0).remedy()).isPresent();
        }
    }
}
