package run.leger.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;

class JsonProperties {
    @Provide
    Arbitrary<byte[]> documents() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(60),
                Arbitraries.strings()
                        .withChars("{}[]\",:0123456789.eE+-truefalsn \\u\u00e9\u0000")
                        .ofMaxLength(40)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    @Property(tries = 3000)
    void any_bytes_are_a_value_or_malformed(@ForAll("documents") byte[] document) {
        try {
            Json value = JsonIn.read(document, "test", JsonIn::raw);
            assertThat(new String(document, StandardCharsets.UTF_8).strip()).contains(value.toString());
            value.at("a", "0");
            value.asText();
        } catch (MalformedReplyException e) {
            assertThat(e).hasMessageStartingWith("test");
        }
    }

    @Property
    void a_nested_value_is_cut_out_byte_for_byte(@ForAll String before, @ForAll String inside) {
        String value = "{\"v\" : [1.50, " + quoted(inside) + "] }";
        String document = "{" + quoted("k" + before) + ":" + quoted(before) + " , \"x\": " + value + "}";
        Json found = Json.parse(document).at("x").orElseThrow();
        assertThat(found).hasToString(value);
        assertThat(found.at("v", "1").orElseThrow()).hasToString(quoted(inside));
        assertThat(found.at("v", "1").orElseThrow().asText()).isEqualTo(wellFormed(inside));
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        wellFormed(text).chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\') {
                json.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }

    @Example
    void other_encodings_are_refused() {
        for (var charset : new java.nio.charset.Charset[] {
            StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16
        }) {
            byte[] document = "{\"a\":1}".getBytes(charset);
            assertThatThrownBy(() -> JsonIn.read(document, "test", JsonIn::raw))
                    .isInstanceOf(MalformedReplyException.class);
        }
        assertThatThrownBy(() -> Json.parse("\ufeff{}")).isInstanceOf(MalformedReplyException.class);
    }

    @Example
    void depth_size_and_rest_are_bounded() {
        for (String document :
                new String[] {"[".repeat(10_000), "1".repeat(5_000), "{} x", "{}{}", "", " ", "{\"a\":"}) {
            assertThatThrownBy(() -> Json.parse(document)).isInstanceOf(MalformedReplyException.class);
        }
    }

    @Example
    void a_message_never_quotes_a_value() {
        for (String document :
                new String[] {"{\"a\":hunter2}", "{\"a\":\"hunter2\n\"}", "hunter2", "{\"a\":\"hunter2\"} hunter2"}) {
            assertThatThrownBy(() -> Json.parse(document))
                    .isInstanceOf(MalformedReplyException.class)
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter"))
                    .hasNoCause();
        }
    }

    @Property
    void json_is_written_on_one_line_with_the_same_tokens(@ForAll String text) {
        Json compact = JsonIn.read(
                JsonOut.object(
                        out -> out.field("t", text).field("m", Json.parse("{\"q\":\"a\\\"  \\\\\",\"n\":[1.0e0,-0]}"))),
                "test",
                JsonIn::raw);
        String spaced = compact.toString();
        for (String token : new String[] {",\"m\":", ",\"n\":[", ",-0]}"}) {
            spaced = spaced.replace(
                    token, token.replace(",", " ,\r\n\t").replace("[", "\n[ ").replace("]", "\n]"));
        }
        Json given = Json.parse(spaced + "\n");
        assertThat(new String(JsonOut.object(out -> out.field("x", given)), StandardCharsets.UTF_8))
                .isEqualTo("{\"x\":" + compact + "}");
    }

    @Property
    void what_is_written_is_read_back(@ForAll String text, @ForAll long number, @ForAll byte[] bytes) {
        byte[] json = JsonOut.object(
                out -> out.field("t", text).field("n", number).field("b", bytes).object("o", o -> {}));
        Json value = JsonIn.read(json, "test", JsonIn::raw);
        assertThat(value.at("n").orElseThrow().asText()).isEqualTo(Long.toString(number));
        assertThat(JsonIn.<byte[]>read(value.at("b").orElseThrow().utf8(), "test", JsonIn::bytes))
                .isEqualTo(bytes);
        assertThat(value.at("o").orElseThrow()).hasToString("{}");
    }
}
