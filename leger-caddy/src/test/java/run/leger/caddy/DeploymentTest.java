package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import run.leger.core.TcpTransport;
import run.leger.core.Transport;
import run.leger.testkit.FakeCaddyAdmin;

class DeploymentTest extends DeploymentSuite {
    private static final Pattern BODY = Pattern.compile("respond (\\S+)");

    private final FakeCaddyAdmin fake = FakeCaddyAdmin.start();
    private final CaddyAdmin client = CaddyAdmin.create(fake.address());
    private final Transport transport =
            TcpTransport.builder(fake.address()).keepIdle(0).build();

    @AfterEach
    void close() {
        client.close();
        transport.close();
        fake.close();
    }

    /** Tells from a process of its own whether a file is locked. */
    static final class LockProbe {
        private LockProbe() {}

        public static void main(String[] args) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                System.out.print(lock == null ? "locked" : "free");
                if (lock != null && args.length > 1) {
                    System.out.flush();
                    System.in.read();
                }
            }
        }
    }

    private Process probe(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "test-classes").toString(),
                LockProbe.class.getName(),
                folder.resolve(".Caddyfile.lock").toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void a_missing_folder_is_named() {
        Path file = folder.resolve("missing").resolve("Caddyfile");
        Deployment deployment = Deployment.of(client, file);
        assertThatThrownBy(() -> deployment.deploy(caddyfile("new")))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("there is no folder " + file.getParent())
                .extracting(error -> ((DeploymentException) error).remedy().orElse(""))
                .isEqualTo("make the folder, or give another file");
    }

    @Test
    void a_lock_that_another_user_made_says_what_can_be_done() throws IOException {
        Path lock = folder.resolve(".Caddyfile.lock");
        Files.setPosixFilePermissions(lock, Set.of());
        assumeThat(Files.isWritable(lock)).as("this user may write anything").isFalse();
        Deployment deployment = Deployment.of(client, folder.resolve("Caddyfile"));
        assertThatThrownBy(() -> deployment.deploy(caddyfile("new")))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("permission denied")
                .extracting(error -> ((DeploymentException) error).remedy().orElse(""))
                .asString()
                .contains("chmod g+w");
    }

    @Test
    void the_lock_of_another_process_is_a_conflict() throws IOException {
        Deployment deployment = Deployment.of(client, folder.resolve("Caddyfile"));
        DeploymentPlan plan = deployment.plan(caddyfile("new"));
        Process other = probe("hold");
        try {
            assertThat(new String(other.getInputStream().readNBytes(4), StandardCharsets.US_ASCII))
                    .isEqualTo("free");
            assertThatThrownBy(() -> deployment.apply(plan))
                    .isInstanceOfSatisfying(
                            DeploymentException.class,
                            e -> assertThat(e.reason()).isEqualTo(DeploymentException.Reason.CONFLICT));
        } finally {
            other.destroy();
        }
        other.onExit().join();
        deployment.apply(plan);
    }

    @Test
    void a_thread_that_finds_the_file_locked_does_not_unlock_it_for_other_processes() throws IOException {
        Path file = folder.resolve("Caddyfile");
        DeploymentPlan plan = Deployment.of(client, file).plan(caddyfile("new"));
        StringBuilder seen = new StringBuilder();
        CaddyAdmin nested = CaddyAdmin.over((request, options) -> {
            if (request.target().equals("/config/") && request.method().equals("POST")) {
                assertThatThrownBy(() -> Deployment.of(client, file).apply(plan))
                        .isInstanceOf(DeploymentException.class);
                try {
                    seen.append(new String(probe().getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return transport.send(request, options);
        });
        Deployment.of(nested, file).deploy(caddyfile("other"));
        assertThat(seen).hasToString("locked");
        assertThat(probe().getInputStream().readAllBytes())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("free");
    }

    @Override
    protected CaddyAdmin admin() {
        return client;
    }

    @Override
    protected Transport transport() {
        return transport;
    }

    @Override
    protected String listen() {
        return fake.address().getAuthority();
    }

    @Override
    protected int port() {
        return 19080;
    }

    @Override
    protected String served() {
        return fake.loaded()
                .flatMap(config -> config.at("caddyfile"))
                .map(text -> BODY.matcher(text.asText()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .orElse("");
    }

    @Override
    protected String unstartable() {
        fake.failNextLoad("loading new config: http app module: start: listening on :443: address already in use");
        return caddyfile("broken");
    }
}
