package run.leger.core.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import run.leger.core.MalformedReplyException;

/** JSON as types of the caller's, by jackson-databind: an optional dependency that is loaded at the first such call. */
public final class DataBinding {
    private DataBinding() {}

    /** Kept apart so that the class above can be loaded, and say what is missing, where there is no databind. */
    private static final class Mapper {
        // Buffers are not recycled: what is read may be secret.
        static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(500)
                                .build())
                        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                        .build())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();

        private Mapper() {}

        static <T> T read(byte[] source, int from, int to, Class<T> type) {
            try {
                T value = MAPPER.readValue(source, from, to - from, type);
                if (value == null) {
                    throw malformed(type, "", "null", null);
                }
                return value;
            } catch (InvalidDefinitionException e) {
                // Without its words, and not as the cause: they repeat the text where it is of another kind than is
                // due.
                Class<?> due = e.getType() == null ? type : e.getType().getRawClass();
                throw new IllegalArgumentException("JSON cannot be bound to " + type.getName() + ": "
                        + (due.equals(type) ? "it" : due.getName())
                        + " has no way to be made of what is there"
                        + " (on the module path its package must be open to com.fasterxml.jackson.databind)");
            } catch (ValueInstantiationException e) {
                throw malformed(
                        type,
                        place(e),
                        "refused by " + e.getType().getRawClass().getName(),
                        e.getCause());
            } catch (MismatchedInputException e) {
                Class<?> due = e.getTargetType();
                throw malformed(type, place(e), "not " + (due == null ? "what is due" : due.getName()), null);
            } catch (JsonMappingException e) {
                throw malformed(type, place(e), "not what is due", null);
            } catch (IOException e) {
                throw malformed(type, "", "not JSON", null);
            }
        }

        /** Only the place: the words of Jackson repeat the text, which may be secret. */
        private static String place(JsonMappingException e) {
            StringBuilder path = new StringBuilder();
            for (JsonMappingException.Reference step : e.getPath()) {
                path.append('/').append(step.getFieldName() != null ? step.getFieldName() : step.getIndex());
            }
            String text = path.toString().replaceAll("\\p{Cntrl}", "?");
            return text.length() > 300 ? text.substring(0, 300) + "..." : text;
        }

        private static MalformedReplyException malformed(
                Class<?> type, String place, String what, @Nullable Throwable cause) {
            String where = place.isEmpty() ? "" : " at " + place;
            return new MalformedReplyException(
                    "the JSON does not fit " + type.getName() + where + ": " + what, null, cause);
        }
    }

    /** Reads what {@link run.leger.core.Json#as} asks for. */
    public static <T> T read(byte[] source, int from, int to, Class<T> type) {
        OptionalLibrary.require(
                DataBinding.class,
                "com.fasterxml.jackson.databind.json.JsonMapper",
                "jackson-databind",
                "com.fasterxml.jackson.core:jackson-databind (to a linked image: its module com.fasterxml.jackson.databind)");
        return Mapper.read(source, from, to, type);
    }
}
