package run.leger.caddy.imports;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in the arguments of an import, with the rules of Caddy's replacer. These hold for each token with a brace, whether it has placeholders
 * of an import or not: a backslash before a brace goes.
 */
final class Arguments {
    private static final int MAX_UNCLOSED = 100;
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

    private final List<Word> values;
    private final BiConsumer<Word, String> warnings;

    Arguments(List<Word> values, BiConsumer<Word, String> warnings) {
        this.values = values;
        this.warnings = warnings;
    }

    /** Returns the values that take the place of a token, null where it is not a slice of them. */
    @Nullable
    List<Word> slice(Word word) {
        String text = word.text();
        if (!text.startsWith("{args[") || !text.endsWith("]}")) {
            return null;
        }
        String range = text.substring(6, text.length() - 2);
        if (range.isEmpty()) {
            warn(word, "Placeholder " + text + " cannot have an empty index");
            return null;
        }
        int colon = range.indexOf(':');
        // One token may hold several placeholders with a colon between them.
        if (colon < 0 || range.lastIndexOf('}', colon) >= 0 || range.indexOf('{', colon) >= 0) {
            return null;
        }
        Long start = number(range.substring(0, colon), 0);
        Long end = number(range.substring(colon + 1), values.size());
        if (start == null || end == null) {
            String which = start == null ? "start" : "end";
            warn(word, "Variadic placeholder " + text + " has an invalid " + which + " index");
            return null;
        }
        if (start < 0 || start > end || end > values.size()) {
            warn(
                    word,
                    "Variadic placeholder " + text + " indices are out of bounds, only " + values.size()
                            + " argument(s) exist");
            return null;
        }
        return values.subList(start.intValue(), end.intValue());
    }

    private static @Nullable Long number(String text, long otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private void warn(Word word, String message) {
        warnings.accept(word, message);
    }

    /** Returns the text of a token with its placeholders replaced. */
    String fill(Word word) {
        String in = word.text();
        if (in.indexOf('{') < 0 && in.indexOf('}') < 0) {
            return in;
        }
        StringBuilder out = new StringBuilder(in.length());
        int written = 0;
        int unclosed = 0;
        int first = -1; // The next closing brace, and the one that counts after it; only looked for again when passed.
        int close = -1;
        boolean none = false;
        for (int i = 0; i < in.length(); i++) {
            char c = in.charAt(i);
            if (c != '{' && c != '}') {
                continue;
            }
            if (i > 0 && in.charAt(i - 1) == '\\') {
                out.append(in, written, i - 1);
                written = i;
                continue;
            }
            if (c != '{') {
                continue;
            }
            if (unclosed > MAX_UNCLOSED) {
                return ""; // Caddy gives up, and does not look at its own error.
            }
            if (!none && first < i) {
                first = in.indexOf('}', i);
                close = first < 0 ? -1 : unescaped(in, first);
                none = first < 0;
            }
            if (none || close < 0) {
                unclosed++;
                continue;
            }
            out.append(in, written, i);
            written = i;
            String value = value(word, in, i + 1, close);
            if (value != null) {
                out.append(value);
                i = close;
                written = i + 1;
            }
        }
        return out.append(in, written, in.length()).toString();
    }

    /** Returns the first closing brace, from one on, that no backslash escapes; at the end of the text it counts all the same. */
    private static int unescaped(String in, int from) {
        int close = from;
        while (close > 0 && close < in.length() - 1 && in.charAt(close - 1) == '\\') {
            close = in.indexOf('}', close + 1);
            if (close < 0) {
                return -1;
            }
        }
        return close;
    }

    private @Nullable String value(Word word, String in, int from, int to) {
        int span = in.indexOf(Word.SPAN, from);
        if (span >= 0 && span < to) {
            String before = in.substring(from, Math.min(span, from + 8));
            if (isBegunBy("args[", before)
                    || isBegunBy("args.", before)
                    || isBegunBy("block}", before)
                    || isBegunBy("blocks.", before)) {
                throw new ImportException(
                        word.origin(),
                        "an environment span decides which placeholder of an import this is",
                        "give the environment that Caddy will have",
                        null);
            }
        }
        if (!in.startsWith("args", from) || to - from < 6) {
            return null;
        }
        return argument(word, in.substring(from, to));
    }

    private static boolean isBegunBy(String name, String before) {
        return name.startsWith(before) || before.startsWith(name);
    }

    private @Nullable String argument(Word word, String key) {
        if (hasOldForm(key)) {
            if (!key.startsWith("args.") || key.indexOf('\n') >= 0) {
                return null;
            }
            String index = key.substring(5);
            String value = at(word, index, "{args." + index + "}");
            if (value != null) {
                warn(word, "Placeholder {args." + index + "} deprecated, use {args[" + index + "]} instead");
            }
            return value;
        }
        if (!key.startsWith("args[") || !key.endsWith("]") || key.length() < 7 || key.indexOf('\n') >= 0) {
            return null;
        }
        String index = key.substring(5, key.length() - 1);
        if (index.indexOf(':') >= 0) {
            warn(word, "Variadic placeholder {args[" + index + "]} must be a token on its own");
            return null;
        }
        return at(word, index, "{args[" + index + "]}");
    }

    /** Returns whether Caddy finds the form with a dot in a name, wherever in it. */
    private static boolean hasOldForm(String key) {
        for (int at = key.indexOf("args."); at >= 0; at = key.indexOf("args.", at + 1)) {
            if (at + 5 < key.length() && key.charAt(at + 5) != '\n') {
                return true;
            }
        }
        return false;
    }

    private @Nullable String at(Word word, String text, String placeholder) {
        Long index = number(text, -1);
        if (index == null) {
            warn(word, "Placeholder " + placeholder + " has an invalid index");
            return null;
        }
        if (index < 0 || index >= values.size()) {
            warn(
                    word,
                    "Placeholder " + placeholder + " index is out of bounds, only " + values.size()
                            + " argument(s) exist");
            return null;
        }
        return values.get(index.intValue()).text();
    }
}
