package run.leger.core.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;

/** A writer of JSON objects, compact, without reflection. */
public final class JsonOut {
    // What was written may be secret, and must not wait in a pool.
    private static final JsonFactory FACTORY =
            JsonFactory.builder().recyclerPool(new WipingPool()).build();

    private final JsonGenerator generator;

    private JsonOut(JsonGenerator generator) {
        this.generator = generator;
    }

    /** A part of the writing that may fail. */
    private interface Step {
        void run() throws IOException;
    }

    /** Returns an object in UTF-8. */
    public static byte[] object(Consumer<JsonOut> fields) {
        WipedOutput bytes = new WipedOutput(128);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            fields.accept(new JsonOut(generator));
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.end();
    }

    /** Returns a list of objects in UTF-8, one for each element. */
    public static <T> byte[] array(Iterable<T> elements, BiConsumer<JsonOut, T> fields) {
        WipedOutput bytes = new WipedOutput(128);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            JsonOut out = new JsonOut(generator);
            generator.writeStartArray();
            for (T element : elements) {
                generator.writeStartObject();
                fields.accept(out, element);
                generator.writeEndObject();
            }
            generator.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.end();
    }

    /** Writes a string field; null stays null. */
    public JsonOut field(String name, @Nullable String value) {
        return write(() -> generator.writeStringField(name, value));
    }

    /** Writes a string field from its UTF-8, which never becomes a {@code String}. */
    public JsonOut utf8(String name, byte[] value) {
        return write(() -> {
            generator.writeFieldName(name);
            generator.writeUTF8String(value, 0, value.length);
        });
    }

    /** Writes a number field. */
    public JsonOut field(String name, long value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    /** Writes a number field. */
    public JsonOut field(String name, double value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    /** Writes a boolean field. */
    public JsonOut field(String name, boolean value) {
        return write(() -> generator.writeBooleanField(name, value));
    }

    /** Takes out the space between tokens, and nothing else: numbers and escapes keep their spelling. */
    private static String compact(String json) {
        if (json.indexOf('\n') < 0) {
            return json;
        }
        StringBuilder compact = new StringBuilder(json.length());
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (quoted || " \t\r\n".indexOf(c) < 0) {
                compact.append(c);
            }
            if (c == '\\' && i + 1 < json.length()) {
                compact.append(json.charAt(++i));
            }
        }
        return compact.toString();
    }

    /** Writes bytes in standard base64. */
    public JsonOut field(String name, byte[] value) {
        return write(() -> generator.writeBinaryField(name, value));
    }

    /** Writes a field whose value is JSON already, on one line. */
    public JsonOut field(String name, Json value) {
        return write(() -> {
            generator.writeFieldName(name);
            generator.writeRawValue(compact(value.toString()));
        });
    }

    /** Writes a list of strings. */
    public JsonOut field(String name, Iterable<String> values) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (String value : values) {
                generator.writeString(value);
            }
            generator.writeEndArray();
        });
    }

    /** Writes an object field. */
    public JsonOut object(String name, Consumer<JsonOut> fields) {
        return write(() -> {
            generator.writeObjectFieldStart(name);
            fields.accept(this);
            generator.writeEndObject();
        });
    }

    /** Writes a list of objects, one for each element. */
    public <T> JsonOut objects(String name, Iterable<T> elements, Consumer<T> fields) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (T element : elements) {
                generator.writeStartObject();
                fields.accept(element);
                generator.writeEndObject();
            }
            generator.writeEndArray();
        });
    }

    private JsonOut write(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
