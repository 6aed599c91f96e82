package run.leger.conformance.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import run.leger.caddy.CaddyOracleSuite.Adapted;
import run.leger.caddy.HostileStrings;
import run.leger.caddy.UnwritableValueException;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Grammar;
import run.leger.caddy.grammar.LineSamples;
import run.leger.caddy.grammar.LineSamples.Hole;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Values;
import run.leger.caddy.standard.StandardCaddy;

/**
 * Whatever text is written at whatever place of the tables, Caddy makes of the file what it makes of a harmless text there, with that text in its
 * place; or the text is refused before it is written. {@code -Dleger.values=N} tries N texts, {@code -Dleger.lines=a,b} only at those kinds of
 * line, {@code -Dleger.seed=N} others than the last time, {@code -Dleger.shown=N} shows more places with
 * faults.
 */
class CaddyfileInjectionIT {
    private static final int VALUES = Integer.getInteger("leger.values", 20_000);
    private static final String ONLY = System.getProperty("leger.lines", "");
    private static final long SEED = Long.getLong("leger.seed", 1);
    private static final int VALUES_AT_A_PLACE = 20;
    private static final int SHOWN = Integer.getInteger("leger.shown", 15);
    private static final String HARMLESS = "harmlessq7";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static @Nullable AdaptingCaddy running;

    private final Random random = new Random(SEED);
    private final Map<String, List<String>> wrong = new TreeMap<>();
    private final TreeSet<String> reached = new TreeSet<>();
    private final TreeSet<String> never = new TreeSet<>();
    private int written;
    private int refused;

    /** A kind of line, and the file around it. */
    private record Kind(String name, Hole hole, UnaryOperator<String> file) {}

    @BeforeAll
    static void start() {
        running = AdaptingCaddy.start();
    }

    @AfterAll
    static void stop() {
        caddy().close();
    }

    private static AdaptingCaddy caddy() {
        return Objects.requireNonNull(running, "started before");
    }

    @Test
    void no_text_becomes_anything_but_itself() {
        for (int tries = 0; tries < VALUES && written + refused < VALUES; tries++) {
            Optional<Kind> kind = kind();
            kind.ifPresent(place -> {
                for (int i = 0; i < VALUES_AT_A_PLACE; i++) {
                    attempt(place, HostileStrings.value(random));
                }
            });
        }
        System.out.println(written + " texts written, " + refused + " refused, at " + reached.size() + " places");
        never.removeAll(reached);
        System.out.println("not reached: " + never);
        assertThat(wrong.size())
                .as(() -> wrong.size() + " places, such as\n"
                        + String.join(
                                "\n----\n",
                                wrong.values().stream()
                                        .limit(SHOWN)
                                        .map(each -> each.get(each.size() / 2))
                                        .toList())
                        + "\n" + wrong.keySet())
                .isZero();
        assertThat(written).isGreaterThan(VALUES / 10);
    }

    /** Returns a file with a place for a text, which Caddy takes with a harmless one there. */
    private Optional<Kind> kind() {
        List<Kind> kinds = KINDS.get(random.nextInt(KINDS.size())).make(random);
        return kinds.stream().findFirst();
    }

    private interface Maker {
        List<Kind> make(Random random);
    }

    private static final List<Maker> KINDS = kinds();

    private static List<Maker> kinds() {
        Grammar grammar = StandardCaddy.standard().grammar();
        List<Maker> kinds = new ArrayList<>();
        for (DirectiveType type : grammar.directives()) {
            if (wanted(type.name())) {
                kinds.add(random ->
                        of(type.name(), LineSamples.hole(random, type.name(), type.shape()), line -> file(type, line)));
            }
        }
        for (Setting<?> matcher : grammar.matchers()) {
            if (wanted("matcher " + matcher.name())) {
                kinds.add(random -> of(
                        "matcher " + matcher.name(),
                        LineSamples.hole(random, matcher.name(), matcher.shape()),
                        line -> "http://a.example {\n\t@m {\n" + line + "\n\t}\n\trespond @m ok\n}\n"));
            }
        }
        for (Setting<?> option : grammar.options()) {
            if (wanted("option " + option.name())) {
                kinds.add(random -> of(
                        "option " + option.name(),
                        LineSamples.hole(random, option.name(), option.shape()),
                        line -> "{\n" + line + "\n}\n\nhttp://a.example {\n\trespond ok\n}\n"));
            }
        }
        return kinds;
    }

    private static boolean wanted(String name) {
        return ONLY.isEmpty() || List.of(ONLY.split(",", -1)).contains(name);
    }

    private static List<Kind> of(String name, Optional<Hole> hole, UnaryOperator<String> file) {
        return hole.map(each -> new Kind(name, each, file)).stream().toList();
    }

    private static String file(DirectiveType type, String line) {
        String whole = line;
        if (type.takesMatcher()) {
            // What the builder writes before texts of users.
            whole = "\t" + type.name() + " *" + line.substring(1 + type.name().length());
        }
        if (type.place() == DirectiveType.Place.RESPONSE) {
            whole = "\treverse_proxy localhost:1 {\n\thandle_response {\n" + whole + "\n\t}\n\t}";
        }
        String scheme = type.name().equals("tls") ? "https" : "http";
        return scheme + "://a.example {\n" + whole + "\n}\n\n&(r) {\n\trespond r\n}\n";
    }

    private final Map<Hole, Optional<JsonNode>> harmless = new IdentityHashMap<>();

    private void attempt(Kind kind, String value) {
        Hole hole = kind.hole();
        if (hole.type().name().equals(Values.duration().name())) {
            return; // What can be written there is no text.
        }
        never.add(hole.path());
        String plain = plain(hole);
        Optional<JsonNode> before = harmless.computeIfAbsent(hole, place -> adapted(kind, plain));
        if (before.isEmpty()) {
            return; // The line is none that Caddy takes, or this text is none for it.
        }
        String line;
        try {
            line = hole.filled(value);
        } catch (IllegalArgumentException | UnwritableValueException e) {
            refused++;
            return;
        }
        written++;
        reached.add(hole.path());
        String text = kind.file().apply(line);
        Adapted adapted = caddy().adapt(text);
        if (adapted.config().isEmpty()) {
            wrong(hole, "Caddy refuses: " + adapted.message(), text);
        } else {
            String found = difference("", before.get(), tree(adapted), plain, value);
            if (!found.isEmpty() && hole.path().startsWith("handle_path,")) {
                found = prefixDifference(before.get(), tree(adapted), plain, value);
            }
            if (!found.isEmpty()) {
                wrong(hole, found, text);
            }
        }
    }

    /** A text that can be written there and means nothing. */
    private static String plain(Hole hole) {
        return Stream.concat(Stream.of(HARMLESS), hole.type().examples().stream())
                .filter(text -> isWritten(hole, text))
                .findFirst()
                .orElse(HARMLESS);
    }

    private static boolean isWritten(Hole hole, String text) {
        try {
            hole.filled(text);
            return true;
        } catch (IllegalArgumentException | UnwritableValueException e) {
            return false;
        }
    }

    private void wrong(Hole hole, String what, String text) {
        wrong.computeIfAbsent(hole.path(), path -> new ArrayList<>()).add(hole.path() + ": " + what + "\n" + text);
    }

    private static Optional<JsonNode> adapted(Kind kind, String plain) {
        try {
            Adapted adapted = caddy().adapt(kind.file().apply(kind.hole().filled(plain)));
            return adapted.config().isPresent() ? Optional.of(tree(adapted)) : Optional.empty();
        } catch (IllegalArgumentException | UnwritableValueException e) {
            return Optional.empty();
        }
    }

    private static JsonNode tree(Adapted adapted) {
        try {
            return JSON.readTree(adapted.config().orElseThrow().toString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where two configurations differ but for one text in the place of another; empty where they do not. */
    private static String difference(String path, JsonNode before, JsonNode after, String plain, String value) {
        String here = path + " is " + after + " where a harmless text gives " + before;
        if (before.isTextual() && after.isValueNode()) {
            // Go writes a status as a number where it is one.
            boolean number =
                    after.isNumber() && path.endsWith("code") && before.asText().equals(plain);
            boolean text = after.isTextual() || number;
            return text && spellings(before.asText(), plain, value).contains(after.asText()) ? "" : here;
        }
        if (before.getNodeType() != after.getNodeType()) {
            return here;
        }
        if (before.isObject()) {
            return members(path, before, after, plain, value);
        }
        if (before.isArray()) {
            if (before.size() != after.size()) {
                return here;
            }
            if (before.get(0) != null && before.get(0).isTextual() && isSet(before, after, plain, value)) {
                return ""; // Caddy puts some lists in order.
            }
            for (int i = 0; i < before.size(); i++) {
                String inner = difference(path + "/" + i, before.get(i), after.get(i), plain, value);
                if (!inner.isEmpty()) {
                    return inner;
                }
            }
            return "";
        }
        return before.equals(after) ? "" : here;
    }

    /** {@code handle_path} takes the prefix off the path without the star that matches what follows it. */
    private static String prefixDifference(JsonNode before, JsonNode after, String plain, String value) {
        JsonNode spelt = after.deepCopy();
        String prefix = value.endsWith("/*")
                ? value.substring(0, value.length() - 2)
                : value.endsWith("*") ? value.substring(0, value.length() - 1) : value;
        for (JsonNode handler : spelt.findParents("strip_path_prefix")) {
            if (spellings(plain, plain, prefix)
                    .contains(handler.get("strip_path_prefix").asText())) {
                ((ObjectNode) handler).put("strip_path_prefix", value);
            }
        }
        return difference("", before, spelt, plain, value);
    }

    private static boolean isSet(JsonNode before, JsonNode after, String plain, String value) {
        List<String> left = new ArrayList<>();
        after.forEach(each -> left.add(each.asText()));
        before.forEach(each -> spellings(each.asText(), plain, value).stream()
                .filter(left::contains)
                .findFirst()
                .ifPresent(left::remove));
        return left.isEmpty();
    }

    private static String members(String path, JsonNode before, JsonNode after, String plain, String value) {
        int found = 0;
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            Optional<JsonNode> other = spellings(field.getKey(), plain, value).stream()
                    .flatMap(name -> after.properties().stream()
                            .filter(each -> each.getKey().equalsIgnoreCase(name)))
                    .map(Map.Entry::getValue)
                    .findFirst();
            if (other.isEmpty()) {
                // Go leaves out what is empty.
                if (value.isEmpty() && field.getValue().asText().equals(plain)) {
                    continue;
                }
                return path + " has no " + field.getKey() + ": " + after;
            }
            found++;
            String inner = difference(path + "/" + field.getKey(), field.getValue(), other.get(), plain, value);
            if (!inner.isEmpty()) {
                return inner;
            }
        }
        return found == after.size() ? "" : path + " has more than " + before + ": " + after;
    }

    /** The text itself, or as Caddy wants it where it replaces placeholders. */
    private static Set<String> spellings(String text, String plain, String value) {
        return new HashSet<>(List.of(
                text,
                text.replace(plain, value),
                text.replace(plain, value.replace("{", "\\{").replace("}", "\\}"))));
    }
}
