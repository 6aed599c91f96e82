package run.leger.setec.bind;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UpperChars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.SecretBytes;
import run.leger.setec.Secret;
import run.leger.setec.SecretName;

/** Records and classes from secrets. */
class SecretBinderTest {
    private final HeldSecrets secrets = new HeldSecrets();

    private record Smtp(String host, int port) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Everything(
            @FromSecret("text") String text,
            @FromSecret(value = "line", strip = true) String line,
            @FromSecret("bytes") byte[] bytes,
            @FromSecret("hidden") SecretBytes hidden,
            @FromSecret("handle") Secret handle,
            @FromSecret("number") int number,
            @FromSecret("long") Long big,
            @FromSecret("double") double fraction,
            @FromSecret("integer") BigInteger integer,
            @FromSecret("decimal") BigDecimal decimal,
            @FromSecret("truth") boolean truth,
            @FromSecret("time") Duration time,
            @FromSecret("uri") URI uri,
            @FromSecret("path") Path path,
            @FromSecret("unit") TimeUnit unit,
            @FromSecret(value = "smtp", json = true) Smtp smtp,
            @FromSecret("none") Optional<Secret> none,
            @FromSecret("number") Optional<Integer> some) {}

    private static class Base {
        @FromSecret("base")
        private String base = "";
    }

    private static final class Fields extends Base {
        @FromSecret("own")
        private SecretBytes own = SecretBytes.copyOf(new byte[0]);

        @FromSecret("missing")
        private Optional<String> missing = Optional.of("before");

        private String untouched = "as it was";
    }

    @Test
    void a_record_is_filled_with_every_kind_of_member() {
        secrets.put("prod/text", " exactly\n")
                .put("prod/line", " line\r\n")
                .put("prod/bytes", new byte[] {0, -1})
                .put("prod/hidden", "h")
                .put("prod/handle", "one")
                .put("prod/number", " 42\n")
                .put("prod/long", "-9223372036854775808")
                .put("prod/double", "1e-3")
                .put("prod/integer", "123456789012345678901234567890")
                .put("prod/decimal", "0.10")
                .put("prod/truth", "true\n")
                .put("prod/time", "PT5S")
                .put("prod/uri", "https://a.example/b\n")
                .put("prod/path", "/run/x\n")
                .put("prod/unit", "SECONDS\n")
                .put("prod/smtp", "{\"host\":\"mail\",\"port\":25}");

        Everything e = SecretBinder.bind(Everything.class, "prod", secrets);

        assertThat(e.text()).isEqualTo(" exactly\n");
        assertThat(e.line()).isEqualTo("line");
        assertThat(e.bytes()).containsExactly(0, -1);
        assertThat(e.hidden()).isEqualTo(SecretBytes.copyOf(new byte[] {'h'}));
        assertThat(e.number()).isEqualTo(42);
        assertThat(e.big()).isEqualTo(Long.MIN_VALUE);
        assertThat(e.fraction()).isEqualTo(0.001);
        assertThat(e.integer()).isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(e.decimal()).isEqualTo(new BigDecimal("0.10"));
        assertThat(e.truth()).isTrue();
        assertThat(e.time()).isEqualTo(Duration.ofSeconds(5));
        assertThat(e.uri()).isEqualTo(URI.create("https://a.example/b"));
        assertThat(e.path()).isEqualTo(Path.of("/run/x"));
        assertThat(e.unit()).isEqualTo(TimeUnit.SECONDS);
        assertThat(e.smtp()).isEqualTo(new Smtp("mail", 25));
        assertThat(e.none()).isEmpty();
        assertThat(e.some()).contains(42);
        secrets.put("prod/handle", "two");
        assertThat(e.handle().text()).isEqualTo("two");
    }

    @Test
    void bytes_are_copies() {
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Copies(
                @FromSecret("a") byte[] array,
                @FromSecret("a") SecretBytes hidden) {}
        secrets.put("a", "value");

        Copies copies = SecretBinder.bind(Copies.class, secrets);
        copies.array()[0] = 'X';
        copies.hidden().close();

        assertThat(secrets.secret(SecretName.of("a")).text()).isEqualTo("value");
    }

    @Test
    void a_class_is_filled_with_its_superclass_and_keeps_the_rest() {
        secrets.put("base", "b").put("own", "o");

        Fields fields = SecretBinder.bind(Fields.class, secrets);

        assertThat(((Base) fields).base).isEqualTo("b");
        assertThat(fields.own).isEqualTo(SecretBytes.copyOf(new byte[] {'o'}));
        assertThat(fields.missing).isEmpty();
        assertThat(fields.untouched).isEqualTo("as it was");
    }

    @Test
    void names_are_what_to_declare() {
        BoundNames names = SecretBinder.names(Fields.class, "prod/x/");
        assertThat(names.required()).containsExactly(SecretName.of("prod/x/base"), SecretName.of("prod/x/own"));
        assertThat(names.optional()).containsExactly(SecretName.of("prod/x/missing"));
        assertThat(SecretBinder.names(Everything.class, "prod").optional()).containsExactly(SecretName.of("prod/none"));
        assertThat(SecretBinder.names(Everything.class, "").required()).contains(SecretName.of("number"));
    }

    @Test
    void everything_that_is_missing_or_does_not_fit_is_said_at_once_and_no_value() {
        record Config(
                @FromSecret("gone") String gone,
                @FromSecret("denied") String denied,
                @FromSecret("denied") Optional<String> deniedToo,
                @FromSecret("stale") Optional<String> stale,
                @FromSecret("port") int port,
                @FromSecret("port") boolean flag,
                @FromSecret("port") TimeUnit unit,
                @FromSecret("port") Duration time,
                @FromSecret(value = "smtp", json = true) Smtp smtp,
                @FromSecret(value = "smtp", json = true) Map<?, ?> map,
                @FromSecret("binary") String binary,
                @FromSecret("empty") Path path) {}
        secrets.denied("denied")
                .put("stale", "hunter2")
                .stale("stale")
                .put("port", "hunter2")
                .put("smtp", "{\"host\":\"hunter2\",\"port\":\"hunter2\"}")
                .put("binary", new byte[] {-1})
                .put("empty", "\n");

        assertThatThrownBy(() -> SecretBinder.names(Config.class, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("map: no secret can be made a");

        record Mended(
                @FromSecret("gone") String gone,
                @FromSecret("denied") String denied,
                @FromSecret("denied") Optional<String> deniedToo,
                @FromSecret("stale") Optional<String> stale,
                @FromSecret("port") int port,
                @FromSecret("port") boolean flag,
                @FromSecret("port") TimeUnit unit,
                @FromSecret("port") Duration time,
                @FromSecret(value = "smtp", json = true) Smtp smtp,
                @FromSecret("binary") String binary,
                @FromSecret("empty") Path path) {}
        SecretBindingException e =
                catchThrowableOfType(SecretBindingException.class, () -> SecretBinder.bind(Mended.class, secrets));
        assertThat(e.failures())
                .extracting(SecretBindingException.Failure::member)
                .containsExactly(
                        "gone",
                        "denied",
                        "deniedToo",
                        "stale",
                        "port",
                        "flag",
                        "unit",
                        "time",
                        "smtp",
                        "binary",
                        "path");
        assertThat(e)
                .hasMessageContaining("gone for gone: there is no secret gone")
                .hasMessageContaining("port for flag: it is not true or false")
                .hasMessageContaining("binary for binary: it is not UTF-8 text")
                .hasNoCause();
        assertThat(e.remedy().orElseThrow()).contains("store it (gone)").contains("add a rule (denied)");
        assertThat(e + e.remedy().orElseThrow()).doesNotContain("hunter2");
    }

    @Test
    void what_a_constructor_says_is_not_repeated() {
        record Picky(@FromSecret("a") String text) {
            Picky {
                throw new IllegalArgumentException("bad: " + text);
            }
        }
        secrets.put("a", "hunter2");

        assertThatThrownBy(() -> SecretBinder.bind(Picky.class, secrets))
                .isInstanceOf(SecretBindingException.class)
                .hasMessageContaining("its constructor threw java.lang.IllegalArgumentException")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void a_json_type_that_cannot_be_made_is_told_without_the_value() {
        record Unmade(@FromSecret(value = "a", json = true) SecretBytes bytes) {}
        secrets.put("a", "\"hunter2\"");

        assertThatThrownBy(() -> SecretBinder.bind(Unmade.class, secrets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be bound to run.leger.core.SecretBytes")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void copies_are_wiped_where_binding_fails() {
        secrets.put("a", "x");
        Leaky.last = null;
        assertThatThrownBy(() -> SecretBinder.bind(Leaky.class, secrets)).isInstanceOf(SecretBindingException.class);
        assertThatThrownBy(() -> Leaky.last.length()).isInstanceOf(IllegalStateException.class);
    }

    private record Leaky(@FromSecret("a") SecretBytes bytes) {
        private static SecretBytes last;

        Leaky {
            last = bytes;
            throw new IllegalStateException();
        }
    }

    @Test
    void a_type_that_cannot_be_bound_is_told_with_all_that_is_wrong() {
        record Wrong(
                String plain,
                @FromSecret("") String empty,
                @FromSecret("a\nb") String control,
                @FromSecret("a") List<String> list,
                @FromSecret("a") Smtp smtp,
                @FromSecret(value = "a", json = true) Secret handle) {}
        assertThatThrownBy(() -> SecretBinder.bind(Wrong.class, secrets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plain: it has no @FromSecret")
                .hasMessageContaining("empty: a secret's name cannot be empty")
                .hasMessageContaining("control: control character")
                .hasMessageContaining("list: no secret can be made")
                .hasMessageContaining("smtp: no secret can be made")
                .hasMessageContaining("json = true")
                .hasMessageContaining("handle: no secret can be made");
        class Final {
            @FromSecret("a")
            private final String text = "";
        }
        assertThatThrownBy(() -> SecretBinder.names(Final.class, ""))
                .hasMessageContaining("static or final")
                .hasMessageContaining("no constructor without parameters");
        for (Class<?> none : List.of(String.class, Runnable.class, TimeUnit.class, int.class, Number.class)) {
            assertThatThrownBy(() -> SecretBinder.names(none, "")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1.0", "0x10", "1d", "2147483648", "--1", "NaN"})
    void a_number_that_is_none_is_refused(String text) {
        record Number(@FromSecret("n") int n) {}
        secrets.put("n", text);
        assertThatThrownBy(() -> SecretBinder.bind(Number.class, secrets)).isInstanceOf(SecretBindingException.class);
        record Fraction(@FromSecret("f") double f) {}
        for (String none : List.of("NaN", "Infinity", "1d", "0x1p3", "", "1e400")) {
            secrets.put("f", none);
            assertThatThrownBy(() -> SecretBinder.bind(Fraction.class, secrets))
                    .isInstanceOf(SecretBindingException.class);
        }
    }

    private record Typed(
            @FromSecret("s") int a,
            @FromSecret("s") boolean b,
            @FromSecret("s") URI c,
            @FromSecret("s") TimeUnit d,
            @FromSecret("s") BigDecimal e,
            @FromSecret(value = "s", json = true) Smtp f,
            @FromSecret("s") Duration g) {}

    @Property
    void no_value_is_ever_in_a_message(
            @ForAll @UpperChars @NumericChars @StringLength(min = 6, max = 30) String value,
            @ForAll("frames") String frame) {
        HeldSecrets held = new HeldSecrets().put("s", frame.replace("@", value).getBytes(UTF_8));
        SecretBindingException e =
                catchThrowableOfType(SecretBindingException.class, () -> SecretBinder.bind(Typed.class, held));
        for (Throwable each = e; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain(value);
        }
        assertThat(e.remedy().orElseThrow() + e.failures()).doesNotContain(value);
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> frames() {
        return net.jqwik.api.Arbitraries.of(
                "@", "http://@ x", "{\"host\":\"@\",\"port\":\"@\"}", "{\"@\":", "\"@\"", "1@", "{\"port\":@}", "P@");
    }
}
