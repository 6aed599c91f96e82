package run.leger.setec.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.CallOptions;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.setec.Refresh;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/** What every source does, whatever is behind it. */
abstract class SecretSourceSuite {
    private static final SecretName DB = SecretName.of("svc/db");
    private static final SecretName KEY = SecretName.of("svc/key");

    private SecretSource opened;

    /** Returns a source with these secrets. */
    abstract SecretSource open(Map<String, byte[]> secrets) throws Exception;

    /** Whether values of any bytes can be in it, or only text. */
    boolean takesBytes() {
        return true;
    }

    private SecretSource source() throws Exception {
        Map<String, byte[]> secrets = new LinkedHashMap<>();
        secrets.put("svc/db", "planted pässword\n".getBytes(UTF_8));
        secrets.put("svc/key", takesBytes() ? every() : "key".getBytes(UTF_8));
        opened = open(secrets);
        return opened;
    }

    private static byte[] every() {
        byte[] bytes = new byte[70_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 >> 3);
        }
        return bytes;
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
            opened.close();
        }
    }

    static String text(SecretValue value) {
        return new String(value.value().copy(), UTF_8);
    }

    @Test
    void a_value_comes_back_byte_for_byte() throws Exception {
        SecretSource source = source();
        assertThat(text(source.get(DB))).isEqualTo("planted pässword\n");
        assertThat(source.get(KEY).value().copy()).isEqualTo(takesBytes() ? every() : "key".getBytes(UTF_8));
    }

    @Test
    void a_version_is_a_real_one_and_stays_while_nothing_changes() throws Exception {
        SecretSource source = source();
        SecretVersion version = source.get(DB).version();
        assertThat(version.isActive()).isFalse();
        assertThat(source.get(DB).version()).isEqualTo(version);
        assertThat(source.getIfChanged(DB, version)).isEqualTo(new Refresh.Unchanged(version));
    }

    @Test
    void another_version_than_the_held_one_is_a_change() throws Exception {
        SecretSource source = source();
        long version = source.get(DB).version().number();
        for (long held : new long[] {version == 7 ? 8 : 7, 0, version == 4294967295L ? 1 : 4294967295L}) {
            assertThat(source.getIfChanged(DB, SecretVersion.of(held)))
                    .isInstanceOfSatisfying(Refresh.Changed.class, changed -> {
                        assertThat(text(changed.secret())).isEqualTo("planted pässword\n");
                        assertThat(changed.version().number()).isEqualTo(version);
                    });
        }
    }

    @Test
    void a_value_is_the_callers_own() throws Exception {
        SecretSource source = source();
        source.get(DB).close();
        try (SecretValue again = source.get(DB)) {
            assertThat(text(again)).startsWith("planted");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "absent",
                "svc",
                "svc/",
                "/svc/db",
                "svc//db",
                "SVC/DB2",
                "svc/db/below",
                "../db",
                "svc/../svc/db",
                "svc/./db",
                "..",
                ".",
                "/",
                "/etc/passwd",
                "..data",
                "nul\0",
                "line\n",
                "a=b",
                "*",
                "%2e%2e/x",
                "\ud83d\ude00",
                "~",
                "$HOME",
                "\u202e"
            })
    void other_names_are_not_found_and_are_told_on_one_line(String other) throws Exception {
        SecretSource source = source();
        SecretName name = SecretName.lenient(other);
        assertThatThrownBy(() -> source.get(name))
                .isInstanceOf(NotFoundException.class)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .hasMessageContaining(name.shown())
                .hasMessageNotContaining("planted");
        assertThatThrownBy(() -> source.getIfChanged(name, SecretVersion.of(1))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void a_very_long_name_is_not_found() throws Exception {
        SecretSource source = source();
        assertThatThrownBy(() -> source.get(SecretName.of("x".repeat(5_000)))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> source.get(SecretName.of("x/".repeat(5_000) + "x")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void it_says_what_it_is_and_never_a_value() throws Exception {
        SecretSource source = source();
        source.get(DB);
        assertThat(source.description()).isNotBlank().doesNotContain("planted");
        assertThat(source.origin(DB)).isNotBlank().doesNotContain("planted");
        assertThat(source.toString()).doesNotContain("planted");
    }

    @Test
    void a_view_with_other_deadlines_reads_the_same_and_closing_it_does_nothing() throws Exception {
        SecretSource source = source();
        SecretSource view = source.with(CallOptions.deadline(Duration.ofSeconds(20)));
        assertThat(text(view.get(DB))).startsWith("planted");
        if (view != source) {
            view.close();
        }
        assertThat(text(source.get(DB))).startsWith("planted");
        assertThat(view.description()).isEqualTo(source.description());
    }

    static SecretBytes bytes(String text) {
        return SecretBytes.copyOf(text.getBytes(UTF_8));
    }
}
