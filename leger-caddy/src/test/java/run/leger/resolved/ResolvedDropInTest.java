package run.leger.resolved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.FileFailedException;

class ResolvedDropInTest {
    private static final ResolvedConf CONF = ResolvedConf.legerTemplate();
    private static final ResolvedConf OTHER =
            ResolvedConf.builder().cache(Mode.NO).build();

    @TempDir
    private Path root;

    private ResolvedDropIn dropIn;

    @BeforeEach
    void place() {
        dropIn = ResolvedDropIn.leger(root);
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(dropIn.path().getParent())) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void it_is_installed_readable_by_all_updated_and_gone_again() throws IOException {
        assertThat(dropIn.preview(CONF)).isEqualTo(DropInChange.CREATED);
        assertThat(dropIn.path()).doesNotExist();

        assertThat(dropIn.install(CONF)).isEqualTo(DropInChange.CREATED);
        assertThat(Files.readString(dropIn.path()))
                .startsWith("# Written by Leger.")
                .endsWith("\n" + CONF.print())
                .isEqualTo(ResolvedDropIn.installed(CONF).print());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dropIn.path())))
                .isEqualTo("rw-r--r--");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(dropIn.path().getParent())))
                .isEqualTo("rwxr-xr-x");
        assertThat(dropIn.install(CONF)).isEqualTo(DropInChange.NONE);
        assertThat(dropIn.install(OTHER)).isEqualTo(DropInChange.UPDATED);
        assertThat(dropIn.current())
                .hasValueSatisfying(
                        conf -> assertThat(conf.mode(ResolvedKey.CACHE)).contains(Mode.NO));

        assertThat(dropIn.previewUninstall()).isEqualTo(DropInChange.DELETED);
        assertThat(dropIn.uninstall()).isEqualTo(DropInChange.DELETED);
        assertThat(names()).isEmpty();
        assertThat(dropIn.uninstall()).isEqualTo(DropInChange.NONE);
    }

    @Test
    void the_file_of_somebody_else_stays_unless_it_is_to_be_replaced_and_is_back_as_the_very_same_file()
            throws IOException {
        Files.createDirectories(dropIn.path().getParent());
        byte[] theirs = "[Resolve]\r\nDNS=\u00e4\n\0".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(dropIn.path(), theirs);
        Files.setPosixFilePermissions(dropIn.path(), PosixFilePermissions.fromString("r--r-----"));
        Files.setLastModifiedTime(dropIn.path(), FileTime.fromMillis(86_400_000));
        Object before = Files.readAttributes(dropIn.path(), "unix:ino,mode,uid,gid,lastModifiedTime");

        assertThatThrownBy(() -> dropIn.install(CONF))
                .isInstanceOf(DropInRefusedException.class)
                .hasMessageContaining("is not Leger's");
        assertThatThrownBy(dropIn::uninstall).isInstanceOf(DropInRefusedException.class);
        assertThat(dropIn.path()).hasBinaryContent(theirs);
        assertThat(dropIn.previewReplacing(CONF)).isEqualTo(DropInChange.REPLACED);
        assertThat(names()).hasSize(1);

        assertThat(dropIn.installReplacing(CONF)).isEqualTo(DropInChange.REPLACED);
        assertThat(names()).hasSize(2).noneMatch(name -> name.endsWith(".conf") && name.startsWith("."));
        assertThat(dropIn.install(OTHER)).isEqualTo(DropInChange.UPDATED);
        assertThat(dropIn.previewUninstall()).isEqualTo(DropInChange.RESTORED);
        assertThat(dropIn.uninstall()).isEqualTo(DropInChange.RESTORED);

        assertThat(dropIn.path()).hasBinaryContent(theirs);
        assertThat(Files.readAttributes(dropIn.path(), "unix:ino,mode,uid,gid,lastModifiedTime"))
                .isEqualTo(before);
        assertThat(names()).hasSize(1);
    }

    @Test
    void what_was_changed_by_hand_since_is_neither_overwritten_nor_removed() throws IOException {
        dropIn.install(CONF);
        Files.writeString(dropIn.path(), Files.readString(dropIn.path()) + "Cache=no\n");
        String changed = Files.readString(dropIn.path());

        assertThatThrownBy(() -> dropIn.install(OTHER)).hasMessageContaining("was changed since");
        assertThatThrownBy(dropIn::uninstall).hasMessageContaining("was changed since");
        assertThat(dropIn.path()).hasContent(changed);

        assertThat(dropIn.installReplacing(OTHER)).isEqualTo(DropInChange.REPLACED);
        dropIn.uninstall();
        assertThat(dropIn.path()).hasContent(changed);
    }

    @Test
    void what_was_set_aside_once_is_not_lost_to_a_second_replacement() throws IOException {
        Files.createDirectories(dropIn.path().getParent());
        Files.writeString(dropIn.path(), "first");
        dropIn.installReplacing(CONF);
        Files.writeString(dropIn.path(), "second");

        assertThatThrownBy(() -> dropIn.installReplacing(CONF)).hasMessageContaining("was set aside at");
        assertThat(dropIn.path()).hasContent("second");
    }

    @Test
    void an_installation_that_was_interrupted_after_setting_aside_can_be_repeated() throws IOException {
        Files.createDirectories(dropIn.path().getParent());
        Files.writeString(dropIn.path(), "first");
        Files.createLink(dropIn.path().resolveSibling(".60-leger.conf.set-aside-by-leger"), dropIn.path());

        assertThat(dropIn.installReplacing(CONF)).isEqualTo(DropInChange.REPLACED);
        assertThat(dropIn.uninstall()).isEqualTo(DropInChange.RESTORED);
        assertThat(dropIn.path()).hasContent("first");
    }

    @Test
    void what_was_set_aside_is_back_also_where_our_file_was_removed_by_hand() throws IOException {
        Files.createDirectories(dropIn.path().getParent());
        Files.writeString(dropIn.path(), "first");
        dropIn.installReplacing(CONF);
        Files.delete(dropIn.path());

        assertThat(dropIn.uninstall()).isEqualTo(DropInChange.RESTORED);
        assertThat(dropIn.path()).hasContent("first");
    }

    @Test
    void a_link_is_never_followed_and_a_mask_never_removed() throws IOException {
        Path resolv = root.resolve("etc/resolv.conf");
        Files.createDirectories(dropIn.path().getParent());
        Files.writeString(resolv, "nameserver 192.0.2.1\n");
        for (Path target : List.of(resolv, Path.of("/dev/null"), Path.of("nowhere"))) {
            Files.createSymbolicLink(dropIn.path(), target);
            assertThatThrownBy(() -> dropIn.installReplacing(CONF)).isInstanceOf(DropInRefusedException.class);
            assertThatThrownBy(dropIn::uninstall).isInstanceOf(DropInRefusedException.class);
            assertThat(Files.readSymbolicLink(dropIn.path())).isEqualTo(target);
            Files.delete(dropIn.path());
        }
        Files.createDirectory(dropIn.path());
        assertThatThrownBy(() -> dropIn.installReplacing(CONF)).isInstanceOf(DropInRefusedException.class);
        assertThat(resolv).hasContent("nameserver 192.0.2.1\n");
        assertThat(Files.isDirectory(dropIn.path(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void settings_in_which_the_daemon_would_give_up_are_refused() {
        assertThatThrownBy(() -> dropIn.install(ResolvedConf.parse("[Resolve]\n[broken\n")))
                .isInstanceOf(DropInRefusedException.class)
                .hasMessageContaining("give up");
        assertThat(dropIn.path().getParent()).doesNotExist();
    }

    @Test
    void no_other_place_is_a_drop_in() {
        for (String place : List.of(
                "/etc/systemd/resolved.conf",
                "/etc/resolv.conf",
                "/etc/systemd/resolved.conf.d/leger.conf",
                "/etc/systemd/resolved.conf.d/60-leger.conf~",
                "/etc/systemd/resolved.conf.d/60-a\nb.conf",
                "/etc/systemd/resolved.conf.d/../60-leger.conf",
                "/etc/systemd/60-leger.conf",
                "60-leger.conf",
                "/")) {
            assertThatThrownBy(() -> new ResolvedDropIn(Path.of(place)))
                    .as(place)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_said() throws IOException {
        Files.writeString(root.resolve("etc"), "a file");
        assertThatThrownBy(() -> dropIn.install(CONF)).isInstanceOf(FileFailedException.class);
    }
}
