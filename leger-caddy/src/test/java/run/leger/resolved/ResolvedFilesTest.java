package run.leger.resolved;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvedFilesTest {
    private static final String ETC = "etc/systemd/resolved.conf.d/";
    private static final String RUN = "run/systemd/resolved.conf.d/";
    private static final String LOCAL = "usr/local/lib/systemd/resolved.conf.d/";
    private static final String USR = "usr/lib/systemd/resolved.conf.d/";

    @TempDir
    private Path root;

    private void domain(String file, String domain) throws IOException {
        write(file, "[Resolve]\nDomains=" + domain + "\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private void link(String file, String target) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, Path.of(target));
    }

    private String domains() {
        return domains(ResolvedFiles.read(root).effective());
    }

    private static String domains(EffectiveConf conf) {
        return String.join(
                " ",
                conf.domains().stream().map(domain -> domain.value().toString()).toList());
    }

    @Test
    void drop_ins_come_after_the_main_file_by_the_bytes_of_their_names_whatever_their_folder() throws IOException {
        domain("etc/systemd/resolved.conf", "main");
        domain(ETC + "a.conf", "a");
        domain(ETC + "Z.conf", "z");
        domain(ETC + "10-x.conf", "n10");
        domain(ETC + "9-x.conf", "n9");
        domain(RUN + "50.conf", "r50");
        domain(LOCAL + "50-l.conf", "l50");
        domain(USR + "60.conf", "u60");
        domain(ETC + "\ue000.conf", "private");
        domain(ETC + "\ud800\udc00.conf", "plane");
        domain(ETC + ".hidden.conf", "hidden");
        domain(ETC + "x.conf~", "backup");
        domain(ETC + "x.conf.d/y", "folder");

        assertThat(domains()).isEqualTo("main n10 l50 r50 u60 n9 z a private plane");
    }

    @Test
    void a_name_counts_in_the_highest_folder_only_and_masks() throws IOException {
        domain(USR + "10-a.conf", "usr");
        domain(LOCAL + "10-a.conf", "local");
        domain(RUN + "10-a.conf", "run");
        domain(USR + "20-b.conf", "masked");
        link(ETC + "20-b.conf", "/dev/null");
        domain(USR + "30-c.conf", "emptied");
        write(RUN + "30-c.conf", "");
        domain(USR + "40-d.conf", "behind-a-dangling-link");
        link(ETC + "40-d.conf", "/nowhere/at/all");

        assertThat(domains()).isEqualTo("run");
        assertThat(ResolvedFiles.read(root).hidden())
                .map(root::relativize)
                .map(Path::toString)
                .containsExactlyInAnyOrder(
                        LOCAL + "10-a.conf",
                        USR + "10-a.conf",
                        USR + "20-b.conf",
                        USR + "30-c.conf",
                        USR + "40-d.conf");
    }

    @Test
    void the_main_file_is_the_first_that_exists_and_before_254_only_that_in_etc() throws IOException {
        domain("run/systemd/resolved.conf", "run");
        domain("usr/lib/systemd/resolved.conf", "usr");
        assertThat(domains()).isEqualTo("run");
        assertThat(domains(ResolvedFiles.read(root, 253).effective())).isEmpty();

        link("etc/systemd/resolved.conf", "/dev/null");
        assertThat(domains()).isEmpty();
    }

    @Test
    void values_know_their_files_and_lists_add_up_over_them() throws IOException {
        write("etc/systemd/resolved.conf", "[Resolve]\nDNS=1.1.1.1\nCache=no\n");
        write(ETC + "10.conf", "[Resolve]\nDNS=2.2.2.2 1.1.1.1\nCache=yes\nCache=maybe\n");
        write(RUN + "20.conf", "# nothing\n");
        EffectiveConf conf = ResolvedFiles.read(root).effective();

        assertThat(conf.dns()).extracting(each -> each.value().address()).containsExactly("1.1.1.1", "2.2.2.2");
        assertThat(conf.dns().get(0).origin()).hasToString(root.resolve("etc/systemd/resolved.conf") + ":2:5");
        assertThat(conf.dns().get(1).origin()).hasToString(root.resolve(ETC + "10.conf") + ":2:5");
        assertThat(conf.mode(ResolvedKey.CACHE)).hasValueSatisfying(mode -> {
            assertThat(mode.value()).isEqualTo(Mode.YES);
            assertThat(mode.origin()).hasToString(root.resolve(ETC + "10.conf") + ":3:7");
        });
        assertThat(conf.findings())
                .singleElement()
                .asString()
                .startsWith(root.resolve(ETC + "10.conf") + ":4:7: warning: ");

        write(ETC + "30.conf", "[Resolve]\nDNS=\n");
        assertThat(ResolvedFiles.read(root).effective().dns()).isEmpty();
    }

    @Test
    void a_file_that_is_given_up_hides_all_that_follow() throws IOException {
        domain("etc/systemd/resolved.conf", "main\n[broken");
        domain(ETC + "10.conf", "a");
        domain(ETC + "20.conf", "b");
        EffectiveConf conf = ResolvedFiles.read(root).effective();

        assertThat(domains(conf)).isEqualTo("main");
        assertThat(conf.findings()).extracting(Finding::severity).containsOnly(Severity.ERROR);
        assertThat(conf.findings())
                .extracting(Finding::toString)
                .anyMatch(text -> text.startsWith(root.resolve("etc/systemd/resolved.conf") + ":3:1: error: "))
                .anyMatch(text -> text.startsWith(root.resolve(ETC + "10.conf") + ": error: not read"))
                .anyMatch(text -> text.startsWith(root.resolve(ETC + "20.conf") + ": error: not read"));
        assertThat(conf.filesRead()).hasSize(1);
    }

    @Test
    void so_does_what_the_daemon_cannot_open() throws IOException {
        domain(ETC + "10.conf", "a");
        domain(ETC + "30.conf", "c");
        domain(ETC + "20.conf", "b");
        Files.setPosixFilePermissions(root.resolve(ETC + "20.conf"), PosixFilePermissions.fromString("rw-------"));
        assertThat(domains()).isEqualTo("a");
        assertThat(ResolvedFiles.read(root).effective().findings().get(0).message())
                .contains("by the user systemd-resolve");

        Files.delete(root.resolve(ETC + "20.conf"));
        Files.createDirectory(root.resolve(ETC + "20.conf"));
        assertThat(domains()).isEqualTo("a");

        Files.delete(root.resolve(ETC + "20.conf"));
        link(ETC + "20.conf", "20.conf");
        assertThat(domains()).isEqualTo("a");
    }

    @Test
    void a_machine_without_files_has_no_settings() {
        assertThat(ResolvedFiles.read(root).files()).isEmpty();
        assertThat(ResolvedFiles.read(root).effective().findings()).isEmpty();
    }
}
