package run.leger.caddy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.internal.Utf8;
import run.leger.caddy.syntax.Element;
import run.leger.caddy.syntax.Node;
import run.leger.caddy.syntax.Part;
import run.leger.caddy.syntax.Statement;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.caddy.syntax.Token;

/** Makes a Caddyfile of a syntax tree. */
final class TreeReader {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_PROBLEMS = 100;
    private static final String NAMELESS =
            "server block without any key is global configuration, and if used, it must be first";

    private final SyntaxTree tree;
    private final List<CaddyfileProblem> problems = new ArrayList<>();

    TreeReader(SyntaxTree tree) {
        this.tree = tree;
    }

    Caddyfile read() {
        List<Section> sections = new ArrayList<>();
        Set<String> routes = new HashSet<>();
        boolean first = true;
        for (Element element : tree.elements()) {
            Section section = section(element);
            if (section == null) {
                continue;
            }
            sections.add(section);
            if (section instanceof NamedRoute route && !routes.add(route.name())) {
                problem(element, "cannot have duplicate named_routes: " + route.name());
            }
            if (section instanceof Options options
                    && !first
                    && !options.lines().stream().allMatch(Comment.class::isInstance)) {
                problem(element, NAMELESS);
            }
            first &= section instanceof Comment || section instanceof Snippet || section instanceof Import;
        }
        if (!problems.isEmpty()) {
            throw new InvalidCaddyfileException(problems);
        }
        return new Caddyfile(sections);
    }

    private @Nullable Section section(Element element) {
        if (element instanceof run.leger.caddy.syntax.Comment comment) {
            return comment(comment);
        }
        if (element instanceof run.leger.caddy.syntax.Import line) {
            return imported(line, 0);
        }
        if (element instanceof run.leger.caddy.syntax.GlobalOptions options) {
            return new Options(lines(options.elements(), 1, false));
        }
        if (element instanceof run.leger.caddy.syntax.Section named
                && named.block().isEmpty()
                && !(named instanceof run.leger.caddy.syntax.Site)) {
            problem(element, "a name without a block defines nothing, and Caddy takes it for a site address");
            return null;
        }
        if (element instanceof run.leger.caddy.syntax.Snippet snippet) {
            return isNamed(snippet) ? new Snippet(snippet.name(), lines(snippet.elements(), 1, true)) : null;
        }
        if (element instanceof run.leger.caddy.syntax.NamedRoute route) {
            return isNamed(route) ? new NamedRoute(route.name(), lines(route.elements(), 1, true)) : null;
        }
        if (element instanceof run.leger.caddy.syntax.Site site) {
            return site(site);
        }
        problem(element, "stands outside of sites");
        return null;
    }

    private boolean isNamed(run.leger.caddy.syntax.Section section) {
        for (Token token : section.head()) {
            if (!token.environmentSpans().isEmpty()) {
                problem(token, "the name depends on the environment");
                return false;
            }
            if (token.text().indexOf('\0') >= 0) {
                problem(token, "the name holds a NUL");
                return false;
            }
            if (token.text().contains("{$")) {
                problem(token, "the name holds the opening of an environment span");
                return false;
            }
        }
        return true;
    }

    private @Nullable Site site(run.leger.caddy.syntax.Site site) {
        List<SiteAddress> addresses = new ArrayList<>();
        for (Token token : site.head()) {
            String text = token.text();
            String key = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
            if (key.isEmpty()) {
                continue;
            }
            if (key.equals("import")) {
                problem(token, "the word import stands among site addresses, where it would bring others");
                continue;
            }
            try {
                AddressParts parts =
                        token.environmentSpans().isEmpty() ? AddressParts.of(key) : new AddressParts("", key, 0, "");
                addresses.add(new SiteAddress(parts, Argument.read(token)));
            } catch (IllegalArgumentException e) {
                problem(token, String.valueOf(e.getMessage()));
            }
        }
        List<Line> lines = lines(site.elements(), 1, true);
        if (!addresses.isEmpty()) {
            return new Site(addresses, lines);
        }
        if (!lines.isEmpty() && problems.isEmpty()) {
            problem(site, NAMELESS);
        }
        return null;
    }

    private List<Line> lines(List<Element> elements, int depth, boolean directives) {
        List<Line> lines = new ArrayList<>(elements.size());
        for (Element element : elements) {
            if (element instanceof run.leger.caddy.syntax.Comment comment) {
                lines.add(comment(comment));
            } else if (element instanceof run.leger.caddy.syntax.Import line) {
                lines.add(imported(line, depth));
            } else if (element instanceof run.leger.caddy.syntax.Directive line) {
                lines.add(directive(line, depth, directives));
            }
        }
        return lines;
    }

    private static Comment comment(run.leger.caddy.syntax.Comment comment) {
        String raw = Utf8.readable(comment.raw());
        String text = raw.startsWith("# ") ? raw.substring(2) : raw.substring(1);
        StringBuilder clean = new StringBuilder(text.length());
        text.chars().forEach(c -> clean.append(c < ' ' && c != '\t' || c == 0x7f ? ' ' : (char) c));
        return new Comment(clean.toString().replace("{$:{$}", "{$"));
    }

    private Import imported(run.leger.caddy.syntax.Import line, int depth) {
        List<Argument> arguments = arguments(line);
        if (arguments.isEmpty()) {
            problem(line, "wrong argument count or unexpected line ending after 'import'");
            return Import.of("?");
        }
        return new Import(arguments.get(0), arguments.subList(1, arguments.size()), block(line, depth, false), line);
    }

    private Directive directive(run.leger.caddy.syntax.Directive line, int depth, boolean directives) {
        Token name = line.name().orElse(null);
        if (name == null) {
            problem(line, "a block stands where a name should");
            return Directive.of("nameless");
        }
        List<Argument> arguments = arguments(line);
        Matcher matcher = null;
        if (directives && Handlers.matcherStandsBefore(name.text(), arguments.size())) {
            String first = arguments.get(0).token().orElse("");
            if (first.equals("*") || first.startsWith("/") || first.startsWith("@")) {
                matcher = new Matcher(arguments.get(0));
                arguments = arguments.subList(1, arguments.size());
            }
        }
        List<Line> block = block(line, depth, directives && Handlers.isContainer(name.text()) || holdsRoutes(name));
        return new Directive(Argument.read(name), matcher, arguments, block, line);
    }

    private static boolean holdsRoutes(Token name) {
        return name.text().equals("handle_response");
    }

    private @Nullable List<Line> block(Statement line, int depth, boolean directives) {
        if (line.block().isEmpty()) {
            return null;
        }
        if (depth >= MAX_DEPTH) {
            problem(line, "more than " + MAX_DEPTH + " blocks stand in one another");
            return List.of();
        }
        return lines(line.block().get().elements(), depth + 1, directives);
    }

    private List<Argument> arguments(Statement line) {
        List<Argument> arguments = new ArrayList<>();
        boolean block = false;
        for (Part part : line.parts().subList(1, line.parts().size())) {
            if (block) {
                problem(part, "text stands after the block, on its last line");
                break;
            }
            if (part instanceof Token token) {
                arguments.add(Argument.read(token));
            } else {
                block = true;
            }
        }
        return arguments;
    }

    private void problem(Node at, String reason) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new CaddyfileProblem(Severity.ERROR, at, reason));
        }
    }
}
