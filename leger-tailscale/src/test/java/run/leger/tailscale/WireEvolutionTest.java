package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;

/** One sweep over every record that mirrors what the daemon sends: each field as a newer or older daemon might send it. */
class WireEvolutionTest {
    /** A value of each JSON kind: a field takes one or some of them, and every other is malformed at that field. */
    private static final List<String> KINDS = List.of("\"\"", "0", "1.5", "true", "{}", "[]");

    static Stream<Class<?>> records() throws Exception {
        Path classes = Path.of(
                Status.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> records = new ArrayList<>();
        try (Stream<Path> all = Files.walk(classes.resolve("run/leger/tailscale"))) {
            for (Path file : (Iterable<Path>) all.sorted()::iterator) {
                String name = classes.relativize(file).toString().replace(File.separatorChar, '.');
                if (name.matches("[A-Za-z0-9.]+\\.class")) {
                    Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                    if (type.isRecord()
                            && Stream.of(type.getMethods())
                                    .anyMatch(m -> m.getName().equals("parse"))) {
                        records.add(type);
                    }
                }
            }
        }
        return records.stream();
    }

    @Test
    void the_sweep_sees_the_records() throws Exception {
        assertThat(records())
                .contains(Status.class, PeerStatus.class, Prefs.class, WhoIs.class)
                .hasSizeGreaterThan(15);
    }

    private static Object parse(Class<?> type, String json) {
        try {
            Method parse = type.getMethod("parse", String.class);
            return parse.invoke(null, json);
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a wire record without parse or raw", e);
        }
    }

    private static String raw(Object value) {
        try {
            return ((Json) value.getClass().getMethod("raw").invoke(value)).toString();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a wire record without parse or raw", e);
        }
    }

    /** The wire names, from the reader itself, so that a field without a test cannot be added. */
    private static List<String> fields(Class<?> type) {
        String source = "src/main/java/" + type.getName().replace('.', '/') + ".java";
        try {
            Matcher names = Pattern.compile("case \"([^\"]+)\" -> \\w+ = ").matcher(Files.readString(Path.of(source)));
            TreeSet<String> found = new TreeSet<>();
            while (names.find()) {
                found.add(names.group(1));
            }
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void nothing_is_needed_and_nothing_is_lost(Class<?> type) {
        Object empty = parse(type, "{}");
        String unknown = "{ \"Zukunft\":{\"\u00e4\":[1,\"\ud83d\ude00\"]} ,\"other\" : null}";
        assertThat(raw(parse(type, unknown))).isEqualTo(unknown);
        for (String field : fields(type)) {
            String json = "{\"\ud83d\ude00\":1, \"" + field + "\" :null}";
            Object value = parse(type, json);
            assertThat(raw(value)).isEqualTo(json);
            assertThat(withoutRaw(value)).as(field).isEqualTo(withoutRaw(empty));
        }
    }

    private static String withoutRaw(Object value) {
        String text = value.toString();
        return text.substring(0, text.lastIndexOf("raw="));
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_value_of_the_wrong_kind_is_malformed_at_its_field(Class<?> type) {
        assertThat(fields(type)).isNotEmpty();
        for (String field : fields(type)) {
            int accepted = 0;
            for (String kind : KINDS) {
                String json = "{\"" + field + "\":" + kind + ",\"After\":1}";
                try {
                    assertThat(raw(parse(type, json))).isEqualTo(json);
                    accepted++;
                } catch (MalformedReplyException e) {
                    assertThat(e).hasMessageContaining("/" + field);
                }
            }
            assertThat(accepted).as(field).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void the_order_of_fields_does_not_matter(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (String field : fields(type)) {
            for (String kind : List.of("\"7\"", "7", "true", "{}", "[]")) {
                String member = "\"" + field + "\":" + kind;
                try {
                    parse(type, "{" + member + "}");
                    members.add(member);
                    break;
                } catch (MalformedReplyException e) {
                    // Not this kind.
                }
            }
        }
        String forward = withoutRaw(parse(type, "{" + String.join(",", members) + "}"));
        java.util.Collections.reverse(members);
        assertThat(withoutRaw(parse(type, "{" + String.join(",", members) + "}")))
                .isEqualTo(forward);
    }

    @ParameterizedTest
    @MethodSource("records")
    void what_is_not_an_object_is_malformed(Class<?> type) {
        for (String json : List.of("", "[]", "1", "\"x\"", "{", "{\"a\"", "{} {}", "nul")) {
            assertThatThrownBy(() -> parse(type, json)).as(json).isInstanceOf(MalformedReplyException.class);
        }
    }

    @Test
    void an_unknown_word_is_kept_and_known_as_such() {
        BackendState state = Status.parse("{\"BackendState\":\"Dreaming\"}").backendState();
        assertThat(state.known()).isEqualTo(BackendState.Known.UNRECOGNIZED);
        assertThat(state.wire()).isEqualTo("Dreaming");
    }
}
