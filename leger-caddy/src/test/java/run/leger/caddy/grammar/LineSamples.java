package run.leger.caddy.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import run.leger.caddy.Argument;

/**
 * Lines made from shapes: mostly such as Caddy takes, some with one argument too few or too many, a wrong value, or a line twice. The tables
 * that lines are checked with make them too, so no production can be forgotten.
 */
public final class LineSamples {
    private static final List<String> TEXTS = List.of(
            "x", "/a", "a b", "{path}", "404", "10", "a.example", "X-Y", "true", "off", "*", "{env.X}", "\"q\"", "a#b");
    /** Stands for the name of a line that can have any. */
    private static final String OTHER = "<name>";

    private static final int DEEPEST = 4;
    /** One of so many choices is a mistake. */
    private static final int ODDS = 40;

    private final Random random;
    private final int odds;
    private final StringBuilder out = new StringBuilder();
    private final List<Place> places = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();

    /** Where a value stands in the line. */
    private record Place(String path, String key, int from, int to, ValueType<?> type) {}

    /**
     * A line with a place for a value.
     *
     * @param path the names of the lines around it, and the number of the argument
     * @param key the name of the line and the slot: one of {@link #places}
     * @param before the line up to the value
     * @param type what the value is
     * @param after the rest of the line
     */
    public record Hole(String path, String key, String before, ValueType<?> type, String after) {
        /** Returns the line with a literal at that place. */
        public String filled(String text) {
            return before + literal(type, text) + after;
        }
    }

    private LineSamples(Random random, int odds) {
        this.random = random;
        this.odds = odds;
    }

    /** Returns a line with its block, indented by a tab, without a line end. */
    public static String line(Random random, String name, Shape shape) {
        return line(random, name, shape, ODDS);
    }

    /** Returns a line in which one of so many choices is a mistake. */
    public static String line(Random random, String name, Shape shape, int odds) {
        LineSamples samples = new LineSamples(random, odds);
        samples.line(name, shape, 1);
        return samples.out.toString();
    }

    /** Returns a line without mistakes, with each of the places in it where any text can stand. */
    public static List<Hole> holes(Random random, String name, Shape shape) {
        LineSamples samples = new LineSamples(random, Integer.MAX_VALUE);
        samples.line(name, shape, 1);
        return samples.places.stream()
                .map(place -> new Hole(
                        place.path(),
                        place.key(),
                        samples.out.substring(0, place.from()),
                        place.type(),
                        samples.out.substring(place.to())))
                .toList();
    }

    /** Returns the keys of all places where any text can stand in lines of a shape. */
    public static Set<String> places(String name, Shape shape) {
        Set<String> keys = new TreeSet<>();
        places(name, shape, Set.of(), keys, Collections.newSetFromMap(new IdentityHashMap<>()));
        return keys;
    }

    private static void places(String name, Shape shape, Set<Integer> words, Set<String> keys, Set<Shape> seen) {
        if (!seen.add(shape)) {
            return;
        }
        if (shape.choice().isPresent()) {
            Choice choice = shape.choice().get();
            Set<Integer> more = new HashSet<>(words);
            more.add(choice.index());
            choice.shapes().values().forEach(each -> places(name, each, more, keys, seen));
            choice.none().ifPresent(each -> places(name, each, words, keys, seen));
            return;
        }
        for (int i = 0; i < shape.slots().size(); i++) {
            if (shape.slots().get(i).type().isText() && !words.contains(i) && !neverWritten(shape, i)) {
                keys.add(key(name, i, shape));
            }
        }
        shape.settings().forEach(each -> places(each.name(), each.shape(), Set.of(), keys, seen));
        shape.others().ifPresent(each -> places(OTHER, each, Set.of(), keys, seen));
    }

    private static String key(String name, int argument, Shape shape) {
        return name + " <"
                + shape.slots()
                        .get(Math.min(argument, shape.slots().size() - 1))
                        .name() + ">";
    }

    private void line(String name, Shape shape, int depth) {
        line(name, name, shape, depth);
    }

    private void line(String name, String label, Shape shape, int depth) {
        path.addLast(label);
        indent(depth);
        out.append(name);
        Shape own = shape;
        List<String> words = new ArrayList<>();
        while (own.choice().isPresent()) {
            Choice choice = own.choice().get();
            if (choice.none().isPresent() && random.nextInt(4) == 0) {
                own = choice.none().get();
                continue;
            }
            while (words.size() < choice.index()) {
                words.add(""); // As its slot says.
            }
            if (choice.shapes().isEmpty()) {
                words.add("nosuch"); // Only plugins stand there.
                own = Shape.raw();
                break;
            }
            List<Map.Entry<String, Shape>> shapes =
                    new ArrayList<>(choice.shapes().entrySet());
            shapes.sort(Map.Entry.comparingByKey());
            Map.Entry<String, Shape> picked = shapes.get(random.nextInt(shapes.size()));
            words.add(odd() ? "nosuch" : picked.getKey());
            own = picked.getValue();
        }
        arguments(own, words);
        block(own, depth);
        path.removeLast();
    }

    private void arguments(Shape shape, List<String> words) {
        int more = shape.ignoresMore() && random.nextInt(8) > 0 ? 0 : 2;
        int most = Math.min(shape.most(), Math.max(shape.slots().size(), shape.least()) + more);
        int count = shape.least() + (most > shape.least() ? random.nextInt(most - shape.least() + 1) : 0);
        if (odd()) {
            count = Math.max(0, count + (random.nextBoolean() ? 1 : -1));
        }
        for (int i = 0; i < Math.max(count, words.size()); i++) {
            if (i >= shape.least() && odds == Integer.MAX_VALUE && neverWritten(shape, i)) {
                break;
            }
            out.append(' ');
            if (i < words.size() && !words.get(i).isEmpty()) {
                out.append(words.get(i));
            } else {
                Optional<Slot<?>> slot = shape.slot(i);
                String value = slot.map(each -> value(each.type())).orElse("more");
                if (slot.isPresent() && slot.get().type().isText()) {
                    places.add(new Place(
                            String.join(" > ", path) + ", argument " + i,
                            key(path.getLast(), i, shape),
                            out.length(),
                            out.length() + value.length(),
                            slot.get().type()));
                }
                out.append(value);
            }
        }
    }

    private static boolean neverWritten(Shape shape, int argument) {
        return shape.slot(argument)
                .filter(slot -> {
                    try {
                        slot.type().literal("x");
                        return false;
                    } catch (IllegalArgumentException e) {
                        return slot.name().startsWith("more ");
                    }
                })
                .isPresent();
    }

    private String value(ValueType<?> type) {
        List<String> from = odd() && !type.mistakes().isEmpty() ? type.mistakes() : type.examples();
        boolean free = type == Values.text()
                || type == Values.verbatim()
                || type == Values.plain()
                || from.isEmpty()
                || from.equals(Values.text().examples());
        String text = likely(free ? TEXTS : from);
        boolean bare = text.matches("[A-Za-z0-9_./:@%+*=?&~^,!|()\\[\\]<>$;'{}-]+")
                && !text.matches("[{}]|.*[^{]}.*\\{.*|<<.*");
        return bare && random.nextInt(10) > 0 ? text : quoted(text);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }

    private void block(Shape shape, int depth) {
        boolean possible = shape.body() != Shape.Body.NONE;
        List<Setting<?>> needed =
                shape.settings().stream().filter(Setting::isNeeded).toList();
        boolean wanted = (shape.needsBlock() || !needed.isEmpty()) != odd() || random.nextInt(3) > 0;
        if (possible ? !wanted || depth > DEEPEST : !odd()) {
            return;
        }
        out.append(" {\n");
        if (shape.body() == Shape.Body.DIRECTIVES) {
            indent(depth + 1);
            out.append("respond ok\n");
        } else if (shape.body() == Shape.Body.SETTINGS || !possible) {
            for (Setting<?> setting : needed) {
                if (!odd()) {
                    line(setting.name(), setting.shape(), depth + 1);
                    out.append('\n');
                }
            }
            int lines = random.nextInt(4);
            for (int i = 0; i < lines; i++) {
                setting(shape, depth + 1);
                out.append('\n');
            }
        }
        indent(depth);
        out.append('}');
    }

    private void setting(Shape shape, int depth) {
        List<Setting<?>> settings = shape.settings();
        boolean other = settings.isEmpty() || shape.others().isPresent() && random.nextInt(settings.size() + 2) == 0;
        if (!other && !odd()) {
            Setting<?> setting = pickSetting(settings);
            line(setting.name(), setting.shape(), depth);
        } else if (shape.others().isPresent()) {
            line(
                    shape.prefix() + pick(List.of("a", "X-Key", "b.example", "~^x")),
                    OTHER,
                    shape.others().get(),
                    depth);
        } else {
            line("nosuch", Shape.of(), depth);
        }
    }

    /** Where a line is only there for a place in it, the deep ones are not to be forgotten among the many. */
    private Setting<?> pickSetting(List<Setting<?>> settings) {
        List<Setting<?>> deep = settings.stream()
                .filter(each -> each.shape().choice().isPresent()
                        || !each.shape().settings().isEmpty())
                .toList();
        List<Setting<?>> from = odds == Integer.MAX_VALUE && !deep.isEmpty() && random.nextBoolean() ? deep : settings;
        return from.get(random.nextInt(from.size()));
    }

    private boolean odd() {
        return random.nextInt(odds) == 0;
    }

    /** Where a line is only there for a place in it, it is mostly such that Caddy takes it. */
    private String likely(List<String> from) {
        return odds == Integer.MAX_VALUE && random.nextInt(4) > 0 ? from.get(0) : pick(from);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void indent(int depth) {
        out.append("\t".repeat(depth));
    }

    /** Returns the source of an argument that is written as a literal of a type. */
    public static String literal(ValueType<?> type, String text) {
        Argument argument = type.literal(text);
        return argument.source("a sample", 0);
    }
}
