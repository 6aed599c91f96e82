package run.leger.tailscale;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map whose changed copies share nearly everything with it: a change copies one bucket of a few entries, and the table of references to
 * the buckets, an eighth of the map's size.
 */
final class PersistentMap<K, V> extends AbstractMap<K, V> {
    private static final int PER_BUCKET = 8;
    private static final Object[] NOTHING = {};
    private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(table(1), 0);

    /** Keys and values in turn, by the low bits of the key's hash. Never written once it is here. */
    private final Object[][] table;

    private final int size;

    private PersistentMap(Object[][] table, int size) {
        this.table = table;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // it has neither keys nor values
    static <K, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    static <K, V> PersistentMap<K, V> copyOf(Map<K, V> map) {
        Object[][] table = table(Math.max(1, Integer.highestOneBit(map.size() / PER_BUCKET * 2 + 1)));
        map.forEach((key, value) -> append(table, key, value));
        return new PersistentMap<>(table, map.size());
    }

    private static Object[][] table(int buckets) {
        Object[][] table = new Object[buckets][];
        Arrays.fill(table, NOTHING);
        return table;
    }

    private static int bucket(Object key, int buckets) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & buckets - 1;
    }

    private static void append(Object[][] table, Object key, Object value) {
        int bucket = bucket(key, table.length);
        Object[] grown = Arrays.copyOf(table[bucket], table[bucket].length + 2);
        grown[grown.length - 2] = key;
        grown[grown.length - 1] = value;
        table[bucket] = grown;
    }

    private static int indexIn(Object[] bucket, Object key) {
        for (int i = 0; i < bucket.length; i += 2) {
            if (bucket[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns a map in which the key has this value. */
    PersistentMap<K, V> plus(K key, V value) {
        int bucket = bucket(key, table.length);
        int index = indexIn(table[bucket], key);
        if (index < 0 && size >= table.length * PER_BUCKET) {
            return doubled().plus(key, value);
        }
        Object[][] changed = table.clone();
        if (index < 0) {
            append(changed, key, value);
            return new PersistentMap<>(changed, size + 1);
        }
        changed[bucket] = table[bucket].clone();
        changed[bucket][index + 1] = value;
        return new PersistentMap<>(changed, size);
    }

    /** Returns a map without the key. */
    PersistentMap<K, V> minus(Object key) {
        int bucket = bucket(key, table.length);
        Object[] old = table[bucket];
        int index = indexIn(old, key);
        if (index < 0) {
            return this;
        }
        Object[] shrunk = Arrays.copyOf(old, old.length - 2);
        System.arraycopy(old, index + 2, shrunk, index, shrunk.length - index);
        Object[][] changed = table.clone();
        changed[bucket] = shrunk;
        return new PersistentMap<>(changed, size - 1);
    }

    private PersistentMap<K, V> doubled() {
        Object[][] wider = table(table.length * 2);
        forEach((key, value) -> append(wider, key, value));
        return new PersistentMap<>(wider, size);
    }

    @Override
    @SuppressWarnings("unchecked") // what stands after a key is its value
    public @Nullable V get(@Nullable Object key) {
        if (key == null) {
            return null;
        }
        Object[] bucket = table[bucket(key, table.length)];
        int index = indexIn(bucket, key);
        return index < 0 ? null : (V) bucket[index + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<K, V>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private final class Entries implements Iterator<Entry<K, V>> {
        private int bucket;
        private int index;

        @Override
        public boolean hasNext() {
            while (bucket < table.length && index == table[bucket].length) {
                bucket++;
                index = 0;
            }
            return bucket < table.length;
        }

        @Override
        @SuppressWarnings("unchecked") // keys and values stand in turn
        public Entry<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Object[] entries = table[bucket];
            Entry<K, V> entry = Map.entry((K) entries[index], (V) entries[index + 1]);
            index += 2;
            return entry;
        }
    }
}
