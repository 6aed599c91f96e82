package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.caddy.DeploymentException.Reason;
import run.leger.caddy.DeploymentException.Serving;
import run.leger.core.ConnectionLostException;
import run.leger.core.FileFailedException;
import run.leger.core.Json;
import run.leger.core.Transport;
import run.leger.core.TransportResponse;

/** What a deployment leaves behind, on the fake and on the real Caddy: what is served and what is in the file agree. */
public abstract class DeploymentSuite {
    /** Returns a client of a Caddy that the tests may do anything to. */
    protected abstract CaddyAdmin admin();

    /** Returns the way to that Caddy. */
    protected abstract Transport transport();

    /** Returns where that Caddy's admin API listens, as a Caddyfile names it. */
    protected abstract String listen();

    /** Returns a port that nobody uses. */
    protected abstract int port();

    /** Returns what is served there now, or an empty text where nothing is. */
    protected abstract String served();

    /** Returns a Caddyfile that Caddy understands and does not start; called just before it is loaded. */
    protected abstract String unstartable();

    @TempDir
    Path folder;

    private Path file;
    private Deployment deployment;

    /** For subclasses. */
    protected DeploymentSuite() {}

    @BeforeEach
    void deployOld() {
        file = folder.resolve("Caddyfile");
        deployment = Deployment.of(admin(), file);
        deployment.deploy(caddyfile("old"));
    }

    /** Returns a Caddyfile that serves a text. */
    protected final String caddyfile(String body) {
        return caddyfile("\tadmin " + listen() + "\n", body);
    }

    private String caddyfile(String option, String body) {
        return "{\n" + option + "}\n\n:" + port() + " {\n\trespond " + body + "\n}\n";
    }

    private String file() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks that file and Caddy agree, and that nothing lies about. */
    private void serves(String body) throws IOException {
        assertThat(served()).isEqualTo(body);
        assertThat(file()).isEqualTo(caddyfile(body));
        assertThat(ConfigChange.between(
                        admin().config().config(), admin().adapt(file()).config()))
                .isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .isSubsetOf("Caddyfile", "Caddyfile.previous", ".Caddyfile.lock");
        }
    }

    private static DeploymentException failure(Runnable deploys, Reason reason, Serving serving) {
        DeploymentException e = catchThrowableOfType(DeploymentException.class, deploys::run);
        assertThat(e).isNotNull();
        assertThat(e.reason()).as(e.toString()).isEqualTo(reason);
        assertThat(e.serving()).as(e.toString()).isEqualTo(serving);
        assertThat(e.remedy()).isPresent();
        return e;
    }

    // As it should be

    @Test
    void what_is_deployed_is_served_and_in_the_file_and_the_one_before_is_kept() throws IOException {
        serves("old");
        DeploymentPlan done = deployment.deploy(caddyfile("new"));

        serves("new");
        assertThat(done.diff()).contains("-\trespond old\n").contains("+\trespond new\n");
        assertThat(done.changes()).isNotEmpty();
        assertThat(folder.resolve("Caddyfile.previous")).hasContent(caddyfile("old"));
    }

    @Test
    void a_plan_tells_what_would_change_and_changes_nothing() throws IOException {
        DeploymentPlan plan = deployment.plan(caddyfile("new"));

        serves("old");
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.changes())
                .allSatisfy(
                        change -> assertThat(change.toString()).startsWith("~ ").doesNotContain("new"));
        assertThat(plan.config()).isEqualTo(admin().adapt(caddyfile("new")).config());
    }

    @Test
    void the_same_again_is_no_change() throws IOException {
        DeploymentPlan again = deployment.deploy(caddyfile("old"));
        assertThat(again.diff()).isEmpty();
        assertThat(again.changes()).isEmpty();
        serves("old");
    }

    @Test
    void the_file_stays_as_readable_as_it_was() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        deployment.deploy(caddyfile("new"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("Caddyfile.previous"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void a_link_is_followed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("Caddyfile"));
        Deployment.of(admin(), link).deploy(caddyfile("new"));
        assertThat(Files.isSymbolicLink(link)).isTrue();
        Files.delete(link);
        Files.deleteIfExists(folder.resolve("link.previous"));
        serves("new");
    }

    // Refused

    @Test
    void what_is_no_caddyfile_changes_nothing() throws IOException {
        assertThatThrownBy(() -> deployment.deploy(caddyfile("old").replace("respond", "nosuch")))
                .isInstanceOf(ConfigRefusedException.class);
        assertThatThrownBy(() -> deployment.deploy(" \n")).isInstanceOf(IllegalArgumentException.class);
        serves("old");
    }

    @Test
    void what_does_not_start_changes_nothing_and_the_error_says_so() throws IOException {
        DeploymentPlan plan = deployment.plan(unstartable());
        DeploymentException e = failure(() -> deployment.apply(plan), Reason.REFUSED, Serving.OLD);
        assertThat(e).hasCauseInstanceOf(ConfigRefusedException.class).hasMessageContaining("serves the old");
        serves("old");
    }

    @Test
    void the_admin_api_is_not_taken_away() throws IOException {
        List<String> options = List.of(
                "",
                "\tadmin off\n",
                "\tadmin localhost:1\n",
                "\tadmin unix/" + folder.resolve("elsewhere.sock") + "\n");
        for (String option : options) {
            if (option.contains("off")
                    && !admin().adapt(caddyfile(option, "new"))
                            .config()
                            .toString()
                            .contains("disabled")) {
                continue; // the fake does not know it
            }
            failure(() -> deployment.plan(caddyfile(option, "new")), Reason.ENDPOINT, Serving.OLD);
        }
        serves("old");
    }

    // Others

    @Test
    void of_two_deployers_one_wins_and_the_other_is_told() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10; round++) {
                List<DeploymentPlan> plans =
                        List.of(deployment.plan(caddyfile("a" + round)), deployment.plan(caddyfile("b" + round)));
                CyclicBarrier start = new CyclicBarrier(2);
                List<Callable<String>> deployers = new ArrayList<>();
                for (DeploymentPlan plan : plans) {
                    deployers.add(() -> {
                        start.await();
                        return outcome(() -> Deployment.of(admin(), file).apply(plan));
                    });
                }
                List<String> outcomes = new ArrayList<>();
                for (Future<String> outcome : threads.invokeAll(deployers)) {
                    outcomes.add(outcome.get());
                }
                assertThat(outcomes).containsExactlyInAnyOrder("done", "CONFLICT OTHER");
                serves((outcomes.get(0).equals("done") ? "a" : "b") + round);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String outcome(Runnable apply) {
        try {
            apply.run();
            return "done";
        } catch (DeploymentException e) {
            return e.reason() + " " + e.serving();
        }
    }

    @Test
    void two_deployers_with_files_of_their_own_do_not_overwrite_each_other_either() throws IOException {
        Path other = folder.resolve("other");
        Deployment second = Deployment.of(admin(), other);
        DeploymentPlan late = second.plan(caddyfile("late"));
        deployment.deploy(caddyfile("new"));

        failure(() -> second.apply(late), Reason.CONFLICT, Serving.OTHER);

        assertThat(other).doesNotExist();
        Files.delete(folder.resolve(".other.lock"));
        serves("new");
    }

    @Test
    void a_change_by_the_api_since_the_plan_is_a_conflict() {
        DeploymentPlan plan = deployment.plan(caddyfile("new"));
        ConfigPath servers = ConfigPath.of("apps", "http", "servers");
        String name = admin().config(servers).config().toString().split("\"", -1)[1];
        admin().edit().create(servers.field(name).field("@id"), Json.parse("\"theirs\""));

        DeploymentException e = failure(() -> deployment.apply(plan), Reason.CONFLICT, Serving.OTHER);

        assertThat(e).hasMessageContaining("as others have them");
        assertThat(admin().config(ConfigPath.id("theirs")).isPresent()).isTrue();
        assertThat(file()).isEqualTo(caddyfile("old"));
    }

    @Test
    void an_edit_of_the_file_since_the_plan_is_a_conflict() throws IOException {
        DeploymentPlan plan = deployment.plan(caddyfile("new"));
        Files.writeString(file, "# theirs\n");
        Deployment asksNoCaddy = meddling(load -> {
            throw new AssertionError("Caddy was told");
        });

        failure(() -> asksNoCaddy.apply(plan), Reason.CONFLICT, Serving.OTHER);

        assertThat(file).hasContent("# theirs\n");
        assertThat(served()).isEqualTo("old");
    }

    @Test
    void who_finds_the_file_locked_does_not_wait() throws IOException {
        DeploymentPlan plan = deployment.plan(caddyfile("new"));
        try (FileChannel channel = FileChannel.open(folder.resolve(".Caddyfile.lock"), StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            failure(() -> deployment.apply(plan), Reason.CONFLICT, Serving.OTHER);
        }
        serves("old");
        deployment.apply(plan);
        serves("new");
    }

    // In the middle

    /** Returns a deployment whose first load goes as the caller says. */
    private Deployment meddling(Middle middle) {
        Transport below = transport();
        AtomicBoolean first = new AtomicBoolean(true);
        return Deployment.of(
                CaddyAdmin.over((request, options) -> {
                    if (request.method().equals("POST")
                            && request.target().equals("/config/")
                            && first.getAndSet(false)) {
                        return middle.around(() -> below.send(request, options));
                    }
                    return below.send(request, options);
                }),
                file);
    }

    /** What happens around a load. */
    private interface Middle {
        TransportResponse around(Supplier<TransportResponse> load);
    }

    @Test
    void a_lost_answer_to_a_load_that_was_done_is_a_success() throws IOException {
        meddling(load -> {
                    load.get().close();
                    throw new ConnectionLostException("cut", null, null);
                })
                .deploy(caddyfile("new"));
        serves("new");
    }

    @Test
    void a_lost_request_leaves_everything_as_it_was() throws IOException {
        failure(
                () -> meddling(load -> {
                            throw new ConnectionLostException("cut", null, null);
                        })
                        .deploy(caddyfile("new")),
                Reason.CADDY,
                Serving.OLD);
        serves("old");
    }

    @Test
    void an_interrupt_in_the_middle_is_kept_and_nothing_is_half_done() throws IOException {
        meddling(load -> {
                    TransportResponse response = load.get();
                    Thread.currentThread().interrupt();
                    return response;
                })
                .deploy(caddyfile("new"));
        assertThat(Thread.interrupted()).isTrue();
        serves("new");
    }

    @Test
    void a_file_that_cannot_be_put_in_place_has_caddy_serve_the_old_configuration_again() throws IOException {
        Path held = folder.resolve("held");
        DeploymentException e = failure(
                () -> meddling(load -> {
                            TransportResponse response = load.get();
                            move(file, held);
                            makeFolder(file.resolve("in the way"));
                            return response;
                        })
                        .deploy(caddyfile("new")),
                Reason.FILE,
                Serving.OLD);
        assertThat(e).hasCauseInstanceOf(FileFailedException.class);
        Files.delete(file.resolve("in the way"));
        Files.delete(file);
        move(held, file);
        serves("old");
    }

    @Test
    void an_edit_of_the_file_during_the_load_is_not_overwritten() throws IOException {
        failure(
                () -> meddling(load -> {
                            write(file, "# theirs\n");
                            return load.get();
                        })
                        .deploy(caddyfile("new")),
                Reason.CONFLICT,
                Serving.OTHER);
        assertThat(file).hasContent("# theirs\n");
        assertThat(served()).isEqualTo("old");
    }

    @Test
    void who_loads_something_else_right_after_us_keeps_it() throws IOException {
        failure(
                () -> meddling(load -> {
                            TransportResponse response = load.get();
                            admin().load(caddyfile("theirs"));
                            return response;
                        })
                        .deploy(caddyfile("new")),
                Reason.CONFLICT,
                Serving.OTHER);
        assertThat(served()).isEqualTo("theirs");
        assertThat(file()).isEqualTo(caddyfile("old"));
    }

    @Test
    void a_file_that_cannot_be_written_leaves_caddy_alone() throws IOException {
        Path missing = folder.resolve("missing").resolve("Caddyfile");
        DeploymentException e =
                failure(() -> Deployment.of(admin(), missing).deploy(caddyfile("new")), Reason.FILE, Serving.OLD);
        assertThat(e).hasMessageContaining("missing");
        serves("old");
    }

    @Test
    void a_plan_is_for_its_file() {
        DeploymentPlan plan = deployment.plan(caddyfile("new"));
        Deployment other = Deployment.of(admin(), folder.resolve("other"));
        assertThatThrownBy(() -> other.apply(plan)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeFolder(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path path, String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
