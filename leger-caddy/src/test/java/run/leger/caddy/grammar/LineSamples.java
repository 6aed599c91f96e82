package run.leger.caddy.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import run.leger.caddy.Argument;

/**
 * Lines made from shapes: mostly such as Caddy takes, some with one argument too few or too many, a wrong value, or a line twice. The tables
 * that lines are checked with make them too, so no production can be forgotten.
 */
public final class LineSamples {
    private static final List<String> TEXTS = List.of(
            "x", "/a", "a b", "{path}", "404", "10", "a.example", "X-Y", "true", "off", "*", "{env.X}", "\"q\"", "a#b");
    private static final int DEEPEST = 4;
    /** One of so many choices is a mistake. */
    private static final int ODDS = 40;

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    private LineSamples(Random random) {
        this.random = random;
    }

    /** Returns a line with its block, indented by a tab, without a line end. */
    public static String line(Random random, String name, Shape shape) {
        LineSamples samples = new LineSamples(random);
        samples.line(name, shape, 1);
        return samples.out.toString();
    }

    private void line(String name, Shape shape, int depth) {
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
            words.add(odd() ? "nosuch" : odd() ? quoted(picked.getKey()) : picked.getKey());
            own = picked.getValue();
        }
        arguments(own, words);
        block(own, depth);
    }

    private void arguments(Shape shape, List<String> words) {
        int more = shape.ignoresMore() && random.nextInt(8) > 0 ? 0 : 2;
        int most = Math.min(shape.most(), Math.max(shape.slots().size(), shape.least()) + more);
        int count = shape.least() + (most > shape.least() ? random.nextInt(most - shape.least() + 1) : 0);
        if (odd()) {
            count = Math.max(0, count + (random.nextBoolean() ? 1 : -1));
        }
        for (int i = 0; i < Math.max(count, words.size()); i++) {
            out.append(' ');
            if (i < words.size() && !words.get(i).isEmpty()) {
                out.append(words.get(i));
            } else {
                out.append(shape.slot(i).map(slot -> value(slot.type())).orElse("more"));
            }
        }
    }

    private String value(ValueType<?> type) {
        List<String> from = odd() && !type.mistakes().isEmpty() ? type.mistakes() : type.examples();
        boolean free = type == Values.text() || type == Values.verbatim() || type == Values.plain() || from.isEmpty();
        String text = pick(free ? TEXTS : from);
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
            Setting<?> setting = settings.get(random.nextInt(settings.size()));
            line(odd() ? quoted(setting.name()) : setting.name(), setting.shape(), depth);
        } else if (shape.others().isPresent()) {
            line(
                    shape.prefix() + pick(List.of("a", "X-Key", "b.example", "~^x")),
                    shape.others().get(),
                    depth);
        } else {
            line("nosuch", Shape.of(), depth);
        }
    }

    private boolean odd() {
        return random.nextInt(ODDS) == 0;
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
