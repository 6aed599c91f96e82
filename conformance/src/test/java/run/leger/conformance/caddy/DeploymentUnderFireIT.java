package run.leger.conformance.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.Deployment;
import run.leger.caddy.DeploymentException;
import run.leger.caddy.DeploymentException.Reason;
import run.leger.caddy.DeploymentException.Serving;
import run.leger.caddy.DeploymentPlan;
import run.leger.conformance.lab.AsUser;
import run.leger.conformance.lab.CaddyProcess;
import run.leger.conformance.lab.Program;
import run.leger.core.CallOptions;
import run.leger.core.Transport;
import run.leger.core.TransportResponse;
import run.leger.core.UnixTransport;

/**
 * What a real Caddy serves, and what is in its file, after a deployment in which things went wrong: always the old or the new configuration, the
 * same in both, and the error says which.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DeploymentUnderFireIT {
    @TempDir
    Path folder;

    private final int port = Ports.free();
    private final List<CaddyProcess> started = new ArrayList<>();
    private final List<CaddyAdmin> clients = new ArrayList<>();
    private String listen;
    private Path file;

    @BeforeEach
    void place() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        file = folder.resolve("Caddyfile");
        listen = "127.0.0.1:" + Ports.free();
    }

    @AfterEach
    void stop() {
        clients.forEach(CaddyAdmin::close);
        started.forEach(CaddyProcess::close);
    }

    private CaddyProcess startOld() throws IOException {
        Files.writeString(file, text("old"));
        CaddyProcess caddy = CaddyProcess.start(file);
        started.add(caddy);
        assertThat(Ports.served(port)).isEqualTo("old");
        return caddy;
    }

    private String text(String body) {
        return "{\n\tadmin " + listen + "\n}\n\n:" + port + " {\n\trespond " + body + "\n}\n";
    }

    private CaddyAdmin admin() {
        CaddyAdmin client = CaddyAdmin.create(listen);
        clients.add(client);
        return client;
    }

    private void listenOnUnixSocket() {
        listen = "unix/" + folder.resolve("admin.sock");
    }

    private void serves(String body) {
        assertThat(Ports.served(port)).isEqualTo(body);
        assertThat(file).hasContent(text(body));
    }

    @Test
    void what_runs_already_is_loaded_again_only_if_that_is_asked_for() throws IOException {
        startOld();
        CaddyAdmin admin = admin();
        Deployment deployment = Deployment.of(admin, file);
        String first = loadedAt(admin);
        deployment.deploy(text("old"));
        assertThat(loadedAt(admin)).isEqualTo(first);
        deployment.forced().deploy(text("old"));
        assertThat(loadedAt(admin)).isNotEqualTo(first);
        serves("old");
    }

    private static String loadedAt(CaddyAdmin admin) {
        return admin.metrics()
                .lines()
                .filter(line -> line.startsWith("caddy_config_last_reload_success_timestamp_seconds "))
                .findFirst()
                .orElseThrow();
    }

    /** A deployment on a thread of its own. */
    private static final class Deploying {
        private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        private final Thread thread;

        Deploying(Runnable apply) {
            thread = new Thread(() -> {
                try {
                    apply.run();
                    interrupted.complete(Thread.currentThread().isInterrupted());
                } catch (Throwable e) {
                    interrupted.completeExceptionally(e);
                }
            });
            thread.start();
        }

        void interrupt() {
            thread.interrupt();
        }

        /** Waits for its success, and returns whether its thread was left interrupted. */
        boolean done() {
            return interrupted.join();
        }

        DeploymentException failed() {
            return interrupted
                    .handle((ok, e) -> {
                        assertThat(e).isInstanceOf(DeploymentException.class);
                        return (DeploymentException) e;
                    })
                    .join();
        }
    }

    private static void is(DeploymentException e, Reason reason, Serving serving) {
        assertThat(e.reason()).as(e.toString()).isEqualTo(reason);
        assertThat(e.serving()).as(e.toString()).isEqualTo(serving);
        assertThat(e.remedy()).isPresent();
    }

    /** A certificate that Caddy waits for while it loads: opening it to write ends when Caddy has begun to read. */
    private Path pipe() {
        Path pipe = folder.resolve("pipe.pem");
        Program.run("mkfifo", pipe.toString()).orFail();
        return pipe;
    }

    private Path noKey() throws IOException {
        return Files.writeString(folder.resolve("key.pem"), "no key");
    }

    private String text(String body, Path certificate, Path key) {
        return text(body + "\n\ttls " + certificate + " " + key);
    }

    // Caddy is killed

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void killed_in_the_middle_of_the_load_it_serves_the_old_one_when_it_is_started_again(boolean unix)
            throws Exception {
        if (unix) {
            listenOnUnixSocket();
        }
        CaddyProcess caddy = startOld();
        Path pipe = pipe();
        Deployment deployment = Deployment.of(admin(), file);
        DeploymentPlan plan = deployment.plan(text("new", pipe, noKey()));
        Deploying deploying = new Deploying(() -> deployment.apply(plan));
        try (OutputStream certificate = new FileOutputStream(pipe.toFile())) {
            caddy.kill();
            certificate.flush();
        }

        DeploymentException e = deploying.failed();

        is(e, Reason.CADDY, Serving.NOTHING);
        assertThat(e).hasMessageContaining("the file was not changed");
        caddy.startAgain();
        serves("old");
        deployment.deploy(text("new"));
        serves("new");
    }

    @Test
    void killed_right_after_the_load_it_serves_the_old_one_when_it_is_started_again() throws Exception {
        listenOnUnixSocket();
        CaddyProcess caddy = startOld();
        DeploymentException e = failing(
                load -> {
                    TransportResponse response = load.get();
                    caddy.kill();
                    return response;
                },
                text("new"));
        is(e, Reason.CADDY, Serving.NOTHING);
        caddy.startAgain();
        serves("old");
    }

    @Test
    void killed_at_any_moment_file_and_caddy_agree() throws Exception {
        listenOnUnixSocket();
        CaddyProcess caddy = startOld();
        Deployment deployment = Deployment.of(admin(), file);
        Random random = new Random(6);
        String now = "old";
        int lost = 0;
        for (int round = 0; round < 12; round++) {
            String next = "round" + round;
            Deploying deploying = new Deploying(() -> {
                DeploymentPlan plan = deployment.plan(text(next));
                deployment.apply(plan);
            });
            LockSupport.parkNanos(random.nextInt(60_000_000));
            caddy.kill();
            try {
                deploying.done();
                now = next;
            } catch (CompletionException e) {
                lost++;
                if (e.getCause() instanceof DeploymentException failed) {
                    assertThat(failed.serving()).isEqualTo(Serving.NOTHING);
                }
            }
            caddy.startAgain();
            serves(now);
        }
        System.out.println("killed 12 times, " + lost + " deployments lost");
    }

    // The deployer gives up

    @Test
    void interrupted_in_the_middle_of_a_load_that_then_succeeds_it_is_deployed() throws Exception {
        CaddyProcess caddy = startOld();
        CaddyAdmin admin = admin();
        admin.certificateAuthority("local");
        Path authority = caddy.data().resolve("pki/authorities/local");
        Path pipe = pipe();
        Deployment deployment = Deployment.of(admin, file);
        String text = text("new", pipe, authority.resolve("root.key"));
        DeploymentPlan plan = deployment.plan(text);
        Deploying deploying = new Deploying(() -> deployment.apply(plan));
        try (OutputStream certificate = new FileOutputStream(pipe.toFile())) {
            deploying.interrupt();
            certificate.write(Files.readAllBytes(authority.resolve("root.crt")));
        }
        assertThat(deploying.done()).isTrue();
        assertThat(file).hasContent(text);
        assertThat(admin.config().config().toString()).contains("pipe.pem");
    }

    @Test
    void interrupted_in_the_middle_of_a_load_that_then_fails_nothing_is_changed() throws Exception {
        startOld();
        Path pipe = pipe();
        Deployment deployment = Deployment.of(admin(), file);
        DeploymentPlan plan = deployment.plan(text("new", pipe, noKey()));
        Deploying deploying = new Deploying(() -> deployment.apply(plan));
        try (OutputStream certificate = new FileOutputStream(pipe.toFile())) {
            deploying.interrupt();
            certificate.write("no certificate".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(deploying.failed().serving()).isEqualTo(Serving.OLD);
        serves("old");
    }

    @Test
    void with_a_deadline_too_short_for_the_load_it_says_that_it_does_not_know() throws Exception {
        startOld();
        Path pipe = pipe();
        Deployment deployment = Deployment.of(admin().with(CallOptions.deadline(Duration.ofSeconds(1))), file);
        DeploymentPlan plan = deployment.plan(text("new", pipe, noKey()));
        Deploying deploying = new Deploying(() -> deployment.apply(plan));
        try (OutputStream certificate = new FileOutputStream(pipe.toFile())) {
            is(deploying.failed(), Reason.CADDY, Serving.UNKNOWN);
            assertThat(file).hasContent(text("old"));
            certificate.write("no certificate".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(admin().config().isPresent()).isTrue();
        serves("old");
    }

    // Caddy refuses

    @Test
    void an_address_in_use_is_refused_with_everything_as_it_was() throws Exception {
        startOld();
        Deployment deployment = Deployment.of(admin(), file);
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String text = text("new") + "\nhttp://127.0.0.1:" + taken.getLocalPort()
                    + " {\n\tbind 127.0.0.1\n\trespond x\n}\n";
            DeploymentException e = new Deploying(() -> deployment.deploy(text)).failed();
            is(e, Reason.REFUSED, Serving.OLD);
            assertThat(e).hasMessageContaining("address already in use");
        }
        serves("old");
    }

    // Files

    @Test
    void a_full_disk_is_found_out_before_caddy_is_asked() throws Exception {
        listenOnUnixSocket();
        onSmallDisk(() -> {
            startOld();
            Path filler = fill(file.resolveSibling("filler"));
            DeploymentException e = new Deploying(() -> deploy(text("new"))).failed();
            is(e, Reason.FILE, Serving.OLD);
            assertThat(e).hasMessageContaining("No space left");
            serves("old");
            Files.delete(filler);
            deploy(text("new"));
            serves("new");
        });
    }

    @Test
    void a_disk_that_fills_during_the_load_changes_nothing() throws Exception {
        listenOnUnixSocket();
        onSmallDisk(() -> {
            startOld();
            through(load -> {
                        TransportResponse response = load.get();
                        fill(file.resolveSibling("filler"));
                        return response;
                    })
                    .deploy(text("new"));
            serves("new");
            assertThat(file.resolveSibling("Caddyfile.previous")).hasContent(text("old"));
        });
    }

    private void deploy(String text) {
        Deployment.of(admin(), file).deploy(text);
    }

    private interface Work {
        void run() throws Exception;
    }

    private void onSmallDisk(Work work) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Program.run("mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", disk.toString())
                .orFail();
        file = disk.resolve("Caddyfile");
        try {
            work.run();
        } finally {
            Program.run("umount", disk.toString()).orFail();
        }
    }

    /** Writes until there is no space left. */
    private static Path fill(Path filler) {
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] page = new byte[4096];
            for (int i = 0; i < 1000; i++) {
                out.write(page);
            }
        } catch (FileSystemException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            return filler;
        }
        throw new AssertionError("the disk is not full after 4 MB");
    }

    @Test
    void a_user_who_may_not_write_the_file_changes_nothing() throws Exception {
        startOld();
        Path next = Files.writeString(folder.resolve("next"), text("new"));
        Program.Ended ended = Program.run(
                Map.of(),
                AsUser.java(AsUser.NOBODY, DeployOnce.class, List.of(listen, next.toString(), file.toString())));
        assertThat(ended.output()).startsWith("FILE OLD\n").contains("permission denied");
        serves("old");
    }

    @Test
    void a_file_of_another_user_stays_his() throws Exception {
        startOld();
        Files.setAttribute(file, "unix:uid", AsUser.NOBODY);
        Files.setAttribute(file, "unix:gid", AsUser.NOBODY);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        deploy(text("new"));
        serves("new");
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(AsUser.NOBODY);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(AsUser.NOBODY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    // Two deployers

    @Test
    void of_deployers_in_two_processes_each_is_told_what_became_of_its_work() throws Exception {
        startOld();
        for (int round = 0; round < 3; round++) {
            List<CompletableFuture<String>> ends = new ArrayList<>();
            for (String name : List.of("a" + round, "b" + round)) {
                Path next = Files.writeString(folder.resolve("next-" + name), text(name));
                ends.add(CompletableFuture.supplyAsync(() -> Program.run(
                                Map.of(),
                                AsUser.java(0, DeployOnce.class, List.of(listen, next.toString(), file.toString())))
                        .output()));
            }
            List<String> outcomes = ends.stream().map(CompletableFuture::join).toList();
            assertThat(outcomes).allMatch(end -> end.startsWith("done") || end.startsWith("CONFLICT OTHER"));
            assertThat(outcomes).anyMatch(end -> end.startsWith("done"));
            String served = Ports.served(port);
            assertThat(served).isIn("a" + round, "b" + round);
            serves(served);
            assertThat(outcomes.get(served.startsWith("a") ? 0 : 1)).startsWith("done");
        }
    }

    // Around a load

    private interface Middle {
        TransportResponse around(Supplier<TransportResponse> load);
    }

    private Deployment through(Middle middle) {
        Transport below =
                UnixTransport.builder(folder.resolve("admin.sock")).keepIdle(0).build();
        AtomicBoolean first = new AtomicBoolean(true);
        return Deployment.of(
                CaddyAdmin.over((request, options) ->
                        request.method().equals("POST") && request.target().equals("/config/") && first.getAndSet(false)
                                ? middle.around(() -> below.send(request, options))
                                : below.send(request, options)),
                file);
    }

    private DeploymentException failing(Middle middle, String text) {
        Deployment deployment = through(middle);
        return new Deploying(() -> deployment.deploy(text)).failed();
    }
}
