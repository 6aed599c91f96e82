package run.leger.tailscale.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.core.Json;
import run.leger.core.internal.JsonIn;

/** Edits of a tree, against a map of all its leaves. */
@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
class ServeEditProperties {
    /** One edit: a path of three names, and a text to put there, or nothing to take it away. */
    record Edit(List<String> path, String value, boolean put) {}

    @Provide
    Arbitrary<List<Edit>> edits() {
        Arbitrary<String> name = Arbitraries.oneOf(
                Arbitraries.of("a", "b", "", "\"", "\\", "\u0000", "\ud83d\ude00", "{}"),
                Arbitraries.strings().ofMaxLength(3));
        return Combinators.combine(
                        name.filter(ServeEditProperties::isUnicode).list().ofSize(3),
                        Arbitraries.strings().ofMaxLength(5).filter(ServeEditProperties::isUnicode),
                        Arbitraries.of(true, true, false))
                .as(Edit::new)
                .list()
                .ofMaxSize(20);
    }

    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    @Property(tries = 200)
    void an_edit_changes_its_place_and_nothing_else(@ForAll("edits") List<Edit> edits) {
        Json tree = Tree.EMPTY;
        Map<String, Edit> model = new TreeMap<>();
        for (Edit edit : edits) {
            String[] path = edit.path().toArray(String[]::new);
            if (edit.put()) {
                tree = Tree.with(tree, Texts.json(edit.value()), path);
                model.put(edit.path().toString(), edit);
            } else {
                tree = Tree.without(tree, path);
                model.remove(edit.path().toString());
            }
            Json now = Json.parse(tree.toString());
            for (Edit leaf : model.values()) {
                assertThat(now.at(leaf.path().toArray(String[]::new))
                                .orElseThrow()
                                .asText())
                        .isEqualTo(leaf.value());
            }
            assertThat(leaves(now)).isEqualTo(model.size());
        }
    }

    private static int leaves(Json tree) {
        List<Json> level = new ArrayList<>(List.of(tree));
        for (int depth = 0; depth < 3; depth++) {
            List<Json> below = new ArrayList<>();
            level.forEach(object -> below.addAll(JsonIn.read(object.utf8(), "test", in -> in.map(JsonIn::raw))
                    .values()));
            level = below;
        }
        return level.size();
    }

    @Property(tries = 200)
    void any_text_is_a_value_and_no_syntax(@ForAll String text) {
        String sent = isUnicode(text) && !text.isEmpty() ? text : "x";
        ServeConfig config = ServeConfig.none()
                .withHttp(new HostPort(sent + ":1"), "/" + sent, HttpHandler.text(sent))
                .withForeground(sent, ServeConfig.none());
        ServeConfig read = ServeConfig.parse(config.raw().toString());
        assertThat(read.web()
                        .get(new HostPort(sent + ":1"))
                        .handlers()
                        .get("/" + sent)
                        .text())
                .isEqualTo(sent);
        assertThat(read.raw()).isEqualTo(config.raw());
    }
}
