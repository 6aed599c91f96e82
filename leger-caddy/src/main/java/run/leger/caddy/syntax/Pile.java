package run.leger.caddy.syntax;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What was read and belongs to nothing yet. Its upper part becomes a list of just the size that it needs, copied once. */
final class Pile<E> {
    private Object[] items = new Object[16];
    private int size;

    int size() {
        return size;
    }

    void add(E item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size++] = item;
    }

    void addAll(List<? extends E> more) {
        for (int i = 0; i < more.size(); i++) {
            add(more.get(i));
        }
    }

    @SuppressWarnings("unchecked")
    E get(int index) {
        return (E) items[index];
    }

    /** Takes all from an index on, as an unmodifiable list. */
    @SuppressWarnings("unchecked")
    List<E> take(int from) {
        int count = size - from;
        size = from;
        // What most statements have: no wrapper around the array, and for one and two no array.
        return switch (count) {
            case 0 -> List.of();
            case 1 -> List.of(get(from));
            case 2 -> List.of(get(from), get(from + 1));
            case 3 -> List.of(get(from), get(from + 1), get(from + 2));
            case 4 -> List.of(get(from), get(from + 1), get(from + 2), get(from + 3));
            default -> Collections.unmodifiableList(Arrays.asList((E[]) Arrays.copyOfRange(items, from, from + count)));
        };
    }
}
