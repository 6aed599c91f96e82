package run.leger.core.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;

/**
 * A reader of received JSON that goes forward once, without reflection, and knows the habits of Go's encoder: null for whatever is empty, and
 * the year 1 for no time.
 *
 * <p>Bounded: 500 levels, numbers of 1,000 characters. Errors carry the path but never the text, which may be secret.
 */
public final class JsonIn {
    // Field names stay canonicalized: without that Jackson reads bytes through a decoder, which counts characters
    // instead of bytes, and leaves what it decoded, secrets too, in pooled buffers.
    private static final RecyclerPool<BufferRecycler> POOL = JsonRecyclerPools.threadLocalPool();
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(500)
                    .maxStringLength(64 << 20)
                    .maxDocumentLength(-1)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .recyclerPool(POOL)
            .build();

    private final JsonParser parser;
    private final byte[] source;
    private final int from;
    private final int to;
    private @Nullable String @Nullable [] words;

    private JsonIn(byte[] source, int from, int to) throws IOException {
        for (int i = from; i < Math.min(to, from + 4); i++) {
            // The parser would guess another encoding from these, in which no place in the text is where we look for
            // it.
            if (source[i] == 0 || i < from + 2 && (source[i] == (byte) 0xfe || source[i] == (byte) 0xff)) {
                throw new CharConversionException("JSON is UTF-8");
            }
        }
        this.source = source;
        this.from = from;
        this.to = to;
        this.parser = FACTORY.createParser(source, from, to - from);
    }

    /** Reads one whole document without a byte order mark, as JSON must be; anything but white space after it is an error. */
    public static <T> T read(byte[] document, String operation, Function<JsonIn, T> decoder) {
        JsonIn in = null;
        try {
            in = new JsonIn(document, 0, document.length);
            if (document.length > 0 && document[0] == (byte) 0xef) {
                throw new Unexpected("a byte order mark is not part of JSON");
            }
            if (in.parser.nextToken() == null) {
                throw new MalformedReplyException(operation + ": the answer is empty where JSON is due", null, null);
            }
            T value = decoder.apply(in);
            if (in.parser.nextToken() != null) {
                throw new Unexpected("more JSON after the value");
            }
            return value;
        } catch (IOException | UncheckedIOException | Unexpected e) {
            throw malformed(operation, in, e);
        } finally {
            close(in);
        }
    }

    /** Reads a document whose top level may be null. */
    public static <T> Optional<T> readOptional(byte[] document, String operation, Function<JsonIn, T> decoder) {
        return read(document, operation, in -> in.isNull() ? Optional.empty() : Optional.of(decoder.apply(in)));
    }

    /** Finds what {@link Json#at} asks for. */
    public static Optional<Json> find(byte[] source, int from, int to, String... path) {
        JsonIn in = null;
        try {
            in = new JsonIn(source, from, to);
            in.parser.nextToken();
            for (String step : path) {
                if (!in.descend(step)) {
                    return Optional.empty();
                }
            }
            return Optional.of(in.raw());
        } catch (IOException | UncheckedIOException e) {
            throw malformed("read", in, e);
        } finally {
            close(in);
        }
    }

    /** Returns what {@link Json#asText} asks for. */
    public static String textOf(byte[] source, int from, int to) {
        JsonIn in = null;
        try {
            in = new JsonIn(source, from, to);
            if (in.parser.nextToken() == JsonToken.VALUE_STRING) {
                return in.parser.getText();
            }
            return Json.slice(source, from, to).toString();
        } catch (IOException e) {
            throw malformed("read", in, e);
        } finally {
            close(in);
        }
    }

    private boolean descend(String step) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                if (Integer.toString(i).equals(step)) {
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(step);
            parser.nextToken();
            if (found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    /** The value is JSON, but not of the kind that was agreed. */
    private static final class Unexpected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unexpected(String message) {
            super(message, null, false, false);
        }
    }

    private static MalformedReplyException malformed(String operation, @Nullable JsonIn in, Exception e) {
        Throwable problem = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        String what = "not JSON";
        if (problem instanceof Unexpected) {
            what = String.valueOf(problem.getMessage());
        } else if (problem instanceof StreamConstraintsException limit) {
            what = limit.getOriginalMessage();
        }
        String where = "";
        if (in != null) {
            String path = in.parser.getParsingContext().pathAsPointer().toString();
            if (path.length() > 300) {
                path = path.substring(0, 300) + "...";
            }
            where = " at " + (path.isEmpty() ? "the top" : path.replaceAll("\\p{Cntrl}", "?")) + " (byte "
                    + in.parser.currentLocation().getByteOffset() + ")";
        }
        return new MalformedReplyException(
                operation + ": the answer is not the JSON that was agreed" + where + ": " + what, null, null);
    }

    private static void close(@Nullable JsonIn in) {
        if (in != null) {
            try {
                in.parser.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Steps into the object that the reader stands on. Follow with {@link #field} until it is null. */
    public void beginObject() {
        expect(JsonToken.START_OBJECT, "an object");
    }

    /** Returns the next field's name and stands on its value, or null at the end of the object. Every value must be taken or skipped. */
    public @Nullable String field() {
        try {
            if (parser.nextToken() == JsonToken.END_OBJECT) {
                return null;
            }
            String name = parser.currentName();
            parser.nextToken();
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does what {@link #field} does, for an object whose names are data, such as keys of devices: ten thousand of them in the parser's table of
     * names would cost more than all else that is read.
     */
    public @Nullable String key() {
        PlainName ahead = nameAhead();
        if (ahead == null) {
            return field();
        }
        try {
            // A name that the parser was told beforehand is compared, and not looked up.
            if (!parser.nextFieldName(ahead) && parser.currentToken() == JsonToken.END_OBJECT) {
                return null;
            }
            String name = parser.currentName();
            parser.nextToken();
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Guesses the name that comes next, or returns null where it is not plain ASCII. The parser decides: a wrong guess costs time only. */
    private @Nullable PlainName nameAhead() {
        int begin = from + (int) parser.currentLocation().getByteOffset();
        while (begin < to && (source[begin] == ',' || source[begin] >= 0 && source[begin] <= ' ')) {
            begin++;
        }
        if (begin == to || source[begin] != '"') {
            return null;
        }
        int end = ++begin;
        while (end < to && source[end] != '"') {
            if (source[end] < ' ' || source[end] == '\\') {
                return null;
            }
            end++;
        }
        return new PlainName(Arrays.copyOfRange(source, begin, end));
    }

    /** A name that is the same in JSON as in memory, and so needs no encoder. */
    private static final class PlainName extends SerializedString {
        private static final long serialVersionUID = 1L;

        PlainName(byte[] ascii) {
            super(new String(ascii, StandardCharsets.US_ASCII));
            _quotedUTF8Ref = ascii;
        }
    }

    /** Tells whether the value is null. */
    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Tells whether the value is an array. */
    public boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** Takes nothing from the value. */
    public void skip() {
        try {
            parser.skipChildren();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the value as it was received, whole. */
    public Json raw() {
        int begin = mark();
        try {
            parser.skipChildren();
            // A scalar may not be read to its end before somebody asks for it.
            parser.finishToken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rawSince(begin);
    }

    /** Remembers where the value begins that the reader stands on; give it to {@link #rawSince} after its end. */
    public int mark() {
        return from + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Returns the value that began at the mark and has just ended. */
    public Json rawSince(int mark) {
        int end = from + (int) parser.currentLocation().getByteOffset();
        // A number at the top is read together with the white space that ends it.
        while (end > mark && source[end - 1] >= 0 && source[end - 1] <= ' ') {
            end--;
        }
        return Json.slice(source, mark, end);
    }

    /** Returns a string; null is the empty one. */
    public String text() {
        String text = textOrNull();
        return text == null ? "" : text;
    }

    /** Returns a string or null. */
    public @Nullable String textOrNull() {
        if (isNull()) {
            return null;
        }
        expect(JsonToken.VALUE_STRING, "a string");
        try {
            return parser.getText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a string of a kind that comes again and again, such as the name of a system: mostly one that was made before. */
    public String word() {
        if (isNull()) {
            return "";
        }
        expect(JsonToken.VALUE_STRING, "a string");
        try {
            char[] text = parser.getTextCharacters();
            int begin = parser.getTextOffset();
            int length = parser.getTextLength();
            int hash = length;
            for (int i = begin; i < begin + length; i++) {
                hash = 31 * hash + text[i];
            }
            if (words == null) {
                words = new String[64];
            }
            int slot = (hash ^ hash >>> 15) & words.length - 1;
            String word = words[slot];
            if (word == null || !word.contentEquals(CharBuffer.wrap(text, begin, length))) {
                word = new String(text, begin, length);
                words[slot] = word;
            }
            return word;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a boolean; null is false. */
    public boolean bool() {
        Boolean value = boolOrNull();
        return value != null && value;
    }

    /** Returns a boolean or null, as Go's opt.Bool. */
    public @Nullable Boolean boolOrNull() {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw unexpected("a boolean");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** Returns a whole number of 64 bits; null is 0. */
    public long int64() {
        if (isNull()) {
            return 0;
        }
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        try {
            return parser.getLongValue();
        } catch (IOException e) {
            throw unexpected("a whole number of 64 bits");
        }
    }

    /** Returns a whole number of 32 bits; null is 0. */
    public int int32() {
        long value = int64();
        if (value != (int) value) {
            throw unexpected("a whole number of 32 bits");
        }
        return (int) value;
    }

    /** Returns a whole number of 64 bits without a sign; null is 0. */
    public BigInteger uint64() {
        if (isNull()) {
            return BigInteger.ZERO;
        }
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        try {
            BigInteger value = parser.getBigIntegerValue();
            if (value.signum() >= 0 && value.bitLength() <= 64) {
                return value;
            }
        } catch (IOException e) {
            // Too long to be one.
        }
        throw unexpected("a whole number of 64 bits without a sign");
    }

    /** Returns a number; null is 0. */
    public double number() {
        if (isNull()) {
            return 0;
        }
        if (!parser.currentToken().isNumeric()) {
            throw unexpected("a number");
        }
        try {
            return parser.getDoubleValue();
        } catch (IOException e) {
            throw unexpected("a number");
        }
    }

    /** Returns an RFC 3339 time; null, the empty string and Go's zero time are null. */
    public @Nullable Instant time() {
        if (isNull()) {
            return null;
        }
        expect(JsonToken.VALUE_STRING, "a string");
        try {
            int length = parser.getTextLength();
            if (length == 0) {
                return null;
            }
            Instant time = Rfc3339.parse(parser.getTextCharacters(), parser.getTextOffset(), length);
            return time.equals(Rfc3339.ZERO_TIME) ? null : time;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DateTimeException e) {
            throw unexpected("an RFC 3339 time");
        }
    }

    /** Returns bytes from standard base64; null is none. */
    public byte[] bytes() {
        if (isNull()) {
            return new byte[0];
        }
        expect(JsonToken.VALUE_STRING, "base64");
        WipedOutput bytes = new WipedOutput(512);
        try {
            parser.readBinaryValue(bytes);
            return bytes.end();
        } catch (IOException | IllegalArgumentException e) {
            bytes.end();
            throw unexpected("base64");
        } finally {
            wipeDecoded();
        }
    }

    /** The parser decodes in a buffer of the thread's, which keeps what was decoded last. */
    private static void wipeDecoded() {
        BufferRecycler buffers = POOL.acquirePooled();
        byte[] decoded = buffers.allocByteBuffer(BufferRecycler.BYTE_BASE64_CODEC_BUFFER);
        Arrays.fill(decoded, (byte) 0);
        buffers.releaseByteBuffer(BufferRecycler.BYTE_BASE64_CODEC_BUFFER, decoded);
        POOL.releasePooled(buffers);
    }

    /** Returns a list; null is the empty one. What the element's decoder makes null is left out. */
    public <T> List<T> list(Function<JsonIn, @Nullable T> element) {
        if (isNull()) {
            return List.of();
        }
        expect(JsonToken.START_ARRAY, "an array");
        T first = null; // most lists have one element or two, which need no array
        T second = null;
        List<T> more = null;
        try {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                T value = element.apply(this);
                if (more != null && value != null) {
                    more.add(value);
                } else if (first == null) {
                    first = value;
                } else if (second == null) {
                    second = value;
                } else if (value != null) {
                    more = new ArrayList<>();
                    more.add(first);
                    more.add(second);
                    more.add(value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (more != null) {
            return Collections.unmodifiableList(more);
        }
        return first == null ? List.of() : second == null ? List.of(first) : List.of(first, second);
    }

    /** Returns what can be made of a list of strings; null is the empty one, and a string that is no such thing is left out. */
    public <T> List<T> readable(Function<String, T> of) {
        List<T> readable = new ArrayList<>(2);
        for (String text : list(JsonIn::text)) {
            try {
                readable.add(of.apply(text));
            } catch (IllegalArgumentException e) {
                // It is still in the record's raw().
            }
        }
        return Collections.unmodifiableList(readable);
    }

    /** Returns what the public reader of a record in another package makes of the value, or null where it is null. */
    public <T> @Nullable T part(Function<String, T> parse) {
        if (isNull()) {
            return null;
        }
        String json = raw().toString();
        try {
            return parse.apply(json);
        } catch (MalformedReplyException e) {
            throw new Unexpected(String.valueOf(e.getMessage()));
        }
    }

    /** Returns what the public reader of a record in another package makes of a list; null is the empty one, and a null in it is left out. */
    public <T> List<T> parts(Function<String, T> parse) {
        List<T> parts = new ArrayList<>();
        for (T part : list(element -> element.part(parse))) {
            if (part != null) {
                parts.add(part);
            }
        }
        return Collections.unmodifiableList(parts);
    }

    /** Returns an object's values by name, in their order; null is none. */
    public <T> Map<String, T> map(Function<JsonIn, T> value) {
        if (isNull()) {
            return Map.of();
        }
        beginObject();
        Map<String, T> map = new LinkedHashMap<>();
        for (String name = key(); name != null; name = key()) {
            map.put(name, value.apply(this));
        }
        return Collections.unmodifiableMap(map);
    }

    /** Returns an object, or null where it is null. */
    public <T> @Nullable T objectOrNull(Function<JsonIn, T> decoder) {
        return isNull() ? null : decoder.apply(this);
    }

    private void expect(JsonToken token, String what) {
        if (parser.currentToken() != token) {
            throw unexpected(what);
        }
    }

    private Unexpected unexpected(String what) {
        return new Unexpected(what + " is due");
    }
}
