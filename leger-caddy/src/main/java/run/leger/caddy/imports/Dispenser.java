package run.leger.caddy.imports;

import java.util.ArrayList;
import java.util.List;

/** Gives tokens one after another, by lines and blocks, with the rules of Caddy's type of that name, also the odd ones. */
final class Dispenser {
    final Words words;
    int cursor = -1;
    private int nesting;

    Dispenser(List<Word> words) {
        this.words = new Words(words);
    }

    boolean hasCurrent() {
        return cursor >= 0 && cursor < words.size();
    }

    Word current() {
        return words.get(cursor);
    }

    String text() {
        return hasCurrent() ? current().text() : "";
    }

    boolean isBrace(char brace) {
        return hasCurrent() && current().isBrace(brace);
    }

    boolean next() {
        if (cursor < words.size() - 1) {
            cursor++;
            return true;
        }
        return false;
    }

    boolean isNewLine() {
        if (cursor < 1) {
            return true;
        }
        return hasCurrent() && words.get(cursor - 1).isBeforeNewLine(current());
    }

    boolean isNextOnNewLine() {
        return cursor >= words.size() - 1 || current().isBeforeNewLine(words.get(cursor + 1));
    }

    private boolean nextOnSameLine() {
        if (cursor < words.size() - 1 && !isNextOnNewLine()) {
            cursor++;
            return true;
        }
        return false;
    }

    boolean nextArgument() {
        if (!nextOnSameLine()) {
            return false;
        }
        if (isBrace('{')) {
            cursor--;
            return false;
        }
        return true;
    }

    List<Word> remainingArguments() {
        List<Word> arguments = new ArrayList<>();
        while (nextArgument()) {
            arguments.add(current());
        }
        return arguments;
    }

    /** Returns what the block that opens on this line holds; what follows its closing brace on its line belongs to it for Caddy. */
    List<Word> block() {
        List<Word> held = new ArrayList<>();
        int outer = nesting;
        while (nextInBlock(outer)) {
            held.add(current());
        }
        return held;
    }

    private boolean nextInBlock(int outer) {
        if (nesting > outer) {
            if (!next()) {
                return false;
            }
            if (isBrace('}') && !nextOnSameLine()) {
                nesting--;
            } else if (isBrace('{') && !nextOnSameLine()) {
                nesting++;
            }
            return nesting > outer;
        }
        if (!nextOnSameLine()) {
            return false;
        }
        if (!isBrace('{')) {
            cursor--;
            return false;
        }
        next();
        if (isBrace('}')) {
            return false;
        }
        nesting++;
        return true;
    }
}
