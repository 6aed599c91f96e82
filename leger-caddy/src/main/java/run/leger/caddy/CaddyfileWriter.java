package run.leger.caddy;

import java.util.List;
import java.util.stream.Collectors;

/** Lays a Caddyfile out as {@code caddy fmt} leaves it. */
final class CaddyfileWriter {
    private static final int MAX_TABS = 10;

    private final StringBuilder out = new StringBuilder();
    private final TokenWriter tokens;

    CaddyfileWriter(int importLevels) {
        tokens = new TokenWriter(importLevels);
    }

    String write(Caddyfile caddyfile) {
        for (Comment comment : caddyfile.comments()) {
            comment(comment, 0);
        }
        if (!caddyfile.globalOptions().isEmpty()) {
            // No empty line before it: caddy fmt would take it away.
            out.append("{\n");
            lines(caddyfile.globalOptions(), 1, "global options");
            out.append("}\n");
        }
        for (Site site : caddyfile.sites()) {
            separate();
            String keys = site.addresses().stream().map(SiteAddress::toString).collect(Collectors.joining(", "));
            out.append(keys).append(" {\n");
            lines(site.lines(), 1, "site " + keys);
            out.append("}\n");
        }
        return out.isEmpty() ? "\n" : out.toString();
    }

    private void separate() {
        if (!out.isEmpty()) {
            out.append('\n');
        }
    }

    private void lines(List<Line> lines, int depth, String place) {
        for (Line line : lines) {
            if (line instanceof Comment comment) {
                comment(comment, depth);
            } else if (line instanceof Directive directive) {
                directive(directive, depth, place + " > " + directive.name());
            }
        }
    }

    private void comment(Comment comment, int depth) {
        for (String line : comment.lines()) {
            indent(depth);
            // Environment spans are substituted in comments too, and one without an end would swallow what follows.
            out.append(line.isEmpty() ? "#" : "# ")
                    .append(line.replace("{$", "{$:{$}"))
                    .append('\n');
        }
    }

    private void directive(Directive directive, int depth, String place) {
        indent(depth);
        out.append(directive.name());
        directive.matcher().ifPresent(matcher -> out.append(' ').append(matcher.token()));
        int number = 0;
        for (Argument argument : directive.arguments()) {
            number++;
            out.append(' ').append(tokens.write(argument, place + ", argument " + number));
        }
        if (directive.block().isPresent()) {
            out.append(" {\n");
            lines(directive.block().get(), depth + 1, place);
            indent(depth);
            out.append('}');
        }
        out.append('\n');
    }

    private void indent(int depth) {
        out.append("\t".repeat(Math.min(depth, MAX_TABS)));
    }
}
