package run.leger.caddy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import run.leger.caddy.internal.ShortcutWords;

/** Lays a Caddyfile out as {@code caddy fmt} leaves it. */
final class CaddyfileWriter {
    private static final int MAX_TABS = 10;
    private static final int LONGEST_PLACE = 200;

    private final StringBuilder out = new StringBuilder();
    private final TokenWriter inSites;
    /** An import takes one backslash away before each brace. */
    private final TokenWriter inSnippets;

    private TokenWriter tokens;

    CaddyfileWriter(int importLevels, CaddyVersion version) {
        inSites = new TokenWriter(importLevels, version);
        inSnippets = new TokenWriter(importLevels + 1, version);
        tokens = inSites;
    }

    String write(Caddyfile caddyfile) {
        Section before = null;
        List<Section> sections = caddyfile.sections();
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            // caddy fmt would take away an empty line before global options.
            if (before != null && !(section instanceof Options) && !together(before, section)) {
                out.append('\n');
            }
            section(section);
            if (section instanceof Comment comment) {
                end(comment, 0, i + 1 < sections.size() && sections.get(i + 1) instanceof Comment);
            }
            before = section;
        }
        if (out.isEmpty()) {
            return "\n";
        }
        // At the very start it would be a byte order mark.
        return out.charAt(0) == '\ufeff' ? "\n" + out : out.toString();
    }

    private static boolean together(Section before, Section next) {
        return before instanceof Comment && !(next instanceof Import)
                || before instanceof Import && next instanceof Import;
    }

    private void section(Section section) {
        if (section instanceof Comment comment) {
            comment(comment, 0);
        } else if (section instanceof Import line) {
            line(line, 0, "import");
        } else if (section instanceof Options options) {
            block("", options.lines(), "global options");
        } else if (section instanceof Snippet snippet) {
            String key = key("(" + snippet.name() + ")");
            tokens = inSnippets;
            block(key + " ", snippet.lines(), "snippet " + shown(key));
            tokens = inSites;
        } else if (section instanceof NamedRoute route) {
            String key = key("&(" + route.name() + ")");
            block(key + " ", route.lines(), "named route " + shown(key));
        } else if (section instanceof Site site) {
            String keys = site.addresses().stream().map(CaddyfileWriter::key).collect(Collectors.joining(", "));
            block(keys + " ", site.lines(), "site " + shown(keys));
        }
    }

    /** Each line has the place in its own, so that is short also where the file's words are not. */
    private static String shown(String text) {
        return text.length() <= LONGEST_PLACE ? text : text.substring(0, LONGEST_PLACE) + "\u2026";
    }

    private static String key(String text) {
        return TokenWriter.spell(text, false, "key");
    }

    private static String key(SiteAddress address) {
        return address.source().map(Spelling::ofKey).orElseGet(address::toString);
    }

    private void block(String head, List<Line> lines, String place) {
        out.append(head).append("{\n");
        lines(lines, 1, place);
        out.append("}\n");
    }

    private void lines(List<Line> lines, int depth, String place) {
        for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i), depth, place);
            if (lines.get(i) instanceof Comment comment) {
                end(comment, depth, i + 1 < lines.size() && lines.get(i + 1) instanceof Comment);
            }
        }
    }

    private void line(Line line, int depth, String place) {
        if (line instanceof Comment comment) {
            comment(comment, depth);
        } else if (line instanceof Import imported) {
            indent(depth);
            out.append("import ").append(tokens.write(imported.pattern(), place + " > import"));
            rest(imported.arguments(), imported.block(), depth, place + " > import");
        } else if (line instanceof Directive directive) {
            String name = directive.name();
            String inner = place + " > " + shown(name);
            noShortcut(directive, inner);
            indent(depth);
            out.append(tokens.write(directive.nameArgument(), place));
            directive.matcher().ifPresent(matcher -> out.append(' ').append(tokens.write(matcher.argument(), inner)));
            rest(directive.arguments(), directive.block(), depth, inner);
        }
    }

    /** No spelling keeps Caddy from taking some arguments for the beginning of a line. */
    private static void noShortcut(Directive owner, String place) {
        Set<String> words = ShortcutWords.of(owner.name());
        if (words.isEmpty()) {
            return;
        }
        for (Line line : owner.block().orElse(List.of())) {
            if (line instanceof Directive inner && !words.contains(inner.name())) {
                for (Argument argument : inner.arguments()) {
                    boolean read = argument.source().isPresent();
                    if (!read && argument.token().filter(words::contains).isPresent()) {
                        throw Check.refuse(
                                place + " > " + inner.name(),
                                "an argument is one of " + String.join(", ", new TreeSet<>(words))
                                        + ", which Caddy takes for the beginning of a line in this block");
                    }
                }
            }
        }
    }

    private void rest(List<Argument> arguments, Optional<List<Line>> block, int depth, String place) {
        int number = 0;
        for (Argument argument : arguments) {
            number++;
            out.append(' ').append(tokens.write(argument, place + ", argument " + number));
        }
        if (block.isPresent()) {
            out.append(" {\n");
            lines(block.get(), depth + 1, place);
            indent(depth);
            out.append('}');
        }
        out.append('\n');
    }

    private void comment(Comment comment, int depth) {
        List<String> lines = comment.lines();
        for (String line : lines) {
            indent(depth);
            // Environment spans are substituted in comments too, and one without an end would swallow what follows.
            out.append(line.isEmpty() ? "#" : "# ")
                    .append(line.replace("{$", "{$:{$}"))
                    .append('\n');
        }
    }

    /** A backslash hides the end of its line from Caddy, also in a comment; what follows must be none of its business. */
    private void end(Comment comment, int depth, boolean another) {
        List<String> lines = comment.lines();
        if (!another && lines.get(lines.size() - 1).indexOf('\\') >= 0) {
            indent(depth);
            out.append("#\n");
        }
    }

    private void indent(int depth) {
        out.append("\t".repeat(Math.min(depth, MAX_TABS)));
    }
}
