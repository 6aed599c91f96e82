package run.leger.setec.bind;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import run.leger.core.MalformedReplyException;
import run.leger.core.SecretBytes;
import run.leger.core.internal.JsonIn;
import run.leger.setec.Secret;

/** Makes what a member holds out of a secret. */
@FunctionalInterface
interface Conversion {
    /** The types that are made from stripped text, and what they throw where they are not. */
    Map<Class<?>, Function<String, Object>> FROM_TEXT = Map.ofEntries(
            Map.entry(byte.class, Byte::valueOf),
            Map.entry(short.class, Short::valueOf),
            Map.entry(int.class, Integer::valueOf),
            Map.entry(long.class, Long::valueOf),
            Map.entry(float.class, Conversion::finiteFloat),
            Map.entry(double.class, Conversion::finiteDouble),
            Map.entry(Byte.class, Byte::valueOf),
            Map.entry(Short.class, Short::valueOf),
            Map.entry(Integer.class, Integer::valueOf),
            Map.entry(Long.class, Long::valueOf),
            Map.entry(Float.class, Conversion::finiteFloat),
            Map.entry(Double.class, Conversion::finiteDouble),
            Map.entry(BigInteger.class, BigInteger::new),
            Map.entry(BigDecimal.class, BigDecimal::new),
            Map.entry(boolean.class, Conversion::truth),
            Map.entry(Boolean.class, Conversion::truth),
            Map.entry(Duration.class, Duration::parse),
            Map.entry(URI.class, Conversion::uri),
            Map.entry(Path.class, Conversion::path));

    Object of(Secret secret) throws UnfitException;

    /** Returns how a type is made, or empty where nobody knows. */
    static Optional<Conversion> to(Class<?> type, FromSecret annotation) {
        if (type == Secret.class) {
            return annotation.json() ? Optional.empty() : Optional.of(Conversion::handle);
        } else if (annotation.json()) {
            return Optional.of(secret -> json(secret, type));
        } else if (type == byte[].class) {
            return Optional.of(secret -> secret.use(byte[]::clone));
        } else if (type == SecretBytes.class) {
            return Optional.of(secret -> secret.use(SecretBytes::copyOf));
        } else if (type == String.class) {
            return Optional.of(secret -> annotation.strip() ? text(secret).strip() : text(secret));
        } else if (type.isEnum()) {
            return Optional.of(secret -> constant(text(secret).strip(), type));
        }
        return Optional.ofNullable(FROM_TEXT.get(type)).map(parse -> secret -> parsed(secret, type, parse));
    }

    private static Secret handle(Secret secret) {
        // A handle without a value would fail later, where nobody expects it.
        secret.current();
        return secret;
    }

    private static String text(Secret secret) throws UnfitException {
        Optional<String> text = secret.use(bytes -> {
            try {
                return Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        });
        return text.orElseThrow(() -> new UnfitException("it is not UTF-8 text"));
    }

    private static Object parsed(Secret secret, Class<?> type, Function<String, Object> parse) throws UnfitException {
        String text = text(secret).strip();
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnfitException("it is not " + due(type));
        }
    }

    private static String due(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return "a " + type.getSimpleName();
    }

    private static Object constant(String text, Class<?> type) throws UnfitException {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        throw new UnfitException("it is not the name of a constant of " + type.getSimpleName());
    }

    private static Object json(Secret secret, Class<?> type) throws UnfitException {
        Optional<Object> value = secret.use(bytes -> {
            try {
                return Optional.<Object>of(
                        JsonIn.read(bytes, "bind", JsonIn::raw).as(type));
            } catch (MalformedReplyException e) {
                // Its place may hold the keys of a map, and its cause what a constructor said: both could be secret.
                return Optional.empty();
            }
        });
        return value.orElseThrow(() -> new UnfitException("it is not JSON that fits " + type.getSimpleName()));
    }

    private static Object truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static Object finiteDouble(String text) {
        double value = new BigDecimal(text).doubleValue();
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static Object finiteFloat(String text) {
        float value = new BigDecimal(text).floatValue();
        if (Float.isInfinite(value)) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static URI uri(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException();
        }
        return URI.create(text);
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            // To the JDK this is the current folder.
            throw new IllegalArgumentException();
        }
        return Path.of(text);
    }
}
