package run.leger.caddy.imports;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Caddyfiles with what they import: snippets and files, with arguments and blocks. Most of them Caddy takes. A set of files is made of a list of
 * choices, so that jqwik can shrink it.
 */
@SuppressWarnings("exports")
public final class ImportsGrammar {
    /** The main file. */
    public static final String MAIN = "Caddyfile";

    /** What a set of files can have. */
    public enum Production {
        SNIPPET,
        SNIPPET_IN_FILE,
        SNIPPET_TWICE,
        NAMED_ROUTE,
        GLOBAL_OPTIONS,
        SITE,
        SITE_WITHOUT_BRACES,
        IMPORT_AT_TOP,
        IMPORT_AMONG_KEYS,
        IMPORT_IN_SITE,
        IMPORT_IN_BLOCK,
        IMPORT_IN_ROUTE,
        IMPORT_SNIPPET,
        IMPORT_FILE,
        IMPORT_GLOB,
        IMPORT_NOTHING,
        IMPORT_BY_ARGUMENT,
        IMPORT_CYCLE,
        BAD_PATTERN,
        OUTSIDE,
        ARGUMENTS,
        ODD_ARGUMENT,
        LINE_END_IN_ARGUMENT,
        BLOCK,
        EMPTY_BLOCK,
        ODD_BLOCK,
        INDEX,
        INDEX_IN_TOKEN,
        SLICE,
        BAD_INDEX,
        OLD_INDEX,
        WHOLE_BLOCK,
        PART_OF_BLOCK,
        ESCAPED_BRACE,
        SPAN,
        QUOTED,
        HEREDOC,
        ODD_LINE
    }

    /** Files by name, the main one first, and what they have. */
    public record Generated(Map<String, String> files, Set<Production> productions) {}

    private static final List<String> NAMES =
            List.of("a.caddy", "b.caddy", "conf/one.conf", "conf/two.conf", "conf/.hidden.conf", "conf/sub/deep");

    private final List<Integer> choices;
    private final Set<Production> productions = EnumSet.noneOf(Production.class);
    private StringBuilder out = new StringBuilder();
    private int next;
    private int level;
    private int snippets;

    private ImportsGrammar(List<Integer> choices) {
        this.choices = choices;
    }

    /** Returns sets of files. */
    public static Arbitrary<Generated> generated() {
        return Arbitraries.integers()
                .between(0, 9999)
                .list()
                .ofMinSize(0)
                .ofMaxSize(160)
                .map(choices -> new ImportsGrammar(choices).all());
    }

    private int choose(int options) {
        return next < choices.size() ? choices.get(next++) % options : 0;
    }

    private boolean oneIn(int times) {
        return choose(times) == times - 1;
    }

    @SafeVarargs
    private String oneOf(Supplier<String>... options) {
        return options[choose(options.length)].get();
    }

    private String used(Production production, String text) {
        productions.add(production);
        return text;
    }

    private Generated all() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(MAIN, main());
        for (int i = 0; i < NAMES.size(); i++) {
            level = i + 1;
            out = new StringBuilder();
            if (level < 3 && oneIn(3)) {
                snippet();
                productions.add(Production.SNIPPET_IN_FILE);
            }
            if (level < 3 && oneIn(3)) {
                site();
            } else {
                lines(choose(4), 1, true);
            }
            files.put(NAMES.get(i), out.toString());
        }
        return new Generated(files, productions);
    }

    private String main() {
        if (oneIn(8)) {
            out.append("{\n");
            productions.add(Production.GLOBAL_OPTIONS);
            lines(choose(2), 1, false);
            out.append("}\n");
        }
        for (int count = 1 + choose(3); count > 0; count--) {
            snippet();
        }
        if (oneIn(8)) {
            out.append(used(Production.SITE_WITHOUT_BRACES, "a.example\n"));
            lines(1 + choose(4), 0, true);
            return out.toString();
        }
        for (int count = 1 + choose(4); count > 0; count--) {
            switch (choose(6)) {
                case 1 -> {
                    importing(Production.IMPORT_AT_TOP, true);
                }
                case 2 -> {
                    out.append(used(Production.NAMED_ROUTE, "&(r" + next + ") {\n"));
                    routes = true;
                    lines(1 + choose(3), 1, true);
                    routes = false;
                    out.append("}\n");
                }
                case 3 -> {
                    if (oneIn(4)) {
                        out.append("k1.example,\n");
                        importing(Production.IMPORT_AMONG_KEYS, false);
                    } else {
                        site();
                    }
                }
                default -> site();
            }
        }
        return out.toString();
    }

    private boolean routes;

    private void snippet() {
        boolean twice = snippets > 0 && oneIn(25);
        if (twice) {
            productions.add(Production.SNIPPET_TWICE);
        }
        out.append(used(Production.SNIPPET, "(s" + (twice ? 0 : snippets) + ") {\n"));
        boolean site = oneIn(8);
        if (site) {
            site();
        } else {
            lines(choose(5), 1, true);
        }
        snippets += twice ? 0 : 1;
        out.append("}\n");
    }

    private void site() {
        productions.add(Production.SITE);
        out.append(oneOf(
                () -> "a" + next + ".example",
                () -> "a.example, b.example",
                () -> used(Production.INDEX, "{args[0]}"),
                () -> used(Production.SLICE, "x.example {args[1:]}"),
                () -> used(Production.INDEX_IN_TOKEN, "{args[0]}.example"),
                () -> used(Production.QUOTED, "\"q.example\""),
                () -> used(Production.SPAN, "{$LEGER_WORD}.example")));
        out.append(" {\n");
        lines(choose(4), 1, true);
        out.append("}\n");
    }

    private void lines(int count, int depth, boolean imports) {
        for (int i = 0; i < count; i++) {
            out.append("\t".repeat(depth));
            switch (choose(imports ? 6 : 2)) {
                case 1, 2 -> {
                    out.append(word());
                    arguments();
                    if (depth < 4 && oneIn(2)) {
                        out.append(" {\n");
                        lines(choose(4), depth + 1, imports);
                        out.append("\t".repeat(depth)).append(oneIn(30) ? used(Production.ODD_LINE, "} x") : "}");
                    }
                    out.append('\n');
                }
                case 3, 4 ->
                    importing(
                            routes
                                    ? Production.IMPORT_IN_ROUTE
                                    : depth > 1 ? Production.IMPORT_IN_BLOCK : Production.IMPORT_IN_SITE,
                            true);
                default -> {
                    out.append(word());
                    arguments();
                    out.append('\n');
                }
            }
        }
    }

    private String word() {
        return oneOf(
                () -> "respond",
                () -> "header",
                () -> "@m",
                () -> "\"quoted\"",
                () -> used(Production.WHOLE_BLOCK, "{block}"),
                () -> used(Production.PART_OF_BLOCK, "{blocks.key}"),
                () -> used(Production.INDEX, "{args[0]}"),
                () -> used(Production.SLICE, "{args[:]}"),
                () -> oneIn(8) ? used(Production.ODD_LINE, "{}") : "log");
    }

    private void arguments() {
        for (int count = choose(4); count > 0; count--) {
            out.append(' ')
                    .append(oneOf(
                            () -> "word",
                            () -> used(Production.INDEX, "{args[0]}"),
                            () -> used(Production.INDEX, "{args[1]}"),
                            () -> used(Production.INDEX_IN_TOKEN, "/x{args[0]}y{args[1]}"),
                            () -> used(Production.INDEX_IN_TOKEN, "{args[0]}:{args[1]}"),
                            () -> used(Production.QUOTED, "\"{args[0]} {args[1]}\""),
                            () -> used(Production.QUOTED, "`{args[1]} \"`"),
                            () -> used(Production.HEREDOC, "<<EOF\n{args[0]}\n\n  b\nEOF"),
                            () -> used(Production.HEREDOC, "<<EOF\n  {args[0]}\n  EOF 200"),
                            () -> used(Production.SLICE, "{args[:]}"),
                            () -> used(Production.SLICE, "{args[1:]}"),
                            () -> used(Production.SLICE, "\"{args[0:2]}\""),
                            () -> used(Production.SLICE, "{args[:1]}"),
                            () -> used(
                                    Production.BAD_INDEX,
                                    List.of(
                                                    "{args[9]}",
                                                    "{args[x]}",
                                                    "{args[]}",
                                                    "{args[2:1]}",
                                                    "{args[a:]}",
                                                    "{args[+0]}",
                                                    "x{args[0:1]}",
                                                    "{args[-1]}",
                                                    "{args[args.0]}",
                                                    "{args[0]")
                                            .get(choose(10))),
                            () -> used(Production.OLD_INDEX, "{args.0}"),
                            () -> used(Production.WHOLE_BLOCK, "{block}"),
                            () -> used(Production.PART_OF_BLOCK, "{blocks.key}"),
                            () -> used(Production.PART_OF_BLOCK, "{blocks.other.key}"),
                            () -> used(
                                    Production.ESCAPED_BRACE,
                                    List.of(
                                                    "\\{host\\}",
                                                    "\\\\{args[0]\\\\}",
                                                    "\"\\{args[0]}\"",
                                                    "{a\\}b}",
                                                    "{a{args[0]}}",
                                                    "{{{args[0]}")
                                            .get(choose(6))),
                            () -> used(Production.SPAN, "{$LEGER_WORD}"),
                            () -> used(Production.SPAN, "{args[{$LEGER_NONE:0}]}"),
                            () -> used(Production.SPAN, "\"{$LEGER_NONE:two words}\""),
                            () -> used(Production.SPAN, "\"{$LEGER_OPEN}{args[0]}\""),
                            () -> used(Production.QUOTED, "\"{\""),
                            () -> used(Production.QUOTED, "\"\""),
                            () -> used(Production.QUOTED, "\"a\nb\""),
                            () -> "a\\b",
                            () -> "\\<<x",
                            () -> oneIn(3) ? used(Production.HEREDOC, "<<E\nE") : "plain",
                            () -> oneIn(3) ? used(Production.ODD_LINE, "{}") : "import"));
        }
    }

    private void importing(Production where, boolean withBlock) {
        productions.add(where);
        out.append(oneIn(10) ? "\"import\" " : "import ");
        out.append(oneOf(
                this::snippetName,
                this::snippetName,
                this::snippetName,
                () -> used(Production.IMPORT_FILE, file()),
                () -> used(Production.IMPORT_FILE, file()),
                () -> used(
                        Production.IMPORT_GLOB,
                        List.of(
                                        "conf/*.conf",
                                        "conf/*",
                                        "conf/o?e.conf",
                                        "con?/t*o.conf",
                                        "conf/.h*",
                                        "./conf//t*",
                                        "*/one.conf")
                                .get(choose(7))),
                () -> oneIn(3)
                        ? used(
                                Production.IMPORT_NOTHING,
                                List.of("nope*", "missing", "a]").get(choose(3)))
                        : snippetName(),
                () -> oneIn(2) ? used(Production.IMPORT_BY_ARGUMENT, "{args[0]}") : snippetName(),
                () -> oneIn(4)
                        ? used(
                                Production.BAD_PATTERN,
                                List.of("\"\"", "a**", "[a]", "a[b", "x\\", "conf", "a?b?")
                                        .get(choose(7)))
                        : snippetName(),
                () -> oneIn(4) ? used(Production.OUTSIDE, "../" + next) : snippetName(),
                () -> oneIn(3) ? used(Production.IMPORT_CYCLE, MAIN) : snippetName()));
        for (int count = choose(4); count > 0; count--) {
            productions.add(Production.ARGUMENTS);
            out.append(' ')
                    .append(oneOf(
                            () -> "one",
                            () -> "/path/two",
                            () -> "s0",
                            () -> used(Production.ODD_ARGUMENT, "\"two words\""),
                            () -> used(
                                    Production.ODD_ARGUMENT,
                                    List.of(
                                                    "\"\"",
                                                    "\"{\"",
                                                    "\"}\"",
                                                    "\"{}\"",
                                                    "\"import\"",
                                                    "`\"quo`",
                                                    "\"#x\"",
                                                    "x,",
                                                    "`a\\`",
                                                    "\"{args[0]}\"",
                                                    "{block}",
                                                    "\"<<A\"",
                                                    "\\{x\\}",
                                                    "`\\<a`",
                                                    "@x",
                                                    "(s9)")
                                            .get(choose(16))),
                            () -> used(Production.INDEX, "{args[0]}"),
                            () -> used(Production.SLICE, "{args[:]}"),
                            () -> oneIn(3) ? used(Production.LINE_END_IN_ARGUMENT, "\"a\nb\n\"") : "x",
                            () -> used(Production.SPAN, "{$LEGER_WORD}")));
        }
        if (withBlock && oneIn(3)) {
            block();
        }
        out.append('\n');
    }

    private String snippetName() {
        if (level > 0 && snippets == 0) {
            return used(Production.IMPORT_NOTHING, "nope*");
        }
        return used(Production.IMPORT_SNIPPET, "s" + choose(Math.max(1, snippets)));
    }

    private String file() {
        // Mostly what comes later, so that there is a circle only now and then.
        int from = oneIn(12) ? 0 : Math.min(level, NAMES.size() - 1);
        String name = NAMES.get(from + choose(NAMES.size() - from));
        return level > 2 && name.startsWith("conf/") ? name.substring(5) : name;
    }

    private void block() {
        if (oneIn(4)) {
            out.append(used(Production.EMPTY_BLOCK, " {\n}"));
            return;
        }
        productions.add(Production.BLOCK);
        out.append(" {\n");
        for (int count = 1 + choose(3); count > 0; count--) {
            out.append(oneOf(
                    () -> "key value \"two words\"\n",
                    () -> "key {\n\tx y\n\tz {args[0]} {\n\t\tw\n\t}\n}\n",
                    () -> "other.key v {\n\tx\n}\n",
                    () -> "respond {args[0]} {block}\n",
                    () -> "import s0 one\n",
                    () -> oneIn(3)
                            ? used(
                                    Production.ODD_BLOCK,
                                    List.of("{\nx\n}\n", "x {\n} y\n", "{}\n", "x\n} z\n", "key {\n}\n", "\"{\" x\n")
                                            .get(choose(6)))
                            : "word\n"));
        }
        out.append('}');
    }
}
