package run.leger.caddy.syntax;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Caddyfiles that Caddy's block parser takes, from a grammar with all that its lexer and block parser know. A file is made of a list of choices:
 * a shorter list of smaller numbers gives a simpler file, so that jqwik can shrink it.
 */
@SuppressWarnings("exports")
public final class CaddyfileGrammar {
    /** The variables that the files use, to be set for whoever reads them. */
    public static final Map<String, String> ENVIRONMENT = Map.of("LEGER_WORD", "word", "LEGER_EMPTY", "");

    /** What a file can have. */
    public enum Production {
        BYTE_ORDER_MARK,
        CRLF,
        ODD_SPACE,
        BLANK_LINES,
        COMMENT_LINE,
        COMMENT_AT_END,
        COMMENT_WITH_BACKSLASH,
        CONTINUATION,
        PLAIN,
        DOUBLE_QUOTES,
        ESCAPED_QUOTE,
        BACKTICKS,
        HEREDOC,
        INDENTED_HEREDOC,
        ESCAPED_HEREDOC,
        BACKSLASH,
        UNICODE,
        GLUED_TOKENS,
        QUOTED_BRACE,
        LINE_END_IN_TOKEN,
        SPAN,
        SPAN_WITH_DEFAULT,
        SPAN_IN_QUOTES,
        SPAN_IN_COMMENT,
        EMPTY_SPAN,
        UNENDED_SPAN,
        PLACEHOLDER,
        GLOBAL_OPTIONS,
        SNIPPET,
        NAMED_ROUTE,
        SITE,
        SITE_WITHOUT_BRACES,
        BRACE_ON_NEXT_LINE,
        DIRECTIVE_AFTER_BRACE,
        MANY_ADDRESSES,
        ADDRESSES_OVER_LINES,
        QUOTED_ADDRESS,
        MATCHER_TOKEN,
        MATCHER_LINE,
        MATCHER_BLOCK,
        BLOCK,
        EMPTY_BLOCK,
        IMPORT_GLOB,
        IMPORT_SNIPPET,
        IMPORT_ARGUMENTS,
        IMPORT_BLOCK,
        NO_LINE_END
    }

    /** A file, and what it has. */
    public record Generated(String text, Set<Production> productions) {}

    private final List<Integer> choices;
    private final StringBuilder out = new StringBuilder();
    private final Set<Production> productions = EnumSet.noneOf(Production.class);
    private int next;
    private int snippets;
    private boolean crlf;

    private CaddyfileGrammar(List<Integer> choices) {
        this.choices = choices;
    }

    /** Returns files as text. */
    public static Arbitrary<String> files() {
        return generated().map(Generated::text);
    }

    /** Returns files with what they have. */
    public static Arbitrary<Generated> generated() {
        return Arbitraries.integers()
                .between(0, 9999)
                .list()
                .ofMinSize(0)
                .ofMaxSize(250)
                .map(choices -> new CaddyfileGrammar(choices).file());
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

    private Generated file() {
        crlf = oneIn(5);
        if (crlf) {
            productions.add(Production.CRLF);
        }
        if (oneIn(10)) {
            out.append(used(Production.BYTE_ORDER_MARK, "\ufeff"));
        }
        space();
        if (oneIn(6)) {
            productions.add(Production.SITE_WITHOUT_BRACES);
            addresses();
            lineEnd();
            statements(0, 0);
        } else {
            if (oneIn(3)) {
                block(Production.GLOBAL_OPTIONS, 1);
            }
            for (int sections = 1 + choose(4); sections > 0; sections--) {
                section();
            }
        }
        if (oneIn(4)) {
            productions.add(Production.NO_LINE_END);
            while (!out.isEmpty() && (out.charAt(out.length() - 1) == '\n' || out.charAt(out.length() - 1) == '\r')) {
                out.setLength(out.length() - 1);
            }
        } else if (oneIn(12)) {
            // Without a closing brace to come, this is only text.
            out.append(used(Production.UNENDED_SPAN, "# {$LEGER"));
        }
        return new Generated(out.toString(), productions);
    }

    private void section() {
        switch (choose(6)) {
            case 1 -> {
                out.append('(').append("s").append(snippets++).append(')');
                block(Production.SNIPPET, 1);
            }
            case 2 -> {
                out.append("&(r").append(next).append(')');
                block(Production.NAMED_ROUTE, 1);
            }
            case 3 -> {
                out.append(used(Production.IMPORT_GLOB, "import no-such-*.caddyfile"));
                lineEnd();
            }
            default -> {
                addresses();
                if (oneIn(8)) {
                    productions.add(Production.BRACE_ON_NEXT_LINE);
                    lineEnd();
                }
                block(Production.SITE, 1);
            }
        }
        space();
    }

    /** A block in braces of a section, with a directive on the line of its brace perhaps. */
    private void block(Production what, int depth) {
        productions.add(what);
        out.append(out.isEmpty() || out.charAt(out.length() - 1) == '\n' ? "{" : " {");
        if (oneIn(12)) {
            productions.add(Production.DIRECTIVE_AFTER_BRACE);
            out.append(" log");
        }
        lineEnd();
        statements(depth, what == Production.SITE || what == Production.NAMED_ROUTE ? 0 : 1);
        out.append('}');
        lineEnd();
    }

    private void addresses() {
        int count = oneIn(3) ? 2 + choose(2) : 1;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                productions.add(Production.MANY_ADDRESSES);
                out.append(oneOf(() -> ", ", () -> " ", () -> " , "));
                if (out.charAt(out.length() - 2) == ',' && oneIn(3)) {
                    productions.add(Production.ADDRESSES_OVER_LINES);
                    lineEnd();
                }
            }
            out.append(oneOf(
                    () -> "a" + next + ".example",
                    () -> ":8080",
                    () -> "http://[::1]:80/path",
                    () -> "*.example:443",
                    () -> used(Production.SPAN, "{$LEGER_WORD}.example"),
                    () -> used(Production.SPAN_WITH_DEFAULT, "http://{$LEGER_NONE:b.example}:81"),
                    () -> used(Production.QUOTED_ADDRESS, "\"c.example\""),
                    () -> used(Production.PLACEHOLDER, "{env.H}.example")));
        }
    }

    /** Statements of a block; only in a site may they import a snippet that is there. */
    private void statements(int depth, int kind) {
        for (int lines = choose(5); lines > 0; lines--) {
            out.append("\t".repeat(Math.max(0, depth - (oneIn(5) ? 1 : 0))));
            if (oneIn(8)) {
                comment(Production.COMMENT_LINE);
                out.append(crlf ? "\r\n" : "\n");
            } else if (oneIn(12)) {
                // The backslash hides the line end, so that the next line is the same one for Caddy; it is short here.
                out.append(used(Production.COMMENT_WITH_BACKSLASH, "# C:\\x"));
                out.append(crlf ? "\r\nlog\r\n" : "\nlog\n");
            } else {
                statement(depth, kind);
            }
        }
        space();
        out.append("\t".repeat(Math.max(0, depth - 1)));
    }

    private void statement(int depth, int kind) {
        switch (choose(8)) {
            case 1 -> {
                out.append(used(Production.MATCHER_LINE, "@m")).append(next).append(" path /x*");
                lineEnd();
            }
            case 2 -> {
                productions.add(Production.MATCHER_BLOCK);
                out.append("@n").append(next);
                nested(depth);
            }
            case 3 -> {
                out.append(name());
                arguments();
                productions.add(Production.BLOCK);
                nested(depth);
            }
            case 4 -> {
                if (kind == 0 && snippets > 0) {
                    importSnippet();
                } else {
                    out.append(used(Production.IMPORT_GLOB, "import no-such-*.caddyfile"));
                    lineEnd();
                }
            }
            default -> {
                out.append(name());
                arguments();
                lineEnd();
            }
        }
    }

    private void nested(int depth) {
        out.append(" {");
        if (depth > 4 || oneIn(6)) {
            productions.add(Production.EMPTY_BLOCK);
            lineEnd();
        } else {
            lineEnd();
            statements(depth + 1, 1);
        }
        out.append('}');
        lineEnd();
    }

    private void importSnippet() {
        productions.add(Production.IMPORT_SNIPPET);
        out.append("import s").append(choose(snippets));
        if (oneIn(2)) {
            out.append(used(Production.IMPORT_ARGUMENTS, " one \"two {three}\""));
        }
        if (oneIn(3)) {
            productions.add(Production.IMPORT_BLOCK);
            out.append(" {");
            lineEnd();
            out.append("\tkey value");
            lineEnd();
            out.append("\tother {");
            lineEnd();
            out.append("\t\tx y");
            lineEnd();
            out.append("\t}");
            lineEnd();
            out.append('}');
        }
        lineEnd();
    }

    private String name() {
        return List.of("respond", "reverse_proxy", "header", "log", "handle", "route", "x-y", "+X-A", "\"quoted\"")
                .get(choose(9));
    }

    private void arguments() {
        int start = out.length();
        for (int count = choose(4); count > 0; count--) {
            out.append(oneOf(
                    () -> " ",
                    () -> "  ",
                    () -> used(Production.ODD_SPACE, "\u00a0\u3000"),
                    () -> used(Production.ODD_SPACE, "\f\u2028\u000b"),
                    () -> used(Production.CONTINUATION, crlf ? " \\\r\n\t" : " \\\n  "),
                    () -> "\t"));
            // After a continuation Caddy counts the line ends of a token twice, and what follows is on another line.
            boolean continued = out.indexOf(crlf ? "\\\r\n" : "\\\n", start) >= 0;
            String argument = argument();
            out.append(continued && argument.indexOf('\n') >= 0 ? "word" : argument);
        }
    }

    private String argument() {
        return oneOf(
                () -> used(Production.PLAIN, "word"),
                () -> used(Production.PLAIN, "a\"b`c'd#e,=/*"),
                () -> used(Production.UNICODE, "é中\ud83d\ude00\ufffd\u0001"),
                () -> used(Production.MATCHER_TOKEN, "@m"),
                () -> used(Production.PLACEHOLDER, "{http.request.host}/{path}"),
                () -> used(Production.BACKSLASH, "a\\b"),
                () -> used(Production.BACKSLASH, "\\w+"),
                () -> used(Production.ESCAPED_HEREDOC, "\\<<EOF"),
                () -> used(Production.DOUBLE_QUOTES, "\"two words # {\""),
                () -> used(Production.ESCAPED_QUOTE, "\"a \\\"b\\\" \\n \\\\\""),
                () -> used(Production.LINE_END_IN_TOKEN, "\"a\n\r\n b\""),
                () -> used(
                        Production.QUOTED_BRACE,
                        List.of("\"{\"", "\"}\"", "`{}`").get(choose(3))),
                () -> used(Production.BACKTICKS, "`a \" \\ #`"),
                () -> used(Production.LINE_END_IN_TOKEN, "`a\n{\n`"),
                () -> used(Production.GLUED_TOKENS, "\"a\"b"),
                () -> used(Production.GLUED_TOKENS, "``\"\""),
                () -> used(Production.HEREDOC, heredoc("EOF", "")),
                () -> used(Production.HEREDOC, heredoc("E-_9", "") + " 200"),
                () -> used(Production.INDENTED_HEREDOC, heredoc("HTML", "\t\t")),
                () -> used(Production.SPAN, "{$LEGER_WORD}"),
                () -> used(Production.SPAN, "a{$LEGER_EMPTY}b"),
                () -> used(Production.SPAN_WITH_DEFAULT, "{$LEGER_NONE:x:y}z"),
                () -> used(Production.SPAN_IN_QUOTES, "\"x {$LEGER_WORD} {$LEGER_NONE:two words}\""),
                () -> used(Production.SPAN_IN_QUOTES, "`{$LEGER_NONE:\"}`"),
                () -> used(Production.EMPTY_SPAN, "\"{$}\""),
                () -> used(Production.DOUBLE_QUOTES, "\"\""));
    }

    private String heredoc(String marker, String padding) {
        String end = crlf ? "\r\n" : "\n";
        StringBuilder text = new StringBuilder("<<").append(marker).append(end);
        for (int lines = 1 + choose(3); lines > 0; lines--) {
            text.append(oneOf(
                            () -> padding + "text { # \" ` \\",
                            () -> "",
                            () -> padding + "\tdeeper",
                            () -> padding + "{$LEGER_WORD}",
                            () -> padding + "é"))
                    .append(end);
        }
        return text.append(padding).append(marker).toString();
    }

    /** Ends a line: nothing but white space and a comment may follow. */
    private void lineEnd() {
        if (oneIn(10)) {
            out.append(' ');
            comment(Production.COMMENT_AT_END);
        } else if (oneIn(10)) {
            out.append(" \t");
        }
        out.append(crlf ? "\r\n" : "\n");
    }

    private void comment(Production where) {
        productions.add(where);
        out.append(oneOf(
                () -> "# note",
                () -> "#",
                () -> "# { \" ` <<EOF } ",
                () -> used(Production.SPAN_IN_COMMENT, "# {$LEGER_WORD}")));
    }

    /** Lines that mean nothing, between what does. */
    private void space() {
        if (oneIn(4)) {
            productions.add(Production.BLANK_LINES);
            out.append((crlf ? "\r\n" : "\n").repeat(1 + choose(4)));
        }
        if (oneIn(8)) {
            comment(Production.COMMENT_LINE);
            out.append(crlf ? "\r\n" : "\n");
        }
    }
}
