package run.leger.conformance.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import run.leger.caddy.CaddyOracleSuite.Adapted;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.HostileStrings;
import run.leger.caddy.UnwritableValueException;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Grammar;
import run.leger.caddy.grammar.LineSamples;
import run.leger.caddy.grammar.LineSamples.Hole;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;
import run.leger.caddy.standard.StandardCaddy;
import run.leger.caddy.syntax.SyntaxTree;

/**
 * Whatever text is written at whatever place of the tables, Caddy makes of the file what it makes of a harmless text there, with that text in its
 * place; or the text is refused before it is written. {@code -Dleger.values=N} tries N texts, {@code -Dleger.lines=a,b} only at those kinds of
 * line, {@code -Dleger.seed=N} others than the last time, {@code -Dleger.shown=N} shows more places
 * with faults.
 */
class CaddyfileInjectionIT {
    private static final int VALUES = Integer.getInteger("leger.values", 20_000);
    private static final String ONLY = System.getProperty("leger.lines", "");
    private static final long SEED = Long.getLong("leger.seed", 1);
    private static final int LINES = 100;
    private static final int VALUES_AT_A_PLACE = 20;
    private static final int SHOWN = Integer.getInteger("leger.shown", 15);
    private static final String HARMLESS = "harmlessq7";
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern WORD = Pattern.compile("([^-])([^-]*)");
    /** What means something to one directive or another. */
    private static final List<String> WORDS = words();

    private static List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                "",
                "0",
                "-1",
                "7",
                "1.5",
                "1e3",
                "0x1f",
                "inf",
                "NaN",
                "t",
                "F",
                "false",
                "null",
                "-",
                "on",
                "off",
                "404",
                "+04",
                "=404",
                "x?y=z",
                "<x",
                "!X-Y",
                "?X-Y",
                ">X-Y",
                "~^x",
                "-X-*",
                "X-Y:",
                "a>b",
                "*",
                "/*",
                "//",
                "x*",
                "a=b",
                "@a",
                "@m",
                "*.a.example",
                "localhost",
                ":80",
                "a:80",
                "[::1]:80",
                "a:80-82",
                "unix//run/x",
                "fd/3",
                "https://b.example",
                "h2c://b.example",
                "tcp/a:80",
                "private_ranges",
                "forwarded",
                "early_data",
                "grpc",
                "http/2",
                "{$HOME}",
                "{env.HOME}",
                "{http.vars.x}",
                "{block}",
                "{args[:]}",
                "permanent",
                "html",
                "browse",
                "default",
                "first_exist",
                "import",
                "handle",
                "respond",
                "GET",
                "defer",
                "{\n",
                "}\n"));
        Set<Shape> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        StandardCaddy.standard().grammar().directives().forEach(type -> {
            words.add(type.name());
            words(type.shape(), words, seen);
        });
        return List.copyOf(words);
    }

    private static void words(Shape shape, List<String> words, Set<Shape> seen) {
        if (seen.add(shape)) {
            for (Setting<?> setting : shape.settings()) {
                words.add(setting.name());
                words(setting.shape(), words, seen);
            }
        }
    }

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    /** Texts that are another kind of thing at their place, or name something in the file, and are meant to. */
    private static final Map<String, Pattern> MEANT = Map.ofEntries(
            Map.entry("admin <address>", Pattern.compile("off")),
            Map.entry("servers <listener>", Pattern.compile(":80")),
            Map.entry("bind <address>", Pattern.compile("(unix|fd)/.*")),
            Map.entry("default_bind <address>", Pattern.compile("(unix|fd)/.*")),
            Map.entry("to <text>", Pattern.compile("(https?|h2c)://.*")),
            Map.entry("precompressed <format>", Pattern.compile("br|gzip|zstd")),
            Map.entry("redir <code>", Pattern.compile("html|permanent|temporary|[0-9]+")),
            Map.entry("trusted_proxies <range>", Pattern.compile("private_ranges")),
            Map.entry(
                    "tls_automate_names <text>",
                    Pattern.compile("(.*\\.)?(localhost|local|internal|home\\.arpa)|[0-9.]+")),
            Map.entry("tls <source>", Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9._-]+|internal|force_automate")));

    private static final Map<String, String> REFERENCES = Map.of(
            "handle_response <matcher>", "no named response matcher defined with name",
            "invoke <named route>", "cannot invoke named route",
            "order <directive>", "is not a registered directive",
            "tls <source>", "parsing caddyfile tokens for 'tls'");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static @Nullable AdaptingCaddy running;

    private final Random random = new Random(SEED);
    private final Map<String, Integer> tried = new HashMap<>();
    private final Map<String, List<String>> wrong = new TreeMap<>();
    private final TreeSet<String> reached = new TreeSet<>();
    private int written;
    private int refused;

    /** A kind of line, and the file around it. */
    private record Kind(String name, String line, Shape shape, UnaryOperator<String> file) {}

    /** A place for a text, and the file around its line. */
    private record Place(String key, Hole hole, UnaryOperator<String> file) {}

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
        while (written + refused < VALUES) {
            place().ifPresent(place -> {
                tried.merge(place.key(), 1, Integer::sum);
                plain(place).ifPresent(plain -> {
                    for (int i = 0; i < VALUES_AT_A_PLACE; i++) {
                        attempt(place, plain, value());
                    }
                });
            });
        }
        TreeSet<String> never = new TreeSet<>();
        KINDS.forEach(kind -> never.addAll(LineSamples.places(kind.line(), kind.shape())));
        never.removeAll(reached);
        System.out.println("never reached: " + never);
        System.out.println(written + " texts written, " + refused + " refused, at " + reached.size() + " places");
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

    /** Returns the place that was tried least, of those in some lines. */
    private Optional<Place> place() {
        return random.ints(LINES, 0, KINDS.size())
                .mapToObj(KINDS::get)
                .flatMap(kind -> LineSamples.holes(random, kind.line(), kind.shape()).stream()
                        .filter(hole ->
                                !hole.type().name().equals(Values.duration().name()))
                        .map(hole -> new Place(hole.key(), hole, kind.file())))
                .min(Comparator.comparingInt(place -> tried.getOrDefault(place.key(), 0)));
    }

    private static final List<Kind> KINDS = kinds();

    private static List<Kind> kinds() {
        Grammar grammar = StandardCaddy.standard().grammar();
        List<Kind> kinds = new ArrayList<>();
        for (DirectiveType type : grammar.directives()) {
            kinds.add(new Kind(type.name(), type.name(), type.shape(), line -> file(type, line)));
        }
        for (Setting<?> matcher : grammar.matchers()) {
            kinds.add(new Kind(
                    "matcher " + matcher.name(),
                    matcher.name(),
                    matcher.shape(),
                    line -> "http://a.example {\n\t@m {\n" + line + "\n\t}\n\trespond @m ok\n}\n"));
        }
        for (Setting<?> option : grammar.options()) {
            kinds.add(new Kind(
                    "option " + option.name(),
                    option.name(),
                    option.shape(),
                    line -> "{\n" + line + "\n}\n\nhttp://a.example {\n\trespond ok\n}\n"));
        }
        return kinds.stream().filter(kind -> wanted(kind.name())).toList();
    }

    private static boolean wanted(String name) {
        return ONLY.isEmpty() || List.of(ONLY.split(",", -1)).contains(name);
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

    /** A harmless text, and what Caddy makes of it. */
    private record Plain(String text, JsonNode config) {}

    private String value() {
        return random.nextInt(3) > 0 ? HostileStrings.value(random) : WORDS.get(random.nextInt(WORDS.size()));
    }

    private static Optional<Plain> plain(Place place) {
        return Stream.concat(Stream.of(HARMLESS), place.hole().type().examples().stream())
                .filter(text -> !text.isEmpty() && writes(place.hole().type(), framed(place.hole(), text)))
                .flatMap(text -> adapted(place, text).map(config -> new Plain(text, config)).stream())
                .findFirst();
    }

    /** Returns the text of a place in which a text of a user is a part. */
    private static String framed(Hole hole, String text) {
        return hole.key().endsWith("<key=value>") ? "key=" + text : text;
    }

    private static boolean writes(ValueType<?> type, String text) {
        try {
            type.literal(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isMeant(String place, String value) {
        // The scheme of an upstream says how to speak to it, and which port it has.
        return place.endsWith("<upstream>") && value.matches("(https?|h2c)://.*")
                || MEANT.getOrDefault(place, NOTHING).matcher(value).matches();
    }

    private void attempt(Place place, Plain plain, String value) {
        tried.merge(place.key(), 1, Integer::sum);
        reached.add(place.key());
        Hole hole = place.hole();
        if (isMeant(place.key(), value)) {
            return;
        }
        String line;
        try {
            line = hole.filled(framed(hole, value));
        } catch (IllegalArgumentException | UnwritableValueException e) {
            refused++;
            return;
        }
        written++;
        String text = place.file().apply(line);
        if (isShortcut(text)) {
            written--;
            refused++;
            return;
        }
        Adapted adapted = caddy().adapt(text);
        if (adapted.config().isEmpty() && (refersToNothing(hole, adapted) || isRefused(text))) {
            written--;
            refused++;
        } else if (adapted.config().isEmpty()) {
            wrong(place, "Caddy refuses: " + adapted.message(), text);
        } else {
            JsonNode after = tree(adapted);
            if (place.key().startsWith("handle_path ")) {
                prefix(after, value);
            }
            String found = difference("", plain.config(), after, plain.text(), value);
            if (!found.isEmpty()) {
                wrong(place, found, text);
            }
        }
    }

    /** {@code handle_path} takes the prefix off the path without the star that matches what follows it. */
    private static void prefix(JsonNode config, String value) {
        String prefix = value.endsWith("/*")
                ? value.substring(0, value.length() - 2)
                : value.endsWith("*") ? value.substring(0, value.length() - 1) : value;
        for (JsonNode handler : config.findParents("handler")) {
            boolean rewrites = handler.get("handler").asText().equals("rewrite");
            // Go leaves out what is empty.
            String stripped = handler.path("strip_path_prefix").asText("");
            if (rewrites && spellings(prefix, prefix, prefix).contains(stripped)) {
                ((ObjectNode) handler).put("strip_path_prefix", value);
            }
        }
    }

    /** The check of whole files refuses it too. */
    private static boolean isRefused(String text) {
        return StandardCaddy.standard().check(Caddyfile.of(SyntaxTree.parse(text))).stream()
                .anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** The writer of whole files refuses these words, which must not stand in the block of some directives. */
    private static boolean isShortcut(String text) {
        return (text.contains("\tphp_fastcgi") || text.contains("\tforward_auth"))
                && StandardCaddy.standard().check(Caddyfile.of(SyntaxTree.parse(text))).stream()
                        .anyMatch(problem -> problem.reason().contains("for the beginning of a line here"));
    }

    /** Some names are those of something else in the file, and a name of nothing is none that could do harm. */
    private static boolean refersToNothing(Hole hole, Adapted adapted) {
        String refusal = REFERENCES.get(hole.key());
        return refusal != null && adapted.message().contains(refusal);
    }

    private void wrong(Place place, String what, String text) {
        wrong.computeIfAbsent(place.key(), key -> new ArrayList<>())
                .add(place.hole().path() + ": " + what + "\n" + text);
    }

    private static Optional<JsonNode> adapted(Place place, String plain) {
        try {
            Adapted adapted = caddy().adapt(place.file().apply(place.hole().filled(framed(place.hole(), plain))));
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
        if (before.isNumber() && before.asText().equals(plain)) {
            return after.isNumber() && new BigDecimal(value).compareTo(after.decimalValue()) == 0 ? "" : here;
        }
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
            if (path.endsWith("/hide")) {
                // Caddy adds its own file where no text is a pattern that fits it.
                removeOwnFile(before);
                removeOwnFile(after);
            }
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

    private static void removeOwnFile(JsonNode hidden) {
        if (hidden.size() > 0 && hidden.get(hidden.size() - 1).asText().equals("./Caddyfile")) {
            ((ArrayNode) hidden).remove(hidden.size() - 1);
        }
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
        if (before.has(plain) && before.has(value)) {
            return ""; // The line says what another one of the sample says too.
        }
        int found = 0;
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            Optional<JsonNode> other = spellings(field.getKey(), plain, value).stream()
                    .flatMap(name -> after.properties().stream()
                            .filter(each -> each.getKey().equalsIgnoreCase(name)))
                    .map(Map.Entry::getValue)
                    .findFirst();
            if (other.isEmpty()) {
                // Go leaves out what is empty, and zeros.
                boolean empty = value.isEmpty() || field.getValue().isNumber() && value.matches("[+-]?0+");
                if (empty && field.getValue().asText().equals(plain)) {
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

    /** The text itself, or as Caddy wants it where it replaces placeholders, or the name of a header as Go spells it. */
    private static Set<String> spellings(String text, String plain, String value) {
        return new HashSet<>(List.of(
                text,
                text.replace(plain, value),
                text.replace(plain, value.replace("{", "\\{").replace("}", "\\}")),
                // A socket to listen on has no port.
                value.matches("(unix|fd)[a-z0-9+]*/.+") ? text.replace(plain + ":80", value) : text,
                text.replace(plain, html(value.replace("{", "\\{").replace("}", "\\}"))),
                text.replace(field(plain), field(value))));
    }

    /** The page of {@code redir … html} has its text so. */
    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;");
    }

    private static String field(String name) {
        return FIELD.matcher(name).matches()
                ? WORD.matcher(name)
                        .replaceAll(
                                word -> Matcher.quoteReplacement(word.group(1).toUpperCase(Locale.ROOT)
                                        + word.group(2).toLowerCase(Locale.ROOT)))
                : name;
    }
}
