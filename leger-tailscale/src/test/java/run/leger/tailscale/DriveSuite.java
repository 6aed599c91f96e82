package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.BadRequestException;
import run.leger.core.NotFoundException;

/** What can be said of shares on every connected daemon whose tailnet allows them, and for which the subclass starts each test with none. */
public abstract class DriveSuite {
    /** What is shared. */
    @TempDir
    Path folder;

    /** For the suites of one daemon each. */
    protected DriveSuite() {}

    /**
     * Returns the client under test.
     *
     * @return the same at each call
     */
    protected abstract TailscaleClient client();

    private Drive drive() {
        return client().drive();
    }

    @Test
    void a_share_is_made_renamed_and_removed() {
        assertThat(drive().shareList()).isEmpty();
        drive().shareSet(DriveShare.of(" My Files (1) ", folder));
        drive().shareSet(DriveShare.of("b_2", folder));
        assertThat(drive().shareList()).extracting(DriveShare::name).containsExactly("b_2", "my files (1)");
        assertThat(drive().shareList())
                .allSatisfy(share -> assertThat(share.path()).isEqualTo(folder.toString()));
        drive().shareRename("MY FILES (1)", "c");
        assertThat(drive().shareList()).extracting(DriveShare::name).containsExactly("b_2", "c");
        assertThatThrownBy(() -> drive().shareRename("c", "b_2")).isInstanceOf(BadRequestException.class);
        drive().shareRemove("c");
        assertThat(drive().shareList()).extracting(DriveShare::name).containsExactly("b_2");
    }

    @Test
    void what_is_not_shared_is_not_found() {
        assertThatThrownBy(() -> drive().shareRename("nothing", "x")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> drive().shareRemove("nothing")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void only_folders_are_shared() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (Path odd : new Path[] {file, folder.resolve("missing")}) {
            assertThatThrownBy(() -> drive().shareSet(DriveShare.of("x", odd))).isInstanceOf(BadRequestException.class);
        }
    }

    @Test
    void the_file_server_of_a_desktop_program_can_be_named() {
        drive().setServerAddr("127.0.0.1:1");
        drive().setServerAddr("");
    }
}
