package run.leger.core.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import run.leger.core.Json;

/** What a reader hands out as raw is the exact part of the document. */
final class JsonInSourceTest {
    @Test
    void a_raw_value_is_the_bytes_of_the_document() {
        String inner = "{ \"\u00e9\": [1, \"\\u00e9\" ] , \"x\": 1.50 }";
        Json raw = JsonIn.read(
                ("[\"\u00e9\\u00e9\", " + inner + " ]").getBytes(UTF_8),
                "test",
                in -> in.list(JsonIn::raw).get(1));
        assertThat(raw).hasToString(inner);
    }

    @Test
    void an_object_that_was_read_is_still_there_as_it_came() {
        String object = "{\"a\":\"\u00e9\", \"b\":2}";
        Json raw = JsonIn.read((" " + object + "\n").getBytes(UTF_8), "test", in -> {
            int mark = in.mark();
            in.beginObject();
            while (in.field() != null) {
                in.skip();
            }
            return in.rawSince(mark);
        });
        assertThat(raw).hasToString(object);
        assertThat(raw.at("b")).hasValueSatisfying(b -> assertThat(b.asText()).isEqualTo("2"));
    }

    @Test
    void every_kind_of_value_is_cut_out_whole_also_of_a_part() {
        for (String value :
                List.of("1", "-1.5e3", "\"é \\u00e9\"", "\"\"", "true", "null", "{}", "[ 1 , {\"a\":2} ]")) {
            for (String end : List.of("", " ", "\n")) {
                String document = "[\"é\",{\"kéy\" : " + value + end + ",\"z\":" + value + end + "}]";
                Json part = Json.parse(document).at("1").orElseThrow();
                assertThat(part.at("kéy"))
                        .as(document)
                        .hasValueSatisfying(v -> assertThat(v).hasToString(value));
                assertThat(part.at("z"))
                        .as(document)
                        .hasValueSatisfying(v -> assertThat(v).hasToString(value));
            }
            assertThat(Json.parse(value + " ")).hasToString(value);
        }
    }

    @Test
    void an_array_is_known_as_one() {
        assertThat(JsonIn.<Boolean>read("[]".getBytes(UTF_8), "test", in -> {
                    boolean array = in.isArray();
                    in.skip();
                    return array;
                }))
                .isTrue();
    }
}
