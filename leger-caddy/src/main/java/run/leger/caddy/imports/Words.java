package run.leger.caddy.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens of which some are replaced by others, mostly from left to right: there is a gap where the last change was. */
final class Words {
    private @Nullable Word[] words;
    private int gap;
    private int gapEnd;

    Words(List<Word> words) {
        this.words = words.toArray(new Word[0]);
    }

    int size() {
        return words.length - (gapEnd - gap);
    }

    Word get(int index) {
        Word word = words[index < gap ? index : index + gapEnd - gap];
        if (word == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return word;
    }

    /** Puts others in the place of some. */
    void replace(int from, int to, List<Word> others) {
        move(from);
        gapEnd += to - from;
        if (others.size() > gapEnd - gap) {
            grow(others.size());
        }
        gapEnd -= others.size();
        for (int i = 0; i < others.size(); i++) {
            words[gapEnd + i] = others.get(i);
        }
    }

    private void move(int to) {
        int room = gapEnd - gap;
        if (to < gap) {
            System.arraycopy(words, to, words, to + room, gap - to);
        } else {
            System.arraycopy(words, gapEnd, words, gap, to - gap);
        }
        gap = to;
        gapEnd = to + room;
    }

    private void grow(int needed) {
        int after = words.length - gapEnd;
        @Nullable Word[] larger = new Word[gap + Math.max(needed, words.length / 2 + 16) + after];
        System.arraycopy(words, 0, larger, 0, gap);
        System.arraycopy(words, gapEnd, larger, larger.length - after, after);
        words = larger;
        gapEnd = larger.length - after;
    }
}
