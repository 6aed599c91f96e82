package run.leger.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.core.internal.DataBinding;
import run.leger.core.internal.JsonIn;

/**
 * A JSON value exactly as it was received, so that nothing a service says is lost: fields that this library does not know are in it.
 *
 * <p>A value that was cut out of a larger one shares its bytes, and keeps them all alive.
 */
public final class Json {
    private final byte[] source;
    private final int from;
    private final int to;

    private Json(byte[] source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    /**
     * Returns a part of a document. The bytes are not copied or checked.
     *
     * @param source the whole document in UTF-8, never changed afterwards
     * @param from where the value begins
     * @param to where it ends
     * @return the value
     * @throws IndexOutOfBoundsException if the part is not inside the document
     */
    public static Json slice(byte[] source, int from, int to) {
        if (from < 0 || from > to || to > source.length) {
            throw new IndexOutOfBoundsException(from + " to " + to + " of " + source.length);
        }
        return new Json(source, from, to);
    }

    /**
     * Returns a value from text, after a check that it is one.
     *
     * @param text a single JSON value
     * @return the value
     * @throws MalformedReplyException if it is not
     */
    public static Json parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return JsonIn.read(bytes, "parse", JsonIn::raw);
    }

    /**
     * Returns the value below a path of field names and array indexes.
     *
     * @param path names of fields, and decimal indexes in arrays
     * @return what is there, or empty where there is nothing
     * @throws MalformedReplyException if this is not JSON up to that place
     */
    public Optional<Json> at(String... path) {
        return JsonIn.find(source, from, to, path);
    }

    /**
     * Returns the text of a string, and of any other value its JSON.
     *
     * @return the text, without quotes and escapes
     */
    public String asText() {
        return JsonIn.textOf(source, from, to);
    }

    /**
     * Returns this as a type of the caller's: a record or any class that Jackson's data binding knows how to fill, with its annotations where it has
     * some. Names are compared exactly, unknown fields are passed over, and what is missing is null, zero or false; a word where a number is due,
     * or a fraction where a whole number is, is malformed.
     *
     * <p>Needs {@code com.fasterxml.jackson.core:jackson-databind}, which this library does not bring. On the module path the type must be public in an
     * exported package, or its package open to {@code com.fasterxml.jackson.databind}; a linked image needs that module named.
     *
     * @param type the type
     * @param <T> the type
     * @return the value, never null
     * @throws MalformedReplyException if this is null or does not fit the type; the message has the place, and never the text, and the cause is what
     *     the type's own constructor threw, where it did
     * @throws IllegalArgumentException if the type cannot be bound to, whatever the JSON is
     * @throws IllegalStateException if jackson-databind is not there
     */
    public <T> T as(Class<T> type) {
        return DataBinding.read(source, from, to, type);
    }

    /**
     * Returns the bytes.
     *
     * @return a copy, in UTF-8
     */
    public byte[] utf8() {
        return Arrays.copyOfRange(source, from, to);
    }

    /**
     * Compares the bytes: two spellings of one value differ.
     *
     * @param other anything
     * @return whether it is a value with the same bytes
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Json json && Arrays.equals(source, from, to, json.source, json.from, json.to);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + source[i];
        }
        return hash;
    }

    /**
     * Returns the JSON text.
     *
     * @return the text as it was received
     */
    @Override
    public String toString() {
        return new String(source, from, to - from, StandardCharsets.UTF_8);
    }
}
