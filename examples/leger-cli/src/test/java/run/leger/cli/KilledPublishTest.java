package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.testkit.FakeCaddyAdmin;
import run.leger.testkit.FakeTailscaled;

/** The real program, as a process of its own, killed at any moment of a publish. */
class KilledPublishTest {
    private static final int KILLS = 12;

    @TempDir
    Path folder;

    private Process start(FakeTailscaled daemon, FakeCaddyAdmin caddy, Path out, String... services)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "run.leger.cli.Main",
                "publish",
                "--socket=" + daemon.socket(),
                "--caddy-admin=" + caddy.address(),
                "--out=" + out));
        command.addAll(List.of(services));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void a_killed_publish_leaves_the_old_file_or_the_new_one_and_no_key_for_others() throws Exception {
        Path out = folder.resolve("out");
        try (FakeTailscaled daemon = FakeTailscaled.start(folder.resolve("d.sock"));
                FakeCaddyAdmin caddy = FakeCaddyAdmin.start()) {
            long begin = System.nanoTime();
            assertThat(start(daemon, caddy, out, "ai").waitFor()).isZero();
            long whole = System.nanoTime() - begin;
            Set<String> whichever = new HashSet<>(Set.of(Files.readString(out.resolve("Caddyfile"))));
            assertThat(start(daemon, caddy, out).waitFor()).isZero();
            whichever.add(Files.readString(out.resolve("Caddyfile")));
            assertThat(whichever).hasSize(2);

            Random random = new Random(42);
            for (int i = 0; i < KILLS; i++) {
                // Alternately the one file and the other; the start of a JVM is the larger part, and of no interest.
                Process process = i % 2 == 0 ? start(daemon, caddy, out, "ai") : start(daemon, caddy, out);
                process.waitFor(whole / 2 + (long) (random.nextDouble() * whole / 2), TimeUnit.NANOSECONDS);
                process.destroyForcibly().waitFor();

                assertThat(whichever).contains(Files.readString(out.resolve("Caddyfile")));
                assertThat(Files.readString(out.resolve("wildcard.pem")))
                        .contains("PRIVATE KEY-----\n")
                        .endsWith("-----END CERTIFICATE-----\n");
                assertKeysArePrivate(out);
            }
            // Whatever was left behind, the next publish works.
            assertThat(start(daemon, caddy, out, "ai").waitFor()).isZero();
        }
    }

    private static void assertKeysArePrivate(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.filter(f -> f.getFileName().toString().contains(".pem"))
                    .toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }
}
