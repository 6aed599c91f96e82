package run.leger.caddy.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import run.leger.caddy.grammar.DirectiveType.Place;

/** Whole Caddyfiles: options, snippets, named routes, sites with any of the lines of a grammar, and imports of the snippets. */
public final class FileSamples {
    private static final List<String> ADDRESSES = List.of(
            "a.example",
            "b.example",
            "*.c.example",
            "a.b.ts.net",
            "localhost",
            "http://d.example",
            "https://e.example",
            "http://f.example:8080",
            "g.example:8443",
            ":9000",
            ":443",
            "http://",
            "192.0.2.1",
            "[2001:db8::1]:8443",
            "H.Example",
            "{env.H}.example",
            "\"quoted.example\"");
    private static final List<String> ODD_ADDRESSES = List.of(
            "https://i.example:80",
            "http://j.example:443",
            "ftp://k.example",
            "l.example:99999",
            "m.example:x",
            "n .example",
            ".o.example",
            "p.*.example",
            "a.example",
            "respond",
            "wss://q.example",
            "r.example/path",
            "0.0.0.0");
    private static final int ODDS = 60;

    private final Random random;
    private final Grammar grammar;
    private final int odds;
    private final StringBuilder out = new StringBuilder();
    private final List<String> snippets = new ArrayList<>();
    private final List<DirectiveType> anywhere = new ArrayList<>();
    private final List<DirectiveType> inSites = new ArrayList<>();

    private FileSamples(Random random, Grammar grammar) {
        this.random = random;
        this.grammar = grammar;
        // Half of the files have no mistake that is meant.
        odds = random.nextBoolean() ? Integer.MAX_VALUE : ODDS;
        for (DirectiveType type : grammar.directives()) {
            if (type.place() != Place.RESPONSE) {
                inSites.add(type);
            }
            if (type.place() == Place.HANDLER) {
                anywhere.add(type);
            }
        }
    }

    /** Returns a file. */
    public static String file(Random random, Grammar grammar) {
        FileSamples samples = new FileSamples(random, grammar);
        samples.file();
        return samples.out.toString();
    }

    private void file() {
        if (random.nextInt(3) == 0) {
            out.append("{\n");
            for (int lines = random.nextInt(3); lines >= 0; lines--) {
                Setting<?> option = pick(grammar.options());
                line(option.name(), option.shape());
            }
            out.append("}\n\n");
        }
        for (int count = random.nextInt(3); count > 0; count--) {
            String name = "s" + snippets.size();
            out.append('(').append(name).append(") {\n");
            directives(anywhere, 1, 1);
            if (random.nextInt(3) == 0) {
                out.append("\trespond {args[0]} {args[1]}\n");
            }
            if (random.nextInt(3) == 0) {
                out.append("\thandle /in {\n\t\t{block}\n\t}\n");
            }
            out.append("}\n\n");
            snippets.add(name);
        }
        if (random.nextInt(4) == 0) {
            out.append("&(r) {\n");
            directives(anywhere, 1, 1);
            out.append("}\n\n");
        }
        List<String> free = new ArrayList<>(ADDRESSES);
        for (int sites = 1 + random.nextInt(3); sites > 0; sites--) {
            site(free);
        }
    }

    private void site(List<String> free) {
        List<String> addresses = new ArrayList<>();
        for (int count = random.nextInt(5) == 0 ? 3 : 1; count > 0; count--) {
            addresses.add(odd() ? pick(ODD_ADDRESSES) : free.remove(random.nextInt(free.size())));
        }
        out.append(String.join(random.nextBoolean() ? ", " : ",\n", addresses)).append(" {\n");
        out.append("\t@m path /m\n");
        if (random.nextInt(3) == 0) {
            Setting<?> matcher = pick(grammar.matchers());
            out.append("\t@n {\n");
            line(matcher.name(), matcher.shape());
            out.append("\t}\n");
        }
        directives(inSites, 1, 3);
        out.append("}\n\n");
    }

    private void directives(List<DirectiveType> from, int least, int more) {
        for (int lines = least + random.nextInt(more); lines > 0; lines--) {
            switch (random.nextInt(10)) {
                case 0 -> imported();
                case 1 -> group();
                case 2 ->
                    out.append("\t# ")
                            .append(random.nextBoolean() ? "note" : "C:\\dir\n\t#")
                            .append('\n');
                default -> directive(pick(from));
            }
        }
    }

    private void imported() {
        if (snippets.isEmpty()) {
            return;
        }
        out.append("\timport ").append(pick(snippets));
        out.append(pick(List.of("", " hello 200", " \"two words\" 204", " {path} 404")));
        if (random.nextInt(3) == 0) {
            out.append(" {\n\t\trespond inner\n\t}");
        }
        out.append('\n');
    }

    private void group() {
        out.append(pick(List.of("\thandle {\n", "\thandle /p* {\n", "\troute {\n", "\thandle_path /q/* {\n")));
        directive(pick(anywhere));
        directive(pick(anywhere));
        out.append("\t}\n");
    }

    private void directive(DirectiveType type) {
        String line = LineSamples.line(random, type.name(), type.shape(), odds);
        if (type.takesMatcher() && random.nextInt(3) == 0) {
            String matcher = odd() ? "@nosuch" : pick(List.of("*", "/a/*", "@m"));
            line = "\t" + type.name() + " " + matcher
                    + line.substring(1 + type.name().length());
        }
        out.append(line).append('\n');
    }

    private void line(String name, Shape shape) {
        out.append(LineSamples.line(random, name, shape, odds)).append('\n');
    }

    private boolean odd() {
        return random.nextInt(odds) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
