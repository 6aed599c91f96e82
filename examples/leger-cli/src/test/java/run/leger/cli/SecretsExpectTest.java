package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --expect} guards every write that makes another version the active one. */
class SecretsExpectTest extends SecretsFixture {
    @Test
    void an_activation_is_done_only_where_the_expected_version_is_active() {
        store("a", "1", "2", "3");
        for (String dry : List.of("--dry-run", "--json")) {
            assertThat(run("activate", "a", "1", "--expect=2", dry).code()).isEqualTo(1);
        }
        refused(1, "expected version 2 to be active, found version 3", run("activate", "a", "1", "--expect=2"));
        refused(1, "expected no secret to be active, found version 3", run("activate", "a", "1", "--expect=0"));
        refused(1, "found no secret", run("activate", "none", "1", "--expect=2"));
        refused(64, "a version is a number", run("activate", "a", "1", "--expect=x"));
        String blind = "--setec=" + setec.address("deleter");
        refused(1, "access denied", new Cli().run("secrets", "activate", "a", "1", "--expect=3", blind));
        assertThat(requests("/api/activate")).isZero();
        assertThat(run("activate", "a", "1", "--expect=3").out()).isEqualTo("version 1 is active\n");
    }

    @Test
    void a_version_is_created_only_where_the_expected_version_is_active() {
        store("a", "1", "2");
        for (String expect : List.of("--expect=0", "--expect=1")) {
            refused(1, "found version 2", run(new Cli().input(new byte[] {'x'}), "create-version", "a", "9", expect));
        }
        refused(
                1,
                "found version 2",
                run(new Cli().input(new byte[] {'x'}), "create-version", "a", "9", "--expect=1", "--dry-run"));
        refused(1, "found no secret", run(new Cli().input(new byte[] {'x'}), "create-version", "b", "9", "--expect=1"));
        assertThat(requests("/api/create-version")).isZero();
        assertThat(run(new Cli().input(new byte[] {'x'}), "create-version", "a", "9", "--expect=2")
                        .code())
                .isZero();
        assertThat(run(new Cli().input(new byte[] {'x'}), "create-version", "b", "9", "--expect=0")
                        .code())
                .isZero();
    }
}
