package run.leger.caddy.imports;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.syntax.EnvironmentSpan;
import run.leger.caddy.syntax.Quote;
import run.leger.caddy.syntax.SourceFile;
import run.leger.caddy.syntax.Token;

/**
 * A token on its way from where it is written to where it is put. Environment spans in the text stand between two marks that no text has.
 *
 * @param text what Caddy understands
 * @param quote how it is quoted
 * @param line its line, as Caddy counts
 * @param chain the imports that Caddy notes
 * @param snippet the snippet that it is of, null if of none
 * @param source the file that it is written in
 * @param offset where in it
 * @param use what brought it, null for the file itself
 */
record Word(
        String text,
        Quote quote,
        int line,
        Chain chain,
        @Nullable String snippet,
        SourceFile source,
        int offset,
        @Nullable Use use) {
    static final char SPAN = '\udfff';
    static final char SPAN_END = '\udffe';
    private static final Pattern HIDDEN_OPENING = Pattern.compile("\\{\r+\\$");

    static Word of(Token token) {
        return new Word(
                marked(token), token.quote(), token.line(), Chain.EMPTY, null, token.file(), token.start(), null);
    }

    private static String marked(Token token) {
        String text = token.text();
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (EnvironmentSpan span : token.environmentSpans()) {
            String raw = token.file().text().substring(span.start(), span.end());
            int at = text.indexOf(raw, from);
            if (at < 0 || HIDDEN_OPENING.matcher(token.raw()).find()) {
                Origin origin = new Origin(token.file().name(), token.position(), java.util.List.of());
                throw new ImportException(origin, "an environment span beside characters that Caddy drops");
            }
            out.append(text, from, at)
                    .append(SPAN)
                    .append(raw, 2, raw.length() - 1)
                    .append(SPAN_END);
            from = at + raw.length();
        }
        return from == 0 ? text : out.append(text, from, text.length()).toString();
    }

    Word with(String other) {
        return new Word(other, quote, line, chain, snippet, source, offset, use);
    }

    Word of(String name) {
        return new Word(text, quote, line, chain, name, source, offset, use);
    }

    Word broughtBy(Use by, String entry) {
        return new Word(text, quote, line, chain.with(entry), snippet, source, offset, by);
    }

    String file() {
        return source.name();
    }

    boolean isBrace(char brace) {
        return quote == Quote.NONE && text.length() == 1 && text.charAt(0) == brace;
    }

    boolean isEmptyBlock() {
        return quote == Quote.NONE && text.equals("{}");
    }

    /** Tells whether a text with marks has a character that is not the environment's. */
    static boolean hasOutsideOfSpans(String text, char wanted) {
        boolean inSpan = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            inSpan = c == SPAN || inSpan && c != SPAN_END;
            if (c == wanted && !inSpan) {
                return true;
            }
        }
        return false;
    }

    boolean hasSpan() {
        return text.indexOf(SPAN) >= 0;
    }

    /** Returns whether Caddy takes the next token for one of another line. */
    boolean isBeforeNewLine(Word next) {
        return !file().equals(next.file()) || !chain.isSameAs(next.chain) || line + lineEnds() < next.line;
    }

    private int lineEnds() {
        int ends = quote == Quote.HEREDOC ? 2 : 0;
        if (text.indexOf('\n') >= 0) {
            boolean inSpan = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                inSpan = c == SPAN || inSpan && c != SPAN_END;
                ends += c == '\n' && !inSpan ? 1 : 0;
            }
        }
        return ends;
    }

    Origin origin() {
        return new Origin(file(), source.position(offset), Use.places(use));
    }

    /** Returns where it is, without its text, which may be secret. */
    @Override
    public String toString() {
        return "Word[" + origin() + "]";
    }
}
