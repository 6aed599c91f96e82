package run.leger.resolved;

import java.util.ArrayList;
import java.util.List;

/** The words of a value in Latin-1: parted by white space, with backslashes undone, and quotes where they count. */
final class Words {
    private final List<Word> words = new ArrayList<>();
    private final boolean broken;
    private final int brokenAt;

    /**
     * One word.
     *
     * @param at where it begins in the value
     * @param text the word, undone
     */
    record Word(int at, String text) {}

    private Words(String value, boolean quotes) {
        StringBuilder word = new StringBuilder();
        int at = -1;
        char quote = 0;
        boolean escaped = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!escaped && quote == 0 && ConfReader.isBlank(c)) {
                if (at >= 0) {
                    words.add(new Word(at, word.toString()));
                }
                word.setLength(0);
                at = -1;
                continue;
            }
            at = at < 0 ? i : at;
            if (escaped) {
                word.append(c);
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else if (quotes && (quote == 0 ? c == '"' || c == '\'' : c == quote)) {
                quote = quote == 0 ? c : 0;
            } else {
                word.append(c);
            }
        }
        broken = quote != 0 || escaped;
        brokenAt = at;
        if (at >= 0 && !broken) {
            words.add(new Word(at, word.toString()));
        }
    }

    static Words of(String value) {
        return new Words(value, false);
    }

    static Words quoted(String value) {
        return new Words(value, true);
    }

    /** Returns the words up to where the value is broken. */
    List<Word> words() {
        return words;
    }

    /** Tells whether the last word has an open quote, or a backslash before nothing. */
    boolean isBroken() {
        return broken;
    }

    int brokenAt() {
        return brokenAt;
    }
}
