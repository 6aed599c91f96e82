package run.leger.conformance.setec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import run.leger.setec.SetecSuite;

/** The suite that the fake passes, over Setec's own handlers: one loopback port for each identity. */
final class SetecHandlersIT extends SetecSuite {
    private static final List<String> IDENTITIES =
            List.of("admin", "ro", "none", "ci", "fail", "legacy", "badcap", "anon");
    private static final int FIRST_PORT = 18091;

    @TempDir
    static Path state;

    private static Process handlers;

    @BeforeAll
    static void start() throws IOException {
        Path binary = Path.of(property("leger.lab.bin"), "labsetec");
        Path identities = Path.of(property("leger.lab.dir"), "identities.json");
        handlers = new ProcessBuilder(binary.toString(), "-dir", state.toString(), "-identities", identities.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(handlers.getInputStream(), StandardCharsets.UTF_8));
        // One line for each port, as soon as it listens; the output ends where one is taken.
        for (String identity : IDENTITIES) {
            String line = lines.readLine();
            if (line == null || !line.startsWith("READY ")) {
                stop();
                throw new IllegalStateException("labsetec did not start listening for " + identity + ": " + line);
            }
        }
    }

    @AfterAll
    static void stop() {
        handlers.destroy();
        try {
            if (!handlers.waitFor(10, TimeUnit.SECONDS)) {
                handlers.destroyForcibly();
            }
        } catch (InterruptedException e) {
            handlers.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name + " is not set");
    }

    @Override
    protected URI address(String identity) {
        return URI.create("http://127.0.0.1:" + (FIRST_PORT + IDENTITIES.indexOf(identity)));
    }
}
