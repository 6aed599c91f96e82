package run.leger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import run.leger.testkit.FakeCaddyAdmin;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.FakeTailscaled;

/** {@code --demo}: the same commands, against fakes on real sockets in this process, so that a newcomer needs no tailnet. */
final class Demo {
    private Demo() {}

    static int run(Command command, Arguments given, Invocation call) {
        Path folder = temporaryFolder();
        try (FakeTailscaled tailscaled = FakeTailscaled.start(folder.resolve("tailscaled.sock"));
                FakeSetec setec = FakeSetec.start();
                FakeCaddyAdmin caddy = FakeCaddyAdmin.start()) {
            tailscaled.certLabels("demo", "ai");
            setec.put("demo/greeting", "hello from the demo".getBytes(StandardCharsets.UTF_8));
            call.console().note("leger: demo: tailscaled, Setec and Caddy are fakes in this process");
            // The user's own options win over the demo's. Places in a settings file are real ones, which the demo
            // leaves alone.
            Arguments options = given.orElse(
                            CliOptions.SOCKET, tailscaled.socket().toString())
                    .orElse(CliOptions.SETEC, setec.address().toString())
                    .orElse(CliOptions.CADDY_ADMIN, caddy.address().toString())
                    .orElse(CliOptions.TAILNET, call.text(CliOptions.TAILNET).orElse("example.com"))
                    .orElse(CliOptions.ACCOUNT, call.text(CliOptions.ACCOUNT).orElse("you@example.com"))
                    .orElse(CliOptions.OUT, folder.resolve("out").toString());
            if (!given.has(CliOptions.OUT)) {
                Files.createDirectories(folder.resolve("out"));
            }
            return command.run(call.with(options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(folder);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("leger-demo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
