package run.leger.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.core.MalformedReplyException;

/** The short ways read exactly what the parser's own ways read. */
final class JsonInProperties {
    /** Names and their values, by one of the two ways to step through an object; the objects in it too. */
    private static Optional<List<String>> members(byte[] document, Function<JsonIn, String> step) {
        try {
            return Optional.of(JsonIn.read(document, "test", in -> {
                List<String> members = new ArrayList<>();
                members(in, step, members);
                return members;
            }));
        } catch (MalformedReplyException e) {
            return Optional.empty();
        }
    }

    private static void members(JsonIn in, Function<JsonIn, String> step, List<String> members) {
        in.beginObject();
        for (String name = step.apply(in); name != null; name = step.apply(in)) {
            members.add(name);
            if (name.startsWith("o")) {
                members(in, step, members);
            } else if (name.startsWith("s")) {
                in.skip();
            } else {
                members.add(in.raw().toString());
            }
        }
        members.add("end");
    }

    @Provide
    Arbitrary<byte[]> objects() {
        Arbitrary<String> space = Arbitraries.strings().withChars(" \n\t\r").ofMaxLength(3);
        Arbitrary<String> name = Arbitraries.oneOf(
                Arbitraries.of(
                        "nodekey:00ff",
                        "",
                        "o",
                        "s",
                        "\\u0041",
                        "\\\"",
                        "\u00e9",
                        "\ud83d\ude00",
                        "a,b",
                        "o{",
                        "\u007f"),
                Arbitraries.strings().ascii().excludeChars('"', '\\').ofMaxLength(80));
        Arbitrary<String> flat = object(
                space,
                name.filter(n -> !n.startsWith("o")),
                Arbitraries.of("1", "-1.5 ", "\"x,\\\"\"", "\"\"", "null", "[]", "{\"a\":{}}", "[ 1,{}]"));
        Arbitrary<String> nested = object(space, name.map(n -> "o" + n), flat);
        return Arbitraries.oneOf(flat, nested).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static Arbitrary<String> object(Arbitrary<String> space, Arbitrary<String> name, Arbitrary<String> value) {
        return Combinators.combine(space, name, space, value)
                .as((s, n, t, v) -> s + '"' + n + '"' + t + ":" + s + v + t)
                .list()
                .ofMaxSize(5)
                .map(members -> "{" + String.join(",", members) + "}");
    }

    @Property(tries = 1000)
    void keys_are_the_names_of_fields(@ForAll("objects") byte[] document) {
        assertThat(members(document, JsonIn::key)).isEqualTo(members(document, JsonIn::field));
    }

    @Example
    void a_text_that_was_skipped_is_not_taken_for_a_key() {
        for (String text : List.of("", "x", " \\u0041", ", \\\"k\\\": 1", ",")) {
            byte[] document =
                    ("{\"s\":\"" + text + "\" , \"s2\":\"" + text + "\",\"b\":1}").getBytes(StandardCharsets.UTF_8);
            assertThat(members(document, JsonIn::key)).contains(List.of("s", "s2", "b", "1", "end"));
        }
    }

    @Property(tries = 2000)
    void keys_of_a_broken_document_are_malformed_where_fields_are(
            @ForAll("objects") byte[] document, @ForAll("places") int place, @ForAll byte changed) {
        document[place % document.length] = changed;
        assertThat(members(document, JsonIn::key)).isEqualTo(members(document, JsonIn::field));
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 500);
    }

    @Property(tries = 200)
    void every_beginning_of_a_document_is_malformed(@ForAll("objects") byte[] document) {
        for (int length = 0; length < document.length; length++) {
            assertThat(members(Arrays.copyOf(document, length), JsonIn::key)).isEmpty();
        }
    }

    @Property(tries = 200)
    void words_are_the_texts(@ForAll List<String> texts) {
        byte[] document = JsonOut.object(out -> out.field("t", texts));
        assertThat(lists(document, JsonIn::word)).isEqualTo(lists(document, JsonIn::text));
    }

    private static List<String> lists(byte[] document, Function<JsonIn, String> element) {
        return JsonIn.read(document, "test", in -> in.map(values -> values.list(element)))
                .get("t");
    }

    @Example
    void a_word_that_comes_again_is_not_made_again() {
        List<String> words =
                lists("{\"t\":[\"linux\",\"windows\",\"linux\",null]}".getBytes(StandardCharsets.UTF_8), JsonIn::word);
        assertThat(words).containsExactly("linux", "windows", "linux", "");
        assertThat(words.get(2)).isSameAs(words.get(0));
    }

    @Property
    void a_list_is_its_elements_without_those_that_became_null(@ForAll List<Boolean> wanted) {
        byte[] document = JsonOut.object(
                out -> out.field("t", wanted.stream().map(Object::toString).toList()));
        List<String> list = lists(document, in -> in.text().equals("true") ? "true" : null);
        assertThat(list)
                .isEqualTo(wanted.stream().filter(w -> w).map(Object::toString).toList());
    }
}
